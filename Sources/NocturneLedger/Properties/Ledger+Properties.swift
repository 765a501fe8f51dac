public import TemporalLogic

extension Ledger {
  /// What must hold of every run, over the facts of correct members.
  ///
  /// - Source: the propositions and formulas of the repaired protocol.
  public static let properties: [Property<LedgerFact>] = [
    Property(
      "S1", "No two replicas bind one number of a session to different events.",
      tla: "EventLedger!S1"
    ) { EventBindingMonitor() },
    Property(
      "S2", "What a client is shown is decided, and durable with a correct replica.",
      tla: "PhoenixStore!S2"
    ) { ShownDurableMonitor() },
    Property(
      "S2f", "What a client is shown as final is durable with Q − f correct replicas.",
      tla: "PhoenixStore!S2f"
    ) { FinalDurableMonitor() },
    Property(
      "L2", "The events of a session are in the order of their times.", tla: "EventLedger!L2"
    ) { EventTimeMonitor() },
    Property(
      "L2c", "The accepted commands of a lane are ordered by their numbers.", tla: "EventLedger!L2c"
    ) { LaneOrderMonitor() },
    Property(
      "Agreement", "No two replicas order different batches at one slot.",
      tla: "XavierPBFT!Agreement"
    ) { AgreementMonitor() },
    Property(
      "Validity", "Every event of a correct client is of a command that it submitted.",
      tla: "XavierPBFT!Validity"
    ) { ValidityMonitor() },
    Property(
      "Integrity", "Every command has at most one outcome.", tla: "EventLedger!Integrity"
    ) { IntegrityMonitor() },
    Property(
      "OutcomeUnique", "No command is both final and discarded.", tla: "EventLedger!OutcomeUnique"
    ) { OutcomeUniqueMonitor() },
    Property(
      "S3", "What a subscriber takes of a session is a chain without a gap.",
      tla: "EventLedger!S3"
    ) { DeliveryMonitor() },
    Property(
      "S4", "Replicas that have judged a slot have reached the same state.",
      tla: "EventLedger!S4"
    ) { ExecutionMonitor() },
    Property(
      "L1", "Every command of a correct client is final or discarded in the end.",
      tla: "XavierPBFT!L1"
    ) { ProgressMonitor() },
    Property(
      "L1t", "Once a core has healed, nothing stays open for longer than the bound.",
      tla: "XavierPBFT!L1t"
    ) { BoundedProgressMonitor() },
    Property(
      "ReceiptComplete",
      "What a replica has rejected of a correct client has an outcome in the end.",
      tla: "EventLedger!ReceiptComplete"
    ) { ReceiptMonitor() },
    Property(
      "QuorumIntersection", "Any two quorums share f + 1 replicas.",
      tla: "XavierPBFT!QuorumIntersection"
    ) { QuorumMonitor() },
    Property(
      "Durability", "What was shown as final is in the ledgers of any Q replicas together.",
      tla: "PhoenixStore!Durability"
    ) { DurabilityMonitor() },
    Property(
      "MonotoneFinality", "What is final is never judged otherwise again.",
      tla: "EventLedger!MonotoneFinality"
    ) { FinalityMonitor() },
    Property(
      "ViewMonotone", "The view of a replica never goes back, not in a crash either.",
      tla: "XavierPBFT!ViewMonotone"
    ) { ViewMonitor() },
    Property(
      "LagBound",
      "Once a core has healed, its members do not stay more than Λ slots apart beyond the bound.",
      tla: "MagnetoCoherence!LagBound"
    ) { LagMonitor() },
    Property(
      "SummaryRate",
      "A replica sums up what it rejects unjudged, once an interval at most, and leaves nothing out.",
      tla: "Receipts!SummaryRate"
    ) { SummaryMonitor() },
  ]
}
