/// The fields of `canary:`.
enum CanaryFields {
  private static let values = Field(
    "set", Kind<[PathValue]>.pathMap, "{}", "Values for some fields, by path, as in `cases:`.")
  private static let seeds = Field(
    "seeds", Kind<Seeds>.seeds, "1", "The seeds of which one must fail.")
  private static let breaks = Field(
    "breaks", Kind<[String]>.list(of: Kind<String>.property, allowsSingle: true), "[]",
    "The properties of which one must be violated; without them any will do.")

  private static let one = Kind<CanarySpec>.object("a canary", [values, seeds, breaks]) {
    CanarySpec(values: $0[values], seeds: $0[seeds], breaks: $0[breaks])
  }

  static let canaries = Kind<[CanarySpec]>.list(of: one, most: 100, allowsSingle: true)
}
