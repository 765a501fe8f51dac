import Classics
import ClusterModel
import TemporalLogic

/// The models that `check` explores without a scenario: the one list of them.
///
/// A new one costs an entry here, besides its file and its tests.
public enum Models {
  /// All models, in the order in which `list` shows them.
  public static let all: [ModelEntry] =
    [
      twoPhaseCommit, twoPhaseCommitBag, atomicCommit, paxos, philosophers, peterson,
      alternatingBit, tokenRing,
    ] + raftModels + papers

  private static let managers = ModelBound("managers", 2...9, usual: 3, about: "resource managers")

  private static let commitVariants = [
    ModelVariant("fair", about: "the protocol, whose processes go on if they can"),
    ModelVariant(
      "hasty", about: "the coordinator commits one vote early", violates: ["Consistent"]),
    ModelVariant("unfair", about: "processes may stop", violates: ["Settled"]),
  ]

  static let twoPhaseCommit = ModelEntry(
    "two-phase-commit", about: "two-phase commit; messages that were sent stay", network: "set",
    bounds: [managers], variants: commitVariants
  ) { variant, bounds in
    TwoPhaseCommit(
      managers: bounds[0], preparedNeeded: variant == "hasty" ? bounds[0] - 1 : nil,
      isFair: variant != "unfair", isSymmetric: true)
  }

  static let twoPhaseCommitBag = ModelEntry(
    "two-phase-commit-bag", about: "two-phase commit; a message is taken by its addressee",
    network: "bag", bounds: [managers], variants: commitVariants
  ) { variant, bounds in
    TwoPhaseCommitBag(
      managers: bounds[0], preparedNeeded: variant == "hasty" ? bounds[0] - 1 : nil,
      isFair: variant != "unfair")
  }

  static let atomicCommit = ModelEntry(
    "atomic-commit", about: "two-phase commit among nodes, as they are simulated",
    bounds: [
      ModelBound("managers", 2...9, usual: 3, about: "resource managers"),
      ModelBound("drops", 0...3, usual: 0, about: "messages that may be lost, out of a bag"),
    ],
    variants: [
      ModelVariant(
        "set", about: "messages that were sent stay; what can happen does so in the end"),
      ModelVariant("bag", about: "a message is taken by its addressee, in any order"),
      ModelVariant("fifo", about: "a message is taken by its addressee, in the order of its link"),
      ModelVariant(
        "hasty", about: "the coordinator commits one vote early", violates: ["Consistent"]),
      ModelVariant("unfair", about: "out of a bag; all may stop", violates: ["Settled"]),
    ]
  ) { variant, bounds in
    let network = variant == "unfair" ? .bag : ClusterNetwork(rawValue: variant) ?? .set
    var limits = ClusterBounds(network: network)
    limits.drops = bounds[1]
    return AtomicCommit.model(
      managers: bounds[0], limits, preparedNeeded: variant == "hasty" ? bounds[0] - 1 : nil,
      isFair: variant != "unfair")
  }

  static let paxos = ModelEntry(
    "paxos", about: "Paxos of three acceptors and two values; messages that were sent stay",
    network: "set", bounds: [ModelBound("ballots", 2...3, usual: 3, about: "ballots")],
    variants: [
      ModelVariant("majority", about: "the protocol: two of three promises let a ballot propose"),
      ModelVariant(
        "one-promise", about: "one promise lets a ballot propose", violates: ["Agreement"]),
    ]
  ) { variant, bounds in
    Paxos(ballots: bounds[0], promisesNeeded: variant == "one-promise" ? 1 : 2)
  }

  static let philosophers = ModelEntry(
    "philosophers", about: "dining philosophers, of whom the last one is left-handed",
    bounds: [ModelBound("seats", 3...14, usual: 5, about: "philosophers, and forks")],
    variants: [
      ModelVariant(
        "weak", about: "each goes on if she can from some time on; one may starve",
        violates: ["EverybodyEats"]),
      ModelVariant("strong", about: "each goes on if she can again and again"),
      ModelVariant(
        "right-handed", about: "the last one is right-handed, too",
        violates: ["SomebodyEats", "EverybodyEats", "NoDeadlock"]),
    ]
  ) { variant, bounds in
    Philosophers(seats: bounds[0], isLastLeftHanded: variant != "right-handed")
      .fair(variant == "strong" ? .strong : .weak)
  }

  static let peterson = ModelEntry(
    "peterson", about: "Peterson's mutual exclusion of two processes", bounds: [],
    variants: [
      ModelVariant("fair", about: "the algorithm; who wants to enter goes on if it can"),
      ModelVariant(
        "impatient", about: "a process does not wait for its turn", violates: ["Exclusion"]),
      ModelVariant("unfair", about: "processes may stop anywhere", violates: ["Served"]),
    ]
  ) { variant, _ in
    Peterson(isImpatient: variant == "impatient", isFair: variant != "unfair")
  }

  static let alternatingBit = ModelEntry(
    "alternating-bit", about: "the alternating bit protocol over channels that lose messages",
    network: "fifo",
    bounds: [ModelBound("capacity", 1...6, usual: 2, about: "messages that a channel holds")],
    variants: [
      ModelVariant("fair", about: "the protocol; what is sent again and again arrives in the end"),
      ModelVariant(
        "blind", about: "the receiver does not look at the bit", violates: ["InOrder"]),
      ModelVariant("lossy", about: "a channel may lose everything", violates: ["Progress"]),
    ]
  ) { variant, bounds in
    AlternatingBit(
      capacity: bounds[0], looksAtBit: variant != "blind",
      channels: variant == "lossy" ? .weak : .strong)
  }

  static let tokenRing = ModelEntry(
    "token-ring", about: "Dijkstra's self-stabilising ring, from every state",
    bounds: [ModelBound("machines", 4...7, usual: 5, about: "machines")],
    variants: [
      ModelVariant("stable", about: "as many values as machines; some machine goes on if one can"),
      ModelVariant(
        "few-values", about: "two values fewer than machines", violates: ["Stabilises"]),
      ModelVariant(
        "alike", about: "no machine has a rule of its own",
        violates: ["SomeToken", "OneToken", "Stabilises", "Circulates", "NoDeadlock"]),
      ModelVariant(
        "unfair", about: "the ring may stop", violates: ["Stabilises", "Circulates"]),
    ]
  ) { variant, bounds in
    TokenRing(
      machines: bounds[0], values: variant == "few-values" ? bounds[0] - 2 : nil,
      hasBottom: variant != "alike", isFair: variant != "unfair")
  }
}
