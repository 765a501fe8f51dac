public import Determinism

/// What a command asks for.
public enum CommandKind: UInt8, CaseIterable, Canonical {
  /// Changes the values and counters of a session.
  case stateTransition
  /// Moves an object to another virtual node of its domain.
  case teleport
  /// Makes a key known: a governor's grant, or a client's rotation of its own.
  case registerKey
  /// Ends the validity of a key.
  case revokeKey
  /// Opens a session in a domain.
  case openSession
  /// Closes a session for good.
  case closeSession
  /// Puts a domain into quarantine, or ends it.
  case quarantineDomain

  /// Appends the number as `u8`.
  public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

  /// Reads a kind.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self = try reader.takeCase()
  }
}

extension CanonicalReader {
  /// Reads a `u8` that must name a case.
  mutating func takeCase<Value: RawRepresentable<UInt8>>() throws(CanonicalError) -> Value {
    let raw = try take(UInt8.self)
    guard let value = Value(rawValue: raw) else {
      throw .unknownTag(UInt64(raw), at: offset - 1)
    }
    return value
  }
}
