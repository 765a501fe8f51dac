public import Determinism

extension LedgerFact {
  /// What a replica said of the requests that it had rejected unjudged.
  public struct Summary: Hashable, Canonical {
    /// The replica.
    public var replica: UInt16
    /// The interval, counted from 0 by the replica's clock.
    public var interval: UInt64
    /// How long an interval is, in microseconds.
    public var length: UInt64
    /// The number of requests.
    public var count: UInt64

    /// Describes a summary.
    public init(replica: UInt16, interval: UInt64, length: UInt64, count: UInt64) {
      self.replica = replica
      self.interval = interval
      self.length = length
      self.count = count
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.put(replica)
      writer.put(interval)
      writer.put(length)
      writer.put(count)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      replica = try reader.take()
      interval = try reader.take()
      length = try reader.take()
      count = try reader.take()
    }
  }
}
