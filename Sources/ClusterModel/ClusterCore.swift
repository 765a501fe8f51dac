import Cryptography
import Determinism
import Machine
import ModelChecking
import TemporalLogic

/// What all workers of a search share: everything that was ever met, by number, and what comes of it.
///
/// A node takes a step here, once for each state of it and each input; workers remember the answers. All of it happens
/// under one lock, since it is rare.
final class ClusterCore<N: Node>: ClusterSource, @unchecked Sendable {
  // Unchecked, as the lock guards whatever changes.
  private let gate = Gate()
  /// The members and the second copies of those that exist twice, by place.
  let members: [Cluster<N>.Member]
  let routes: Routes
  let cryptographer: Cryptographer
  let bounds: ClusterBounds
  let names: ActionNames
  let requests: [N.S.Timer?]
  /// Whose facts are judged.
  let correct: NodeSet
  let grants: [(key: SigningKey, owner: NodeID, holder: NodeID)]
  let differencesOfNodes: (@Sendable (N, N) -> [ModelVariable])?
  let letterOfNode: @Sendable (Int, N) -> UInt64
  let textOfNode: @Sendable (N) -> String

  /// What the adversary can construct.
  private(set) var constructed: [Construction] = []
  let constructionsPerSlot: Int
  let adversary: NodeSet

  var inputs = Things<Pending<N.S>>()
  var seats = Things<Seat<N>>()
  var inboxes = Things<[UInt32]>()
  var facts: FactStates<N.S.Fact>
  var seatLetters: [UInt64] = []
  var moves: [Move] = []
  var sendings: [Sending] = []
  var movesOf = LookupTable<UInt64, Part>()
  /// The moves that end runs of silent ones, and the numbers of the moves of such runs.
  var runsOf = LookupTable<UInt64, Part>()
  var runParts: [UInt32] = []
  /// The kinds of moves that happen; nil for all.
  var allowed: LookupTable<Fingerprint128, Bool>?
  /// What comes of steps, and which of it of a member's state and an input.
  var results: [Result] = []
  var resultsOf = LookupTable<UInt64, Part>()
  var inputKeys: [[UInt8]] = []

  init(_ setting: ClusterSetting<N>, _ names: ActionNames) {
    (members, cryptographer) = (setting.members, setting.cryptographer)
    routes = Routes(originals: setting.cluster.members.count, twins: setting.twins)
    bounds = setting.bounds
    self.names = names
    correct = NodeSet(setting.members.indices).subtracting(setting.lyingPlaces)
    requests = setting.members.indices.map { place in
      setting.requests.first { $0.node.index == place }?.timer
    }
    letterOfNode = setting.letterOfNode
    textOfNode = setting.textOfNode
    differencesOfNodes = setting.differences
    facts = FactStates(setting.properties, correct: correct)
    (adversary, constructionsPerSlot) = (setting.adversary, setting.constructionsPerSlot)
    let members = setting.cluster.members
    grants = setting.coalitions.flatMap { nodes in
      nodes.flatMap { owner in
        nodes.compactMap { holder in
          guard owner != holder, let key = members[Int(owner.index)].key else { return nil }
          return (key, owner, holder)
        }
      }
    }
    for liar in setting.adversary { construct(setting.constructions(liar), by: liar) }
  }

  /// A message that a liar can say at any time.
  struct Construction {
    let input: UInt32
    let liar: NodeID
    /// Of the same liar, type, view and slot.
    let group: Int
    /// Whether it has to be remembered who has heard it, as there are more of its group than may be said.
    var isCounted = false
  }

  private func construct(_ messages: [N.S.Message], by liar: NodeID) {
    let first = constructed.count
    var groups: [(label: UInt8, view: UInt32, slot: UInt64)] = []
    for message in messages {
      let kind = (message.label, message.view, message.slot)
      let group = groups.firstIndex { $0 == kind } ?? groups.count
      if group == groups.count { groups.append(kind) }
      let input = number(.message(message, from: liar.index))
      constructed.append(Construction(input: input, liar: liar, group: first + group))
    }
    for place in first..<constructed.count {
      let alternatives = constructed[first...].count { $0.group == constructed[place].group }
      constructed[place].isCounted = alternatives > constructionsPerSlot
    }
  }

  /// Does something while nobody else is here.
  func locked<Result>(_ body: () -> Result) -> Result { gate.locked(body) }

  // MARK: Steps of nodes

  /// What a step of a node does to itself and others.
  struct Outcome {
    var seat: Seat<N>
    var effects: [Effect<N.S>]
  }

  /// Everything that can come of an input: a step is taken once for each answer to its choices.
  func outcomes(of input: Input<N.S>, at seat: Seat<N>) -> [Outcome] {
    var (outcomes, answers): ([Outcome], [Int]?) = ([], [])
    while let given = answers {
      var context = Context<N.S>(
        cryptographer: cryptographer, prices: PriceList(),
        choices: .scripted(answers: given, alternatives: []))
      for grant in grants { context.grant(grant.key, of: grant.owner, to: grant.holder) }
      let place = Int(seat.place)
      context.begin(
        as: routes.identity(place), at: .zero, key: members[place].key, nextTicket: seat.nextTicket)
      var after = seat
      // A node that is down boots as it was in the beginning.
      var node = seat.node ?? members[place].node
      node.step(input, &context)
      after.node = node
      after.nextTicket = context.ticketAfter
      outcomes.append(Outcome(seat: after, effects: context.effects))
      answers = Self.next(given, context.alternatives)
    }
    return outcomes
  }

  /// The answers to try after some: the last that can be greater is by one, and those after it are forgotten.
  private static func next(_ answers: [Int], _ alternatives: [Int]) -> [Int]? {
    var all = answers + Array(repeating: 0, count: max(0, alternatives.count - answers.count))
    while let last = all.popLast() {
      if last + 1 < alternatives[all.count] { return all + [last + 1] }
    }
    return nil
  }

  // MARK: Numbers

  func number(_ pending: Pending<N.S>) -> UInt32 {
    let bytes = pending.bytes
    let number = inputs.number(of: bytes) { pending }
    if Int(number) == inputKeys.count { inputKeys.append(bytes) }
    return number
  }

  func number(_ seat: Seat<N>) -> UInt32 {
    let number = seats.number(of: seat.bytes) { seat }
    if Int(number) == seatLetters.count {
      seatLetters.append(seat.node.map { letterOfNode(Int(seat.place), $0) } ?? 0)
    }
    return number
  }

  func number(ofInbox inbox: [UInt32], at place: Int) -> UInt32 {
    var writer = CanonicalWriter(capacity: 16 * inbox.count + 8)
    writer.put(UInt16(place))
    for input in inbox {
      let key = inputs.key(input)
      writer.put(key.high)
      writer.put(key.low)
    }
    return inboxes.number(of: writer.bytes) { [UInt32(place)] + inbox }
  }

  /// What waits for a member, by the numbers of inputs in canonical order.
  func inbox(_ number: UInt32) -> [UInt32] { Array(inboxes[number].dropFirst()) }

  // MARK: Inboxes

  /// Takes a message, or a timer, into what waits.
  func insert(_ input: UInt32, into inbox: inout [UInt32]) {
    let isMessage = isMessage(input)
    if !isMessage || bounds.network == .set, inbox.contains(input) { return }
    if isMessage, bounds.network == .fifo {
      let sender = sender(input)
      let place =
        inbox.firstIndex { !self.isMessage($0) || self.sender($0) > sender } ?? inbox.count
      return inbox.insert(input, at: place)
    }
    let bytes = inputKeys[Int(input)]
    let place =
      inbox.firstIndex { !inputKeys[Int($0)].lexicographicallyPrecedes(bytes) } ?? inbox.count
    inbox.insert(input, at: place)
  }

  func isMessage(_ input: UInt32) -> Bool {
    if case .message = inputs[input] { true } else { false }
  }

  func sender(_ input: UInt32) -> UInt16 {
    if case .message(_, let sender) = inputs[input] { sender } else { .max }
  }

  func add(_ input: UInt32, to number: UInt32) -> UInt32 {
    locked {
      var inbox = inbox(number)
      insert(input, into: &inbox)
      return self.number(ofInbox: inbox, at: Int(inboxes[number][0]))
    }
  }

  func join(_ number: UInt32, _ other: UInt32) -> UInt32 {
    locked {
      var inbox = inbox(number)
      for input in self.inbox(other) { insert(input, into: &inbox) }
      return self.number(ofInbox: inbox, at: Int(inboxes[number][0]))
    }
  }

  func tell(_ told: UInt32, to state: UInt32) -> UInt32 {
    locked { facts.tell(told, to: state) }
  }
}
