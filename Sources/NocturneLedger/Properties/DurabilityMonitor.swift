import Cryptography
import Determinism
import TemporalLogic

/// □(shownFinal(c, e) → □(the ledgers of any Q replicas, restarted or not, together contain e)): more
/// than n − Q correct replicas keep it, by the word of their stores.
struct DurabilityMonitor: Monitor {
  private var holders = DigestTable<NodeSet>()
  /// All outcomes that any replica has had.
  private var known: [(hash: Digest, slot: UInt64)] = []
  /// The outcomes that a client was shown as final.
  private var final: [Digest] = []
  private var isFinal = DigestTable<Bool>()
  /// The step that showed each of them, and those of the boots that found something lost.
  private var steps: [UInt64] = []
  private var cluster: (replicas: Int, quorum: Int)?

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    switch fact {
    case .cluster(let replicas, _, let quorum): cluster = (Int(replicas), Int(quorum))
    case .bound(let binding): add(binding.replica, to: binding.hash, binding.event.slot)
    case .refused(let replica, let slot, _, _, let receipt): add(replica, to: receipt, slot)
    case .shownFinal(let showing, _):
      let hash = showing.outcome.hash
      if isFinal[hash] == nil {
        isFinal[hash] = true
        final.append(hash)
        steps.append(moment.step)
      }
      return loss(of: hash, moment)
    case .kept(let kept): return boot(kept, moment)
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .durable,
      .anchored, .finalised, .discarded, .shown, .delivered, .summarised, .view, .height:
      break  // It does not speak of them.
    }
    return nil
  }

  private mutating func add(_ replica: UInt16, to hash: Digest, _ slot: UInt64) {
    var replicas = holders[hash] ?? NodeSet()
    if replicas.isEmpty, holders[hash] == nil { known.append((hash, slot)) }
    if replicas.insert(NodeID(Int(replica))) { holders[hash] = replicas }
  }

  /// A replica has only what its store gave back; a snapshot stands for the slots up to its own.
  private mutating func boot(_ kept: LedgerFact.Kept, _ moment: Moment) -> Violation? {
    var isKept = DigestTable<Bool>()
    for hash in kept.outcomes {
      isKept[hash] = true
      // It may find what it was never told to be durable.
      if holders[hash] == nil { known.append((hash, 0)) }
    }
    let node = NodeID(Int(kept.replica))
    for (hash, slot) in known {
      var replicas = holders[hash] ?? NodeSet()
      let wasHolder = replicas.contains(node)
      let isHolder = isKept[hash] != nil || (slot > 0 && slot <= kept.snapshot)
      if isHolder == wasHolder { continue }
      if wasHolder, steps.last != moment.step { steps.append(moment.step) }
      if isHolder { _ = replicas.insert(node) } else { replicas.remove(node) }
      holders[hash] = replicas
    }
    for hash in final {
      if let violation = loss(of: hash, moment) { return violation }
    }
    return nil
  }

  private func loss(of hash: Digest, _ moment: Moment) -> Violation? {
    guard let cluster else { return nil }
    let count = holders[hash]?.count ?? 0
    if count > cluster.replicas - cluster.quorum { return nil }
    var violation = Violation(
      at: moment,
      "outcome \(hash.short), shown as final, is in the ledgers of \(count) correct replicas: "
        + "\(cluster.quorum) of the \(cluster.replicas) may have lost it together")
    violation.against = steps.filter { $0 != moment.step }
    return violation
  }

  func judge(end moment: Moment) -> Judgement { Judgement(final.isEmpty ? .vacuous : .holds) }
}
