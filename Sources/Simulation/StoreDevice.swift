public import Determinism
public import Faults
public import Machine

/// One store of one node: what it keeps, and what is on the way into it.
@frozen
@usableFromInline
struct StoreDevice<Record: Labelled> {
  /// A record with what is known of it.
  @frozen
  @usableFromInline
  struct Write {
    @usableFromInline
    var record: Record
    @usableFromInline
    var ticket: Ticket
    /// Its canonical bytes, counted, and their fingerprint; 0 where a run is not measured.
    @usableFromInline
    var length: UInt32
    @usableFromInline
    var fingerprint: UInt64
    /// Since when a crash leaves it, in microseconds: of a write under way, 0 for the instant of its
    /// acknowledgement, and ``failing`` for never.
    @usableFromInline
    var settles: UInt64 = 0

    @inlinable
    init(record: Record, ticket: Ticket, length: UInt32, fingerprint: UInt64) {
      self.record = record
      self.ticket = ticket
      self.length = length
      self.fingerprint = fingerprint
    }

    /// What a write that fails has in place of an instant.
    @usableFromInline
    static var failing: UInt64 { .max }
  }

  @usableFromInline
  let profile: StoreProfile
  @usableFromInline
  var stream: RandomStream
  /// When the latest write becomes durable, in microseconds: a later write never does before.
  @usableFromInline
  var lastDurable: UInt64 = 0
  /// The records that were acknowledged, in this order.
  @usableFromInline
  var durable: ContiguousArray<Write> = []
  /// Records up to this ticket are of no more use to the node.
  @usableFromInline
  var forgotten: Ticket?
  /// The writes under way, oldest first.
  @usableFromInline
  var pending: ContiguousArray<Write> = []
  @usableFromInline
  var head = 0
  /// The canonical bytes of all records that it holds.
  @usableFromInline
  var bytes: UInt64 = 0
  /// What a record takes besides its canonical bytes.
  var stride: Int { MemoryLayout<Write>.stride }
  /// What may go wrong with it.
  @usableFromInline
  var risks: ContiguousArray<StoreRisk> = []
  /// When the latest write is acknowledged, in microseconds; only for stores at risk.
  var lastAcknowledged: UInt64 = 0
  /// Records of which a bit has flipped, with the draw that says which.
  var rotten: [(ticket: Ticket, draw: UInt64)] = []
  /// What was forgotten, and when, as long as the store may be rolled back so far.
  var history: [(write: Write, at: UInt64)] = []

  @inlinable
  init(profile: StoreProfile, stream: RandomStream) {
    self.profile = profile
    self.stream = stream
  }

  /// Takes a write that nothing can go wrong with.
  ///
  /// - Returns: The instant at which it is durable, in microseconds.
  @inlinable
  mutating func write(_ write: consuming Write, at now: UInt64) -> UInt64 {
    bytes += UInt64(write.length)
    pending.append(write)
    lastDurable = max(
      (Ticks(now) + Ticks(profile.delay.draw(from: &stream))).microseconds, lastDurable)
    return lastDurable
  }

  /// Ends the oldest write under way.
  ///
  /// - Returns: Its ticket, and whether it succeeded.
  @inlinable
  mutating func complete(at now: UInt64) -> (ticket: Ticket, isStored: Bool) {
    var write = pending[head]
    head += 1
    if head == pending.count || (head > 256 && head * 2 > pending.count) {
      pending.removeFirst(head)
      head = 0
    }
    let isStored = write.settles != Write.failing
    if isStored, forgotten.map({ $0 < write.ticket }) ?? true {
      if write.settles == 0 { write.settles = now }
      durable.append(write)
    } else {
      bytes -= UInt64(write.length)
    }
    return (write.ticket, isStored)
  }

  /// The fingerprint of an acknowledged record; 0 when it was forgotten since, or never kept.
  @inlinable
  func fingerprint(of ticket: Ticket) -> UInt64 {
    // It is among the latest.
    durable.last { $0.ticket == ticket }?.fingerprint ?? 0
  }

  /// Releases the records up to a ticket, those under way too.
  @usableFromInline
  mutating func forget(upTo ticket: Ticket, at now: UInt64) {
    if !risks.isEmpty { remember(upTo: ticket, at: now) }
    removeDurable { $0.ticket <= ticket }
    forgotten = max(ticket, forgotten ?? ticket)
  }

  /// Loses what a crash leaves nothing of: the writes under way and, at risk, more.
  mutating func crash(at now: UInt64, _ tally: inout Tally) {
    if risks.isEmpty {
      losePending()
    } else {
      crashAtRisk(at: now, &tally)
    }
  }

  /// Drops some of the acknowledged records.
  mutating func removeDurable(where isGone: (Write) -> Bool) {
    durable.removeAll { write in
      guard isGone(write) else { return false }
      bytes -= UInt64(write.length)
      return true
    }
  }

  /// Loses the writes under way.
  mutating func losePending() {
    for write in pending[head...] { bytes -= UInt64(write.length) }
    pending.removeAll()
    head = 0
    lastDurable = 0
  }
}
