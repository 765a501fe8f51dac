import Diagnostics
public import TemporalLogic

extension Ledger {
  /// The properties that formulas say.
  static let book = PropertyBook<LedgerProjection>(
    SourceText(
      name: "NocturneLedger.properties", bytes: PackageResources.NocturneLedger_properties))

  /// What must hold of every run, over the facts of correct members.
  ///
  /// - Source: the propositions and formulas of the repaired protocol.
  public static let properties: [Property<LedgerFact>] = [
    book.property("S1"),
    Property(
      "S2", "What a client is shown is decided, and durable with a correct replica.",
      tla: "PhoenixStore!S2"
    ) { ShownDurableMonitor() },
    Property(
      "S2f", "What a client is shown as final is durable with Q − f correct replicas.",
      tla: "PhoenixStore!S2f"
    ) { FinalDurableMonitor() },
    book.property("L2"),
    book.property("L2c"),
    book.property("Agreement"),
    book.property("Validity"),
    book.property("Integrity"),
    book.property("OutcomeUnique"),
    book.property("S3"),
    book.property("S4"),
    book.property("L1"),
    book.property("L1t"),
    book.property("ReceiptComplete"),
    book.property("QuorumIntersection"),
    Property(
      "Durability", "What was shown as final is in the ledgers of any Q replicas together.",
      tla: "PhoenixStore!Durability"
    ) { DurabilityMonitor() },
    Property(
      "MonotoneFinality", "What is final is never judged otherwise again.",
      tla: "EventLedger!MonotoneFinality"
    ) { FinalityMonitor() },
    book.property("ViewMonotone"),
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
