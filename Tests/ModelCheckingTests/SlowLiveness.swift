import ModelChecking
import TemporalLogic

@testable import struct TemporalLogic.Automaton

/// Whether a formula fails on a fair run of a small system: slow, and plainly right. It knows nothing of the graph that
/// the checker makes: it has the rows, and the automaton of the opposite formula, which reads a state's letter as the
/// state is come to. For each choice of the actions that are disabled from some time on, paths are closed transitively,
/// and whatever reaches itself is asked for all that is demanded.
struct SlowLiveness<System: TransitionSystem> {
  private struct Edge {
    var (source, target): (Int, Int)
    var (marks, taken): (UInt64, UInt64)
  }

  private var system: System
  private let automaton: Automaton
  private var rows: [[UInt32]] = []
  private var enabled: [UInt64] = []
  private var edges: [Edge] = []
  private var starts: UInt64 = 0

  /// Writes down the product; nil if it has more than 64 states.
  init?(_ system: System, _ automaton: Automaton, _ stuttering: Stuttering) {
    (self.system, self.automaton) = (system, automaton)
    let initial = SlowSearch.initial(&self.system).map(\.row)
    var waiting = initial
    while let row = waiting.popLast() {
      if rows.contains(row) { continue }
      rows.append(row)
      waiting += SlowSearch.steps(of: row, &self.system).map(\.row)
    }
    if rows.count * automaton.stateCount > 64 { return nil }
    for row in rows { addSteps(of: row, stuttering) }
    for row in initial {
      let letter = self.system.letter(of: row.span)
      for edge in automaton.edges[automaton.initial] where takes(edge.label, letter) {
        starts |= 1 << UInt64(place(row, edge.target))
      }
    }
  }

  private mutating func addSteps(of row: [UInt32], _ stuttering: Stuttering) {
    let told = SlowSearch.steps(of: row, &system)
    var steps = told.map { step in
      let taken = system.fairness.indices.reduce(0 as UInt64) {
        let isTaken = system.fairness[$1].actions.contains(step.action) && step.row != row
        return $0 | (isTaken ? 1 << UInt64($1) : 0)
      }
      return (row: step.row, pulses: step.pulses, taken: taken)
    }
    enabled.append(steps.reduce(0) { $0 | $1.taken })
    if stuttering == .everywhere || stuttering == .whereStuck && steps.isEmpty {
      steps.append((row, 0, 0))
    }
    for step in steps {
      let letter = system.letter(of: step.row.span) | step.pulses
      for (number, leaving) in automaton.edges.enumerated() {
        for edge in leaving where takes(edge.label, letter) {
          edges.append(
            Edge(
              source: place(row, number), target: place(step.row, edge.target), marks: edge.marks,
              taken: step.taken))
        }
      }
    }
  }

  private func takes(_ label: Diagram, _ letter: UInt64) -> Bool {
    automaton.diagrams.isTrue(label) { variable in
      guard let bit = system.propositions.firstIndex(of: automaton.atoms[variable]) else {
        return false
      }
      return letter >> UInt64(bit) & 1 == 1
    }
  }

  private func place(_ row: [UInt32], _ state: Int) -> Int {
    (rows.firstIndex(of: row) ?? 0) * automaton.stateCount + state
  }

  private func enabled(at place: Int) -> UInt64 { enabled[place / automaton.stateCount] }

  /// For each state the ones to which a path of one edge or more leads, as bits.
  private func closure(_ edges: [Edge]) -> [UInt64] {
    let count = rows.count * automaton.stateCount
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
    let reachable = all.indices.reduce(starts) {
      $0 | (starts >> UInt64($1) & 1 == 1 ? all[$1] : 0)
    }
    return (0..<UInt64(1) << UInt64(system.fairness.count)).contains { disabled in
      hasRun(in: reachable, disabled: disabled)
    }
  }

  private func hasRun(in reachable: UInt64, disabled: UInt64) -> Bool {
    let kept = edges.filter {
      reachable >> UInt64($0.source) & 1 == 1 && enabled(at: $0.source) & disabled == 0
        && enabled(at: $0.target) & disabled == 0
    }
    let reached = closure(kept)
    return reached.indices.contains { state in
      let within = kept.filter { edge in
        [edge.source, edge.target].allSatisfy {
          reached[state] >> UInt64($0) & 1 == 1 && reached[$0] >> UInt64(state) & 1 == 1
        }
      }
      if within.isEmpty { return false }
      let hasMarks = (0..<automaton.markCount).allSatisfy { mark in
        within.contains { $0.marks >> UInt64(mark) & 1 == 1 }
      }
      return hasMarks
        && system.fairness.indices.allSatisfy { number in
          let bit: UInt64 = 1 << UInt64(number)
          let demand = system.fairness[number].demand
          return within.contains { edge in
            edge.taken & bit != 0
              || demand.strength == .weak && enabled(at: edge.source) & bit == 0
          } || demand.strength == .strong && disabled & bit != 0
        }
    }
  }
}
