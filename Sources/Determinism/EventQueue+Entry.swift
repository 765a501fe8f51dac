extension EventQueue {
  /// An event as the queue holds it: when it happens, and where the rest of it is kept.
  @frozen
  public struct Entry: Hashable, Sendable {
    /// When the event happens, in microseconds of virtual time.
    public var time: UInt64
    /// What decides between events of one time: the class in the top 8 bits, then the insertion.
    public var order: UInt64
    /// Where the caller keeps the event's content.
    public var slot: UInt32
    /// The node that the event happens to.
    public var to: UInt16
    /// The node that the event comes from.
    public var from: UInt16

    /// Describes an event; see ``order(class:insertion:)`` for the order.
    @inlinable
    @inline(__always)
    public init(time: UInt64, order: UInt64, slot: UInt32, to: UInt16, from: UInt16) {
      self.time = time
      self.order = order
      self.slot = slot
      self.to = to
      self.from = from
    }

    /// Returns the order of an event of a class: lower classes first, then earlier insertions.
    ///
    /// - Parameters:
    ///   - class: The class of the event.
    ///   - insertion: How many events the run inserted before; below 2^56, which no run reaches.
    @inlinable
    @inline(__always)
    public static func order(class: UInt8, insertion: UInt64) -> UInt64 {
      UInt64(`class`) << 56 | insertion
    }

    /// Time and order as one number, which is what the queue sorts by.
    @inlinable
    @inline(__always)
    var key: UInt128 { UInt128(_low: order, _high: time) }

    /// Slot and nodes as one number.
    @inlinable
    @inline(__always)
    var payload: UInt64 { UInt64(slot) << 32 | UInt64(to) << 16 | UInt64(from) }

    @inlinable
    @inline(__always)
    init(key: UInt128, payload: UInt64) {
      self.init(
        time: key._high, order: key._low, slot: UInt32(truncatingIfNeeded: payload >> 32),
        to: UInt16(truncatingIfNeeded: payload >> 16), from: UInt16(truncatingIfNeeded: payload))
    }
  }
}
