import TemporalLogic
import Testing

@Suite("The property contract")
struct PropertyTests {
  /// Counts pulses; the third is one too many.
  private struct AtMostTwo: Monitor {
    var count = 0

    mutating func observe(_ fact: String, _ change: FactChange, at moment: Moment) -> Violation? {
      count += 1
      return count == 3 ? Violation(at: moment, "a third \(fact)") : nil
    }

    func judge(end moment: Moment) -> Judgement { Judgement(count == 0 ? .vacuous : .holds) }
  }

  private static let property = Property<String>("AtMostTwo", "Nothing comes thrice.", tla: "M!P") {
    AtMostTwo()
  }

  private static func moment(_ step: UInt64) -> Moment {
    Moment(step: step, microseconds: step * 10, node: 2)
  }

  @Test("Each run has a monitor of its own")
  func runs() {
    for _ in 0..<2 {
      var monitor = Self.property.monitor()
      #expect(monitor.judge(end: Self.moment(0)).verdict == .vacuous)
      #expect(monitor.observe("knock", .pulse, at: Self.moment(1)) == nil)
      #expect(monitor.observe("knock", .pulse, at: Self.moment(2)) == nil)
      #expect(monitor.judge(end: Self.moment(2)).verdict == .holds)
      let violation = monitor.observe("knock", .latch, at: Self.moment(3))
      #expect(violation == Violation(at: Self.moment(3), "a third knock"))
      #expect(violation?.step == 3 && violation?.microseconds == 30)
    }
    #expect(Self.property.name == "AtMostTwo" && Self.property.tla == "M!P")
  }

  /// The tokens are the same in reports, scenario files and on the command line.
  @Test("Verdicts have the words of the interface")
  func words() {
    #expect(
      Verdict.allCases.map(\.rawValue) == [
        "holds", "violated", "presumably-holds", "presumably-violated", "vacuous", "inconclusive",
      ])
    #expect(Verdict(rawValue: "refuted") == nil)
  }
}
