public import Determinism

/// The constants and guards of the protocol that mutants alter: the one place to look for what a
/// mutant does. Without a mutant every guard is on.
public struct LedgerRules: Hashable, Canonical {
  /// What is wrong on purpose, if anything.
  public let mutant: LedgerMutant?

  /// The rules, with one of them altered by a mutant.
  public init(mutant: LedgerMutant? = nil) { self.mutant = mutant }

  /// The votes by which PREPARE and COMMIT quorums fall short of Q.
  var missingVotes: Int { mutant == .quorumOffByOne ? 1 : 0 }
  /// Whether a vote leaves only once its log record is durable, and is found again after a crash.
  var logsVotes: Bool { mutant != .skipWAL }
  /// Whether a slot's time is above that of every slot before it.
  var advancesTime: Bool { mutant != .rawBatchTime }
  /// Whether an event moves its session's number on.
  var advancesSequence: Bool { mutant != .frozenSequence }
  /// Whether lines 2 and 3 of the judge compare a command's number with its lane.
  var checksLanes: Bool { mutant != .skipLaneCheck }
  /// Whether line 1 of the judge looks for a command that has an outcome.
  var checksJudged: Bool { mutant != .skipJudgedCheck }
  /// Whether a checkpoint raises the floor of every lane.
  var raisesFloors: Bool { mutant != .frozenFloors }
  /// Whether replicas verify the signatures of commands.
  var verifiesCommands: Bool { mutant != .skipSignatureCheck }
  /// Whether an outcome is shown only once its slot is durable.
  var awaitsDurability: Bool { mutant != .showBeforeDurable }
  /// Whether finality takes a quorum of anchors, or one.
  var finalityNeedsQuorum: Bool { mutant != .finalAtOneAnchor }

  /// Whether a subscriber takes the events of a session in their order.
  var ordersDeliveries: Bool { mutant != .skipDeliveryOrder }
  /// Whether a client asks again.
  var retries: Bool { mutant != .neverRetry }
  /// Whether the wait of a client before its next try has a bound.
  var boundsBackoff: Bool { mutant != .unboundedBackoff }
  /// Whether a client takes a refusal for advice.
  var doubtsRefusals: Bool { mutant != .obeyRefusals }
  /// Whether two quorums share a correct replica.
  var quorumsIntersect: Bool { mutant != .majorityQuorum }

  /// Appends the mutant.
  public func encode(into writer: inout CanonicalWriter) { writer.encode(mutant) }

  /// Reads the mutant.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    mutant = try reader.decode()
  }
}
