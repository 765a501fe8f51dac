import Determinism
import Faults
import Machine
import Simulation
import Synchronization
import TemporalLogic
import Testing
import Traces

@Suite("The second phase")
struct HealingTests {
  private static let healing = Healing(
    core: NodeSet(0, 1), company: NodeSet(2), at: Ticks(100), within: Ticks(50), bound: Ticks(20))

  @Test("Links of the core open and keep the bound; all others stay as they were")
  func links() {
    let outcome = simulate([
      ToyNode(), .beacon(at: [10, 60, 110, 190], to: 0), .beacon(at: [20, 120, 195], to: 3),
      ToyNode(),
    ]) { plan in
      plan.profiles = [LinkProfile(delay: .always(Ticks(45)))]
      plan.healing = Self.healing
      plan.faults.partitions = [
        Partition(.symmetric, sides: [NodeSet(0), NodeSet(1)], from: Ticks(50), until: .never),
        Partition(.symmetric, sides: [NodeSet(2), NodeSet(3)], from: Ticks(50), until: Ticks(180)),
      ]
    }
    // 55: as ever. The second is lost to the cut, the others arrive within the bound.
    #expect(outcome.log(0) == ["0: start", "55: 10 from 1", "130: 110 from 1", "210: 190 from 1"])
    // Node 3 heals not, and neither does what cuts it off, though it was to.
    #expect(outcome.log(3) == ["0: start", "65: 20 from 2"])
  }

  @Test("A message that is under way among the core arrives within the bound after it heals")
  func underWay() {
    let outcome = simulate([
      ToyNode(), .beacon(at: [90], to: 0), .beacon(at: [91], to: 3), ToyNode(),
    ]) {
      plan in
      plan.profiles = [LinkProfile(delay: .always(Ticks(500)))]
      plan.healing = Self.healing
    }
    #expect(outcome.log(0) == ["0: start", "120: 90 from 1"])
    #expect(outcome.log(3) == ["0: start", "591: 91 from 2"])
  }

  @Test("Links of the core neither lose, double, hold back nor alter anything")
  func calm() {
    let outcome = simulate([ToyNode(), .beacon(at: [110, 120, 130], to: 0)]) { plan in
      plan.profiles[0].loss = .percent(100)
      plan.profiles[0].duplicate = .percent(100)
      plan.profiles[0].reorder = .percent(100)
      plan.profiles[0].reorderBy = Ticks(1_000)
      plan.profiles[0].corrupt = .percent(100)
      plan.healing = Healing(
        core: NodeSet(0, 1), company: NodeSet(), at: Ticks(100), within: Ticks(50),
        bound: Ticks(20))
    }
    #expect(
      outcome.log(0) == ["0: start", "120: 110 from 1", "130: 120 from 1", "140: 130 from 1"])
  }

  @Test("The core boots and goes on; whoever else is down or paused stays so, and faults go on")
  func nodes() {
    let outcome = simulate([
      .beacon(at: [5], to: 1), ToyNode(), ToyNode(), ToyNode(), ToyNode(), ToyNode(),
    ]) { plan in
      plan.healing = Self.healing
      plan.faults.crashes = [
        Crash(NodeID(1), at: Ticks(50)), Crash(NodeID(3), at: Ticks(50), restart: Ticks(150)),
        Crash(NodeID(0), at: Ticks(200)), Crash(NodeID(5), at: Ticks(200)),
      ]
      plan.faults.pauses = [
        Pause(NodeID(0), at: Ticks(40), until: .never),
        Pause(NodeID(0), at: Ticks(45), until: Ticks(300)),
        Pause(NodeID(2), at: Ticks(120), until: .never),
        Pause(NodeID(4), at: Ticks(50), until: Ticks(110)),
      ]
    }
    let lines = outcome.lines.filter { !$0.hasPrefix("0 ") && !$0.contains("timer") }
    #expect(
      lines == [
        "15 1: deliver ODD 5 from 0", "40 0: pause", "45 0: pause", "50 1: crash", "50 3: crash",
        "50 4: pause", "100 network: heal core", "100 0: resume", "100 1: start", "200 5: crash",
      ])
  }

  @Test("Properties learn of it once, with the core and the bound")
  func told() {
    let heard = HealingLog()
    _ = simulate([ToyNode(), ToyNode(), ToyNode()], properties: [heard.property]) { plan in
      plan.healing = Self.healing
    }
    #expect(heard.words == ["\(NodeSet(0, 1)) within 50 at 100"])
  }

  @Test("A run with nothing left to happen is judged at the end of its duration")
  func quiet() {
    let heard = HealingLog()
    let outcome = simulate([ToyNode()], properties: [heard.property]) { plan in
      plan.duration = Ticks(5_000)
    }
    #expect(outcome.record.ending == .quiet && outcome.record.virtualUs == 0)
    #expect(outcome.record.properties[0].judgement.obligation == "5000")
  }
}

/// A property that keeps what it hears of the second phase, and of its end.
private final class HealingLog: Sendable {
  private let kept = Mutex<[String]>([])

  var words: [String] { kept.withLock { $0 } }

  var property: Property<ToyFact> {
    Property("HealingLog", "Keeps what it is told.") { Watch(log: self) }
  }

  private struct Watch: Monitor {
    let log: HealingLog

    mutating func observe(_ fact: ToyFact, _ change: FactChange, at moment: Moment) -> Violation? {
      nil
    }

    mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment) {
      log.kept.withLock { $0.append("\(core) within \(bound) at \(moment.microseconds)") }
    }

    func judge(end moment: Moment) -> Judgement {
      Judgement(.presumablyViolated, obligation: "\(moment.microseconds)")
    }
  }
}
