@testable import TemporalLogic

/// A fact of a system without nodes: a proposition of some values that begins or ceases to hold.
struct ToyFact: Sendable {
  let proposition: Int
  let values: [UInt64]
  var ceases = false
}

/// The propositions of that system.
struct ToyProjection: FactProjection {
  static let schema = FactSchema(
    [
      Proposition("p", [.init("x", .number), .init("y", .number)], "A pair."),
      Proposition("q", [.init("x", .number)], "One."),
      Proposition("r", [.init("y", .number)], "Another."),
      Proposition("u", [.init("x", .number)], "For a moment.", lasting: .pulsed),
      Proposition(
        "v", [.init("x", .number), .init("y", .number)], "Until taken back.", lasting: .revocable),
      Proposition("go", [], "From now on."),
      Proposition(
        "w", [.init("slot", .number), .init("x", .number), .init("y", .number)], "Of a slot.",
        slot: 0),
      Proposition("over", [.init("slot", .number)], "Slots up to this one are let go of."),
      Proposition("set", [.init("value", .number)], "Sets the parameter."),
    ], parameters: ["limit"])

  mutating func tell(
    _ fact: ToyFact, _ change: FactChange, at moment: Moment, _ base: inout FactBase
  ) {
    switch Self.schema.propositions[fact.proposition].name {
    case "over": base.forget(upTo: fact.values[0])
    case "set": base.set(parameter: 0, to: fact.values[0])
    default:
      var values = FactValues(count: fact.values.count)
      for (place, value) in fact.values.enumerated() { values[place] = value }
      if fact.ceases {
        base.revoke(fact.proposition, values)
      } else {
        base.tell(fact.proposition, values)
      }
    }
  }
}

extension ToyFact {
  /// A fact by the name of its proposition.
  init(_ name: String, _ values: UInt64..., ceases: Bool = false) {
    self.init(
      proposition: ToyProjection.schema.number(of: name) ?? -1, values: values, ceases: ceases)
  }
}
