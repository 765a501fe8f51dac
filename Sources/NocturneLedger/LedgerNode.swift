public import Determinism
public import Machine

/// A participant of the ledger.
public enum LedgerNode: Node {
  /// Orders, judges and keeps.
  case replica(Replica)
  /// Asks.
  case client(Client)
  /// Asks, and knows after a crash what it has asked for.
  case durableClient(DurableClient)

  /// The system.
  public typealias S = Ledger

  /// Takes one input.
  public mutating func step(_ input: Input<Ledger>, _ context: inout Context<Ledger>) {
    // The role is taken out and put back, so that its arrays stay unshared.
    switch consume self {
    case .replica(var replica):
      replica.step(input, &context)
      self = .replica(replica)
    case .client(var client):
      client.step(input, &context)
      self = .client(client)
    case .durableClient(var client):
      client.step(input, &context)
      self = .durableClient(client)
    }
  }

  /// Appends 0 and the replica, 1 and the client, or 2 and the client with its log.
  public func encode(into writer: inout CanonicalWriter) {
    switch self {
    case .replica(let replica):
      writer.put(UInt8(0))
      writer.encode(replica)
    case .client(let client):
      writer.put(UInt8(1))
      writer.encode(client)
    case .durableClient(let client):
      writer.put(UInt8(2))
      writer.encode(client)
    }
  }

  /// Reads a participant.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .replica(try reader.decode())
    case 1: self = .client(try reader.decode())
    case 2: self = .durableClient(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
