public import Determinism

/// What a client asks for, and when.
public struct LedgerWorkload: Hashable, Canonical {
  /// When requests become due.
  public enum Arrivals: Hashable, Canonical {
    /// When the engine says so, whatever becomes of those before.
    case open
    /// `outstanding` at once, each followed by the next one `think` after its final outcome, up to
    /// `commands` in all.
    case closed(outstanding: UInt16, think: Ticks, commands: UInt64)

    /// Appends 0, or 1 and the numbers.
    public func encode(into writer: inout CanonicalWriter) {
      switch self {
      case .open: writer.put(UInt8(0))
      case .closed(let outstanding, let think, let commands):
        writer.put(UInt8(1))
        writer.put(outstanding)
        writer.encode(think)
        writer.put(commands)
      }
    }

    /// Reads arrivals.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      switch try reader.take(UInt8.self) {
      case 0: self = .open
      case 1:
        self = .closed(
          outstanding: try reader.take(), think: try reader.decode(),
          commands: try reader.take())
      case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
      }
    }
  }

  /// What a request does.
  public enum Operation: UInt8, CaseIterable, Canonical {
    /// Adds 1 to a counter.
    case add
    /// Sets a value.
    case put

    /// Appends the number as `u8`.
    public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

    /// Reads an operation.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      self = try reader.takeCase()
    }
  }

  /// When requests become due.
  public var arrivals = Arrivals.closed(outstanding: 1, think: .zero, commands: 1)
  /// The sessions that take turns.
  public var sessions = [Name(known: "main")]
  /// What a request does.
  public var operation = Operation.add
  /// The number of keys that requests spread over, at least 1.
  public var keys: UInt32 = 16
  /// Whether keys are drawn, and not taken in turn.
  public var drawsKeys = false
  /// The length of a value that is set, in bytes.
  public var valueBytes: UInt32 = 16
  /// The lanes that the client uses, at least 1.
  public var lanes: UInt16 = 16
  /// How many requests the client has under way in one lane. More than 1 breaks the rule for clients,
  /// which the judge's lanes are there for.
  public var perLane: UInt16 = 1

  /// One request, adding 1 to a counter.
  public init() {}

  /// Appends the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(arrivals)
    writer.encode(sessions)
    writer.encode(operation)
    writer.put(keys)
    writer.encode(drawsKeys)
    writer.put(valueBytes)
    writer.put(lanes)
    writer.put(perLane)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    arrivals = try reader.decode()
    sessions = try reader.decode()
    operation = try reader.decode()
    keys = try reader.take()
    drawsKeys = try reader.decode()
    valueBytes = try reader.take()
    lanes = try reader.take()
    perLane = try reader.take()
  }
}
