import PaperModels

/// What the papers say of records on their way: fairness, stores, gateways, gossip, and the agreement on batches.
extension Models {
  static let fairnessForms = ModelEntry(
    "fairness-forms", about: "three readings of L1: what is submitted is final in the end",
    bounds: [ModelBound("commands", 2...4, usual: 2, about: "commands of correct clients")],
    variants: [
      ModelVariant(
        "repaired", about: "of two rivals one is final and the other discarded",
        violates: ["BothFinal", "L1pubLatched"]),
      ModelVariant("published", about: "no commands are rivals, and none is discarded"),
      ModelVariant(
        "rivals", about: "the published system, where one command at most may be final",
        violates: ["BothFinal", "L1pubLatched", "L1"]),
      ModelVariant(
        "unjudged", about: "nobody asks what a command has become already",
        violates: ["S1", "OutcomeUnique"]),
      ModelVariant(
        "never-finalises", about: "commands are submitted, and nothing else happens",
        violates: ["BothFinal", "L1pubLatched", "L1"]),
      ModelVariant(
        "unfair", about: "the repaired system may stop",
        violates: ["BothFinal", "L1pubTransient", "L1pubLatched", "L1"]),
    ]
  ) { variant, bounds in
    let kind: FairnessForms.Variant =
      switch variant {
      case "published", "rivals": .published
      case "unjudged": .unjudged
      case "never-finalises": .neverFinalises
      default: .repaired
      }
    return FairnessForms(
      commands: bounds[0], areRivals: !["published", "never-finalises"].contains(variant),
      variant: kind, isFair: variant != "unfair")
  }

  static let phoenixStore = ModelEntry(
    "phoenix-store", about: "from a commit certificate to what a client is shown",
    bounds: [
      ModelBound("events", 1...2, usual: 1, about: "events that are decided"),
      ModelBound("crashes", 1...2, usual: 1, about: "crashes of replicas, in all"),
    ],
    variants: [
      ModelVariant(
        "repaired", about: "four replicas with a lying store; ANCHORs tell what is on disk"),
      ModelVariant(
        "published", about: "the word of a store is enough, and what is shown is final at any time",
        violates: ["S2", "S2f", "Durability"]),
      ModelVariant(
        "show-first", about: "the published replica, that does not wait for its store",
        violates: ["S2pub", "S2", "S2f", "Durability"]),
      ModelVariant(
        "two-lying", about: "one lying store more than the protocol is made for",
        violates: ["S2", "S2f", "Durability", "Finalises"]),
      ModelVariant("unfair", about: "nothing need be written", violates: ["Finalises"]),
    ]
  ) { variant, bounds in
    var size = PhoenixStore.Size(correct: 4, faults: 1, quorum: 3)
    size.lyingStores = variant == "two-lying" ? 2 : 1
    (size.events, size.crashes) = (bounds[0], bounds[1])
    let kind: PhoenixStore.Variant =
      switch variant {
      case "published": .published
      case "show-first": .showFirst
      default: .repaired
      }
    return PhoenixStore(size, variant: kind, isFair: variant != "unfair", isSymmetric: true)
  }

  static let writePath = ModelEntry(
    "write-path", about: "the steps of a gateway from a command to its broadcast, with crashes",
    bounds: [
      ModelBound("commands", 2...3, usual: 3, about: "commands that clients submit"),
      ModelBound("crashes", 1...3, usual: 2, about: "crashes of the gateway"),
    ],
    variants: [
      ModelVariant("repaired", about: "certified, persisted, anchored, broadcast"),
      ModelVariant(
        "published", about: "validated, persisted, signed, broadcast",
        violates: ["Verifiable", "ShownAnchored", "ShownInTheEnd"]),
      ModelVariant(
        "appendix-b", about: "validated, signed, persisted, broadcast",
        violates: ["ShownAnchored", "ShownInTheEnd"]),
      ModelVariant(
        "sign-on-restart", about: "what is found unsigned after a crash is signed then",
        violates: ["Verifiable", "Authentic", "ShownAnchored", "ShownInTheEnd"]),
      ModelVariant(
        "broadcast-first", about: "the published order with the broadcast at its head",
        violates: ["Verifiable", "ShownVerifiable", "S2", "ShownAnchored"]),
    ]
  ) { variant, bounds in
    let kind: WritePath.Variant =
      switch variant {
      case "published": .published
      case "appendix-b": .appendixB
      case "sign-on-restart": .signOnRestart
      case "broadcast-first": .broadcastFirst
      default: .repaired
      }
    return WritePath(commands: bounds[0], crashesMax: bounds[1], variant: kind)
  }

  static let mtorGossip = ModelEntry(
    "mtor-gossip", about: "how the intents of MTOR FLATNET spread among three neighbours",
    network: "set",
    bounds: [
      ModelBound("intents", 1...2, usual: 2, about: "intents of different origins"),
      ModelBound("crashes", 1...2, usual: 1, about: "crashes of nodes"),
    ],
    variants: [
      ModelVariant("repaired", about: "what is known is dropped, and what is missing asked for"),
      ModelVariant(
        "flooded", about: "the repaired nodes get so many forgeries that they read nothing else",
        violates: ["SetConvergence", "Delivery"]),
      ModelVariant(
        "published", about: "nobody drops what is known, or asks again",
        violates: ["ExactlyOnce", "Applied"]),
      ModelVariant(
        "published-forged",
        about: "nobody checks what is forged, beside one intent; nothing is lost",
        violates: ["ExactlyOnce", "Applied", "NoForge"]),
      ModelVariant(
        "published-line", about: "the published nodes, of which the second one links the others",
        violates: [
          "Applied", "SetConvergence", "Delivery", "DuplicateAtReceiver", "LostAndDelivered",
        ]),
    ]
  ) { variant, bounds in
    var size = MtorGossip.Size()
    (size.intents, size.losses, size.crashes) = (bounds[0], 1, bounds[1])
    size.forged = ["flooded", "published-forged"].contains(variant) ? 1 : 0
    if variant == "published-forged" { (size.intents, size.losses) = (1, 0) }
    size.links = variant == "published-line" ? .line : .full
    return MtorGossip(size, variant: variant.hasPrefix("published") ? .published : .repaired)
  }

  static let xavierPBFT = ModelEntry(
    "xavier-pbft",
    about: "the agreement of four replicas on the batch of a slot; the first one lies",
    network: "set", bounds: [ModelBound("views", 2...3, usual: 2, about: "views")],
    variants: [
      ModelVariant("repaired", about: "a new primary proposes what the highest certificate says"),
      ModelVariant(
        "two-batches", about: "the same, where there is a slot for one of two batches",
        violates: ["L1"]),
      ModelVariant(
        "published", about: "there is one view, which is the liar's",
        violates: ["L1", "AllOrdered", "Carried"]),
      ModelVariant(
        "no-carry", about: "a new primary of two batches ignores the certificates",
        violates: ["Agreement", "L1", "Carried"]),
      ModelVariant(
        "no-signatures", about: "nobody checks the signatures of commands",
        violates: ["Validity", "L1"]),
      ModelVariant(
        "forgetful", about: "a replica votes before it writes that down, crashes, and forgets",
        violates: ["ViewMonotone", "L1t", "L1", "AllOrdered"]),
      ModelVariant(
        "two-liars", about: "the second replica lies, too, and there are two views",
        violates: ["Agreement", "CertUnique", "L1", "AllOrdered", "Carried"]),
      ModelVariant(
        "five-replicas", about: "five replicas in one view, with quorums of three",
        violates: ["Agreement", "CertUnique", "QuorumIntersection", "L1", "AllOrdered", "Carried"]),
    ]
  ) { variant, bounds in
    var size = XavierPBFT.Size()
    let hasOne = ["repaired", "published", "forgetful", "no-signatures"].contains(variant)
    size.submitted = hasOne ? 1 : 2
    size.batches = variant == "no-signatures" ? 2 : size.submitted
    size.views = ["published", "five-replicas"].contains(variant) ? 1 : bounds[0]
    if variant == "two-liars" { (size.liars, size.views) = (3, 2) }
    if variant == "forgetful" { size.forgetful = 2 }
    if variant == "five-replicas" { size.replicas = 5 }
    let kind: XavierPBFT.Variant =
      switch variant {
      case "published": .published
      case "no-carry": .noPreparedCarry
      case "no-signatures": .noSignatures
      default: .repaired
      }
    return XavierPBFT(size, variant: kind, isSymmetric: size.submitted == 2)
  }
}
