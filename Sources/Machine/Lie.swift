public import Determinism

/// What a liar does that an honest node has no word for: the wrapper around a liar says it, so that the
/// engine can mark its messages and count what came of them.
public enum Lie<S: System> {
  /// A message leaves that the honest node would not have sent, or not then.
  ///
  /// It departs at once, and is under way for so much longer than its link takes.
  case message(S.Message, to: NodeSet, after: Ticks, by: BehaviourSet)
  /// Something that was for these nodes, or came from them, ends at the liar.
  case withheld(from: NodeSet, by: BehaviourSet)
  /// The liar has changed its own state.
  case altered(by: BehaviourSet)
  /// A behaviour had its chance, and nothing came of it.
  case missed(by: BehaviourSet)
}

extension Lie: Equatable {}
extension Lie: Sendable {}

/// Some of the behaviours of a run, by number: those that have had a hand in a message.
@frozen
public struct BehaviourSet: OptionSet, Hashable, Canonical {
  /// How many behaviours there may be in a run.
  public static let capacity = 32

  /// A bit for each behaviour.
  public let rawValue: UInt32

  /// Some behaviours.
  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// One behaviour.
  ///
  /// - Precondition: The number is from 0 up to, not including, ``capacity``.
  @inlinable
  public init(_ number: Int) {
    precondition((0..<Self.capacity).contains(number), "behaviour number \(number)")
    rawValue = 1 << UInt32(number)
  }

  /// The numbers, ascending.
  public var numbers: [Int] { (0..<Self.capacity).filter { rawValue >> UInt32($0) & 1 == 1 } }

  /// Appends the bits as `u32`.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }

  /// Reads the bits.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    rawValue = try reader.take()
  }
}
