public import Determinism
public import Machine

/// What a liar is about to do in a step, while its behaviours rewrite it one after the other.
public struct Deeds<S: System> {
  /// What it does so far.
  public private(set) var effects: [Effect<S>]
  /// The behaviour at work, by which lies are marked.
  var behaviour = BehaviourSet()

  /// The deeds of a step.
  init(_ effects: [Effect<S>]) { self.effects = effects }

  /// Sends a message; one that the honest node could have sent as well is no lie.
  public mutating func send(_ message: S.Message, to receivers: NodeSet, isLie: Bool = true) {
    if receivers.isEmpty { return }
    guard isLie else { return effects.append(.broadcast(message, to: receivers)) }
    effects.append(.lies([.message(message, to: receivers, after: .zero, by: behaviour)]))
  }

  /// Says that something which was for some nodes, or came from them, ends here.
  public mutating func withhold(from nodes: NodeSet) {
    if nodes.isEmpty { return }
    effects.append(.lies([.withheld(from: nodes, by: behaviour)]))
  }

  /// Says that the liar has changed its own state.
  mutating func alter() { effects.append(.lies([.altered(by: behaviour)])) }

  /// Says that the behaviour had its chance, and that nothing came of it.
  public mutating func miss() { effects.append(.lies([.missed(by: behaviour)])) }

  /// The messages that leave.
  public var departures: [Departure<S>] { effects.compactMap(Departure.init) }

  /// Passes each message that leaves through a closure; what it gives back leaves in its place.
  ///
  /// A changed message, or one to fewer nodes, has to be marked by the closure itself, with
  /// ``forge(_:_:)`` or ``withhold(from:)``.
  public mutating func rewrite(
    _ edit: (_ departure: Departure<S>, _ deeds: inout Deeds<S>) -> [Departure<S>]
  ) {
    var rewritten = Deeds([])
    rewritten.behaviour = behaviour
    for effect in effects {
      if let departure = Departure(effect) {
        for changed in edit(departure, &rewritten) where !changed.receivers.isEmpty {
          rewritten.effects.append(changed.effect)
        }
      } else {
        rewritten.effects.append(effect)
      }
    }
    self = rewritten
  }
}

/// A message that leaves a liar, true or forged.
public struct Departure<S: System> {
  /// What leaves.
  public var message: S.Message
  /// For whom.
  public var receivers: NodeSet
  /// How much longer than its link takes it will be under way.
  public var delay: Ticks
  /// The behaviours that have had a hand in it; none in what the honest node sends.
  public var behaviours: BehaviourSet
  private var isSingle = false

  /// The message that an effect sends; nil for other effects.
  init?(_ effect: Effect<S>) {
    switch effect {
    case .send(let message, let receiver):
      self.init(message, to: [receiver])
      isSingle = true
    case .broadcast(let message, let receivers): self.init(message, to: receivers)
    case .lies(let lies):
      // Behaviours tell one at a time.
      guard case .message(let message, let receivers, let delay, let behaviours) = lies.first
      else { return nil }
      self.init(message, to: receivers)
      self.delay = delay
      self.behaviours = behaviours
    case .setTimer, .cancelTimer, .write, .forget, .observe: return nil
    }
  }

  private init(_ message: S.Message, to receivers: NodeSet) {
    self.message = message
    self.receivers = receivers
    delay = .zero
    behaviours = BehaviourSet()
  }

  /// The same for other receivers.
  public func to(_ receivers: NodeSet) -> Self {
    var other = self
    other.receivers = receivers
    other.isSingle = false
    return other
  }

  /// Another message in its place, which is a lie.
  func forged(_ message: S.Message, by behaviour: BehaviourSet) -> Self {
    var other = self
    other.message = message
    other.behaviours.formUnion(behaviour)
    return other
  }

  /// The same, later.
  func delayed(by delay: Ticks, _ behaviour: BehaviourSet) -> Self {
    var other = self
    other.delay = self.delay + delay
    other.behaviours.formUnion(behaviour)
    return other
  }

  var effect: Effect<S> {
    if behaviours.isEmpty {
      if isSingle, let receiver = receivers.first(where: { _ in true }) {
        return .send(message, to: receiver)
      }
      return .broadcast(message, to: receivers)
    }
    return .lies([.message(message, to: receivers, after: delay, by: behaviours)])
  }
}

extension Deeds {
  /// Another message in place of one that leaves, marked as a lie of the behaviour at work.
  public func forge(_ departure: Departure<S>, _ message: S.Message) -> Departure<S> {
    departure.forged(message, by: behaviour)
  }

  /// A message that leaves, under way for longer, as a lie of the behaviour at work.
  public func delay(_ departure: Departure<S>, by delay: Ticks) -> Departure<S> {
    departure.delayed(by: delay, behaviour)
  }
}
