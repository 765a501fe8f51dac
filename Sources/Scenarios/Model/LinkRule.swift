public import Determinism
public import Faults

/// What a rule of the network says about the links from some nodes to others; what it leaves unsaid
/// stays as earlier rules have it.
public struct LinkRule: Hashable, Sendable {
  /// What the rule is called.
  public internal(set) var name: String
  /// The senders.
  public internal(set) var from: NodeSet
  /// The receivers.
  public internal(set) var to: NodeSet
  /// The time from departure to arrival.
  public internal(set) var delay: Delay?
  /// A second time, drawn apart and added.
  public internal(set) var jitter: Delay?
  /// The chance that a message never arrives.
  public internal(set) var loss: Probability?
  /// The chance that it arrives twice.
  public internal(set) var duplicate: Probability?
  /// The chance that it is held back.
  public internal(set) var reorder: Probability?
  /// How long it is held back then.
  public internal(set) var reorderBy: Ticks?
  /// The chance that a bit of it flips.
  public internal(set) var corrupt: Probability?
  /// Bytes a second; 0 is without limit.
  public internal(set) var bytesPerSecond: UInt64?
  /// Whether messages keep their order.
  public internal(set) var isOrdered: Bool?

  /// Changes a profile by what the rule says.
  public func apply(to profile: inout LinkProfile) {
    if let delay { profile.delay = delay.sampler }
    if let jitter { profile.jitter = jitter == .none ? nil : jitter.sampler }
    if let loss { profile.loss = loss }
    if let duplicate { profile.duplicate = duplicate }
    if let reorder { profile.reorder = reorder }
    if let reorderBy { profile.reorderBy = reorderBy }
    if let corrupt { profile.corrupt = corrupt }
    if let bytesPerSecond { profile.bytesPerSecond = bytesPerSecond }
    if let isOrdered { profile.isOrdered = isOrdered }
  }
}
