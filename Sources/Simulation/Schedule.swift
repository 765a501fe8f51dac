public import Determinism
public import Machine

/// The order of events by hand: each step lets one input happen that waits to.
///
/// It is how a counterexample is kept: a person can read and edit it. Nodes are named as positions in
/// the cluster; the name of a doubled node stands for either copy, whichever has the input, and the
/// second copies by themselves follow after the members, in the plan's order.
public struct Schedule: Equatable, Sendable {
  /// What a step lets happen.
  public enum Action: Equatable, Sendable {
    /// The arrival of a message of a type, the `nth` of its kind under way in the order of
    /// departure, counted from 1.
    case deliver(label: UInt8, from: NodeID, to: NodeID, nth: Int)
    /// A timer of a kind that the node has set, the `nth` in the order of running out.
    case timer(label: UInt8, node: NodeID, nth: Int)
    /// The oldest write of a store becomes durable; of a doubled node the one that holds the `nth` write
    /// under way at both copies.
    case stored(node: NodeID, store: StoreID, nth: Int = 1)
    /// The next request at a client becomes due.
    case client(node: NodeID)
    /// A node stops.
    case crash(NodeID)
    /// A node boots again.
    case restart(NodeID)
    /// A liar says a message of a type, given by its canonical bytes, and it arrives at once.
    case say(label: UInt8, from: NodeID, to: NodeID, message: [UInt8])
    /// The core of the plan's second phase heals; messages that are under way then are lost.
    case heal
  }

  /// One step.
  public struct Step: Equatable, Sendable {
    /// What happens.
    public var action: Action
    /// When; nil for the earliest instant that neither the step before nor the input's own time forbids.
    ///
    /// An instant before the input's own time is allowed: networks and clocks are not that exact.
    public var at: Ticks?
    /// Whether a copy of the message stays under way.
    public var keeps = false
    /// The bit of the message's canonical bytes that flips on the way, from 0.
    public var flip: Int?
    /// Tells the input from others of its kind, in place of `nth`, for a lenient schedule.
    public var mark: Mark?

    /// A step.
    public init(_ action: Action, at time: Ticks? = nil) {
      self.action = action
      self.at = time
    }
  }

  /// What an input is besides its kind and its ends.
  public struct Mark: Equatable, Sendable {
    /// The view that a message or timer belongs to.
    public var view: UInt32
    /// The slot that it belongs to.
    public var slot: UInt64
    /// The fingerprint of its canonical bytes.
    public var payload: UInt64
    /// The seat that takes it, which tells the copies of a doubled node apart.
    public var seat: UInt16

    /// A mark.
    public init(view: UInt32, slot: UInt64, payload: UInt64, seat: UInt16) {
      self.view = view
      self.slot = slot
      self.payload = payload
      self.seat = seat
    }
  }

  /// The steps in order.
  public var steps: [Step]
  /// Whether the run goes on in the order of time after the last step.
  public var goesOn: Bool
  /// Whether a step that cannot happen is passed over.
  public var isLenient = false

  /// Whether a step says when the core heals, in place of the plan.
  public var heals: Bool { steps.contains { $0.action == .heal } }

  /// Whether a step is a liar's message.
  var says: Bool {
    steps.contains { step in
      if case .say = step.action { true } else { false }
    }
  }

  /// What the lies of such steps are counted as.
  static let saying = "say"

  /// A schedule.
  public init(_ steps: [Step], goesOn: Bool = false) {
    self.steps = steps
    self.goesOn = goesOn
  }
}

/// A step of a schedule that nothing can be done for.
public struct ScheduleError: Error, Equatable, Sendable {
  /// What is wrong with a step.
  public enum Reason: Equatable, Sendable {
    /// It names an input that does not wait to happen.
    case nothingWaits
    /// It names a node that does not exist.
    case unknownNode
    /// It lets a core heal, and the plan has none or it has healed before.
    case nothingHeals
    /// It lets a node say what it cannot: one that is no liar, or a message that it could not construct.
    case unsayable
    /// Its instant lies before that of the step before, which was this one.
    case past(now: Ticks)
  }

  /// The position of the step, from 0.
  public var step: Int
  /// What is wrong with it.
  public var reason: Reason
  /// More inputs that wait than these are not named.
  public static let mostPending = 40

  /// What waits to happen instead, in words, the earliest first; at most ``mostPending`` inputs.
  public var pending: [String]

  /// A step that cannot happen.
  public init(step: Int, reason: Reason, pending: [String]) {
    self.step = step
    self.reason = reason
    self.pending = pending
  }
}

extension ScheduleError: CustomStringConvertible {
  /// The reason in words, with what waits.
  public var description: String {
    let waiting = pending.isEmpty ? "nothing waits" : pending.joined(separator: "; ")
    return "step \(step + 1) \(reason); now: \(waiting)"
  }
}

extension ScheduleError.Reason: CustomStringConvertible {
  /// What the step does wrong, as the rest of a sentence.
  public var description: String {
    switch self {
    case .nothingWaits: "names an input that does not wait"
    case .unknownNode: "names a node that does not exist"
    case .nothingHeals: "heals a core that does not wait to heal"
    case .unsayable: "lets a node say what it cannot say"
    case .past(let now): "lies before \(now), when the step before it happened"
    }
  }
}

extension Schedule.Action {
  /// The same action on the `nth` input of its kind.
  func named(nth: Int) -> Schedule.Action {
    switch self {
    case .deliver(let label, let from, let to, _):
      .deliver(label: label, from: from, to: to, nth: nth)
    case .timer(let label, let node, _): .timer(label: label, node: node, nth: nth)
    case .stored(let node, let store, _): .stored(node: node, store: store, nth: nth)
    case .client, .crash, .restart, .say, .heal: self
    }
  }
}
