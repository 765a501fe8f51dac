import Determinism
import Machine

/// What there is of a member at some moment, but for what waits for it.
struct Seat<N: Node>: Sendable {
  /// A record with its ticket.
  struct Write: Canonical {
    let record: N.S.Record
    let ticket: Ticket

    init(_ record: N.S.Record, _ ticket: Ticket) { (self.record, self.ticket) = (record, ticket) }

    func encode(into writer: inout CanonicalWriter) {
      writer.encode(record)
      writer.encode(ticket)
    }

    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      record = try reader.decode()
      ticket = try reader.decode()
    }
  }

  /// One store: what it keeps, and what is under way into it.
  struct Store: Canonical {
    var durable: [Write] = []
    var pending: [Write] = []
    /// Records up to this ticket are of no more use to the node.
    var forgotten: Ticket?

    init() {}

    func encode(into writer: inout CanonicalWriter) {
      writer.encode(durable)
      writer.encode(pending)
      // What was forgotten matters to writes under way only.
      writer.put(pending.isEmpty ? 0 : (forgotten?.number ?? 0) + (forgotten == nil ? 0 : 1))
    }

    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      durable = try reader.decode()
      pending = try reader.decode()
      let number = try reader.take(UInt32.self)
      forgotten = number == 0 ? nil : Ticket(number - 1)
    }
  }

  /// Which member it is.
  let place: UInt16
  /// The node; nil while it is down.
  var node: N?
  var stores: [Store]
  /// The number of the next write.
  var nextTicket: UInt32 = 0
  /// What it has heard of the adversary, by position among all that can be constructed, ascending; only of messages of
  /// which there are more than may be said.
  var heard: [UInt16] = []
  /// How often timers may still run out; nil for ever.
  var timers: UInt8?

  init(place: Int, stores: Int, timers: Int?) {
    self.place = UInt16(place)
    self.stores = Array(repeating: Store(), count: stores)
    self.timers = timers.map(UInt8.init)
  }

  /// The canonical bytes, which tell the place too.
  var bytes: [UInt8] {
    var writer = CanonicalWriter(capacity: 256)
    writer.put(place)
    writer.encode(node != nil)
    if let node { writer.encode(node) }
    writer.encode(stores)
    writer.put(nextTicket)
    writer.put(timers ?? .max)
    writer.encode(heard)
    return writer.bytes
  }

  /// Reads the canonical bytes.
  init(decoding reader: inout CanonicalReader, hasTimerBudget: Bool) throws(CanonicalError) {
    place = try reader.take()
    node = try reader.decode(Bool.self) ? try reader.decode(N.self) : nil
    stores = try reader.decode()
    nextTicket = try reader.take()
    let left = try reader.take(UInt8.self)
    timers = hasTimerBudget ? left : nil
    heard = try reader.decode()
  }
}

/// What waits for a member.
enum Pending<S: System>: Sendable {
  case message(S.Message, from: UInt16)
  case timer(S.Timer)

  /// The canonical bytes: messages stand before timers, those of a sender together.
  var bytes: [UInt8] {
    var writer = CanonicalWriter(capacity: 128)
    switch self {
    case .message(let message, let sender):
      writer.put(UInt8(0))
      writer.put(sender)
      writer.encode(message)
    case .timer(let timer):
      writer.put(UInt8(1))
      writer.encode(timer)
    }
    return writer.bytes
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0:
      let sender = try reader.take(UInt16.self)
      self = .message(try reader.decode(), from: sender)
    case 1: self = .timer(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
