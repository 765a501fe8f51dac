public import Determinism
public import Machine

/// The messages that a liar may say again: the last ones that it has sent or received.
public struct Replay<S: System>: Canonical {
  /// How many it remembers.
  let limit: UInt32
  /// The last ones, oldest first.
  private(set) var remembered: [S.Message] = []

  /// Remembers so many messages.
  public init(last limit: Int) { self.limit = UInt32(clamping: limit) }

  mutating func remember(_ message: S.Message) {
    if remembered.count >= Int(limit) { remembered.removeFirst(remembered.count - Int(limit) + 1) }
    if limit > 0 { remembered.append(message) }
  }

  /// Says one message again beside the first one that leaves, to the same nodes.
  mutating func rewrite(_ deeds: inout Deeds<S>, _ context: inout Context<S>) {
    let departures = deeds.departures
    guard let first = departures.first else { return }
    if remembered.isEmpty {
      deeds.miss()
    } else {
      deeds.send(remembered[context.choose(remembered.count)], to: first.receivers)
    }
    for departure in departures { remember(departure.message) }
  }

  /// Appends the limit and the messages.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(limit)
    writer.encode(remembered)
  }

  /// Reads the limit and the messages.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    limit = try reader.take()
    let start = reader.offset
    remembered = try reader.decode()
    guard remembered.count <= Int(limit) else {
      throw .notCanonical("more messages than are remembered", at: start)
    }
  }
}
