extension Automaton {
  /// A word that is accepted, short where that is easy; nil if there is none.
  public func acceptedWord() -> Word? {
    let components = components()
    let good = (0..<components.count).map { isAccepting($0, of: components) }
    let isGoal = { (state: Int) in components.number[state] >= 0 && good[components.number[state]] }
    guard let prefix = path(from: initial, to: isGoal, through: { _ in true }) else { return nil }
    let anchor = prefix.last?.target ?? initial
    let number = components.number[anchor]
    let isWithin = { (edge: Edge) in components.number[edge.target] == number }
    // Round the component, by an edge of each mark, and back.
    var (cycle, place, missing): ([Edge], Int, UInt64) = ([], anchor, allMarks)
    repeat {
      let wanted = { (edge: Edge) in edge.marks & missing != 0 || missing == 0 }
      guard
        let start = path(
          from: place, to: { edges[$0].contains { isWithin($0) && wanted($0) } }, through: isWithin)
      else { return nil }
      cycle += start
      place = cycle.last?.target ?? anchor
      guard let edge = edges[place].first(where: { isWithin($0) && wanted($0) }) else { return nil }
      cycle.append(edge)
      place = edge.target
      missing &= ~cycle.reduce(0) { $0 | $1.marks }
    } while missing != 0
    guard let back = path(from: place, to: { $0 == anchor }, through: isWithin) else { return nil }
    return Word(prefix: prefix.map(letter), cycle: (cycle + back).map(letter))
  }

  private func letter(_ edge: Edge) -> [String] {
    let values = diagrams.letter(of: edge.label, count: atoms.count)
    return atoms.indices.filter { values[$0] }.map { atoms[$0] }
  }

  /// The edges of a shortest path to a state that is wanted; none if the first one is.
  func path(
    from start: Int, to isGoal: (Int) -> Bool, through isAllowed: (Edge) -> Bool
  ) -> [Edge]? {
    if isGoal(start) { return [] }
    var cameBy: [(from: Int, edge: Edge)?] = Array(repeating: nil, count: stateCount)
    var queue = [start]
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      for edge in edges[state]
      where isAllowed(edge) && edge.target != start && cameBy[edge.target] == nil {
        cameBy[edge.target] = (state, edge)
        queue.append(edge.target)
        guard isGoal(edge.target) else { continue }
        var path: [Edge] = []
        var place = edge.target
        while let (from, edge) = cameBy[place] {
          path.append(edge)
          place = from
        }
        return path.reversed()
      }
    }
    return nil
  }

  /// Forgets some propositions: a letter is taken if some values of them would let it be.
  mutating func forget(_ names: [String]) {
    if names.isEmpty { return }
    let numbers = names.compactMap { atoms.firstIndex(of: $0) }
    for state in edges.indices {
      for place in edges[state].indices {
        for number in numbers {
          edges[state][place].label = diagrams.either(edges[state][place].label, number)
        }
      }
    }
    // The numbers of others stay.
    while let last = atoms.last, names.contains(last) { atoms.removeLast() }
    mergeEdges()
  }
}

extension DecisionDiagrams {
  /// Where a function is true for one of the values of a variable.
  mutating func either(_ diagram: Diagram, _ variable: Int) -> Diagram {
    let first = self.variable(diagram)
    if first > variable { return diagram }
    if first == variable { return or(low(diagram), high(diagram)) }
    let (low, high) = (either(low(diagram), variable), either(high(diagram), variable))
    return make(first, low: low, high: high)
  }
}
