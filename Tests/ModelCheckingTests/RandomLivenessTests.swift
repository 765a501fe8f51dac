import Determinism
import TemporalLogic
import Testing

@testable import ModelChecking
@testable import struct TemporalLogic.Automaton

/// Formulas that are drawn.
struct RandomFormula {
  var store = FormulaStore()
  let names = ["a", "b", "c", "d"]

  mutating func draw(_ size: Int, _ random: inout RandomStream, next: Bool) -> FormulaID {
    func below(_ bound: Int) -> Int { Int(random.below(UInt64(bound))) }
    if size <= 1 { return store.atom(names[below(names.count)]) }
    let forms = Operator.allCases.filter { form in
      form.arity > 0 && form != .strongNext && form != .weakNext
        && (next || form != .next && form != .previous && form != .weakPrevious)
    }
    let form = forms[below(forms.count)]
    if form.arity == 1 { return store.make(form, draw(size - 1, &random, next: next)) }
    let left = 1 + below(size - 1)
    let first = draw(left, &random, next: next)
    return store.make(form, first, draw(size - left, &random, next: next))
  }

  /// One of two is any formula; the others fail where some small things recur, so that there are marks to wait for.
  mutating func property(_ random: inout RandomStream, next: Bool = true) -> TemporalProperty {
    var formula = draw(2 + Int(random.below(5)), &random, next: next)
    if random.below(2) == 0 {
      let recurring = (0..<2).map { _ in
        let goal = draw(1 + Int(random.below(2)), &random, next: next)
        return store.make(.always, store.make(.eventually, goal))
      }
      formula = store.make(.not, store.make(.and, recurring))
    }
    return TemporalProperty("drawn", formula, in: store)
  }
}

@Suite("Formulas on random systems")
struct RandomLivenessTests {
  struct Tally {
    var (holds, violated, fair, tooLarge) = (0, 0, 0, 0)
    var different: [String] = []
  }

  static func compare(_ seeds: Range<UInt64>, _ tally: inout Tally) throws {
    for seed in seeds {
      var random = RandomStream(seed: seed, name: "liveness", index: 0)
      var formulas = RandomFormula()
      let property = formulas.property(&random)
      var opposites = property.store
      let opposite = opposites.make(.not, property.formula)
      let (automaton, _) = try #require(Automaton.translate(opposite, in: opposites))
      for index in UInt64(0)..<4 {
        var system = RandomSystem(seed: seed &* 4 &+ index, states: 8, branching: 3)
        system.letters = system.letters.map { $0 | random.below(8) }
        system.demandFairness(&random)
        let stuttering: Stuttering = index % 2 == 0 ? .whereStuck : .everywhere
        guard let slow = SlowLiveness(system, automaton, stuttering) else {
          tally.tooLarge += 1
          continue
        }
        let fast = try ModelChecker(system).judge([property], stuttering: stuttering)
        let verdict = fast.properties[0].verdict
        if (verdict == .violated) != slow.hasRun() {
          tally.different.append("seed \(seed), system \(index): \(verdict)")
        }
        if verdict == .violated { tally.violated += 1 } else { tally.holds += 1 }
        if let run = fast.properties[0].run, !run.fairness.isEmpty { tally.fair += 1 }
      }
    }
  }

  @Test("A slow and obvious search finds the same")
  func same() throws {
    var tally = Tally()
    try Self.compare(1..<120, &tally)
    #expect(tally.different == [])
    #expect(tally.holds > 80 && tally.violated > 80 && tally.fair > 40, "\(tally)")
  }
}

@Suite("Formulas on many random systems")
struct RandomLivenessTestsSlow {
  @Test("A slow and obvious search finds the same")
  func same() throws {
    var tally = RandomLivenessTests.Tally()
    try RandomLivenessTests.compare(1_000..<9_000, &tally)
    #expect(tally.different == [])
    #expect(tally.holds > 5_000 && tally.violated > 5_000 && tally.fair > 2_000, "\(tally)")
  }
}
