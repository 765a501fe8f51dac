import Diagnostics
public import TemporalLogic

extension Ledger {
  /// The properties that formulas say.
  static let book = PropertyBook<LedgerProjection>(
    SourceText(
      name: "NocturneLedger.properties", bytes: PackageResources.NocturneLedger_properties))

  /// What must hold of every run, over the facts of correct members, and what the paper publishes.
  ///
  /// - Source: the propositions and formulas of the repaired protocol.
  public static let properties: [Property<LedgerFact>] = [
    "S1", "S2", "S2f", "L2", "L2c", "Agreement", "Validity", "Integrity", "OutcomeUnique", "S3",
    "S4", "S5", "L1", "L1t", "ReceiptComplete", "QuorumIntersection", "Durability",
    "MonotoneFinality",
    "ViewMonotone", "LagBound", "SummaryRate",
    "S1_pub", "S4_pub", "S5_pub", "L1_pub_transient", "L1_pub_latched", "L2_pub",
  ].map(book.property)
}
