public import Determinism
public import ModelChecking

/// A step of a path, as a scripted simulation has to name it.
public struct ClusterStep: Hashable, Sendable {
  /// What happens.
  public enum Kind: Hashable, Sendable {
    /// A message arrives; a copy of it may stay under way.
    case deliver, deliverAndKeep
    /// A timer runs out; a request becomes due; the oldest write of a store becomes durable.
    case timer, request, stored
    /// A node stops, and boots again.
    case crash, restart
    /// A liar says a message that it has constructed, which arrives at once.
    case say
  }

  /// What happens.
  public let kind: Kind
  /// To whom.
  public let node: NodeID
  /// Whose message it is; of other steps, the node itself.
  public let sender: NodeID
  /// The position of the message's, or the timer's, name among all labels.
  public let label: UInt8
  /// Which of its kind under way, in the order of departure, counted from 1.
  public let nth: Int
  /// The store.
  public let store: UInt8
  /// The view that a message or timer belongs to.
  public let view: UInt32
  /// The slot that it belongs to.
  public let slot: UInt64
  /// The canonical bytes of what a liar says; of other steps none.
  public var message: [UInt8] = []

  /// A step.
  public init(
    _ kind: Kind, _ node: NodeID, sender: NodeID? = nil, label: UInt8 = 0, nth: Int = 1,
    store: UInt8 = 0, view: UInt32 = 0, slot: UInt64 = 0
  ) {
    (self.kind, self.node, self.sender) = (kind, node, sender ?? node)
    (self.label, self.nth, self.store, self.view, self.slot) = (label, nth, store, view, slot)
  }
}

extension ClusterSystem {
  /// A path as the steps of a scripted simulation.
  ///
  /// - Returns: Nil where a step has no counterpart in a simulation: a write that fails. A message that is lost is never
  ///   delivered there, and so no step.
  public mutating func script(of path: StatePath) -> [ClusterStep]? {
    var links = DepartedMessages(isSet: network == .set)
    for (place, move) in boots(of: path.start).enumerated() { depart(move, from: place, &links) }
    var (row, steps) = (path.initial, [ClusterStep]())
    for step in path.steps {
      guard let (move, place) = move(ordinal: step.ordinal, from: row) else { return nil }
      if move.kind == .storeFailed { return nil }
      if let step = self.step(move, at: place, &links) { steps.append(step) }
      depart(move, from: place, &links)
      row = step.row
    }
    return steps
  }

  /// The moves by which an initial state began, by place.
  mutating func boots(of start: Int) -> [Move] {
    let parts = (0..<members).map { source.boots(of: $0) }
    learn()
    var (rest, moves) = (start, [Move]())
    for part in parts.reversed() {
      moves.append(known.moves[Int(part.first) + rest % Int(part.count)])
      rest /= Int(part.count)
    }
    return moves.reversed()
  }

  /// A move of a state by its position among the steps that the state tells, and whose it is.
  mutating func move(ordinal: Int, from row: [UInt32]) -> (Move, place: Int)? {
    var count = 0
    for place in 0..<members {
      for number in moves(row[2 * place], row[2 * place + 1]).range {
        let move = known.moves[number]
        if move.cost.mask != 0, row[width - 2] & move.cost.mask == 0 { continue }
        if count == ordinal { return (move, place) }
        count += 1
      }
    }
    return nil
  }

  func depart(_ move: Move, from place: Int, _ links: inout DepartedMessages) {
    let sender = routes.identity(place)
    for sending in known.sendings[Int(move.firstSend)..<Int(move.firstSend + move.sendCount)] {
      let receiver = routes.identity(Int(sending.place))
      links.depart(sending.input, sender, receiver, source.marks(of: sending.input).label)
    }
  }

  private func step(
    _ move: Move, at place: Int, _ links: inout DepartedMessages
  ) -> ClusterStep? {
    let node = routes.identity(place)
    let marks = move.input == .max ? (label: 0, view: 0, slot: 0) : source.marks(of: move.input)
    func step(_ kind: ClusterStep.Kind, from sender: NodeID, nth: Int = 1) -> ClusterStep {
      ClusterStep(
        kind, node, sender: sender, label: marks.label, nth: nth, store: move.store,
        view: marks.view, slot: marks.slot)
    }
    if source.isConstructed(move) {
      let (message, liar) = source.message(of: move.input)
      var step = step(.say, from: liar)
      step.message = message
      return step
    }
    switch move.kind {
    case .deliver, .duplicate:
      let keeps = move.kind == .duplicate || network == .set
      let (sender, nth) = links.arrive(move.input, at: node, marks.label, keeps: keeps)
      return step(keeps ? .deliverAndKeep : .deliver, from: sender ?? node, nth: nth)
    case .timer: return step(.timer, from: node)
    case .request: return step(.request, from: node)
    case .stored: return step(.stored, from: node)
    case .crash: return step(.crash, from: node)
    case .boot: return step(.restart, from: node)
    case .drop, .storeFailed: return nil
    }
  }
}

/// The messages under way, in the order of departure.
struct DepartedMessages {
  struct Entry {
    let input: UInt32
    let sender: NodeID
    let receiver: NodeID
    let label: UInt8
  }

  let isSet: Bool
  private var entries: [Entry] = []

  init(isSet: Bool) { self.isSet = isSet }

  mutating func depart(_ input: UInt32, _ sender: NodeID, _ receiver: NodeID, _ label: UInt8) {
    entries.append(Entry(input: input, sender: sender, receiver: receiver, label: label))
  }

  /// A message under way: the one of so many of its label on its link.
  func input(_ label: UInt8, from sender: NodeID, to receiver: NodeID, nth: Int) -> UInt32? {
    let alike = entries.filter {
      $0.sender == sender && $0.receiver == receiver && $0.label == label
    }
    return alike.indices.contains(nth - 1) ? alike[nth - 1].input : nil
  }

  /// Who has sent a message, and which of its kind it is; a node's own messages to itself are not looked at.
  mutating func arrive(
    _ input: UInt32, at receiver: NodeID, _ label: UInt8, keeps: Bool
  ) -> (sender: NodeID?, nth: Int) {
    guard
      let place = entries.firstIndex(where: { $0.input == input && $0.receiver == receiver })
    else { return (nil, 1) }
    let entry = entries[place]
    let nth = entries[...place].count {
      $0.sender == entry.sender && $0.receiver == receiver && $0.label == label
    }
    if !keeps { entries.remove(at: place) }
    return (entry.sender, nth)
  }
}
