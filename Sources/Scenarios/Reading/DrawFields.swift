import Determinism

/// The fields of `draw:`.
enum DrawFields {
  private static let chance = Field(
    "chance", Kind<Probability>.probability, "100 %",
    "The chance that the field is drawn; otherwise it stays as the file has it. Without values to "
      + "draw from: the chance that it is there; otherwise it is left out.")
  private static let oneOf = Field(
    "oneOf", Kind.list(of: Kind<String>.raw), "[]", "The values, each equally likely.")
  private static let between = Field(
    "between", Kind.list(of: Kind<String>.raw), "[]",
    "The ends of a range, in place of values: numbers with a unit, or nodes such as `replica 0`.")
  private static let some = Field.optional(
    "some", Kind<NodeSet>.nodes, saying: "not drawn so",
    "The nodes of which `count` are chosen, in place of values.")
  private static let count = Field(
    "count", Kind<[Int]>.list(of: .count(0...1_024), most: 2, allowsSingle: true), "[1]",
    "Of `some`: how many; or a list of the least and the greatest number.")
  private static let split = Field.optional(
    "split", Kind<NodeSet>.nodes, saying: "not drawn so",
    "The nodes that are dealt to two sides, in place of values.")

  private static let one = Kind<Draw>.object(
    "a draw", [chance, oneOf, between, some, count, split]
  ) { reader in
    Draw(chance: reader[chance], source: source(reader))
  }

  private static func source(_ reader: ObjectReader) -> Draw.Source {
    let reading = reader.reading
    let (values, ends) = (reader[oneOf], reader[between])
    let (pool, numbers, dealt) = (reader[some], reader[count], reader[split])
    let given = [!values.isEmpty, !ends.isEmpty, pool != nil, dealt != nil]
    if given.count(where: { $0 }) > 1 {
      reading.report(
        .conflictingFields, reader.node.place,
        "a draw has one of 'oneOf', 'between', 'some' and 'split'",
        hint: "write 'oneOf: [0 %, 1 %]' or 'between: [0 %, 5 %]'")
    }
    if !values.isEmpty { return .oneOf(values) }
    if let first = ends.first {
      if ends.count != 2 {
        reading.report(
          .outOfRange, reader.place(of: between), "a range has two ends, not \(ends.count)",
          hint: "write 'between: [0 %, 5 %]'")
      }
      return .between(first, ends[ends.count - 1])
    }
    if let pool {
      let (least, most) = (numbers.min() ?? 1, numbers.max() ?? 1)
      if most > pool.count, !reading.system.isStandIn {
        reading.report(
          .outOfRange, reader.place(of: count), "\(most) of \(pool.count) nodes cannot be chosen",
          hint: "at most \(pool.count)")
      }
      return .some(pool, least...most)
    }
    guard let dealt else { return .asWritten }
    if dealt.count < 2, !reading.system.isStandIn {
      reading.report(
        .outOfRange, reader.place(of: split), "two sides need two nodes at least",
        hint: "write 'split: all'")
    }
    return .split(dealt)
  }

  /// Fields that decide what a run is, or what is said of it; no seed may change them.
  private static let fixed = [
    "name", "about", "system", "variant", "seeds", "crypto", "mode", "properties", "draw",
    "canary", "schedule", "check", "cases", "sweep", "expect",
  ]

  /// What is drawn, by field path.
  static let draws = Kind<[Named<Draw>]>.map(from: "field paths", to: one) { entry, reading in
    guard reading.checkPath(entry) else { return false }
    let field = reading.components(entry.key)[0]
    guard fixed.contains(field) else { return true }
    reading.report(
      .badPath, entry.place, "'\(field)' cannot be drawn",
      hint: "it is the same for all seeds of a case")
    return false
  }
}
