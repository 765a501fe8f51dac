import Determinism

extension Automaton {
  /// Which way simulation looks.
  enum Direction: Sendable {
    /// A state is as good as another one if it can do whatever that one can.
    case forward
    /// A state is as good as another one if it can be come to by whatever leads to that one.
    case backward
  }

  /// Makes one state of those that simulate each other, and takes out edges that others make superfluous.
  ///
  /// One state simulates another if whatever letter an edge of that one has, one of its own edges has it too, with the
  /// same marks or more, and leads to a state that simulates the other's target.
  ///
  /// - Source: Etessami and Holzmann, *Optimizing Büchi automata* (CONCUR 2000); for marks on edges Babiak, Badie,
  ///   Duret-Lutz, Křetínský and Strejček, *Compositional approach to suspension and other improvements to LTL
  ///   translation* (SPIN 2013), §5.
  /// - Parameters:
  ///   - direction: Which way.
  ///   - isStateBased: Whether marks are those of states, on every edge that leaves them.
  mutating func mergeSimilar(_ direction: Direction, isStateBased: Bool = false) {
    // Each edge is held against each other one.
    if edgeCount > Self.mostComparedEdges { return }
    var simulation = Simulation(self, direction, isStateBased: isStateBased)
    simulation.refine()
    self = simulation.quotient()
  }
}

extension Automaton {
  /// With more edges than this simulation would take too long.
  static var mostComparedEdges: Int { 10_000 }
}

private struct Simulation {
  /// An edge in the direction that is looked at.
  private struct Step {
    let edge: Automaton.Edge
    /// On which of some letters it may be taken, as bits: what these refute needs no diagrams.
    let sample: UInt64
  }

  private var automaton: Automaton
  private let direction: Automaton.Direction
  /// The steps of all states, those of one after the other, and where each state's begin.
  private var steps: [Step] = []
  private var starts = [0]
  private let count: Int
  /// The words of a row.
  private let width: Int
  /// Which states simulate each state, as bits, row by row.
  private var above: [UInt64]

  init(_ automaton: Automaton, _ direction: Automaton.Direction, isStateBased: Bool) {
    self.automaton = automaton
    self.direction = direction
    count = automaton.stateCount
    width = (count + 63) / 64
    above = Array(repeating: 0, count: width * count)
    let samples = automaton.labelSamples()
    for edges in direction == .forward ? automaton.edges : automaton.reversedEdges() {
      steps += edges.map { Step(edge: $0, sample: samples[$0.label.key] ?? 0) }
      starts.append(steps.count)
    }
    for lower in 0..<count {
      for upper in 0..<count where mayStand(upper, for: lower, isStateBased) {
        above[lower * width + upper / 64] |= 1 << UInt64(upper % 64)
      }
    }
  }

  /// Whether nothing but the edges can keep one state from standing for another.
  private func mayStand(_ upper: Int, for lower: Int, _ isStateBased: Bool) -> Bool {
    if direction == .forward { return true }
    if lower == automaton.initial, upper != lower { return false }
    // An accepting state stands for a rejecting one, and not the other way round.
    return !isStateBased || isAccepting(upper) || !isAccepting(lower)
  }

  private func isAccepting(_ state: Int) -> Bool {
    automaton.edges[state].first.map { $0.marks == automaton.allMarks } ?? true
  }

  private func isAbove(_ upper: Int, _ lower: Int) -> Bool {
    above[lower * width + upper / 64] >> UInt64(upper % 64) & 1 == 1
  }

  /// Takes out of the relation what does not belong to it, until nothing is left to take out.
  mutating func refine() {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for lower in 0..<count {
        for word in 0..<width {
          var candidates = above[lower * width + word]
          while candidates != 0 {
            let bit = candidates.trailingZeroBitCount
            candidates &= candidates - 1
            let upper = word * 64 + bit
            if upper == lower || simulates(upper, lower) { continue }
            above[lower * width + word] &= ~(1 << UInt64(bit))
            hasChanged = true
          }
        }
      }
    }
  }

  /// Whether the one state can do what the other can, if the relation is right so far.
  private mutating func simulates(_ upper: Int, _ lower: Int) -> Bool {
    let others = starts[upper]..<starts[upper + 1]
    for place in starts[lower]..<starts[lower + 1] {
      let step = steps[place]
      var missing = step.sample
      for other in others where missing & steps[other].sample != 0 {
        if stands(steps[other].edge, for: step.edge) { missing &= ~steps[other].sample }
      }
      if missing != 0 { return false }
    }
    for place in starts[lower]..<starts[lower + 1] {
      let edge = steps[place].edge
      var left = edge.label
      for other in others where stands(steps[other].edge, for: edge) {
        left = automaton.diagrams.minus(left, steps[other].edge.label)
        if left == .never { break }
      }
      if left != .never { return false }
    }
    return true
  }

  /// Whether one edge can be taken for another wherever both can be taken.
  private func stands(_ edge: Automaton.Edge, for other: Automaton.Edge) -> Bool {
    other.marks & ~edge.marks == 0 && isAbove(edge.target, other.target)
  }

  /// The automaton with a state for each class of states that simulate each other.
  mutating func quotient() -> Automaton {
    var classOf = [Int](repeating: -1, count: count)
    var representatives: [Int] = []
    for state in 0..<count where classOf[state] < 0 {
      for other in state..<count where isAbove(other, state) && isAbove(state, other) {
        classOf[other] = representatives.count
      }
      representatives.append(state)
    }
    var edges = [[Automaton.Edge]](repeating: [], count: representatives.count)
    for (number, state) in representatives.enumerated() {
      let merged = steps[starts[state]..<starts[state + 1]].map { step in
        Automaton.Edge(
          step.edge.label, step.edge.marks, to: representatives[classOf[step.edge.target]])
      }
      for edge in needed(merged) {
        let other = classOf[edge.target]
        switch direction {
        case .forward: edges[number].append(.init(edge.label, edge.marks, to: other))
        case .backward: edges[other].append(.init(edge.label, edge.marks, to: number))
        }
      }
    }
    var made = automaton
    made.edges = edges
    made.initial = classOf[automaton.initial]
    made.mergeEdges()
    return made
  }

  /// Edges without the letters with which another one leads to a state that simulates the target, with the same marks
  /// or more.
  private mutating func needed(_ edges: [Automaton.Edge]) -> [Automaton.Edge] {
    edges.map { edge in
      var edge = edge
      for other in edges where stands(other, for: edge) {
        if other.target == edge.target, other.marks == edge.marks { continue }
        edge.label = automaton.diagrams.minus(edge.label, other.label)
      }
      return edge
    }
  }
}

extension Automaton {
  /// The edges that lead to each state, each with where it comes from as its target.
  fileprivate func reversedEdges() -> [[Edge]] {
    var reversed = [[Edge]](repeating: [], count: stateCount)
    for (state, leaving) in edges.enumerated() {
      for edge in leaving { reversed[edge.target].append(.init(edge.label, edge.marks, to: state)) }
    }
    return reversed
  }

  /// For each label the letters that it allows, as bits, of up to 64 that are allowed by one label or another.
  fileprivate func labelSamples() -> LookupTable<UInt64, UInt64> {
    let labels = edges.joined().map(\.label).sorted().reduce(into: [Diagram]()) { labels, label in
      if labels.last != label { labels.append(label) }
    }
    var samples = [UInt64](repeating: 0, count: labels.count)
    for bit in 0..<min(labels.count, 64) {
      let witness = labels[bit * labels.count / min(labels.count, 64)]
      let letter = diagrams.letter(of: witness, count: atoms.count)
      for (place, label) in labels.enumerated() where diagrams.isTrue(label, { letter[$0] }) {
        samples[place] |= 1 << UInt64(bit)
      }
    }
    var table = LookupTable<UInt64, UInt64>()
    for (label, sample) in zip(labels, samples) { table.insert(label.key, sample) }
    return table
  }
}

extension Diagram {
  /// A key of lookup tables, which is not 0.
  fileprivate var key: UInt64 { UInt64(UInt32(bitPattern: index)) + 1 }
}
