import Determinism

extension Automaton {
  /// A Büchi automaton of the same words: one mark, on every edge that leaves an accepting state, and on no other.
  ///
  /// A copy of a state counts how many marks were seen in turn. Marks that every edge of a state has within its
  /// component count when the state is entered; in another component counting begins anew, at the level at which the
  /// state is there already, if it is.
  ///
  /// - Parameter order: In which order marks are waited for.
  /// - Source: Gastin and Oddoux, *Fast LTL to Büchi automata translation* (CAV 2001), §6; Babiak, Badie, Duret-Lutz,
  ///   Křetínský and Strejček (SPIN 2013), §3.
  func degeneralised(order: [Int]) -> Automaton {
    let components = components()
    let common = commonMarks(components)
    var made = self
    (made.edges, made.markCount) = ([], 1)
    var places = LookupTable<UInt64, Int>()
    var copies: [(state: Int, level: Int)] = []
    var entry = [Int](repeating: -1, count: stateCount)
    func advanced(_ level: Int, _ marks: UInt64) -> Int {
      var level = level == order.count ? 0 : level
      while level < order.count, marks >> UInt64(order[level]) & 1 == 1 { level += 1 }
      return level
    }
    func place(_ state: Int, _ level: Int) -> Int {
      if entry[state] < 0 { entry[state] = level }
      let key = UInt64(state) << 8 | UInt64(level) + 1
      if let known = places[key] { return known }
      places.insert(key, copies.count)
      copies.append((state, level))
      return copies.count - 1
    }
    func enter(_ state: Int) -> Int {
      if !isAccepting(components.number[state], of: components) { return place(state, 0) }
      return place(state, entry[state] >= 0 ? entry[state] : advanced(0, common[state]))
    }
    made.initial = enter(initial)
    while made.edges.count < copies.count {
      let (state, level) = copies[made.edges.count]
      let isAcceptingState =
        level == order.count && isAccepting(components.number[state], of: components)
      made.edges.append([])
      for edge in edges[state] {
        var target: Int
        if components.number[edge.target] == components.number[state],
          isAccepting(components.number[state], of: components)
        {
          target = place(edge.target, advanced(level, edge.marks | common[edge.target]))
        } else {
          target = enter(edge.target)
        }
        made.edges[made.edges.count - 1].append(
          .init(edge.label, isAcceptingState ? 1 : 0, to: target))
      }
    }
    made.redirect(copies.map(\.state), count: stateCount)
    made.mergeEdges()
    return made
  }

  /// Leads to the copy of a state that lies deepest, rather than to another one: all accept the same words, and
  /// an edge that goes deeper is taken finitely often.
  private mutating func redirect(_ originals: [Int], count: Int) {
    let components = components()
    var deepest = [Int](repeating: -1, count: count)
    for (copy, state) in originals.enumerated() where components.number[copy] >= 0 {
      if deepest[state] < 0 || components.number[copy] < components.number[deepest[state]] {
        deepest[state] = copy
      }
    }
    func better(_ copy: Int) -> Int {
      let other = deepest[originals[copy]]
      return other >= 0 && components.number[other] < components.number[copy] ? other : copy
    }
    for state in edges.indices {
      for edge in edges[state].indices {
        edges[state][edge].target = better(edges[state][edge].target)
      }
    }
    initial = better(initial)
  }

  /// The marks that every edge of each state has within its component.
  private func commonMarks(_ components: Components) -> [UInt64] {
    edges.indices.map { state in
      edges[state].reduce(allMarks) { marks, edge in
        components.number[edge.target] == components.number[state] ? marks & edge.marks : marks
      }
    }
  }

  /// Merges what is alike in an automaton whose marks are those of states.
  mutating func reduceStateBased() {
    while true {
      let before = (stateCount, edgeCount)
      for direction in [Direction.forward, .backward] {
        mergeSimilar(direction, isStateBased: true)
        pruneStateBased()
      }
      if (stateCount, edgeCount) == before { return }
    }
  }

  /// Takes out what no accepted run goes through; states stay accepting, or not, as they were.
  mutating func pruneStateBased() {
    if isEmpty { return makeEmpty() }
    let isAccepting = edges.map { $0.first?.marks == 1 }
    let kept = usefulStates()
    keep(kept)
    let components = components()
    for (place, state) in kept.enumerated() {
      // Without a cycle there is nothing to accept.
      let number = components.number[place]
      let isMarked = isAccepting[state] && number >= 0 && components.isCyclic[number]
      for edge in edges[place].indices { edges[place][edge].marks = isMarked ? 1 : 0 }
    }
    mergeEdges()
  }
}
