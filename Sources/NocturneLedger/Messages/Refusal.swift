public import Cryptography
public import Determinism

/// The message NACK: why a replica did not take a request, signed with the tag `nack`. Advisory; the
/// client tries again.
public typealias Refusal = Signed<RefusalBody>

/// What a replica signs to refuse a request.
public struct RefusalBody: Hashable, Canonical {
  /// Why a request was not taken.
  public enum Reason: UInt8, CaseIterable, Canonical {
    /// The queue is full, or holds a request of this lane.
    case busy
    /// The replica's mode does not allow it.
    case modeBlocked
    /// The client asks too often.
    case rateLimited
    /// The signature is not the client's.
    case badSignature
    /// A field is over its limit.
    case malformed
    /// The key is not registered.
    case unknownKey

    /// Appends the number as `u8`.
    public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

    /// Reads a reason.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      self = try reader.takeCase()
    }
  }

  /// The epoch.
  public var epoch: UInt32
  /// The hash of the command.
  public var command: Digest
  /// Why it was not taken.
  public var reason: Reason
  /// The replica's mode; 0 is the normal one.
  public var mode: UInt8
  /// The position of the replica.
  public var replica: UInt16

  /// Describes a refusal.
  public init(epoch: UInt32, command: Digest, reason: Reason, mode: UInt8, replica: UInt16) {
    self.epoch = epoch
    self.command = command
    self.reason = reason
    self.mode = mode
    self.replica = replica
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.encode(command)
    writer.encode(reason)
    writer.put(mode)
    writer.put(replica)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    command = try reader.decode()
    reason = try reader.decode()
    mode = try reader.take()
    replica = try reader.take()
  }
}

extension Signed where Content == RefusalBody {
  /// Why a request was not taken.
  public typealias Reason = RefusalBody.Reason
}
