public import Determinism

/// How one directed link treats the messages that pass it.
@frozen
public struct LinkProfile: Equatable, Sendable {
  /// The time from departure to arrival.
  public var delay: Sampler
  /// A second time, drawn apart and added; nil adds none.
  public var jitter: Sampler?
  /// The chance that a message never arrives.
  public var loss: Probability
  /// The chance that a second copy arrives, with a delay of its own.
  public var duplicate: Probability
  /// The chance that a message is held back by ``reorderBy``, so that later ones overtake it.
  public var reorder: Probability
  /// How long a reordered message is held back.
  public var reorderBy: Ticks
  /// The chance that one bit of a message's canonical bytes arrives flipped.
  public var corrupt: Probability
  /// Bytes a second that the link carries, one message after the other; 0 is without limit.
  public var bytesPerSecond: UInt64
  /// Whether messages keep their order: one never arrives before an earlier one.
  public var isOrdered: Bool
  /// Whether only delay, jitter and loss apply: the simulator's short path.
  public var isPlain: Bool {
    @inlinable get {
      duplicate == .never && reorder == .never && corrupt == .never
        && bytesPerSecond == 0 && !isOrdered
    }
  }

  /// Leaves the delays, the bandwidth and the order, and takes everything else away.
  public mutating func calm() {
    loss = .never
    duplicate = .never
    reorder = .never
    corrupt = .never
  }

  /// A link with a delay and nothing else.
  public init(delay: Sampler = .instant, loss: Probability = .never) {
    self.delay = delay
    self.loss = loss
    jitter = nil
    duplicate = .never
    reorder = .never
    reorderBy = .zero
    corrupt = .never
    bytesPerSecond = 0
    isOrdered = false
  }
}

extension Sampler {
  /// No time at all.
  public static var instant: Sampler { .always(.zero) }

  /// Always the same time, at most ``Sampler/longest``.
  public static func always(_ time: Ticks) -> Sampler {
    guard let sampler = try? Sampler.constant(min(time.microseconds, longest)) else {
      preconditionFailure("a bounded constant is a sampler")
    }
    return sampler
  }
}
