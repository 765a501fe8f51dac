import Determinism

/// The fields of `draw:`.
enum DrawFields {
  private static let chance = Field(
    "chance", Kind<Probability>.probability, "100 %",
    "The chance that the field is drawn; otherwise it stays as the file has it.")
  private static let oneOf = Field(
    "oneOf", Kind.list(of: Kind<String>.raw), "[]", "The values, each equally likely.")
  private static let between = Field(
    "between", Kind.list(of: Kind<String>.raw), "[]", "The ends of a range, in place of values.")

  private static let one = Kind<Draw>.object("a draw", [chance, oneOf, between]) { reader in
    let values = reader[oneOf]
    let ends = reader[between]
    if values.isEmpty == ends.isEmpty || !(ends.isEmpty || ends.count == 2) {
      reader.reading.report(
        .conflictingFields, reader.node.place,
        "a draw needs either 'oneOf' with values or 'between' with two ends",
        hint: "write 'oneOf: [0 %, 1 %]' or 'between: [0 %, 5 %]'")
    }
    return Draw(chance: reader[chance], values: values, between: ends)
  }

  /// What is drawn, by field path.
  static let draws = Kind<[Named<Draw>]>.map(from: "field paths", to: one) {
    $1.checkPath($0)
  }
}
