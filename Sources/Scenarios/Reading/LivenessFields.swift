import Determinism

/// The fields of `liveness:`.
enum LivenessFields {
  private static let core = Field(
    "core", Kind<NodeSet>.nodes.optional,
    absent: .derived(nil, saying: "the first `quorum` correct replicas"),
    "Who heals, liars aside; correct replicas are added until they are a quorum.")
  static let after = Field.optional(
    "after", Kind<Ticks>.duration, saying: "the step `heal` of `schedule:`",
    "When the core heals.")
  static let within = Field(
    "within", Kind<Ticks>.positiveDuration.optional,
    absent: .derived(nil, saying: "what the system works out"),
    "How soon then everything asked for must be done.")

  static let kind = Kind<Liveness>.object("a second phase", [core, after, within]) { reader in
    let bound = reader[within]
    return Liveness(
      core: reader[core] ?? NodeSet(), after: reader[after], within: bound ?? Ticks(1),
      isWorkedOut: bound == nil)
  }

  /// The core that heals indeed.
  static func completed(_ core: NodeSet, replicas: NodeSet, liars: NodeSet, quorum: Int) -> NodeSet
  {
    let correct = replicas.subtracting(liars)
    var core = core.intersection(correct)
    for replica in correct where core.count < quorum { core.insert(replica) }
    return core
  }
}
