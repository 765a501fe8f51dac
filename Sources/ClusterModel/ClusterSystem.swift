public import Determinism
public import Machine
public import ModelChecking
import TemporalLogic

/// A cluster of nodes, and all that may happen to it within bounds, as a system that the model checker explores: the
/// very nodes, and the very liars, that the simulator runs.
///
/// A state is a row of numbers: for each member what it is and what waits for it, then what is left of the budgets, and
/// what the properties know. The numbers depend on the order in which things were met; whatever is compared or counted
/// goes by canonical bytes. A node takes one step for each of its states, inputs and choices; after that a step of the
/// system is the change of a few words.
///
/// Time stands still: the clocks of nodes say 0, and a timer that is set may run out at any time.
public struct ClusterSystem: CompiledModel {
  /// Two words a member, the budgets, and what properties know.
  public let width: Int
  /// What may happen to whom.
  public let actions: [String]
  /// What formulas speak of: what is said of nodes, and how each property of facts stands.
  public let propositions: [String]
  /// What is said of the cluster.
  public let properties: [ModelProperty]
  /// That messages arrive, timers run out, writes end and nodes boot again in the end, if it is fair: link by link, or
  /// member by member where there are too many links.
  public let fairness: [ActionFairness]
  /// What becomes of messages.
  public let network: ClusterNetwork

  /// The properties of facts, by name.
  private let factProperties: [String]
  let source: any ClusterSource
  let names: ActionNames
  let members: Int
  let routes: Routes
  private let budgets: UInt32
  private let factBit: UInt64
  private let demandOfAction: [UInt64]
  /// Whether its steps are runs of a member, of which others can notice the last move only.
  var isCompound = false

  var known = ClusterKnowledge()
  var parts = LookupTable<UInt64, Part>()
  private var additions = LookupTable<UInt64, UInt32>()
  private var tellings = LookupTable<UInt64, UInt32>()

  /// A cluster within bounds.
  ///
  /// - Precondition: All properties of facts are formulas, and propositions are at most 64 with two for each of these.
  public init<N: Node>(_ setting: ClusterSetting<N>) {
    let names = setting.actionNames
    self.names = names
    source = ClusterCore(setting, names)
    members = names.members.count
    routes = Routes(originals: setting.cluster.members.count, twins: setting.twins)
    width = 2 * members + 2
    actions = names.all
    budgets = Budgets.word(setting.bounds)
    factBit = UInt64(setting.propositions.count)
    propositions =
      setting.propositions.map(\.name)
      + setting.properties.flatMap { ["\($0.name)_violated", "\($0.name)_open"] }
    properties = setting.modelProperties + setting.properties.map(Self.ofModel)
    factProperties = setting.properties.map(\.name)
    network = setting.bounds.network
    fairness = setting.isFair ? Self.fairness(setting, names) : []
    var demands = [UInt64](repeating: 0, count: actions.count)
    for (bit, demand) in fairness.enumerated() {
      for action in demand.actions { demands[action] |= 1 << UInt64(bit) }
    }
    demandOfAction = demands
  }

  /// A property of facts as one of what the states say of it.
  ///
  /// What it says of times is left out: what has to come, has to come in the end.
  private static func ofModel<Fact>(_ property: Property<Fact>) -> ModelProperty {
    guard case .formula(let formula) = property.judge else {
      preconditionFailure("\(property.name) is not said by a formula")
    }
    let safe = "!\(property.name)_violated"
    if !formula.isOfTheEnd {
      return ModelProperty(property.name, .always, safe, about: property.summary, tla: property.tla)
    }
    return ModelProperty(
      property.name, .temporal, "G \(safe) & G F !\(property.name)_open", about: property.summary,
      tla: property.tla)
  }

  private static func fairness<N: Node>(
    _ setting: ClusterSetting<N>, _ names: ActionNames
  ) -> [ActionFairness] {
    let honest = names.members.indices.filter { !setting.lyingPlaces.contains(NodeID($0)) }
    func weak(_ kind: ActionNames.Kind, _ member: Int, from sender: Int = 0) -> ActionFairness {
      let number = Int(names.number(kind, at: member, from: sender))
      let name = names.all[number]
      return ActionFairness(Fairness("WF \(name)", .weak), actions: [number])
    }
    let isPossible = setting.isPossible
    func senders(to receiver: Int) -> [Int] {
      honest.filter { isPossible(.deliver, receiver, $0) }
    }
    var demands: [ActionFairness] = []
    for kind in [ActionNames.Kind.timer, .request, .stored, .boot] {
      demands += honest.filter { isPossible(kind, $0, 0) }.map { weak(kind, $0) }
    }
    let links = honest.flatMap { receiver in
      senders(to: receiver).map { weak(.deliver, receiver, from: $0) }
    }
    if demands.count + links.count <= mostDemands { return links + demands }
    // Too many links for a word: something arrives at each member in the end, if anything waits.
    return honest.map { receiver in
      ActionFairness(
        Fairness("WF deliver to \(names.members[receiver])", .weak),
        actions: senders(to: receiver).map {
          Int(names.number(.deliver, at: receiver, from: $0))
        })
    } + demands
  }

  /// More demands of fairness than these are no set of bits.
  private static let mostDemands = 64

  // MARK: Steps

  /// All members boot, in their order.
  public mutating func appendInitialStates(to buffer: inout SuccessorBuffer) {
    var row: [UInt32] = []
    for place in 0..<members {
      let blank = source.blank(place)
      row += [blank.seat, blank.inbox]
    }
    row += [budgets, 0]
    var rows = [row]
    for place in 0..<members {
      let part = source.boots(of: place)
      learn()
      rows = rows.flatMap { row in
        part.range.map { number in
          var next = row
          let move = known.moves[number]
          var draft = next.mutableSpan
          take(move, at: place, &draft)
          // A message that came before the boot has waited for it.
          let waiting = row[2 * place + 1]
          if waiting != source.blank(place).inbox {
            next[2 * place + 1] = source.join(waiting, next[2 * place + 1])
            learn()
          }
          return next
        }
      }
    }
    for row in rows { buffer.emit(Int(names.number(.boot, at: 0)), row) }
  }

  /// All that may happen, member by member.
  public mutating func appendSuccessors(
    of row: Span<UInt32>, to buffer: inout SuccessorBuffer
  ) {
    let left = row[width - 2]
    for place in 0..<members {
      let part = moves(row[2 * place], row[2 * place + 1])
      for number in part.range {
        let move = known.moves[number]
        let mask = move.cost.mask
        if mask != 0, left & mask == 0 { continue }
        if isCompound {
          buffer.emit(Int(move.action), length: Int(move.length), copying: row) {
            take(move, at: place, &$0)
          }
        } else {
          buffer.emit(Int(move.action), copying: row) { take(move, at: place, &$0) }
        }
      }
    }
  }

  @inline(__always)
  mutating func moves(_ seat: UInt32, _ inbox: UInt32) -> Part {
    let key = UInt64(seat) << 32 | UInt64(inbox)
    if let part = parts[key] { return part }
    let part =
      isCompound
      ? source.runs(seat: seat, inbox: inbox) : source.moves(seat: seat, inbox: inbox)
    parts.insert(key, part)
    learn()
    return part
  }

  /// Changes a row by a move of a member.
  @inline(__always)
  mutating func take(_ move: Move, at place: Int, _ draft: inout MutableSpan<UInt32>) {
    draft[2 * place] = move.seat
    draft[2 * place + 1] = move.inbox
    draft[width - 2] &-= move.cost.price
    if move.sendCount > 0 {
      let first = Int(move.firstSend)
      for number in first..<first + Int(move.sendCount) {
        let sending = known.sendings[number]
        let word = 2 * Int(sending.place) + 1
        draft[word] = add(sending.input, to: draft[word])
      }
    }
    if move.told != 0 { draft[width - 1] = tell(move.told, to: draft[width - 1]) }
  }

  @inline(__always)
  private mutating func add(_ input: UInt32, to inbox: UInt32) -> UInt32 {
    let key = UInt64(inbox) << 32 | UInt64(input)
    if let after = additions[key] { return after }
    let after = source.add(input, to: inbox)
    additions.insert(key, after)
    learn()
    return after
  }

  private mutating func tell(_ told: UInt32, to state: UInt32) -> UInt32 {
    let key = UInt64(state) << 32 | UInt64(told)
    if let after = tellings[key] { return after }
    let after = source.tell(told, to: state)
    tellings.insert(key, after)
    learn()
    return after
  }

  mutating func learn() { source.learn(into: &known) }

  // MARK: States

  /// Makes sure that everything in a row is known.
  @inline(__always)
  private mutating func meet(_ row: Span<UInt32>) {
    for place in 0..<members
    where row[2 * place] >= known.seatKeys.count || row[2 * place + 1] >= known.inboxKeys.count {
      return learn()
    }
    if row[width - 1] >= known.factKeys.count { learn() }
  }

  /// What nodes make hold, and how the properties of facts stand.
  public mutating func letter(of row: Span<UInt32>) -> UInt64 {
    meet(row)
    var letter = known.factLetters[Int(row[width - 1])] << factBit
    for place in 0..<members { letter |= known.seatLetters[Int(row[2 * place])] }
    return letter
  }

  /// That of what the words stand for.
  public mutating func fingerprint(of row: Span<UInt32>) -> UInt64 {
    let facts = Int(row[width - 1])
    if facts >= known.factKeys.count { learn() }
    var sum = known.factKeys[facts].low &+ UInt64(row[width - 2]).scattered
    for place in 0..<members {
      let (seat, inbox) = (Int(row[2 * place]), Int(row[2 * place + 1]))
      if seat >= known.seatKeys.count || inbox >= known.inboxKeys.count { learn() }
      sum &+= known.seatKeys[seat].low &+ known.inboxKeys[inbox].low
    }
    return sum.scattered
  }

  /// That of what the words stand for.
  public mutating func fingerprint128(of row: Span<UInt32>) -> Fingerprint128 {
    var high = UInt64(row[width - 2]) &* 0xD134_2543_DE82_EF95
    let low = fingerprint(of: row)
    high &+= known.factKeys[Int(row[width - 1])].high
    for place in 0..<members {
      high &+= known.seatKeys[Int(row[2 * place])].high
      high &+= known.inboxKeys[Int(row[2 * place + 1])].high
    }
    return Fingerprint128(high: (high ^ 0x9E37_79B9_7F4A_7C15).scattered, low: low)
  }

  /// Those whose action it is.
  public mutating func demands(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> UInt64 {
    let bits = demandOfAction[action]
    if bits == 0 || row.indices.allSatisfy({ row[$0] == next[$0] }) { return 0 }
    return bits
  }

  /// Those of what the words stand for.
  public mutating func encode(_ row: Span<UInt32>) -> [UInt8] {
    source.encode(row.indices.map { row[$0] })
  }

  /// The words for what the bytes say.
  public mutating func decode(_ bytes: [UInt8]) -> [UInt32]? {
    defer { learn() }
    return source.decode(bytes)
  }

  /// Of which properties of facts something happened.
  public mutating func encodeMemory() -> [UInt8] { source.exercised.map { $0 ? 1 : 0 } }

  /// What had happened.
  public mutating func decodeMemory(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == factProperties.count else { return false }
    source.exercise(bytes.map { $0 != 0 })
    return true
  }

  /// Whether something happened that a property of facts speaks of, in what was explored so far; nil of others.
  public func isExercised(_ property: String) -> Bool? {
    factProperties.firstIndex(of: property).map { source.exercised[$0] }
  }

  // MARK: Words

  /// What each member is, what waits for it, and what is left of the budgets.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let all = (0..<members).flatMap { place in
      let text = source.text(seat: row[2 * place], inbox: row[2 * place + 1])
      return [
        ModelVariable(names.members[place], text.seat),
        ModelVariable("for \(names.members[place])", text.inbox),
      ]
    }
    // One for each word, but for what properties know.
    return budgets == 0
      ? all : all + [ModelVariable("budget left", Budgets.text(row[width - 2]))]
  }

  /// What tells two states apart: the parts of nodes that differ, what is new for each member, and what is left of the
  /// budgets.
  public func changes(from row: Span<UInt32>, to next: Span<UInt32>) -> [ModelVariable] {
    let after = variables(of: next)
    return after.indices.flatMap { index -> [ModelVariable] in
      if row[index] == next[index] { return [] }
      let variable = after[index]
      if index >= 2 * members { return [variable] }
      if index % 2 == 1 {
        let new = source.news(from: row[index], to: next[index])
        return new.isEmpty
          ? [] : [ModelVariable("new \(variable.name)", new.joined(separator: ", "))]
      }
      guard let parts = source.differences(from: row[index], to: next[index]), !parts.isEmpty
      else { return [variable] }
      return parts.map { ModelVariable("\(variable.name) \($0.name)", $0.value) }
    }
  }

  /// The action, with the message or timer that it is about.
  public mutating func text(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> String {
    let move = move(ofAction: action, from: row, to: next)
    guard let text = move.flatMap({ source.text(of: $0) }) else { return actions[action] }
    return "\(actions[action]): \(text)"
  }

  /// The first move of an action that leads from one state to another.
  private mutating func move(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> Move? {
    for place in 0..<members {
      for number in moves(row[2 * place], row[2 * place + 1]).range {
        let move = known.moves[number]
        if move.action != action { continue }
        var after = row.indices.map { row[$0] }
        var draft = after.mutableSpan
        take(move, at: place, &draft)
        if next.indices.allSatisfy({ after[$0] == next[$0] }) { return move }
      }
    }
    return nil
  }

  /// The network's name.
  public var networkName: String? { network.rawValue }

  /// Nothing has to happen for ever.
  public var mayEnd: Bool { true }
}
