import Determinism
import Faults
import NocturneLedger
import Scenarios

extension Lying where N == LedgerNode {
  /// The lies that only the ledger can build.
  static let ledger: [Lying] =
    [
      Lying(
        .init(
          "equivocatePrePrepare", about: "proposes two batches for a slot, as primary",
          options: split)
      ) { .forge(.equivocate(.init($0))) },
      Lying(.init("doublePrepare", about: "signs a PREPARE for whatever others have accepted")) {
        _ in
        .forge(.doublePrepare(Answers()))
      },
      Lying(.init("doubleCommit", about: "signs a COMMIT for whatever others have accepted")) { _ in
        .forge(.doubleCommit(Answers()))
      },
      Lying(
        .init(
          "wrongDigest", about: "votes for digests of nothing; misnames batches, as primary",
          options: split)
      ) { .forge(.wrongDigest(.init($0))) },
      Lying(.init("forgeReceipt", about: "tells clients of outcomes that no slot has")) { _ in
        .forge(.forgeReceipt)
      },
      Lying(.init("lieState", about: "sends peers records of slots that nobody decided")) { _ in
        .forge(.lieState)
      },
      Lying(
        .init(
          "reorderBatch", about: "orders commands to its liking, as primary",
          options: [
            .init(
              "favour", .nodes, "[]",
              about: "clients whose commands come first; with none, batches are turned round")
          ])
      ) { .forge(.reorderBatch($0.nodes("favour") ?? NodeSet())) },
      Lying(.init("lieViewChange", about: "hides in a view change what was prepared")) { _ in
        .forge(.lieViewChange)
      },
      Lying(.init("staleCheckpoint", about: "shows an old checkpoint for its last one")) { _ in
        .forge(.staleCheckpoint(nil))
      },
      Lying(
        .init(
          "spamViewChange", about: "asks for ever higher views",
          options: [.init("every", .duration, "100 ms", about: "how often at most")])
      ) { .forge(.spamViewChange(.init(every: $0.duration("every") ?? .zero))) },
      Lying(
        .init(
          "equivocateNewView", about: "begins a view in two ways, as its primary", options: split)
      ) { .forge(.equivocateNewView(.init($0))) },
      Lying(
        .init("forgeNewView", about: "begins views with what proves nothing, as the new primary")
      ) { _ in .forge(.forgeNewView) },
      Lying(
        .init("claimPrepared", about: "claims in a view change to be prepared for what it is not")
      ) { _ in .forge(.claimPrepared(.init())) },
      Lying(.init("usurp", about: "proposes in the primary's place, as a backup")) { _ in
        .forge(.usurp)
      },
    ].map { $0.only("replica") }
    + [
      Lying(
        .init(
          "doubleSubmit", about: "sends other commands under the numbers of its own and the next")
      ) { _ in .forge(.doubleSubmit) },
      Lying(
        .init(
          "spamRequests", about: "sends requests that prove no author",
          options: [.init("every", .duration, "1 ms", about: "how often")])
      ) { .forge(.spamRequests(.init(every: max(Ticks(1), $0.duration("every") ?? .zero)))) },
    ].map { $0.only("client") }

  /// The lie as one that only the members of a group can tell.
  private func only(_ group: String) -> Lying {
    var lying = self
    lying.behaviour.groups = [group]
    return lying
  }

  private static var split: [SystemSchema.Parameter] {
    [
      .init(
        "side", .nodes, "[]",
        about: "replicas that are told the other tale; every second one, in turn, when empty"),
      .init(
        "swap", .duration, "0 ms",
        about: "after how long each side is told the other one's tale too; never when 0"),
    ]
  }
}

extension LedgerForgery.Split {
  /// What the options of a behaviour say.
  fileprivate init(_ options: Parameters) {
    let side = options.nodes("side") ?? NodeSet()
    let swap = options.duration("swap") ?? .zero
    self.init(side: side.isEmpty ? nil : side, swap: swap == .zero ? nil : swap)
  }
}

extension SystemEntry {
  /// The behaviours that the protocol's description names, and that this version cannot do yet.
  static let unavailableBehaviours: [SystemSchema.Behaviour] = [
    .init(
      "falseHalt", about: "cries halt", isAvailable: false,
      obstacle: "there is no HALT to lie about")
  ]
}
