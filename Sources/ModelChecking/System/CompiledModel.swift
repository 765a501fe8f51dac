import Diagnostics
import TemporalLogic

/// A protocol as a state machine that is compiled into the program: what an explorer of all runs can do at most, without
/// nodes, messages or keys.
public protocol CompiledModel: TransitionSystem {
  /// What is said of it.
  var properties: [ModelProperty] { get }
  /// Whether it is fine that no step leaves a state; no unless said.
  var mayEnd: Bool { get }

  /// What becomes of messages: `set`, `bag` or `fifo`; nil, unless said, where there are none or its entry says it.
  var networkName: String? { get }

  /// The variables of a state, always the same ones in the same order.
  func variables(of row: Span<UInt32>) -> [ModelVariable]

  /// What tells two states apart; unless said, the variables that have other values.
  func changes(from row: Span<UInt32>, to next: Span<UInt32>) -> [ModelVariable]

  /// A step in words; unless said, the name of its action.
  mutating func text(ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>) -> String
}

/// One variable in one state, in words.
public struct ModelVariable: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its value.
  public let value: String

  /// A variable with its value.
  public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}

/// What is said of a model, by a formula over its propositions.
public struct ModelProperty: Hashable, Sendable {
  /// How the formula is meant.
  public enum Kind: Hashable, Sendable {
    /// It holds in every state, and has no time in it.
    case always
    /// It holds in some state, so that nothing else holds because nothing happens; it has no time in it.
    case sometimes
    /// It holds on every fair run.
    case temporal
  }

  /// The name that reports use.
  public let name: String
  /// How the formula is meant.
  public let kind: Kind
  /// The formula, in the spelling of `Dialect.nocturne`.
  public let formula: String
  /// What it says, in a sentence without a full stop.
  public let about: String
  /// The operator of a TLA+ module that says the same, such as `Teleport!Fresh`; nil if there is none.
  public let tla: String?

  /// A property.
  public init(
    _ name: String, _ kind: Kind, _ formula: String, about: String, tla: String? = nil
  ) {
    (self.name, self.kind, self.formula, self.about) = (name, kind, formula, about)
    self.tla = tla
  }

  /// As a search decides it by the letters that it finds; nil if it speaks of time.
  ///
  /// - Parameter propositions: The names of a letter's bits.
  public func ofLetters(_ propositions: [String]) -> LetterProperty? {
    let quantity: LetterProperty.Quantity
    switch kind {
    case .always: quantity = .always
    case .sometimes: quantity = .sometimes
    case .temporal: return nil
    }
    let (formula, store) = read()
    guard let condition = LetterCondition(formula, in: store, propositions: propositions) else {
      preconditionFailure("\(name) speaks of time, or of what there is not")
    }
    return LetterProperty(name, quantity, condition)
  }

  /// As it is decided on all fair runs; nil if it speaks of single states.
  public var ofRuns: TemporalProperty? {
    guard kind == .temporal else { return nil }
    let (formula, store) = read()
    return TemporalProperty(name, formula, in: store)
  }

  private func read() -> (FormulaID, FormulaStore) {
    var store = FormulaStore()
    let source = SourceText(name: name, text: formula)
    guard let formula = FormulaParser.read(source, dialect: .nocturne, into: &store).formula else {
      preconditionFailure("the formula of \(name) is ours, and has a mistake")
    }
    return (formula, store)
  }
}

extension CompiledModel {
  /// No.
  public var mayEnd: Bool { false }

  /// Said elsewhere, if at all.
  public var networkName: String? { nil }

  /// The variables that have other values.
  public func changes(from row: Span<UInt32>, to next: Span<UInt32>) -> [ModelVariable] {
    zip(variables(of: row), variables(of: next)).filter { $0 != $1 }.map(\.1)
  }

  /// The name of the action.
  public mutating func text(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> String { actions[action] }

  /// The properties that a search decides by the letters that it finds.
  public var letterProperties: [LetterProperty] {
    properties.compactMap { $0.ofLetters(propositions) }
  }

  /// The properties that are decided on all fair runs.
  public var temporalProperties: [TemporalProperty] { properties.compactMap(\.ofRuns) }

  /// Its variables with their values.
  public mutating func describe(_ row: Span<UInt32>) -> String {
    variables(of: row).map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
  }
}
