import PaperModels

extension Models {
  /// The models of the papers' claims.
  static let papersA = [teleport, handover, hysteresis, xavierArgmax, projection]

  static let teleport = ModelEntry(
    "teleport", about: "a teleport of state between nodes, two of them asked for",
    bounds: [ModelBound("updates", 0...2, usual: 2, about: "writes of holders to their objects")],
    variants: [
      ModelVariant("repaired", about: "a command on one object, which the ledger judges"),
      ModelVariant(
        "published", about: "read, write and log, with a lock for each",
        violates: [
          "I1", "Logged", "UniqueProof", "NoDoubleTeleport", "Conservation", "Serialisable",
          "Fresh", "Frame", "Refused",
        ]),
      ModelVariant("unfair", about: "repaired; an execution may stop", violates: ["Settles"]),
    ]
  ) { variant, bounds in
    Teleport(
      budget: .init(updates: bounds[0], retries: 1, replays: 1),
      isRepaired: variant != "published", isFair: variant != "unfair")
  }

  static let handover = ModelEntry(
    "handover", about: "how a subscriber goes over from history to live events",
    bounds: [ModelBound("blocks", 3...6, usual: 4, about: "blocks that are committed")],
    variants: [
      ModelVariant(
        "repaired", about: "subscribes first, over links and from sources that keep faith"),
      ModelVariant(
        "faults", about: "repaired; links reorder, lose and duplicate, and sources forge"),
      ModelVariant(
        "published", about: "reads the history first, from sources that may forge",
        violates: ["S3", "Authentic", "NoFalseHalt", "Delivery", "HeldOldAndNew"]),
      ModelVariant(
        "no-drop", about: "repaired, but what is in the history already is not dropped",
        violates: ["S3", "NoDuplicate", "Delivery"]),
    ]
  ) { variant, bounds in
    var environment = Handover.Environment()
    environment.hasLiars = ["faults", "published"].contains(variant)
    if variant == "faults" {
      environment.isFifo = false
      (environment.losses, environment.duplicates) = (1, 1)
    }
    let kind: Handover.Variant =
      variant == "published" ? .published : variant == "no-drop" ? .noDrop : .repaired
    return Handover(blocks: bounds[0], variant: kind, environment: environment)
  }

  static let hysteresis = ModelEntry(
    "hysteresis-pub", about: "the breaker that moves a replica between its modes",
    bounds: [
      ModelBound("window", 4...8, usual: 4, about: "ticks of the sliding window"),
      ModelBound("failures", 4...7, usual: 5, about: "failures in all"),
    ],
    variants: [
      ModelVariant("repaired", about: "weighs the failures of a sliding window"),
      ModelVariant(
        "published", about: "counts all failures there have ever been",
        violates: [
          "TripsInBurst", "TripsOnlyInBurst", "NeverFVfromHealthy", "NoFlap", "ModeReturn",
          "LeavesDegraded", "ReturnsToWS",
        ]),
    ]
  ) { variant, bounds in
    HysteresisPub(window: bounds[0], failures: bounds[1], isRepaired: variant == "repaired")
  }

  static let xavierArgmax = ModelEntry(
    "xavier-argmax", about: "the choice of the state of greatest utility, and a liar",
    bounds: [
      ModelBound("utilities", 1...3, usual: 3, about: "utilities of honest candidates: 1, 0, NaN")
    ],
    variants: [
      ModelVariant(
        "repaired", about: "certified candidates with a number count, and votes decide",
        violates: ["S5_pub", "S5_pubSatisfiable"]),
      ModelVariant(
        "published", about: "each decides at once on what it has seen",
        violates: [
          "S5_pub", "S5_pubSatisfiable", "AgreementArgmax", "Validity", "NoPanic", "Follows",
        ]),
      ModelVariant(
        "no-tie-break", about: "repaired, of two candidates; any of greatest utility will do",
        violates: ["S5", "S5_pub"]),
      ModelVariant(
        "two-liars", about: "repaired, of two candidates; one liar more than the votes allow for",
        violates: ["AgreementArgmax"]),
      ModelVariant(
        "unfair", about: "repaired, of two candidates; nobody need decide", violates: ["Follows"]),
    ]
  ) { variant, bounds in
    var proposals = XavierArgmax.Proposals()
    proposals.utilities = bounds[0]
    proposals.liars = variant == "two-liars" ? 2 : 1
    switch variant {
    case "no-tie-break", "two-liars": proposals.candidates = [1, 2]
    case "unfair": (proposals.candidates, proposals.forged) = ([1, 3], [3])
    default: proposals.forged = [3]
    }
    let kind: XavierArgmax.Variant =
      variant == "published" ? .published : variant == "no-tie-break" ? .noTieBreak : .repaired
    return XavierArgmax(variant: kind, proposals: proposals, isFair: variant != "unfair")
  }

  static let projection = ModelEntry(
    "projection", about: "a read model that follows the ledger, where slot 2 has an unknown event",
    bounds: [
      ModelBound("slots", 2...6, usual: 4, about: "slots that are committed"),
      ModelBound("crashes", 1...2, usual: 2, about: "crashes of the projector"),
      ModelBound("errors", 1...3, usual: 1, about: "errors of its store"),
    ],
    variants: [
      ModelVariant("repaired", about: "view and position are committed at once"),
      ModelVariant(
        "published", about: "the view is committed first, the position after it",
        violates: [
          "ExactlyOnce", "NoSilentDrop", "ViewIsFold", "RYFW", "CatchUp", "UnknownAndAnswered",
        ]),
    ]
  ) { variant, bounds in
    Projection(
      slots: bounds[0], unknown: [2], crashes: bounds[1], errors: bounds[2],
      isRepaired: variant == "repaired")
  }
}
