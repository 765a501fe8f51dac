import NocturneLedger
import TemporalLogic

/// Monitors written by hand, one for each property of the ledger: slow to write, easy to trust.
enum HandWritten {
  /// The monitor of a property; nil for one that has no formula.
  static func monitor(_ property: String) -> (any Monitor<LedgerFact>)? {
    switch property {
    case "S1": EventBindingMonitor()
    case "L2": EventTimeMonitor()
    case "L2c": LaneOrderMonitor()
    case "Agreement": AgreementMonitor()
    case "Validity": ValidityMonitor()
    case "Integrity": IntegrityMonitor()
    case "OutcomeUnique": OutcomeUniqueMonitor()
    case "S3": DeliveryMonitor()
    case "S4": ExecutionMonitor()
    case "L1": ProgressMonitor()
    case "L1t": BoundedProgressMonitor()
    case "ReceiptComplete": ReceiptMonitor()
    case "QuorumIntersection": QuorumMonitor()
    case "ViewMonotone": ViewMonitor()
    case "S2": ShownDurableMonitor()
    case "S2f": FinalDurableMonitor()
    case "Durability": DurabilityMonitor()
    case "MonotoneFinality": FinalityMonitor()
    case "LagBound": LagMonitor()
    case "SummaryRate": SummaryMonitor()
    default: nil
    }
  }
}
