/// A generalised Büchi automaton with marks on its edges: a run is accepted if it takes edges of every mark for ever.
///
/// - Source: Couvreur, *On-the-fly verification of linear temporal logic* (FM 1999); Duret-Lutz and others, *From
///   Spot 2.0 to Spot 2.10* (CAV 2022).
public struct Automaton: Sendable {
  /// A step of the automaton.
  public struct Edge: Hashable, Sendable {
    /// The letters with which it may be taken, over the numbers of ``Automaton/atoms``.
    public var label: Diagram
    /// The marks that it has, as bits.
    public var marks: UInt64
    /// Where it leads.
    public var target: Int

    init(_ label: Diagram, _ marks: UInt64, to target: Int) {
      (self.label, self.marks, self.target) = (label, marks, target)
    }
  }

  /// The propositions, by the number that labels have for them.
  public var atoms: [String]
  /// How many marks there are; with none, every infinite run is accepted.
  public var markCount: Int
  /// The edges of each state.
  public var edges: [[Edge]]
  /// Where a run begins.
  public var initial: Int
  /// What labels are places in.
  var diagrams: DecisionDiagrams

  /// How many states there are.
  public var stateCount: Int { edges.count }
  /// How many edges there are.
  public var edgeCount: Int { edges.reduce(0) { $0 + $1.count } }
  /// All marks.
  var allMarks: UInt64 { markCount == 64 ? .max : 1 << UInt64(markCount) &- 1 }

  /// Whether no letter has two edges of one state.
  public mutating func isDeterministic() -> Bool {
    for leaving in edges {
      var seen = Diagram.never
      for edge in leaving {
        if diagrams.and(seen, edge.label) != .never { return false }
        seen = diagrams.or(seen, edge.label)
      }
    }
    return true
  }

  /// Puts edges of one state with the same target and marks together, in the order of targets and marks.
  mutating func mergeEdges() {
    for state in edges.indices {
      edges[state].sort {
        ($0.target, $0.marks, $0.label.index) < ($1.target, $1.marks, $1.label.index)
      }
      var merged: [Edge] = []
      for edge in edges[state] where edge.label != .never {
        if let last = merged.last, last.target == edge.target, last.marks == edge.marks {
          merged[merged.count - 1].label = diagrams.or(last.label, edge.label)
        } else {
          merged.append(edge)
        }
      }
      edges[state] = merged
    }
  }
}
