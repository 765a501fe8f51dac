/// The strongly connected components of an automaton.
struct Components: Sendable {
  /// The component of each state; a component comes after those that it leads to. -1 where the start does not lead.
  var number: [Int]
  /// For each component, whether a run may stay in it for ever.
  var isCyclic: [Bool]
  /// For each component, the marks of the edges within.
  var marks: [UInt64]

  /// How many there are.
  var count: Int { marks.count }
}

extension Automaton {
  /// The strongly connected components that the initial state leads to.
  ///
  /// - Source: Tarjan, *Depth-first search and linear graph algorithms* (SIAM J. Computing 1, 1972), without recursion.
  func components() -> Components {
    var result = Components(
      number: Array(repeating: -1, count: stateCount), isCyclic: [], marks: [])
    var index = [Int](repeating: -1, count: stateCount)
    var low = index
    var (stack, path): ([Int], [(state: Int, edge: Int)]) = ([], [])
    var counter = 0
    func enter(_ state: Int) {
      index[state] = counter
      low[state] = counter
      counter += 1
      stack.append(state)
      path.append((state, 0))
    }
    enter(initial)
    while let (state, edge) = path.last {
      if edge < edges[state].count {
        path[path.count - 1].edge += 1
        let target = edges[state][edge].target
        if index[target] < 0 {
          enter(target)
        } else if result.number[target] < 0 {
          low[state] = min(low[state], index[target])
        }
        continue
      }
      path.removeLast()
      if let (parent, _) = path.last { low[parent] = min(low[parent], low[state]) }
      guard low[state] == index[state] else { continue }
      let number = result.count
      while let member = stack.popLast() {
        result.number[member] = number
        if member == state { break }
      }
      result.isCyclic.append(false)
      result.marks.append(0)
    }
    for state in edges.indices {
      for edge in edges[state]
      where result.number[state] >= 0 && result.number[state] == result.number[edge.target] {
        result.isCyclic[result.number[state]] = true
        result.marks[result.number[state]] |= edge.marks
      }
    }
    return result
  }

  /// Whether a run may be accepted within a component.
  func isAccepting(_ component: Int, of components: Components) -> Bool {
    components.isCyclic[component] && components.marks[component] == allMarks
  }

  /// Whether no word is accepted.
  public var isEmpty: Bool { isEmpty(components()) }

  private func isEmpty(_ components: Components) -> Bool {
    !(0..<components.count).contains { isAccepting($0, of: components) }
  }

  /// Takes out what no accepted run goes through; marks stay only where they matter, which is on edges
  /// within accepting components.
  mutating func prune() {
    var components = components()
    if isEmpty(components) { return makeEmpty() }
    let useful = usefulStates(components)
    if useful.count < stateCount {
      keep(useful)
      components = self.components()
    }
    for state in edges.indices {
      for place in edges[state].indices {
        let component = components.number[state]
        let isWithin = component == components.number[edges[state][place].target]
        if !isWithin || !isAccepting(component, of: components) { edges[state][place].marks = 0 }
      }
    }
    mergeEdges()
    // Edges that become one change no component.
    dropMarks(components)
  }

  /// Leaves one state without edges.
  mutating func makeEmpty() { (edges, initial, markCount) = ([[]], 0, 0) }

  /// The states that lie on an accepted run, and the initial one.
  func usefulStates() -> [Int] { usefulStates(components()) }

  private func usefulStates(_ components: Components) -> [Int] {
    var isUseful = (0..<components.count).map { isAccepting($0, of: components) }
    // Components come after those that they lead to.
    let order = edges.indices.filter { components.number[$0] >= 0 }
      .sorted { (components.number[$0], $0) < (components.number[$1], $1) }
    for state in order where !isUseful[components.number[state]] {
      isUseful[components.number[state]] = edges[state].contains {
        isUseful[components.number[$0.target]]
      }
    }
    return edges.indices.filter { state in
      state == initial || components.number[state] >= 0 && isUseful[components.number[state]]
    }
  }

  /// Leaves some states, among them the initial one, and the edges between them.
  mutating func keep(_ states: [Int]) {
    var place = [Int](repeating: -1, count: stateCount)
    for (new, state) in states.enumerated() { place[state] = new }
    edges = states.map { state in
      edges[state].compactMap { edge in
        place[edge.target] < 0 ? nil : .init(edge.label, edge.marks, to: place[edge.target])
      }
    }
    initial = place[initial]
  }

  /// Renumbers marks within each component: what is there whenever another one is need not be asked for.
  private mutating func dropMarks(_ components: Components) {
    var needed = [[Int]](repeating: [], count: components.count)
    for number in 0..<components.count where isAccepting(number, of: components) {
      needed[number] = neededMarks(number, components)
    }
    // Where a run may stay without being accepted, a mark has to tell.
    let mayStay = (0..<components.count).contains {
      components.isCyclic[$0] && !isAccepting($0, of: components)
    }
    let most = max(needed.map(\.count).max() ?? 0, mayStay ? 1 : 0)
    for state in edges.indices {
      let component = components.number[state]
      guard component >= 0 else { continue }
      for place in edges[state].indices {
        let edge = edges[state][place]
        var marks: UInt64 = 0
        if components.number[edge.target] == component, isAccepting(component, of: components) {
          for new in 0..<most
          where new >= needed[component].count
            || edge.marks >> UInt64(needed[component][new]) & 1 == 1
          {
            marks |= 1 << UInt64(new)
          }
        }
        edges[state][place].marks = marks
      }
    }
    markCount = most
    mergeEdges()
  }

  /// The marks of an accepting component of which none is implied by another.
  private func neededMarks(_ component: Int, _ components: Components) -> [Int] {
    // Without[i] has the bit j if mark i is somewhere where j is not.
    var without = [UInt64](repeating: 0, count: markCount)
    for state in edges.indices where components.number[state] == component {
      for edge in edges[state] where components.number[edge.target] == component {
        for mark in 0..<markCount where edge.marks >> UInt64(mark) & 1 == 1 {
          without[mark] |= allMarks & ~edge.marks
        }
      }
    }
    var needed = Array(0..<markCount)
    for mark in (0..<markCount).reversed() {
      // Where another one is that we ask for, this one is too.
      let isImplied = needed.contains { $0 != mark && without[$0] >> UInt64(mark) & 1 == 0 }
      if isImplied { needed.removeAll { $0 == mark } }
    }
    // A mark that is everywhere asks for nothing.
    if needed.count == 1, isEverywhere(needed[0], component, components) { needed = [] }
    return needed
  }

  private func isEverywhere(_ mark: Int, _ component: Int, _ components: Components) -> Bool {
    for state in edges.indices where components.number[state] == component {
      for edge in edges[state]
      where components.number[edge.target] == component && edge.marks >> UInt64(mark) & 1 == 0 {
        return false
      }
    }
    return true
  }
}
