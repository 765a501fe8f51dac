import TemporalLogic

@testable import struct TemporalLogic.Automaton

/// Whether a fair run of a small graph is accepted: slow, and plainly right. The whole product is written down; for each
/// choice of the actions that are disabled from some time on, the others being taken again and again, paths are closed
/// transitively, and whatever reaches itself is asked for all that is demanded.
struct GraphOracle {
  private struct Edge {
    var (source, target): (Int, Int)
    var (marks, taken): (UInt64, UInt64)
  }

  private let graph: SmallGraph
  private let automaton: Automaton
  private var edges: [Edge] = []
  private var count: Int { graph.steps.count * automaton.stateCount }

  /// Writes down the product; nil if it has more than 64 states.
  init?(_ graph: SmallGraph, _ automaton: Automaton, _ stuttering: Stuttering) {
    (self.graph, self.automaton) = (graph, automaton)
    if count > 64 { return nil }
    for (state, steps) in graph.allSteps(stuttering).enumerated() {
      for (step, _) in steps {
        for (number, leaving) in automaton.edges.enumerated() {
          for edge in leaving where takes(edge.label, step.letter) {
            edges.append(
              Edge(
                source: place(state, number), target: place(step.target, edge.target),
                marks: edge.marks, taken: step.taken))
          }
        }
      }
    }
  }

  private func takes(_ label: Diagram, _ letter: UInt64) -> Bool {
    automaton.diagrams.isTrue(label) { variable in
      guard let bit = graph.propositions.firstIndex(of: automaton.atoms[variable]) else {
        return false
      }
      return letter >> UInt64(bit) & 1 == 1
    }
  }

  private func place(_ state: Int, _ automaton: Int) -> Int {
    state * self.automaton.stateCount + automaton
  }

  private func enabled(_ place: Int) -> UInt64 { graph.enabled[place / automaton.stateCount] }

  /// For each state the ones to which a path of one edge or more leads, as bits.
  private func closure(_ edges: [Edge]) -> [UInt64] {
    var reached = [UInt64](repeating: 0, count: count)
    for edge in edges { reached[edge.source] |= 1 << UInt64(edge.target) }
    for middle in 0..<count {
      for state in 0..<count where reached[state] >> UInt64(middle) & 1 == 1 {
        reached[state] |= reached[middle]
      }
    }
    return reached
  }

  /// Whether there is a fair accepted run.
  func hasRun() -> Bool {
    let all = closure(edges)
    var reachable: UInt64 = 0
    for state in graph.initialStates {
      let start = place(state, automaton.initial)
      reachable |= all[start] | 1 << UInt64(start)
    }
    return (0..<UInt64(1) << UInt64(graph.fairness.count)).contains { disabled in
      hasRun(in: reachable, disabled: disabled)
    }
  }

  /// Whether there is one on which some strong demands are met since their actions are never enabled in the end.
  private func hasRun(in reachable: UInt64, disabled: UInt64) -> Bool {
    let kept = edges.filter {
      reachable >> UInt64($0.source) & 1 == 1 && enabled($0.source) & disabled == 0
        && enabled($0.target) & disabled == 0
    }
    let reached = closure(kept)
    return (0..<count).contains { state in
      let within = kept.filter {
        ([$0.source, $0.target] as [Int]).allSatisfy {
          reached[state] >> UInt64($0) & 1 == 1 && reached[$0] >> UInt64(state) & 1 == 1
        }
      }
      if within.isEmpty { return false }
      let hasMarks = (0..<automaton.markCount).allSatisfy { mark in
        within.contains { $0.marks >> UInt64(mark) & 1 == 1 }
      }
      return hasMarks
        && graph.fairness.indices.allSatisfy { number in
          let bit: UInt64 = 1 << UInt64(number)
          return within.contains { edge in
            edge.taken & bit != 0
              || graph.fairness[number].strength == .weak && enabled(edge.source) & bit == 0
          } || graph.fairness[number].strength == .strong && disabled & bit != 0
        }
    }
  }
}
