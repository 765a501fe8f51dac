public import Determinism
public import Faults
public import Machine

/// One store of one node: what it keeps, and what is on the way into it.
@frozen
@usableFromInline
struct StoreDevice<Record: Sendable> {
  /// A write that is not durable yet.
  @frozen
  @usableFromInline
  struct Write {
    @usableFromInline
    var record: Record
    @usableFromInline
    var ticket: Ticket

    @inlinable
    init(record: Record, ticket: Ticket) {
      self.record = record
      self.ticket = ticket
    }
  }

  @usableFromInline
  var delay: Sampler
  @usableFromInline
  var stream: RandomStream
  /// When the latest write becomes durable, in microseconds: a later write never does before.
  @usableFromInline
  var lastDurable: UInt64 = 0
  /// The durable records in the order of writing.
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

  @inlinable
  init(profile: StoreProfile, stream: RandomStream) {
    delay = profile.delay
    self.stream = stream
  }

  /// Takes a write.
  ///
  /// - Returns: The instant at which it is durable, in microseconds.
  @inlinable
  mutating func write(_ record: consuming Record, _ ticket: Ticket, at now: UInt64) -> UInt64 {
    pending.append(Write(record: record, ticket: ticket))
    lastDurable = max((Ticks(now) + Ticks(delay.draw(from: &stream))).microseconds, lastDurable)
    return lastDurable
  }

  /// Makes the oldest write durable.
  @inlinable
  mutating func complete() -> Ticket {
    let write = pending[head]
    head += 1
    if head == pending.count || (head > 256 && head * 2 > pending.count) {
      pending.removeFirst(head)
      head = 0
    }
    if forgotten.map({ $0 < write.ticket }) ?? true { durable.append(write) }
    return write.ticket
  }

  /// Releases the records up to a ticket, those under way too.
  @usableFromInline
  mutating func forget(upTo ticket: Ticket) {
    durable.removeAll { $0.ticket <= ticket }
    forgotten = max(ticket, forgotten ?? ticket)
  }

  /// Loses the writes that are not durable yet, as a power failure does.
  @inlinable
  mutating func losePending() {
    pending.removeAll()
    head = 0
    lastDurable = 0
  }
}
