import Determinism

extension Automaton {
  /// The deterministic automaton of the sets of states that words lead to, complete, without marks; the sets besides.
  ///
  /// - Parameter limit: How many sets there may be; nil is returned where there are more.
  mutating func subsets(limit: Int) -> (automaton: Automaton, members: [[Int]])? {
    var made = self
    made.edges = []
    made.initial = 0
    made.markCount = 0
    var members: [[Int]] = [[initial]]
    var places = LookupTable<Fingerprint128, Int>()
    places.insert(Self.fingerprint(members[0]), 0)
    let first = atoms.count
    while made.edges.count < members.count {
      let place = made.edges.count
      made.edges.append([])
      // The targets of each letter, as a sum of variables.
      var function = Diagram.never
      for state in members[place] {
        for edge in edges[state] {
          let target = made.diagrams.literal(first + edge.target)
          function = made.diagrams.or(function, made.diagrams.and(edge.label, target))
        }
      }
      var rest = Diagram.always
      for (label, targets) in made.diagrams.regions(of: function, letters: first) {
        rest = made.diagrams.minus(rest, label)
        made.edges[place].append(
          .init(
            label, 0, to: Self.place(made.diagrams.members(of: targets, first), &members, &places)))
      }
      if rest != .never {
        made.edges[place].append(.init(rest, 0, to: Self.place([], &members, &places)))
      }
      if members.count > limit { return nil }
    }
    return (made, members)
  }

  private static func place(
    _ set: [Int], _ members: inout [[Int]], _ places: inout LookupTable<Fingerprint128, Int>
  ) -> Int {
    let key = fingerprint(set)
    if let known = places[key] { return known }
    places.insert(key, members.count)
    members.append(set)
    return members.count - 1
  }

  private static func fingerprint(_ set: [Int]) -> Fingerprint128 {
    var accumulator = FingerprintAccumulator()
    for state in set { accumulator.absorb(UInt64(state) + 1) }
    return accumulator.value
  }

  /// Merges the states of a complete deterministic automaton from which the same words lead to marks.
  ///
  /// - Precondition: All edges of a state have the same marks.
  /// - Source: Moore, *Gedanken-experiments on sequential machines* (1956), with functions for letters.
  mutating func mergeEquivalent() {
    var classOf = edges.map { $0.first?.marks == 0 ? 0 : 1 }
    var count = 0
    while true {
      var signatures: [Diagram] = []
      var next = [Int](repeating: 0, count: stateCount)
      var keys = LookupTable<UInt64, Int>()
      for state in edges.indices {
        var signature = Diagram.never
        for edge in edges[state] {
          let target = diagrams.literal(atoms.count + 1 + classOf[edge.target])
          signature = diagrams.or(signature, diagrams.and(edge.label, target))
        }
        // What was told apart stays so.
        signature = diagrams.and(signature, diagrams.literal(atoms.count, classOf[state] == 0))
        let key = (UInt64(UInt32(bitPattern: signature.index)) << 32 | UInt64(classOf[state])) + 1
        next[state] = keys[key] ?? signatures.count
        if keys[key] == nil {
          keys.insert(key, signatures.count)
          signatures.append(signature)
        }
      }
      classOf = next
      if signatures.count == count { break }
      count = signatures.count
    }
    var merged = [[Edge]](repeating: [], count: count)
    for state in edges.indices.reversed() {
      merged[classOf[state]] = edges[state].map {
        .init($0.label, $0.marks, to: classOf[$0.target])
      }
    }
    (edges, initial) = (merged, classOf[initial])
    mergeEdges()
  }
}

extension DecisionDiagrams {
  /// The variables of a sum of variables, by number from the first one on.
  func members(of sum: Diagram, _ first: Int) -> [Int] {
    var members: [Int] = []
    var place = sum
    while place != .never, place != .always {
      members.append(variable(place) - first)
      place = low(place)
    }
    return members
  }
}
