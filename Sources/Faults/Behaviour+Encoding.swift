public import Determinism

extension Behaviour {
  /// Appends the number, the act and the window.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(number)
    writer.encode(act)
    writer.encode(from)
    writer.encode(until)
  }

  /// Reads a behaviour.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    number = try reader.decode()
    act = try reader.decode()
    from = try reader.decode()
    until = try reader.decode()
  }
}

extension Behaviour.Act {
  /// Appends the act's position and its operands.
  public func encode(into writer: inout CanonicalWriter) {
    switch self {
    case .silent(let nodes):
      writer.put(UInt8(0))
      writer.encode(nodes)
    case .delay(let nodes, let delay):
      writer.put(UInt8(1))
      writer.encode(nodes)
      writer.encode(delay)
    case .replay(let replay):
      writer.put(UInt8(2))
      writer.encode(replay)
    case .badSignature(let nodes):
      writer.put(UInt8(3))
      writer.encode(nodes)
    case .amnesia: writer.put(UInt8(4))
    case .censor(let nodes):
      writer.put(UInt8(5))
      writer.encode(nodes)
    case .forge(let forgery):
      writer.put(UInt8(6))
      writer.encode(forgery)
    }
  }

  /// Reads an act.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .silent(to: try reader.decode())
    case 1: self = .delay(to: try reader.decode(), by: try reader.decode())
    case 2: self = .replay(try reader.decode())
    case 3: self = .badSignature(as: try reader.decode())
    case 4: self = .amnesia
    case 5: self = .censor(try reader.decode())
    case 6: self = .forge(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
