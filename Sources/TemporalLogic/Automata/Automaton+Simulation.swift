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
  /// What a state can do is one Boolean function of the letter, of the marks that an edge lacks, and of the classes
  /// that simulate its target's; one state simulates another if the function of that one implies its own. Classes and
  /// their order are refined until nothing changes.
  ///
  /// - Source: Babiak, Badie, Duret-Lutz, Křetínský and Strejček, *Compositional approach to suspension and other
  ///   improvements to LTL translation* (SPIN 2013), §5, after Etessami and Holzmann (CONCUR 2000).
  /// - Parameters:
  ///   - direction: Which way.
  ///   - isStateBased: Whether marks are those of states, on every edge that leaves them.
  mutating func mergeSimilar(_ direction: Direction, isStateBased: Bool = false) {
    var simulation = Simulation(self, direction, isStateBased: isStateBased)
    simulation.refine()
    self = simulation.quotient()
  }
}

private struct Simulation {
  private var automaton: Automaton
  private let direction: Automaton.Direction
  private let isStateBased: Bool
  /// The edges of each state in the direction that is looked at.
  private let steps: [[Automaton.Edge]]
  private let atoms: Int
  /// The class of each state, and for each class the function of those that simulate it.
  private var classOf: [Int]
  private var above: [Diagram]
  private var signatures: [Diagram] = []

  init(_ automaton: Automaton, _ direction: Automaton.Direction, isStateBased: Bool) {
    self.automaton = automaton
    self.direction = direction
    self.isStateBased = isStateBased
    atoms = automaton.atoms.count
    switch direction {
    case .forward: steps = automaton.edges
    case .backward:
      var reversed = [[Automaton.Edge]](repeating: [], count: automaton.stateCount)
      for (state, edges) in automaton.edges.enumerated() {
        for edge in edges { reversed[edge.target].append(.init(edge.label, edge.marks, to: state)) }
      }
      steps = reversed
    }
    classOf = Array(repeating: 0, count: automaton.stateCount)
    above = [.always]
  }

  // Variables after those of letters: one for the initial state, one for a state's own lack of the mark, one for each
  // mark that an edge lacks, one for each class.
  private var initialVariable: Int { atoms }
  private var ownVariable: Int { atoms + 1 }
  private func markVariable(_ mark: Int) -> Int { atoms + 2 + mark }
  private func classVariable(_ number: Int) -> Int { atoms + 2 + automaton.markCount + number }

  private mutating func lacking(_ marks: UInt64) -> Diagram {
    var function = Diagram.always
    for mark in (0..<automaton.markCount).reversed() where marks >> UInt64(mark) & 1 == 0 {
      function = automaton.diagrams.make(markVariable(mark), low: .never, high: function)
    }
    return function
  }

  private mutating func signature(_ state: Int) -> Diagram {
    var signature = Diagram.never
    for edge in steps[state] {
      let rest = automaton.diagrams.and(lacking(edge.marks), above[classOf[edge.target]])
      signature = automaton.diagrams.or(signature, automaton.diagrams.and(edge.label, rest))
    }
    guard direction == .backward else { return signature }
    if state == automaton.initial {
      signature = automaton.diagrams.or(signature, automaton.diagrams.literal(initialVariable))
    }
    if isStateBased, automaton.edges[state].first?.marks != automaton.allMarks {
      // An accepting state stands for a rejecting one, and not the other way round.
      signature = automaton.diagrams.and(signature, automaton.diagrams.literal(ownVariable))
    }
    return signature
  }

  /// Refines classes and their order until they are stable.
  mutating func refine() {
    var order: [UInt64] = []
    while true {
      signatures = automaton.edges.indices.map { signature($0) }
      var classes: [Diagram] = []
      for state in signatures.indices {
        if let known = classes.firstIndex(of: signatures[state]) {
          classOf[state] = known
        } else {
          classOf[state] = classes.count
          classes.append(signatures[state])
        }
      }
      let next = sort(classes)
      if next == order { return }
      order = next
    }
  }

  /// The order of classes, as bits, row by row; sets the functions of those above each.
  private mutating func sort(_ classes: [Diagram]) -> [UInt64] {
    let width = (classes.count + 63) / 64
    var order = [UInt64](repeating: 0, count: width * classes.count)
    above = Array(repeating: .always, count: classes.count)
    for lower in classes.indices {
      for upper in classes.indices.reversed()
      where automaton.diagrams.contains(classes[upper], classes[lower]) {
        order[lower * width + upper / 64] |= 1 << UInt64(upper % 64)
        above[lower] = automaton.diagrams.make(
          classVariable(upper), low: .never, high: above[lower])
      }
    }
    return order
  }

  /// The automaton with a state for each class.
  mutating func quotient() -> Automaton {
    var representative = [Int](repeating: -1, count: above.count)
    for state in classOf.indices.reversed() { representative[classOf[state]] = state }
    var made = automaton
    made.edges = Array(repeating: [], count: above.count)
    made.initial = classOf[automaton.initial]
    for (number, state) in representative.enumerated() {
      for (label, rest) in made.diagrams.regions(of: signatures[state], letters: atoms) {
        for product in made.diagrams.cover(rest) {
          guard let edge = edge(product, label) else { continue }
          if direction == .forward {
            made.edges[number].append(edge)
          } else {
            made.edges[edge.target].append(.init(edge.label, edge.marks, to: number))
          }
        }
      }
    }
    made.mergeEdges()
    return made
  }

  /// The edge that a product stands for; nil for the mark of the initial state.
  private func edge(_ product: Product, _ label: Diagram) -> Automaton.Edge? {
    var marks = automaton.allMarks
    var lowest: Int?
    for literal in product where literal.isTrue {
      if literal.variable == initialVariable { return nil }
      if literal.variable == ownVariable { continue }
      let mark = literal.variable - markVariable(0)
      if mark < automaton.markCount {
        marks &= ~(1 << UInt64(mark))
      } else {
        // Of the classes named, the one that all the others simulate.
        let number = literal.variable - classVariable(0)
        if lowest.map({ isAbove($0, number) }) ?? true { lowest = number }
      }
    }
    return lowest.map { .init(label, marks, to: $0) }
  }

  /// Whether one class simulates another.
  private func isAbove(_ upper: Int, _ lower: Int) -> Bool {
    !automaton.diagrams.isTrue(above[lower]) { $0 != classVariable(upper) }
  }
}
