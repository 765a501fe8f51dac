extension LedgerMutant {
  /// The property that the mutant breaks.
  public var breaks: String {
    switch self {
    case .frozenSequence: "S1"
    case .showBeforeDurable: "S2"
    case .finalAtOneAnchor: "S2f"
    case .rawBatchTime: "L2"
    case .skipLaneCheck: "L2c"
    case .quorumOffByOne, .skipWAL: "Agreement"
    case .skipSignatureCheck: "Validity"
    case .skipJudgedCheck, .frozenFloors: "Integrity"
    }
  }
}
