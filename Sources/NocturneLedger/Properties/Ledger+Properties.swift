public import TemporalLogic

extension Ledger {
  /// What must hold of every run.
  public static let properties: [Property<LedgerFact>] = []
}
