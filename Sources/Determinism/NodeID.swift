/// A participant of a cluster, numbered from 0 in the order of its definition.
@frozen
public struct NodeID: Hashable, Comparable, Canonical, CustomStringConvertible {
  /// The position in the cluster.
  public let index: UInt16

  /// Names the participant at a position.
  @inlinable
  public init(_ index: Int) { self.index = UInt16(index) }

  /// Orders by position.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }

  /// Appends the position as `u16`.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(index) }

  /// Reads a position.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    index = try reader.take()
  }

  /// The position in decimal.
  public var description: String { "\(index)" }
}
