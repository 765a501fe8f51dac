import Cryptography
import Determinism
import TemporalLogic

/// With which correct replicas each outcome is durable: those that have its record, and those with a snapshot that
/// stands for its slot.
///
/// An outcome is let go of once its slot is over and its client has taken it as final: nobody will be shown it again,
/// and every correct replica has a snapshot that stands for it. Of those that were shown as final the one with the
/// greatest slot stays, for all of them: a replica that loses its ledger loses that one too.
struct StoredOutcomes: Sendable {
  /// The propositions that are told.
  struct Propositions: Sendable {
    let stored: Int
    let shown: Int
    let shownFinal: Int
    let finalSlot: Int
  }

  /// What is known of an outcome.
  private struct Row: Sendable {
    /// The correct replicas with which it is durable.
    var replicas = NodeSet()
    let slot: UInt64
    /// Its command; nil as long as only a boot has told of it.
    var command: Digest?
    /// Whether a client took it as final.
    var isShown = false
  }

  private let propositions: Propositions
  private var rows = DigestTable<Row>()
  private var order = SlotQueue<Fingerprint128>()
  /// The outcome that stands for those that were let go of.
  private var last: (key: Fingerprint128, slot: UInt64)?
  /// The commands of correct clients that have taken no outcome as final yet.
  private var isOpen = DigestTable<Bool>()
  /// The sum of these commands, which tells the set of them.
  private var openSum: UInt64 = 0

  init(_ propositions: Propositions) { self.propositions = propositions }

  var bytes: Int { rows.bytes + order.bytes + isOpen.bytes }

  /// A correct client has submitted a command.
  mutating func submit(_ command: Digest) {
    if isOpen[command] == nil { openSum &+= command.value }
    isOpen[command] = true
  }

  /// Appends what the future depends on.
  func encode(into writer: inout CanonicalWriter) {
    for (slot, key) in (last.map { [($0.slot, $0.key)] } ?? []) + order.live {
      writer.put(key.high)
      writer.put(key.low)
      writer.put(slot)
      guard let row = rows[key] else { continue }
      for node in row.replicas { writer.put(node.index) }
      writer.put(UInt16(row.replicas.count))
      writer.put(row.slot)
      writer.encode(row.command != nil)
      writer.put(row.command?.value ?? 0)
      writer.encode(row.isShown)
    }
    writer.put(UInt32(order.live.count))
    writer.encode(last != nil)
    writer.put(openSum)
  }

  // MARK: Ledgers

  /// A replica has an outcome.
  mutating func add(
    _ outcome: Digest, _ slot: UInt64, _ command: Digest, with replica: UInt16,
    _ horizon: SlotHorizon, _ base: inout FactBase
  ) {
    let key = DigestTable<Row>.key(outcome)
    if rows[key] == nil, slot <= horizon.slot { return base.miss(propositions.stored, slot: slot) }
    put(key, slot, command, replica, &base)
  }

  private mutating func put(
    _ key: Fingerprint128, _ slot: UInt64, _ command: Digest?, _ replica: UInt16,
    _ base: inout FactBase
  ) {
    let known = rows[key]
    if known == nil { order.append(key, slot: slot) }
    var row = known ?? Row(slot: slot)
    let isNew = row.replicas.insert(NodeID(Int(replica)))
    if isNew { base.tell(propositions.stored, FactValues(UInt64(replica), key.high)) }
    if !isNew, row.command != nil || command == nil { return }
    if row.command == nil { row.command = command }
    rows[key] = row
  }

  /// A replica has a snapshot that stands for all slots up to one.
  mutating func snapshot(_ slot: UInt64, with replica: UInt16, _ base: inout FactBase) {
    for key in kept {
      if let row = rows[key], row.slot <= slot { put(key, row.slot, nil, replica, &base) }
    }
  }

  /// A replica has what its store has given back, and nothing else.
  mutating func boot(
    _ kept: LedgerFact.Kept, _ horizon: SlotHorizon, _ base: inout FactBase
  ) {
    let node = NodeID(Int(kept.replica))
    var isKept = DigestTable<Bool>()
    for outcome in kept.outcomes {
      let key = DigestTable<Row>.key(outcome.hash)
      isKept[key] = true
      // It may find what it was never told to be durable.
      if rows[key] != nil || outcome.slot > horizon.slot {
        put(key, outcome.slot, nil, kept.replica, &base)
      }
    }
    for key in self.kept {
      guard var row = rows[key] else { continue }
      if isKept[key] != nil || row.slot <= kept.snapshot {
        put(key, row.slot, nil, kept.replica, &base)
      } else if row.replicas.contains(node) {
        row.replicas.remove(node)
        rows[key] = row
        base.revoke(propositions.stored, FactValues(UInt64(kept.replica), key.high))
      }
    }
  }

  /// The outcomes that are known.
  private var kept: [Fingerprint128] {
    let live = order.live.map(\.key)
    guard let last else { return live }
    return [last.key] + live
  }

  // MARK: Clients

  /// A client was shown an outcome.
  func show(_ showing: LedgerFact.Showing, _ horizon: SlotHorizon, _ base: inout FactBase) {
    if isOver(showing, horizon) { return base.miss(propositions.shown, slot: showing.slot) }
    base.tell(propositions.shown, Self.values(showing))
  }

  /// A client was shown an outcome as final, of which so many replicas must have it.
  mutating func showFinal(
    _ showing: LedgerFact.Showing, needed: UInt16, _ horizon: SlotHorizon, _ base: inout FactBase
  ) {
    if isOpen[showing.command] != nil { openSum &-= showing.command.value }
    isOpen[showing.command] = nil
    if isOver(showing, horizon) { return base.miss(propositions.shownFinal, slot: showing.slot) }
    let key = DigestTable<Row>.key(showing.outcome.hash)
    if var row = rows[key], !row.isShown {
      row.isShown = true
      rows[key] = row
    }
    let values = Self.values(showing)
    base.tell(
      propositions.shownFinal,
      FactValues(values[0], values[1], values[2], values[3], UInt64(needed)))
  }

  /// A replica has the proof that an outcome is final.
  func settle(_ outcome: Digest, at replica: UInt16, _ base: inout FactBase) {
    guard let row = rows[outcome] else { return }
    base.tell(propositions.finalSlot, FactValues(UInt64(replica), row.slot))
  }

  /// Whether nothing can be said of an outcome, since its slot is over and it is not known any more.
  private func isOver(_ showing: LedgerFact.Showing, _ horizon: SlotHorizon) -> Bool {
    showing.slot <= horizon.slot && rows[showing.outcome.hash] == nil
  }

  private static func values(_ showing: LedgerFact.Showing) -> FactValues {
    FactValues(
      UInt64(showing.client), showing.slot, showing.command.value, showing.outcome.hash.value)
  }

  // MARK: Letting go

  /// Lets go of what is over.
  mutating func forget(upTo slot: UInt64, _ base: inout FactBase) {
    while let entry = order.popFirst(upTo: slot) {
      guard let row = rows[entry.key] else { continue }
      if let command = row.command, isOpen[command] != nil {
        // It may be shown yet; it is looked at again after all that are here now.
        order.append(entry.key, slot: slot + 1)
        continue
      }
      guard row.isShown, row.slot >= last?.slot ?? 0 else {
        release(entry.key, &base)
        continue
      }
      if let last { release(last.key, &base) }
      last = (entry.key, row.slot)
    }
  }

  private mutating func release(_ key: Fingerprint128, _ base: inout FactBase) {
    for node in rows[key]?.replicas ?? NodeSet() {
      base.release(propositions.stored, FactValues(UInt64(node.index), key.high))
    }
    rows[key] = nil
  }
}
