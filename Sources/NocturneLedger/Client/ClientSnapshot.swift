public import Determinism

/// What a client has to know again after a crash: which numbers it has used, what it has asked for that has
/// no final outcome yet, and how far it is in the sessions that it follows.
public struct ClientSnapshot: Canonical {
  /// A request without a final outcome.
  struct Request: Canonical {
    let number: UInt64
    let signed: SignedCommand

    init(_ request: OpenRequest) {
      number = request.number
      signed = request.signed
    }

    func encode(into writer: inout CanonicalWriter) {
      writer.put(number)
      writer.encode(signed)
    }

    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      number = try reader.take()
      signed = try reader.decode()
    }
  }

  /// A lane: the number of its last command, and its open requests.
  struct Lane: Canonical {
    let sequence: UInt64
    let open: [Request]

    init(_ lane: ClientLane) {
      sequence = lane.sequence
      open = lane.open.map(Request.init)
    }

    func encode(into writer: inout CanonicalWriter) {
      writer.put(sequence)
      writer.encode(open)
    }

    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      sequence = try reader.take()
      open = try reader.decode()
    }
  }

  let offered: UInt64
  let sent: UInt64
  let lanes: [Lane]
  /// The number of the last event taken, by session.
  let cursors: OrderedMap<Name, UInt64>
  /// The facts that were to be told when the snapshot would be durable, the oldest first. The client may go
  /// down between the two, so that they are told, perhaps again, when it boots.
  var untold: [LedgerFact] = []

  /// What a client knows now.
  init(of client: Client) {
    offered = client.offered
    sent = client.sent
    lanes = client.lanes.map(Lane.init)
    var cursors = OrderedMap<Name, UInt64>()
    for cursor in client.cursors { cursors[cursor.key] = cursor.value.sequence }
    self.cursors = cursors
  }

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(offered)
    writer.put(sent)
    writer.encode(lanes)
    writer.encode(cursors)
    writer.encode(untold)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    offered = try reader.take()
    sent = try reader.take()
    lanes = try reader.decode()
    cursors = try reader.decode()
    untold = try reader.decode()
  }
}
