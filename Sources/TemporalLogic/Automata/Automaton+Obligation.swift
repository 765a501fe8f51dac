extension Automaton {
  /// The smallest deterministic weak automaton of the same words, if there is one: if the formula is an obligation.
  ///
  /// - Parameters:
  ///   - negation: An automaton of all other words; none if it is known that the formula is an obligation.
  ///   - limit: How many sets of states are looked at.
  /// - Source: Dax, Eisinger and Klaedtke, *Mechanizing the powerset construction for restricted classes of
  ///   ω-automata* (ATVA 2007), §3; Löding, *Efficient minimization of deterministic weak ω-automata* (IPL 79, 2001).
  mutating func minimisedObligation(negation: Automaton?, limit: Int) -> Automaton? {
    guard case (var weak, let members)? = subsets(limit: limit) else { return nil }
    weak.markCount = 1
    weak.colour(members, like: self)
    weak.mergeEquivalent()
    // The construction is right if the formula is an obligation, and of other formulas it is found out here.
    if let negation {
      if weak.intersects(negation) { return nil }
      var complement = weak
      for state in complement.edges.indices {
        for edge in complement.edges[state].indices { complement.edges[state][edge].marks ^= 1 }
      }
      if complement.intersects(self) { return nil }
    }
    weak.prune()
    return weak
  }

  /// Marks the edges of states from which, if they are visited for ever, words are accepted. A state that is visited once
  /// at most may be marked or not: as suits those that follow.
  private mutating func colour(_ members: [[Int]], like automaton: Automaton) {
    let components = components()
    var colours = [Int](repeating: 2 * components.count + 2, count: components.count)
    let order = edges.indices.sorted {
      (components.number[$0], $0) < (components.number[$1], $1)
    }
    var done = -1
    for (place, state) in order.enumerated() where components.number[state] != done {
      let number = components.number[state]
      done = number
      var colour = colours[number]
      for member in order[place...].prefix(while: { components.number[$0] == number }) {
        for edge in edges[member] where components.number[edge.target] != number {
          colour = min(colour, colours[components.number[edge.target]])
        }
      }
      if components.isCyclic[number] {
        let letters = cycle(at: state, components).map {
          diagrams.letter(of: $0, count: atoms.count)
        }
        let isAccepted = automaton.accepts(
          letters, from: members[state].map { $0 * letters.count }, loopingTo: 0)
        if (colour % 2 == 0) != isAccepted { colour -= 1 }
      }
      colours[number] = colour
    }
    for state in edges.indices {
      let isMarked = colours[components.number[state]] % 2 == 0
      for edge in edges[state].indices { edges[state][edge].marks = isMarked ? 1 : 0 }
    }
  }

  /// Letters that lead from a state back to it.
  private func cycle(at state: Int, _ components: Components) -> [Diagram] {
    let isWithin = { (edge: Edge) in components.number[edge.target] == components.number[state] }
    guard let first = edges[state].first(where: isWithin),
      let back = path(from: first.target, to: { $0 == state }, through: isWithin)
    else { return [] }
    return ([first] + back).map(\.label)
  }
}
