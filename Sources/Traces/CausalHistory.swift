/// What caused what in a run: the happens-before relation, event by event.
///
/// - Source: Lamport, *Time, Clocks, and the Ordering of Events in a Distributed System* (1978).
public struct CausalHistory: Equatable, Sendable {
  /// The causes of one event; 0 stands for none.
  public struct Causes: Equatable, Sendable {
    /// The event before it at the same node.
    public var previous: UInt64
    /// The event whose step sent the message, set the timer or began the write.
    public var origin: UInt64

    /// The causes of an event.
    public init(previous: UInt64, origin: UInt64) {
      self.previous = previous
      self.origin = origin
    }
  }

  /// The causes by event, those of event 1 first.
  public private(set) var causes: [Causes] = []

  /// A history without events.
  public init() {}

  /// The number of events.
  public var count: UInt64 { UInt64(causes.count) }

  /// Adds the next event.
  ///
  /// - Precondition: Causes come before what they cause.
  public mutating func append(_ next: Causes) {
    precondition(next.previous <= count && next.origin <= count, "a cause after its effect")
    causes.append(next)
  }

  /// The causes of an event, which is counted from 1; none for an event that is not there.
  public subscript(event: UInt64) -> Causes {
    event > 0 && event <= count
      ? causes[Int(event - 1)] : Causes(previous: 0, origin: 0)
  }

  /// The events without which those given could not have happened as they did, themselves included, in
  /// their order. Numbers that are no events are passed over.
  ///
  /// - Complexity: O(the number of events)
  public func past(of events: [UInt64]) -> [UInt64] {
    var isPast = [Bool](repeating: false, count: causes.count + 1)
    for event in events where event <= count { isPast[Int(event)] = true }
    for event in stride(from: causes.count, to: 0, by: -1) where isPast[event] {
      isPast[Int(causes[event - 1].previous)] = true
      isPast[Int(causes[event - 1].origin)] = true
    }
    return isPast.indices.dropFirst().filter { isPast[$0] }.map(UInt64.init)
  }
}
