/// What becomes of messages in exploration.
public enum ClusterNetwork: String, CaseIterable, Sendable {
  /// A message that was sent stays, and can be delivered again and again, to whom it was sent; sent twice, it is one. A
  /// delivery that changes nothing is no step.
  case set
  /// A message is delivered once, in any order.
  case bag
  /// A message is delivered once; those of a link in the order in which they were sent.
  case fifo
}

/// How much may happen to a cluster besides what its nodes do: budgets, so that what is within them is explored whole.
///
/// A message to a node that is down waits until it boots again; to lose it is a drop.
public struct ClusterBounds: Hashable, Sendable {
  /// What becomes of messages.
  public var network: ClusterNetwork
  /// How often timers may run out at each node; nil for as often as they are set.
  public var timers: Int?
  /// How many messages may be lost. A `set` of messages needs none: what is not delivered is lost.
  public var drops = 0
  /// How many deliveries may leave a copy under way. In a `set` all do.
  public var duplicates = 0
  /// How many crashes there may be.
  public var crashes = 0
  /// How many times a node may boot again.
  public var restarts = 0
  /// How many writes may fail.
  public var storeFaults = 0
  /// How many requests may become due at clients, all together.
  public var requests = 0

  /// The most that each of the budgets may be.
  public static let most = Budgets.most

  /// Nothing besides what nodes do.
  public init(network: ClusterNetwork, timers: Int? = nil) {
    (self.network, self.timers) = (network, timers)
  }
}

/// Where a state keeps what is left of the budgets: five bits each.
struct Budgets {
  /// What costs something.
  enum Cost: UInt8, CaseIterable, Sendable {
    case nothing, drop, duplicate, crash, restart, storeFault, request

    /// By how much the word becomes less.
    var price: UInt32 {
      switch self {
      case .nothing: 0
      case .drop: 1
      case .duplicate: 1 << 5
      case .crash: 1 << 10
      case .restart: 1 << 15
      case .storeFault: 1 << 20
      case .request: 1 << 25
      }
    }

    /// The bits of the word that must not all be 0.
    var mask: UInt32 { price * 31 }
  }

  /// The most that a budget may be.
  static let most = 31

  /// The word of a beginning.
  static func word(_ bounds: ClusterBounds) -> UInt32 {
    let counts: [(Cost, Int)] = [
      (.drop, bounds.drops), (.duplicate, bounds.duplicates), (.crash, bounds.crashes),
      (.restart, bounds.restarts), (.storeFault, bounds.storeFaults),
      (.request, bounds.requests),
    ]
    return counts.reduce(0) { word, part in
      precondition((0...most).contains(part.1), "a budget of \(part.1)")
      return word + part.0.price * UInt32(part.1)
    }
  }

  /// What is left, by the names of scenario files.
  static func text(_ word: UInt32) -> String {
    let names: [(Cost, String)] = [
      (.drop, "drop"), (.duplicate, "duplicate"), (.crash, "crash"), (.restart, "restart"),
      (.storeFault, "store"), (.request, "request"),
    ]
    let parts = names.compactMap { cost, name in
      word & cost.mask == 0 ? nil : "\(name) \((word & cost.mask) / cost.price)"
    }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }
}
