public import Determinism

extension LedgerFact {
  /// Appends the label and the operands.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(label)
    switch self {
    case .joined(let client): writer.encode(client)
    case .offered(let request), .admitted(let request): writer.put(request)
    case .submitted(let request, let command, let again):
      writer.put(request)
      writer.encode(command)
      writer.encode(again)
    case .rejected(let replica, let command, let reason):
      writer.put(replica)
      writer.encode(command)
      writer.encode(reason)
    case .ordered(let replica, let slot, let digest), .executed(let replica, let slot, let digest),
      .durable(let replica, let slot, let digest), .anchored(let replica, let slot, let digest):
      writer.put(replica)
      writer.put(slot)
      writer.encode(digest)
    case .resolved(let resolution): writer.encode(resolution)
    case .declined(let claim): writer.encode(claim)
    case .bound(let binding): writer.encode(binding)
    case .refused(let replica, let slot, let index, let command, let receipt):
      writer.put(replica)
      writer.put(slot)
      writer.put(index)
      writer.encode(command)
      writer.encode(receipt)
    case .finalised(let replica, let command, let outcome),
      .discarded(let replica, let command, let outcome):
      writer.put(replica)
      writer.encode(command)
      writer.encode(outcome)
    case .shown(let showing): writer.encode(showing)
    case .shownFinal(let showing, let durable):
      writer.encode(showing)
      writer.put(durable)
    case .delivered(let client, let session, let sequence, let event, let again):
      writer.put(client)
      writer.encode(session)
      writer.put(sequence)
      writer.encode(event)
      writer.encode(again)
    case .cluster(let replicas, let faults, let quorum):
      for count in [replicas, faults, quorum] { writer.put(count) }
    case .kept(let kept): writer.encode(kept)
    case .summarised(let summary): writer.encode(summary)
    case .view(let replica, let view):
      writer.put(replica)
      writer.put(view)
    case .height(let replica, let slot, let lag):
      writer.put(replica)
      writer.put(slot)
      writer.put(lag)
    case .snapshot(let replica, let slot, let forgets):
      writer.put(replica)
      writer.put(slot)
      writer.encode(forgets)
    }
  }

  /// Reads a fact.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .joined(client: try reader.decode())
    case 1: self = .offered(request: try reader.take())
    case 2: self = .admitted(request: try reader.take())
    case 3:
      self = .submitted(
        request: try reader.take(), command: try reader.decode(), again: try reader.decode())
    case 4:
      self = .rejected(
        replica: try reader.take(), command: try reader.decode(), reason: try reader.decode())
    case 5:
      self = .ordered(
        replica: try reader.take(), slot: try reader.take(), batch: try reader.decode())
    case 6:
      self = .executed(
        replica: try reader.take(), slot: try reader.take(), execution: try reader.decode())
    case 7: self = .bound(try reader.decode())
    case 8:
      self = .refused(
        replica: try reader.take(), slot: try reader.take(), index: try reader.take(),
        command: try reader.decode(), receipt: try reader.decode())
    case 9:
      self = .durable(
        replica: try reader.take(), slot: try reader.take(), execution: try reader.decode())
    case 10:
      self = .anchored(
        replica: try reader.take(), slot: try reader.take(), execution: try reader.decode())
    case 11:
      self = .finalised(
        replica: try reader.take(), command: try reader.decode(), event: try reader.decode())
    case 12:
      self = .discarded(
        replica: try reader.take(), command: try reader.decode(), receipt: try reader.decode())
    case 13: self = .shown(try reader.decode())
    case 14: self = .shownFinal(try reader.decode(), durable: try reader.take())
    case 15:
      self = .delivered(
        client: try reader.take(), session: try reader.decode(), sequence: try reader.take(),
        event: try reader.decode(), again: try reader.decode())
    case 16:
      self = .cluster(
        replicas: try reader.take(), faults: try reader.take(), quorum: try reader.take())
    case 17: self = .kept(try reader.decode())
    case 18: self = .summarised(try reader.decode())
    case 19: self = .view(replica: try reader.take(), view: try reader.take())
    case 20:
      self = .height(
        replica: try reader.take(), slot: try reader.take(), lag: try reader.take())
    case 21:
      self = .snapshot(
        replica: try reader.take(), slot: try reader.take(), forgets: try reader.decode())
    case 22: self = .resolved(try reader.decode())
    case 23: self = .declined(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
