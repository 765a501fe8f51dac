import ModelChecking

extension XavierPBFT {
  /// What holds of states and steps.
  var safety: [ModelProperty] {
    [
      ModelProperty(
        "Agreement", .always, "agreement", about: "no two batches are ordered at one slot",
        tla: "XavierPBFT!Agreement"),
      ModelProperty(
        "Validity", .always, "validity", about: "what is ordered was submitted, or is empty",
        tla: "XavierPBFT!Validity"),
      ModelProperty(
        "CertUnique", .always, "certUnique",
        about: "there is one certificate at most for a slot in a view",
        tla: "XavierPBFT!CertUnique"),
      ModelProperty(
        "QuorumIntersection", .always, "quorumIntersection",
        about: "any two quorums share F + 1 replicas", tla: "XavierPBFT!QuorumIntersection"),
      ModelProperty(
        "ViewMonotone", .always, "!viewFalls", about: "no replica goes back to an earlier view",
        tla: "XavierPBFT!ViewMonotone"),
      ModelProperty(
        "L1t", .always, "!setsBack",
        about: "once the views have settled, every step brings the end nearer",
        tla: "XavierPBFT!L1t"),
    ]
  }

  /// What comes in the end, and what can happen.
  var progress: [ModelProperty] {
    [
      ModelProperty(
        // What is ordered stays ordered, so that each batch in the end means all of them in the end.
        "L1", .temporal, "F submittedOrdered",
        about: "what is submitted is ordered in the end, if there is a slot for each batch",
        tla: "XavierPBFT!L1"),
      ModelProperty(
        "AllOrdered", .temporal, "F allOrdered", about: "every slot gets its batch in the end",
        tla: "XavierPBFT!AllOrdered"),
      ModelProperty(
        "OrderedAfterChange", .sometimes, "orderedAfterChange",
        about: "a batch can be ordered in the last view",
        tla: "XavierPBFT!NeverOrderedAfterChange"),
      ModelProperty(
        "Carried", .sometimes, "carried",
        about: "a certificate can decide what a view is started with",
        tla: "XavierPBFT!NeverCarried"),
    ]
  }

  /// What can happen where slots stand before others.
  var empty: ModelProperty {
    ModelProperty(
      "EmptyOrdered", .sometimes, "emptyOrdered", about: "the empty batch can be ordered",
      tla: "XavierPBFT!NeverNull")
  }
}
