import Cryptography
public import Determinism

/// The votes that a liar has lately given to single peers: what they say again, and what other liars
/// answer, must not make it answer for ever.
public struct Answers: Hashable, Canonical {
  /// A vote for a digest, given to a peer.
  struct Answer: Hashable, Canonical {
    let peer: NodeID
    let view: UInt32
    let slot: UInt64
    let digest: Digest
    /// When it was given last.
    var time: Ticks
    /// How often it was given.
    var count: UInt8

    init(peer: NodeID, view: UInt32, slot: UInt64, digest: Digest, time: Ticks) {
      self.peer = peer
      self.view = view
      self.slot = slot
      self.digest = digest
      self.time = time
      count = 1
    }

    func isFor(_ peer: NodeID, _ view: UInt32, _ slot: UInt64, _ digest: Digest) -> Bool {
      self.slot == slot && self.peer == peer && self.view == view && self.digest == digest
    }

    func encode(into writer: inout CanonicalWriter) {
      writer.encode(peer)
      writer.put(view)
      writer.put(slot)
      writer.encode(digest)
      writer.encode(time)
      writer.put(count)
    }

    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      peer = try reader.decode()
      view = try reader.take()
      slot = try reader.take()
      digest = try reader.decode()
      time = try reader.decode()
      count = try reader.take()
    }
  }

  /// The latest, in the order in which they were first given.
  private var answers: [Answer] = []

  /// How many it remembers.
  static let limit = 512
  /// How often it gives one.
  static let most: UInt8 = 16
  /// How long it waits before it gives one again.
  static let pause = Ticks.milliseconds(100)

  /// None yet.
  public init() {}

  /// Whether a vote is to be given now, to be remembered then.
  mutating func isDue(
    to peer: NodeID, view: UInt32, slot: UInt64, digest: Digest, at now: Ticks
  ) -> Bool {
    guard let place = answers.lastIndex(where: { $0.isFor(peer, view, slot, digest) }) else {
      if answers.count == Self.limit { answers.removeFirst() }
      answers.append(Answer(peer: peer, view: view, slot: slot, digest: digest, time: now))
      return true
    }
    guard answers[place].count < Self.most, now - answers[place].time >= Self.pause else {
      return false
    }
    answers[place].time = now
    answers[place].count += 1
    return true
  }

  /// Appends the answers.
  public func encode(into writer: inout CanonicalWriter) { writer.encode(answers) }

  /// Reads the answers.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    answers = try reader.decode()
  }
}
