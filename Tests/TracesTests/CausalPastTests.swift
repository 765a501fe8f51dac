import Determinism
import TemporalLogic
import Testing
import Traces

@Suite("Why a property was violated")
struct CausalPastTests {
  /// A history in which a seed picks the causes.
  private static func history(_ seed: UInt64) -> CausalHistory {
    var stream = RandomStream(seed: seed, name: "test", index: 0)
    var history = CausalHistory()
    for event in 1...UInt64(40) {
      history.append(.init(previous: stream.below(event), origin: stream.below(event)))
    }
    return history
  }

  /// Whether one event is in the past of another, by the definition.
  private static func isPast(_ event: UInt64, of other: UInt64, _ history: CausalHistory) -> Bool {
    if event == other { return true }
    if other <= event { return false }
    let causes = history[other]
    return isPast(event, of: causes.previous, history) || isPast(event, of: causes.origin, history)
  }

  @Test("The causal past is what can be reached from causes to causes", arguments: UInt64(1)...20)
  func past(seed: UInt64) {
    let history = Self.history(seed)
    for goals in [[], [1], [40], [13, 27], [40, 41, 0]] as [[UInt64]] {
      let slow = (1...UInt64(40)).filter { event in
        goals.contains { $0 <= 40 && Self.isPast(event, of: $0, history) }
      }
      #expect(history.past(of: goals) == slow)
    }
  }

  private static func entry(
    _ step: UInt64, _ origin: UInt64, changes: Bool = false, facts: [String] = []
  ) -> TraceEntry {
    var entry = TraceEntry(
      step: step, microseconds: step, action: "deliver", node: "replica 0", from: nil, label: "",
      view: 0, slot: 0, length: 0, payload: 0)
    entry.causes = .init(previous: 0, origin: origin)
    entry.facts = facts
    if changes { entry.changes = [StateChange("a", before: "0", after: "1")] }
    return entry
  }

  private static let violation = Violation(
    at: Moment(step: 9, microseconds: 9, node: 0), "no", against: 4, 0, 9)

  @Test("Steps that changed nothing are left out, unless something shown came of them")
  func leftOut() {
    #expect(Self.violation.against == [4])
    let entries = [
      Self.entry(1, 0, facts: ["+a"]), Self.entry(2, 1), Self.entry(3, 0), Self.entry(4, 2),
      Self.entry(6, 0), Self.entry(7, 6), Self.entry(8, 4, changes: true), Self.entry(9, 8),
    ]
    let past = CausalPast(entries, Self.violation, older: 5)
    #expect(past.steps.map(\.step) == [1, 2, 4, 8, 9])
    #expect(past.violating == [4, 9])
    #expect(past.leftOut == 3)
    #expect(past.cut == 5)
    #expect(past.events == 9)
  }

  @Test("The latest steps are shown, and always those in which the violation is seen")
  func bounded() {
    let violation = Violation(at: Moment(step: 500, microseconds: 0, node: 0), "no", against: 2)
    let entries = (1...500).map { Self.entry($0, 0, changes: true) }
    let past = CausalPast(entries, violation, older: 0)
    #expect(past.steps.count == CausalPast.longest + 1)
    #expect(past.steps.first?.step == 2)
    #expect(past.steps.dropFirst().first?.step == UInt64(501 - CausalPast.longest))
    #expect(past.cut == UInt64(500 - CausalPast.longest - 1))
  }
}
