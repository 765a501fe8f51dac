import Cryptography
import Determinism

/// A request that a client has sent and that has no final outcome yet.
struct OpenRequest: Canonical {
  /// One replica's word for an outcome.
  struct Word: Hashable, Canonical {
    let replica: UInt16
    let slot: UInt64
    let execution: Digest
    let outcome: OutcomeDigest

    init(replica: UInt16, slot: UInt64, execution: Digest, outcome: OutcomeDigest) {
      self.replica = replica
      self.slot = slot
      self.execution = execution
      self.outcome = outcome
    }

    func encode(into writer: inout CanonicalWriter) {
      writer.put(replica)
      writer.put(slot)
      writer.encode(execution)
      writer.encode(outcome)
    }

    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      replica = try reader.take()
      slot = try reader.take()
      execution = try reader.decode()
      outcome = try reader.decode()
    }
  }

  /// The request's number in the run.
  let number: UInt64
  let hash: Digest
  let signed: SignedCommand
  /// How often it was sent again.
  var attempt: UInt8 = 0
  /// Whether the client took an outcome for committed.
  var isShown = false
  /// The last word of every replica.
  var words: [Word] = []

  init(number: UInt64, hash: Digest, signed: SignedCommand) {
    self.number = number
    self.hash = hash
    self.signed = signed
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(number)
    writer.encode(hash)
    writer.encode(signed)
    writer.put(attempt)
    writer.encode(isShown)
    writer.encode(words)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    number = try reader.take()
    hash = try reader.decode()
    signed = try reader.decode()
    attempt = try reader.take()
    isShown = try reader.decode()
    words = try reader.decode()
  }
}

/// A lane of a client.
struct ClientLane: Canonical {
  /// The number of the last command.
  var sequence: UInt64 = 0
  /// The requests under way.
  var open: [OpenRequest] = []

  init() {}

  func encode(into writer: inout CanonicalWriter) {
    writer.put(sequence)
    writer.encode(open)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    sequence = try reader.take()
    open = try reader.decode()
  }
}

/// How far a subscriber is in a session.
struct DeliveryCursor: Canonical {
  /// The number of the last event taken.
  var sequence: UInt64 = 0
  /// Events that came before their turn, by number.
  var early = OrderedMap<UInt64, Digest>()

  init() {}

  func encode(into writer: inout CanonicalWriter) {
    writer.put(sequence)
    writer.encode(early)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    sequence = try reader.take()
    early = try reader.decode()
  }
}
