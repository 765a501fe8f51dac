@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □(shownFinal(c, e) → □(the ledgers of any Q replicas, restarted or not, together contain e)): more
/// than n − Q correct replicas keep it, by the word of their stores.
///
/// A snapshot stands for all slots up to its own, at a replica that wrote it, at one that took it from
/// a peer, and at one that boots from it.
struct DurabilityMonitor: Monitor {
  private var holders = OutcomeHolders()
  private var hasShown = false
  /// The steps of the boots that found something lost, up to a few.
  private var losses: [UInt64] = []
  private var cluster: (replicas: Int, quorum: Int)?
  /// How far the replicas' ledgers reach that have lost something of what was let go of.
  private var reach = OrderedMap<UInt16, UInt64>()

  /// The most boots that are named.
  private static let lossesLimit = 256

  var memory: MonitorMemory { MonitorMemory(window: holders.bytes) }

  mutating func began(correct: NodeSet) { holders.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if case .kept(let kept) = fact { return boot(kept, moment) }
    holders.observe(fact, at: moment)
    switch fact {
    case .cluster(let replicas, _, let quorum): cluster = (Int(replicas), Int(quorum))
    case .shownFinal(let showing, _):
      hasShown = true
      let hash = showing.outcome.hash
      guard let row = holders[hash] else {
        return holders.isOver(showing.slot, at: moment)
          ? nil : violation(hash.short, holders: 0, shownAt: nil, moment)
      }
      return loss(of: hash.short, row, moment)
    case .durable(let replica, let slot, _) where reach[replica] == slot - 1:
      advance(replica, to: slot)
    case .snapshot(let replica, let slot, _) where reach[replica] ?? .max < slot:
      advance(replica, to: slot)
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .bound, .refused,
      .durable, .anchored, .finalised, .discarded, .shown, .delivered, .kept, .snapshot,
      .summarised, .view, .height, .resolved, .declined:
      break  // It does not speak of them, or the holders do.
    }
    return nil
  }

  /// A replica has only what its store gave back.
  private mutating func boot(_ kept: LedgerFact.Kept, _ moment: Moment) -> Violation? {
    let before =
      holders.horizon.snapshots.indices.contains(Int(kept.replica))
      ? holders.horizon.snapshots[Int(kept.replica)] : 0
    var isKept = DigestTable<Bool>()
    for outcome in kept.outcomes {
      isKept[outcome.hash] = true
      holders.find(outcome, with: kept.replica)
    }
    var hasLost = holders.take(from: kept.replica) { isKept[$0] != nil }
    holders.observe(.kept(kept), at: moment)
    advance(kept.replica, to: kept.through)
    hasLost = hasLost || kept.snapshot < before || reach[kept.replica] != nil
    if hasLost, losses.count < Self.lossesLimit { losses.append(moment.step) }
    for (key, row) in holders.shown {
      let name = Digest(Bytes32(key.high, key.low, 0, 0)).short
      if let violation = loss(of: name, row, moment) { return violation }
    }
    return lossOfGone(moment)
  }

  /// How far a replica's ledger reaches into what was let go of.
  private mutating func advance(_ replica: UInt16, to slot: UInt64) {
    reach[replica] = slot < holders.horizon.slot ? slot : nil
  }

  private func loss(of name: String, _ row: OutcomeHolders.Row, _ moment: Moment) -> Violation? {
    guard let cluster else { return nil }
    let count = holders.count(row)
    if count > cluster.replicas - cluster.quorum { return nil }
    return violation(name, holders: count, shownAt: row.shownAt, moment)
  }

  /// What was let go of is at all correct replicas, but for those that have lost it since.
  private func lossOfGone(_ moment: Moment) -> Violation? {
    guard let cluster, holders.lastShown > 0 else { return nil }
    let lost = reach.count { $0.value < holders.lastShown }
    let count = holders.horizon.correctReplicas - lost
    if lost == 0 || count > cluster.replicas - cluster.quorum { return nil }
    return violation("of slot \(holders.lastShown)", holders: count, shownAt: nil, moment)
  }

  private func violation(
    _ name: String, holders count: Int, shownAt: UInt64?, _ moment: Moment
  ) -> Violation {
    let (replicas, quorum) = cluster ?? (0, 0)
    var violation = Violation(
      at: moment,
      "outcome \(name), shown as final, is in the ledgers of \(count) correct replicas: "
        + "\(quorum) of the \(replicas) may have lost it together")
    violation.against = ([shownAt].compactMap { $0 } + losses).filter { $0 != moment.step }
    return violation
  }

  func judge(end moment: Moment) -> Judgement {
    holders.horizon.judged(hasShown ? .holds : .vacuous)
  }
}
