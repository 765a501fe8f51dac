public import Determinism

/// The ledger with one guard or one constant changed, so that one property must fail.
public enum LedgerMutant: UInt8, CaseIterable, Canonical {
  /// Numbers every event of a session 1.
  case frozenSequence
  /// Sends an outcome when its slot is judged, before it is durable.
  case showBeforeDurable
  /// Takes one anchor for finality.
  case finalAtOneAnchor
  /// Takes the proposer's clock for the slot's time, whatever the slot before had.
  case rawBatchTime
  /// Accepts the commands of a lane in any order.
  case skipLaneCheck
  /// Prepares and commits with one vote less than a quorum.
  case quorumOffByOne
  /// Votes without a log, and hence forgets its votes in a crash.
  case skipWAL
  /// Orders commands whatever their signature.
  case skipSignatureCheck
  /// Judges a command again that has an outcome already.
  case skipJudgedCheck
  /// Forgets judged commands at checkpoints without raising the floors of their lanes.
  case frozenFloors

  /// The name that configurations use, such as `skipWAL`.
  public var name: String { "\(self)" }

  /// The mutant of a name.
  public init?(named name: String) {
    guard let mutant = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = mutant
  }

  /// Appends the position as `u8`.
  public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

  /// Reads a position.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self = try reader.takeCase()
  }
}
