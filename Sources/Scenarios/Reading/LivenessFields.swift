import Determinism

/// The fields of `liveness:`.
enum LivenessFields {
  private static let core = Field(
    "core", Kind<NodeSet>.nodes.optional,
    absent: .derived(nil, saying: "the first `quorum` replicas"), "Who heals.")
  private static let after = Field(
    "after", Kind<Ticks>.duration, absent: .required(standIn: .zero), "When the core heals.")
  private static let within = Field(
    "within", Kind<Ticks>.positiveDuration, absent: .required(standIn: Ticks(1)),
    "How soon then everything asked for must be done.")

  static let kind = Kind<Liveness>.object("a second phase", [core, after, within]) { reader in
    let replicas = reader.reading.groups.first?.nodes ?? NodeSet()
    let standard = NodeSet(replicas.prefix(reader.reading.quorum))
    return Liveness(
      core: reader[core] ?? standard, after: reader[after], within: reader[within])
  }
}
