public import ModelChecking

/// A model to walk through step by step, whatever it is: by hand, or to draw its states.
public protocol ModelWalk: AnyObject {
  /// The states in which runs begin.
  var initial: [[UInt32]] { get }

  /// The steps that leave a state, in the order in which the model tells them.
  func steps(from row: [UInt32]) -> [ModelWalkStep]

  /// The variables of a state.
  func variables(of row: [UInt32]) -> [ModelVariable]

  /// The names of the propositions that hold in a state.
  func propositions(of row: [UInt32]) -> [String]
}

/// A step of a model.
public struct ModelWalkStep: Hashable, Sendable {
  /// The step in words.
  public let text: String
  /// The state that it leads to.
  public let row: [UInt32]
  /// What it changes.
  public let changes: [ModelVariable]
}

/// Walks through a model.
final class ModelWalker<Model: CompiledModel>: ModelWalk {
  private var model: Model

  init(_ model: Model) { self.model = model }

  var initial: [[UInt32]] {
    var buffer = SuccessorBuffer(width: model.width)
    model.appendInitialStates(to: &buffer)
    return (0..<buffer.count).map { buffer.row($0) }
  }

  func steps(from row: [UInt32]) -> [ModelWalkStep] {
    var buffer = SuccessorBuffer(width: model.width)
    model.appendSuccessors(of: row.span, to: &buffer)
    return (0..<buffer.count).map { index in
      let next = buffer.row(index)
      let text = model.text(ofAction: buffer.action(index), from: row.span, to: next.span)
      return ModelWalkStep(
        text: text, row: next, changes: model.changes(from: row.span, to: next.span))
    }
  }

  func variables(of row: [UInt32]) -> [ModelVariable] { model.variables(of: row.span) }

  func propositions(of row: [UInt32]) -> [String] {
    let letter = model.letter(of: row.span)
    return model.propositions.enumerated().compactMap {
      letter >> UInt64($0) & 1 == 1 ? $1 : nil
    }
  }
}
