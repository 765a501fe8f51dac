public import Cryptography
public import Determinism

/// The record REJECTSUMMARY: what a replica did not even judge during an interval, signed with the tag
/// `rs`. It stands for any number of requests, so that garbage cannot fill the ledger.
public typealias RejectSummary = Signed<RejectSummaryBody>

/// What a replica signs of the requests that proved no author.
public struct RejectSummaryBody: Hashable, Canonical {
  /// The epoch.
  public var epoch: UInt32
  /// The position of the replica.
  public var replica: UInt16
  /// The interval, counted from 0 by the replica's clock.
  public var interval: UInt64
  /// The number of requests.
  public var count: UInt64
  /// The Merkle root over SHA-256(reason ‖ hash of the command), in the order of arrival.
  public var root: Digest

  /// Describes an interval.
  public init(epoch: UInt32, replica: UInt16, interval: UInt64, count: UInt64, root: Digest) {
    self.epoch = epoch
    self.replica = replica
    self.interval = interval
    self.count = count
    self.root = root
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(epoch)
    writer.put(replica)
    writer.put(interval)
    writer.put(count)
    writer.encode(root)
  }

  /// Reads the fields.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    epoch = try reader.take()
    replica = try reader.take()
    interval = try reader.take()
    count = try reader.take()
    root = try reader.decode()
  }
}
