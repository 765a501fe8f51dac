import Determinism
import Machine
import Simulation
import TemporalLogic
import Testing
import Traces

/// What a run says that it held.
@Suite("Memory")
struct MemoryTests {
  /// Keeps a megabyte in the second quarter of a run of 40,000 µs, and 7 bytes of all that happened.
  private struct Hoarder: Monitor {
    private var bytes = 0

    var memory: MonitorMemory { MonitorMemory(window: bytes, history: 7) }

    mutating func observe(_ fact: ToyFact, _ change: FactChange, at moment: Moment) -> Violation? {
      bytes = (10_000..<20_000).contains(moment.microseconds) ? 1_000_000 : 0
      return nil
    }

    func judge(end moment: Moment) -> Judgement { Judgement(.holds) }
  }

  /// A node that tells a fact, and may write a record, every microsecond.
  static func run(writes: Bool) -> RunRecord {
    let acts: [ToyNode.Act] = [.set(1, after: 1), .observe(.seen(1), .pulse)]
    let node = ToyNode([
      .start: [.set(1, after: 1)], .timer(1): acts + (writes ? [.write(1, to: 0)] : []),
    ])
    return simulate([node], properties: [Property("Hoarder", "Keeps much.") { Hoarder() }]) {
      $0.captured = 0..<0
      $0.duration = Ticks(40_000)
    }.record
  }

  @Test("Is told by the quarters of the duration, with what monitors keep")
  func quarters() {
    let memory = Self.run(writes: false).memory
    #expect(memory.quarters[1] >= 1_000_000 && memory.peak == memory.quarters.max())
    #expect([0, 2, 3].allSatisfy { memory.quarters[$0] > 0 })
    #expect(memory.quarters[0] < 1_000_000)
    // Marks of the digest are kept for good too, one for every 4,096 events.
    #expect(memory.history >= 7 + 8 * 9)
  }

  @Test("Grows with the records of a store")
  func records() {
    let (without, with) = (Self.run(writes: false).memory, Self.run(writes: true).memory)
    #expect(with.quarters[3] > with.quarters[2] && with.quarters[2] > with.quarters[0])
    #expect(with.quarters[3] > without.quarters[3] + 40_000 * 8)
    #expect(Self.run(writes: true).memory == with)
  }
}
