import Determinism

/// Collects what the formulas of some properties look at, and makes the tables for it.
struct FactLayout {
  let schema: FactSchema
  private(set) var views: [FactBase.View] = []

  init(_ schema: FactSchema) { self.schema = schema }

  /// The view of some places of a proposition.
  mutating func view(of proposition: Int, _ fields: [Int]) -> Int {
    let known = views.firstIndex { $0.proposition == proposition && $0.fields == fields }
    if let known { return known }
    let declaration = schema.propositions[proposition]
    views.append(
      FactBase.View(
        proposition: proposition, fields: fields, table: FactTable(width: fields.count),
        isCompact: declaration.slotField == nil && declaration.lasting == .latched))
    let made = views.count - 1
    if declaration.lasting == .revocable {
      // What is taken back has to have been told.
      _ = view(of: proposition, Array(declaration.fields.indices))
    }
    return made
  }

  /// The index of a view by some of its fields; all of them make every row, and none but membership, known.
  mutating func index(of view: Int, by places: [Int], remembers: Bool = false) -> Int {
    if places.count < views[view].fields.count || remembers { views[view].isCompact = false }
    return views[view].table.index(by: places, remembers: remembers)
  }

  /// Has the rows of a view kept.
  mutating func keepRows(of view: Int) { views[view].isCompact = false }

  /// A pattern, by the view that answers it.
  mutating func pattern(_ pattern: Pattern) -> ViewPattern {
    let fields = pattern.arguments.indices.filter { pattern.arguments[$0] != .any }
    return ViewPattern(
      view: view(of: pattern.proposition, fields), arguments: fields.map { pattern.arguments[$0] })
  }
}

/// A pattern over the fields of a view, none of which is `_`.
struct ViewPattern: Sendable {
  let view: Int
  let arguments: [Argument]

  /// The variables in it.
  var variables: [Int] {
    arguments.compactMap { argument in
      guard case .variable(let variable, _) = argument else { return nil }
      return variable
    }
  }
}

/// The values of the variables of a property.
struct Bindings: Sendable {
  private var values: InlineArray<12, UInt64> = .init(repeating: 0)
  private var known: UInt16 = 0

  subscript(variable: Int) -> UInt64 { values[variable] }

  func isKnown(_ variable: Int) -> Bool { known >> UInt16(variable) & 1 == 1 }

  mutating func set(_ variable: Int, _ value: UInt64) {
    values[variable] = value
    known |= 1 << UInt16(variable)
  }

  /// The value that an argument has, all of whose variables are known.
  func value(_ argument: Argument) -> UInt64 {
    switch argument {
    case .any: 0
    case .constant(let value): value
    case .variable(let variable, let plus): values[variable] &+ UInt64(bitPattern: plus)
    }
  }

  /// Makes an argument equal to a value, by setting its variable or because it is.
  mutating func unify(_ argument: Argument, with value: UInt64) -> Bool {
    switch argument {
    case .any: return true
    case .constant(let constant): return constant == value
    case .variable(let variable, let plus):
      let wanted = value &- UInt64(bitPattern: plus)
      if isKnown(variable) { return values[variable] == wanted }
      set(variable, wanted)
      return true
    }
  }
}
