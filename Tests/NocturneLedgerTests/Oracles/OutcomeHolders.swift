@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// With which correct replicas each outcome is durable: those that have its record, and those with a
/// snapshot that stands for its slot.
///
/// An outcome is let go of once its slot is over and its client has taken it as final: nobody will be
/// shown it again, and every correct replica has a snapshot that stands for it.
struct OutcomeHolders: Sendable {
  /// What is known of an outcome.
  struct Row: Sendable {
    /// The correct replicas with its record.
    var replicas = NodeSet()
    let slot: UInt64
    /// Its command; nil as long as only a boot has told of it.
    var command: Digest?
    /// The step that showed it as final.
    var shownAt: UInt64?
  }

  private(set) var horizon = SlotHorizon()
  /// The greatest slot of an outcome that was shown as final and then let go of.
  private(set) var lastShown: UInt64 = 0
  private var rows = DigestTable<Row>()
  private var order = SlotQueue<Fingerprint128>()
  /// The commands of correct clients that have taken no outcome as final yet.
  private var isOpen = DigestTable<Bool>()
  private var submissions = Submissions()

  var bytes: Int { rows.bytes + order.bytes + isOpen.bytes }

  subscript(outcome: Digest) -> Row? { rows[outcome] }

  mutating func began(correct: NodeSet) { horizon.began(correct: correct) }

  /// Takes notice of a fact. What a boot has found and lost of single outcomes is for ``find(_:with:)`` and
  /// ``take(from:unless:)``.
  mutating func observe(_ fact: LedgerFact, at moment: Moment) {
    if horizon.observe(fact) { removeOver() }
    switch fact {
    case .submitted(let request, let command, let again):
      if submissions.isNew(request, again: again) { isOpen[command] = true }
    case .bound(let binding):
      let event = binding.event
      add(binding.replica, to: binding.hash, event.slot, event.command, moment)
    case .refused(let replica, let slot, _, let command, let receipt):
      add(replica, to: receipt, slot, command, moment)
    case .shownFinal(let showing, _):
      isOpen[showing.command] = nil
      let key = DigestTable<Row>.key(showing.outcome.hash)
      if var row = rows[key], row.shownAt == nil {
        row.shownAt = moment.step
        rows[key] = row
      }
    case .joined, .offered, .admitted, .rejected, .ordered, .executed, .durable, .anchored,
      .finalised, .discarded, .shown, .delivered, .cluster, .kept, .snapshot, .summarised, .view,
      .height, .resolved, .declined:
      break  // They tell of no outcome.
    }
  }

  private mutating func add(
    _ replica: UInt16, to outcome: Digest, _ slot: UInt64, _ command: Digest, _ moment: Moment
  ) {
    if !horizon.isOver(slot, at: moment) { put(replica, outcome, slot, command) }
  }

  /// A boot has found what its replica may never have been told to be durable.
  mutating func find(_ outcome: LedgerFact.KeptOutcome, with replica: UInt16) {
    if outcome.slot > horizon.slot { put(replica, outcome.hash, outcome.slot, nil) }
  }

  private mutating func put(
    _ replica: UInt16, _ outcome: Digest, _ slot: UInt64, _ command: Digest?
  ) {
    let key = DigestTable<Row>.key(outcome)
    let known = rows[key]
    if known == nil { order.append(key, slot: slot) }
    var row = known ?? Row(slot: slot)
    let isNew = row.replicas.insert(NodeID(Int(replica)))
    if !isNew, row.command != nil || command == nil { return }
    if row.command == nil { row.command = command }
    rows[key] = row
  }

  /// Takes the record of every outcome from a replica that the test does not name, as after a boot.
  ///
  /// - Returns: Whether it had one.
  mutating func take(from replica: UInt16, unless isKept: (Fingerprint128) -> Bool) -> Bool {
    let node = NodeID(Int(replica))
    var hasLost = false
    for entry in order.live {
      guard var row = rows[entry.key], row.replicas.contains(node), !isKept(entry.key) else {
        continue
      }
      row.replicas.remove(node)
      rows[entry.key] = row
      hasLost = true
    }
    return hasLost
  }

  /// The outcomes that were shown as final, as far as they are kept, with their keys.
  var shown: [(key: Fingerprint128, row: Row)] {
    order.live.compactMap { entry in
      rows[entry.key].flatMap { $0.shownAt == nil ? nil : (entry.key, $0) }
    }
  }

  /// With how many correct replicas an outcome is durable.
  func count(_ row: Row) -> Int {
    var replicas = row.replicas
    for (number, snapshot) in horizon.snapshots.enumerated() where snapshot >= row.slot {
      replicas.insert(NodeID(number))
    }
    return replicas.count
  }

  /// Whether nothing can be said of an outcome that is not known, since its slot is over; the property is
  /// undecided from then on.
  mutating func isOver(_ slot: UInt64, at moment: Moment) -> Bool {
    horizon.isOver(slot, at: moment)
  }

  private mutating func removeOver() {
    while let entry = order.popFirst(upTo: horizon.slot) {
      guard let row = rows[entry.key] else { continue }
      if let command = row.command, isOpen[command] != nil {
        // It may be shown yet; it is looked at again after all that are here now.
        order.append(entry.key, slot: horizon.slot + 1)
        continue
      }
      if row.shownAt != nil { lastShown = max(lastShown, row.slot) }
      rows[entry.key] = nil
    }
  }
}
