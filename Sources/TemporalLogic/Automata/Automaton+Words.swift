extension Automaton {
  /// Whether a word that goes on for ever is accepted, by the components of its product with the automaton: slow, and
  /// plainly right.
  ///
  /// - Precondition: The word has a cycle.
  public func accepts(_ word: Word) -> Bool {
    precondition(!word.cycle.isEmpty)
    let letters = (word.prefix + word.cycle).map { letter in atoms.map { letter.contains($0) } }
    return accepts(letters, from: [initial * letters.count], loopingTo: word.prefix.count)
  }

  /// Whether letters are accepted that begin anew at a position when they are through.
  ///
  /// - Parameters:
  ///   - letters: What holds of each atom, by position.
  ///   - starts: States times the number of letters, plus a position.
  ///   - loop: The position after the last one.
  func accepts(_ letters: [[Bool]], from starts: [Int], loopingTo loop: Int) -> Bool {
    // The labels of the product do not matter; its last state leads to all beginnings.
    var product = Automaton(
      atoms: [], markCount: markCount,
      edges: Array(repeating: [], count: stateCount * letters.count + 1),
      initial: stateCount * letters.count, diagrams: DecisionDiagrams())
    product.edges[product.initial] = starts.map { .init(.always, 0, to: $0) }
    for state in edges.indices {
      for (position, letter) in letters.enumerated() {
        let next = position + 1 == letters.count ? loop : position + 1
        for edge in edges[state] where diagrams.isTrue(edge.label, { letter[$0] }) {
          product.edges[state * letters.count + position].append(
            .init(.always, edge.marks, to: edge.target * letters.count + next))
        }
      }
    }
    return !product.isEmpty
  }
}

extension DecisionDiagrams {
  /// A letter for which a function is true: what holds of each variable.
  func letter(of diagram: Diagram, count: Int) -> [Bool] {
    var letter = [Bool](repeating: false, count: count)
    var place = diagram
    while place != .always, place != .never {
      let goesHigh = low(place) == .never
      letter[variable(place)] = goesHigh
      place = goesHigh ? high(place) : low(place)
    }
    return letter
  }
}
