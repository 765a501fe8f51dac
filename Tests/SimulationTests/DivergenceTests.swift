import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Divergence", .serialized)
struct DivergenceTests {
  static let events: UInt64 = 14_000

  static func run(_ node: ImpureNode, captured: Range<UInt64> = 0..<0) -> Outcome<ImpureNode> {
    var plan = SimulationPlan<Toy>(seed: 1)
    plan.profiles = [.init(delay: .always(Ticks(10)))]
    plan.eventLimit = events
    plan.captured = captured
    do {
      return try SimulationTests.run(
        Cluster([.init(group: "node", index: 0, node: node)]), plan)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// A probe that makes a run whenever it is asked.
  static func probe(_ node: ImpureNode) -> RunProbe<TraceEntry, Never> {
    RunProbe(
      marks: {
        let record = run(node).record
        return RunMarks(marks: record.marks, events: record.events)
      }, entries: { run(node, captured: $0).entries })
  }

  @Test(
    "A node that sees the world makes two runs differ, and the first difference is found",
    arguments: [UInt64(1), 2, 4_095, 4_096, 4_097, 9_000, 12_288, 13_998])
  func impure(from: UInt64) {
    let probe = Self.probe(ImpureNode(from: from))
    #expect(
      Self.run(ImpureNode(from: from)).record.traceDigest
        != Self.run(ImpureNode(from: from)).record.traceDigest)
    guard case .event(let divergence) = Divergence.find(probe, probe, context: 5) else {
      Issue.record("nothing found")
      return
    }
    // The step number `from` sends the first number that differs; it arrives one event later.
    #expect(divergence.event == from + 1)
    let before = min(5, from)
    let after = min(5, Self.events - from - 1)
    for entries in [divergence.first, divergence.second] {
      #expect(entries.map(\.step) == Array(from + 1 - before...from + 1 + after))
    }
    #expect(divergence.first.prefix(Int(before)) == divergence.second.prefix(Int(before)))
    #expect(divergence.first[Int(before)].slot != divergence.second[Int(before)].slot)
  }

  @Test("A pure node gives the same run, mark by mark")
  func pure() {
    let probe = Self.probe(ImpureNode(from: .max))
    #expect(Divergence.find(probe, probe) == .none)
    let marks = probe.marks()
    #expect(marks.events == Self.events)
    #expect(marks.marks.count == Int(Self.events / RunMarks.interval))
  }

  @Test("Marks before the difference are equal, and all marks after it differ")
  func marks() {
    let (first, second) = (Self.run(ImpureNode(from: 9_000)), Self.run(ImpureNode(from: 9_000)))
    // Event 9,001 lies between the second mark, at 8,192, and the third, at 12,288.
    let equal = zip(first.record.marks, second.record.marks).map { $0 == $1 }
    #expect(equal == [true, true, false])
  }

  /// A probe over numbers, each the payload of its event; `shown` are those of later runs.
  static func probe(of payloads: [UInt64], shown: [UInt64]? = nil) -> RunProbe<TraceEntry, Never> {
    let entries = { (payloads: [UInt64]) in
      payloads.enumerated().map { number, payload in
        TraceEntry(
          step: UInt64(number + 1), microseconds: 0, action: "deliver", node: "a", from: nil,
          label: "", view: 0, slot: 0, length: 0, payload: payload)
      }
    }
    return RunProbe(
      marks: {
        // Sums stand for digests.
        let sums = payloads.reduce(into: [UInt64]()) { $0.append(($0.last ?? 0) &+ $1) }
        let marks = stride(from: 4_095, to: sums.count, by: 4_096).map { sums[$0] }
        return RunMarks(marks: marks, events: UInt64(payloads.count))
      },
      entries: { range in
        entries(shown ?? payloads).filter { range.contains($0.step) }
      })
  }

  @Test("A run that ends early parts where it ends")
  func shorter() {
    let payloads = (UInt64(1)...10_000).map { $0 }
    for count in [9_999, 8_192, 8_191, 4_096, 1] {
      let finding = Divergence.find(
        Self.probe(of: payloads), Self.probe(of: Array(payloads.prefix(count))), context: 2)
      guard case .event(let divergence) = finding else {
        Issue.record("nothing found at \(count)")
        continue
      }
      #expect(divergence.event == UInt64(count) + 1)
      #expect(divergence.second.map(\.step) == Array(UInt64(max(1, count - 1))...UInt64(count)))
      #expect(divergence.first.contains { $0.step == UInt64(count) + 1 })
    }
  }

  @Test("What the events do not show, or do not show again, is told as a window")
  func window() {
    let payloads = (UInt64(1)...10_000).map { $0 }
    var other = payloads
    other[5_000] += 1
    let finding = Divergence.find(
      Self.probe(of: payloads), Self.probe(of: other, shown: payloads))
    #expect(finding == .window(4_097..<8_193))
    #expect(Divergence.find(Self.probe(of: []), Self.probe(of: [])) == .none)
    #expect(Divergence.find(Self.probe(of: [1]), Self.probe(of: [1])) == .none)
  }

  @Test("What a run throws comes through")
  func failure() {
    struct Broken: Error {}
    let probe = RunProbe<TraceEntry, Broken>(
      marks: { () throws(Broken) in throw Broken() }, entries: { _ throws(Broken) in [] })
    #expect(throws: Broken.self) { try Divergence.find(probe, probe) }
  }
}
