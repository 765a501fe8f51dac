import Determinism

/// The edges of an automaton, for letters that are words of bits.
struct LabelTable: Sendable {
  /// An edge of the automaton.
  struct Edge: Sendable {
    /// Where its label begins among ``nodes``; 0 is never true, 1 always.
    var label: Int32
    var target: Int32
    var marks: UInt64
  }

  /// What to do next with a letter, by one of its bits.
  private struct Node: Sendable {
    var bit: UInt64
    var low: Int32
    var high: Int32
  }

  private var nodes = [Node](repeating: Node(bit: 0, low: 0, high: 0), count: 2)
  private var edges: [Edge] = []
  /// Where the edges of each state begin, and where the last ones end.
  private var starts = [0]

  /// Prepares the labels of an automaton.
  ///
  /// - Parameters:
  ///   - automaton: The automaton.
  ///   - propositions: The names of a letter's bits; those that labels test are among them.
  init(_ automaton: Automaton, propositions: [String]) {
    let bits = automaton.atoms.map { name in propositions.firstIndex(of: name) }
    var known = LookupTable<UInt64, Int32>()
    for leaving in automaton.edges {
      for edge in leaving {
        let label = add(edge.label, of: automaton.diagrams, bits, &known)
        edges.append(Edge(label: label, target: Int32(edge.target), marks: edge.marks))
      }
      starts.append(edges.count)
    }
  }

  private mutating func add(
    _ label: Diagram, of diagrams: DecisionDiagrams, _ bits: [Int?],
    _ known: inout LookupTable<UInt64, Int32>
  ) -> Int32 {
    if label == .never || label == .always { return label.index }
    let key = UInt64(UInt32(bitPattern: label.index))
    if let place = known[key] { return place }
    let low = add(diagrams.low(label), of: diagrams, bits, &known)
    let high = add(diagrams.high(label), of: diagrams, bits, &known)
    guard let bit = bits[diagrams.variable(label)] else {
      preconditionFailure("a label tests what letters do not tell")
    }
    let place = Int32(nodes.count)
    nodes.append(Node(bit: 1 << UInt64(bit), low: low, high: high))
    known.insert(key, place)
    return place
  }

  /// The places of the edges of a state.
  func edges(of state: Int32) -> Range<Int> { starts[Int(state)]..<starts[Int(state) + 1] }

  /// The edge at a place.
  subscript(place: Int) -> Edge { edges[place] }

  /// Whether an edge may be taken with a letter.
  func takes(_ edge: Edge, _ letter: UInt64) -> Bool {
    var place = edge.label
    while place > 1 {
      let node = nodes[Int(place)]
      place = letter & node.bit == 0 ? node.low : node.high
    }
    return place == 1
  }
}
