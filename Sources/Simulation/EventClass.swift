/// The classes of events, in the order in which they happen at one instant.
///
/// - Source: The repaired protocol, simulator semantics: crash and restart, store acknowledgement,
///   delivery, timer, client, observer; here the end of a node's work comes right after the faults.
@frozen
@usableFromInline
enum EventClass: UInt64 {
  case fault, completion, stored, delivery, timer, client

  /// The position of an event at its instant: its class above, its insertion number below.
  @inlinable
  @inline(__always)
  func order(_ insertion: UInt64) -> UInt64 { rawValue << 56 | insertion }

  /// The class of an event in the queue.
  @inlinable
  @inline(__always)
  init(order: UInt64) {
    guard let known = Self(rawValue: order >> 56) else {
      preconditionFailure("an event of no class")
    }
    self = known
  }

  /// The word for it in traces.
  var action: String {
    switch self {
    case .fault: "fault"
    case .completion: "done"
    case .stored: "stored"
    case .delivery: "deliver"
    case .timer: "timer"
    case .client: "client"
    }
  }
}
