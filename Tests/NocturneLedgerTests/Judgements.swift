import Cryptography
import Determinism
import NocturneLedger
import TemporalLogic
import Testing

/// What the properties say of a run on the bench.
enum Judgements {
  /// The verdict of every property, by name.
  ///
  /// - Parameter forgets: Whether monitors learn whose facts they are told, and so let go of what is over.
  static func verdicts(_ bench: Bench, forgets: Bool = true) -> [String: Verdict] {
    var result: [String: Verdict] = [:]
    for property in Ledger.properties where property.published == nil {
      let (verdict, step) = judged(property.monitor(), bench, forgets: forgets)
      if let oracle = HandWritten.monitor(property.name) {
        let (other, otherStep) = judged(oracle, bench, forgets: forgets)
        #expect(
          verdict == other && step == otherStep,
          "\(property.name) is judged otherwise by hand, \(other) at \(otherStep ?? 0), not \(verdict)"
        )
      }
      result[property.name] = verdict
    }
    return result
  }

  /// The verdict of a monitor, and the step at which it was violated.
  private static func judged(
    _ monitor: any Monitor<LedgerFact>, _ bench: Bench, forgets: Bool
  ) -> (Verdict, UInt64?) {
    var monitor = monitor
    if forgets { monitor.began(correct: NodeSet(bench.seats.indices.map(NodeID.init))) }
    var violation: Violation?
    var step: UInt64 = 0
    var healing = bench.healing
    for (fact, time, node) in bench.facts where violation == nil {
      step += 1
      if let phase = healing, time >= phase.at {
        let moment = Moment(step: step, microseconds: phase.at, node: 0)
        monitor.healed(core: bench.replicas, within: phase.within, at: moment)
        healing = nil
      }
      violation = monitor.observe(
        fact, .latch, at: Moment(step: step, microseconds: time, node: UInt16(node)))
    }
    let end = Moment(step: step, microseconds: bench.now, node: 0)
    if let phase = healing, bench.now >= phase.at {
      let moment = Moment(step: step, microseconds: phase.at, node: 0)
      monitor.healed(core: bench.replicas, within: phase.within, at: moment)
    }
    return violation.map { (.violated, $0.step) } ?? (monitor.judge(end: end).verdict, nil)
  }

  static func violated(_ bench: Bench) -> [String] {
    verdicts(bench).filter { $0.value == .violated }.keys.sorted()
  }

  /// The properties that are violated, or that would be if nothing more came.
  static func broken(_ bench: Bench) -> [String] {
    verdicts(bench).filter { $0.value == .violated || $0.value == .presumablyViolated }.keys
      .sorted()
  }

  /// All replicas end with the same slots.
  static func expectEqualLedgers(_ bench: Bench, replicas: Int, from first: Int = 0) {
    var executions: [[UInt64: String]] = Array(repeating: [:], count: replicas)
    for case (.durable(let replica, let slot, let execution), _, _) in bench.facts {
      executions[Int(replica)][slot] = execution.hex
    }
    for replica in first..<replicas {
      let (heights, isEqual) = (
        (executions[replica].count, executions[first].count),
        executions[replica] == executions[first]
      )
      #expect(isEqual, "replica \(replica) has \(heights.0) slots, replica \(first) \(heights.1)")
    }
  }
}

extension Ledger {
  /// The names of the properties that must hold, in their order.
  static var demanded: [String] { properties.filter { $0.published == nil }.map(\.name) }
}
