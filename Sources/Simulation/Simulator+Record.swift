import Cryptography
import Determinism
import Faults
import Machine
import TemporalLogic
public import Traces

extension Simulator {
  /// What the run was.
  ///
  /// The states in which the nodes end are digested too, so that a difference which no message told is seen.
  ///
  /// - Parameter ending: Why it ended.
  public mutating func finish(_ ending: RunRecord.Ending) -> RunRecord {
    digestStates()
    tally[.clock].effective = UInt64(clocks.count { $0?.isFelt ?? false })
    endWatch()
    var record = RunRecord(seed: plan.seed)
    recorder.finish(into: &record)
    record.virtualUs = now
    record.ending = ending
    // Where nothing is left to happen, nothing happens until the duration is over.
    let isOver = ending == .quiet && plan.duration != .never
    let end = isOver ? max(now, plan.duration.microseconds) : now
    record.properties = board.judge(
      end: Moment(step: recorder.events, microseconds: end, node: 0), isCut: ending.isCut)
    record.latencies = zip(N.S.stages, meter.histograms).map(LatencyRecord.init)
    record.load = meter.load
    let settled = record.load.completed + record.load.rejected
    record.load.censored = record.load.offered - min(settled, record.load.offered)
    record.faults = zip(FaultKind.allCases, tally.faults).compactMap { kind, count in
      guard count != FaultCount() else { return nil }
      return FaultRecord(
        kind: kind.name, requested: count.requested, injected: count.injected,
        effective: count.effective)
    }
    record.faults += zip(plan.behaviours, tally.lies).compactMap { name, count in
      guard count != FaultCount() else { return nil }
      return FaultRecord(
        kind: name, requested: count.requested, injected: count.injected,
        effective: count.effective)
    }
    record.messages.sent = tally.sent
    record.messages.delivered = tally.delivered
    record.messages.dropped = tally.dropped
    record.messages.duplicated = tally.duplicated
    record.messages.bytes = tally.bytes
    record.messages.byType = tally.byType.filter { $0.sent > 0 }
    let counters = cryptographer.counters
    record.crypto.signs = counters.signs
    record.crypto.verifies = counters.verifies
    record.crypto.distinct = counters.distinct
    record.longestQueue = UInt64(tally.longestQueue)
    nextStateLook = 0
    _ = countMemory()
    record.memory = memory
    return record
  }

  /// Runs to the end, by the plan's schedule if it has one, and says what the run was.
  ///
  /// - Throws: ``ScheduleError`` for a schedule that cannot be followed.
  public mutating func record() throws(ScheduleError) -> RunRecord {
    if let schedule = plan.schedule {
      return finish(try run(schedule))
    }
    return finish(run())
  }

  private mutating func digestStates() {
    guard recorder.isOn, !isFinished else { return }
    isFinished = true
    for seat in 0..<seatCount {
      scratch.reset()
      // Every seat is initialised.
      unsafe nodes[seat].encode(into: &scratch)
      recorder.appendState(scratch.fingerprint, seat: seat)
    }
  }
}
