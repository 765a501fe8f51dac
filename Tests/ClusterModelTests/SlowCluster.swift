import ClusterModel
import Cryptography
import Determinism
import Machine

/// Every state of a cluster within bounds, by the definition: states are values, and every step runs the node again.
struct SlowCluster<N: Node> {
  typealias S = N.S

  struct State: Hashable {
    /// The canonical bytes of each node; nil of one that is down.
    var nodes: [[UInt8]?]
    /// What is under way: sender, receiver and bytes, in the order of sending where that matters.
    var network: [Message]
    var timers: [Set<[UInt8]>]
    /// What is left of drops, duplicates, crashes and restarts.
    var left: [Int]
  }

  struct Message: Hashable {
    var from: Int
    var to: Int
    var bytes: [UInt8]
  }

  let cluster: Cluster<N>
  let bounds: ClusterBounds
  let cryptographer = Cryptographer(mode: .ideal, seed: 0)

  /// How many states there are.
  func count() throws -> Int {
    let blank = State(
      nodes: cluster.members.map { _ in nil }, network: [],
      timers: cluster.members.map { _ in [] },
      left: [bounds.drops, bounds.duplicates, bounds.crashes, bounds.restarts])
    var states = [blank]
    for place in cluster.members.indices {
      states = try states.flatMap { try steps(of: .start(durable: []), at: place, $0) }
    }
    var (seen, waiting) = (Set(states), states)
    while let state = waiting.popLast() {
      for next in try successors(state) where seen.insert(next).inserted { waiting.append(next) }
    }
    return seen.count
  }

  private func successors(_ state: State) throws -> [State] {
    var found: [State] = []
    for (position, message) in state.network.enumerated() {
      var rest = state
      rest.network.remove(at: position)
      if bounds.network == .fifo,
        state.network[..<position].contains(where: {
          $0.from == message.from && $0.to == message.to
        })
      {
        continue
      }
      if state.nodes[message.to] != nil {
        var reader = CanonicalReader(message.bytes)
        let input = Input<S>.received(try reader.decode(), from: NodeID(message.from))
        found += try steps(of: input, at: message.to, bounds.network == .set ? state : rest)
        if state.left[1] > 0 {
          var kept = state
          kept.left[1] -= 1
          found += try steps(of: input, at: message.to, kept)
        }
      }
      if state.left[0] > 0 {
        rest.left[0] -= 1
        found.append(rest)
      }
    }
    for place in cluster.members.indices {
      guard state.nodes[place] != nil else {
        guard state.left[3] > 0 else { continue }
        var boots = state
        boots.left[3] -= 1
        found += try steps(of: .start(durable: []), at: place, boots)
        continue
      }
      for timer in state.timers[place] {
        var rest = state
        rest.timers[place].remove(timer)
        var reader = CanonicalReader(timer)
        found += try steps(of: .timerFired(try reader.decode()), at: place, rest)
      }
      if state.left[2] > 0 {
        var down = state
        down.left[2] -= 1
        down.nodes[place] = nil
        down.timers[place] = []
        found.append(down)
      }
    }
    return found
  }

  private func steps(of input: Input<S>, at place: Int, _ state: State) throws -> [State] {
    var (found, answers): ([State], [[Int]]) = ([], [[]])
    while let given = answers.popLast() {
      var context = Context<S>(
        cryptographer: cryptographer, prices: PriceList(),
        choices: .scripted(answers: given, alternatives: []))
      context.begin(
        as: NodeID(place), at: .zero, key: cluster.members[place].key, nextTicket: 0)
      var node = cluster.members[place].node
      if let bytes = state.nodes[place] {
        var reader = CanonicalReader(bytes)
        node = try reader.decode()
      }
      node.step(input, &context)
      if context.alternatives.count > given.count {
        answers += (0..<context.alternatives[given.count]).map { given + [$0] }
        continue
      }
      found.append(after(context.effects, node, at: place, state))
    }
    return found
  }

  private func after(
    _ effects: [Effect<S>], _ node: N, at place: Int, _ state: State
  ) -> State {
    var next = state
    next.nodes[place] = bytes(node)
    for effect in effects {
      switch effect {
      case .send(let message, let to): send(message, from: place, to: to, &next)
      case .broadcast(let message, let all):
        for to in all { send(message, from: place, to: to, &next) }
      case .setTimer(let timer, _): next.timers[place].insert(bytes(timer))
      case .cancelTimer(let timer): next.timers[place].remove(bytes(timer))
      case .observe, .lies, .write, .forget: break
      }
    }
    return next
  }

  private func send(_ message: S.Message, from place: Int, to: NodeID, _ state: inout State) {
    let message = Message(from: place, to: Int(to.index), bytes: bytes(message))
    if bounds.network == .set, state.network.contains(message) { return }
    state.network.append(message)
    switch bounds.network {
    case .set, .bag:
      state.network.sort {
        ($0.to, $0.from) < ($1.to, $1.from)
          || ($0.to, $0.from) == ($1.to, $1.from) && $0.bytes.lexicographicallyPrecedes($1.bytes)
      }
    case .fifo:
      // Only the order on a link matters.
      let links = Set(state.network.map { [$0.from, $0.to] }).sorted {
        $0.lexicographicallyPrecedes($1)
      }
      state.network = links.flatMap { link in
        state.network.filter { [$0.from, $0.to] == link }
      }
    }
  }

  private func bytes(_ value: some Canonical) -> [UInt8] {
    var writer = CanonicalWriter(capacity: 64)
    writer.encode(value)
    return writer.bytes
  }
}
