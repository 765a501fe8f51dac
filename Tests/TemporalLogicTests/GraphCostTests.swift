import TemporalLogic
import Testing

/// Counters modulo 4, each with an action that counts it up; the propositions say which of them are 0.
struct Counters: FairGraph {
  let count: Int
  var propositions: [String] { (0..<count).map { "zero\($0)" } }
  var fairness: [Fairness] { (0..<count).map { .weak("WF count \($0)") } }
  let initialStates = [0]

  private func letter(_ state: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | (state >> (2 * $1) & 3 == 0 ? 1 << UInt64($1) : 0) }
  }

  func appendSteps(of state: Int, to steps: inout [GraphStep]) {
    let letter = letter(state)
    for counter in 0..<count {
      let value = state >> (2 * counter) & 3
      let target = state - value << (2 * counter) + ((value + 1) & 3) << (2 * counter)
      steps.append(GraphStep(to: target, letter: letter, taken: 1 << UInt64(counter)))
    }
  }

  func enabled(in state: Int) -> UInt64 { 1 << UInt64(count) - 1 }
  func stutter(in state: Int) -> UInt64? { letter(state) }
}

/// A ring of stations, two states each. In the first state of a station its action is enabled, and
/// leads to the second one; a step that serves nobody leads on from everywhere.
struct Ring: FairGraph {
  let stations: Int
  let propositions = ["first", "last"]
  var fairness: [Fairness] {
    (0..<stations).map { .strong("SF serve \($0)") } + [.weak("WF pass")]
  }
  let initialStates = [0]

  private func letter(_ state: Int) -> UInt64 { state < 2 ? 1 : 0 }
  private var pass: UInt64 { 1 << UInt64(stations) }

  func appendSteps(of state: Int, to steps: inout [GraphStep]) {
    let next = (state + 1) % (2 * stations)
    steps.append(GraphStep(to: next, letter: letter(state), taken: pass))
    guard state % 2 == 0 else { return }
    let isLast = state / 2 == stations - 1
    steps.append(
      GraphStep(
        to: next, letter: letter(state) | (isLast ? 2 : 0), taken: 1 << UInt64(state / 2)))
  }

  func enabled(in state: Int) -> UInt64 { pass | (state % 2 == 0 ? 1 << UInt64(state / 2) : 0) }
  func stutter(in state: Int) -> UInt64? { letter(state) }
}

/// States one after the other, and a loop in the last one.
struct Line: FairGraph {
  let count: Int
  let propositions = ["end"]
  let fairness: [Fairness] = []
  let initialStates = [0]

  func appendSteps(of state: Int, to steps: inout [GraphStep]) {
    let isLast = state == count - 1
    steps.append(GraphStep(to: isLast ? state : state + 1, letter: isLast ? 1 : 0))
  }

  func enabled(in state: Int) -> UInt64 { 0 }
  func stutter(in state: Int) -> UInt64? { nil }
}

@Suite("The cost of judging graphs")
struct GraphCostTests {
  static func judge<Graph: FairGraph>(
    _ text: String, on graph: Graph, _ stuttering: Stuttering = .never
  ) throws -> GraphJudgement {
    var store = FormulaStore()
    let formula = try Vectors.formula(text, into: &store)
    var graph = graph
    return try GraphChecker(formula, in: store, stuttering: stuttering).check(&graph)
  }

  /// The automaton of F G !zero0 has two states. One loops with every letter, one with those in
  /// which the counter is not 0, and these lead from the one to the other: of 4^7 × 7 steps all,
  /// three quarters, and three quarters. Every state of the graph is met with both: 2 × 4^7.
  @Test("Weak fairness costs no state: seven counters modulo 4")
  func counters() throws {
    let judgement = try Self.judge("G F zero0", on: Counters(count: 7))
    #expect(judgement.verdict == .holds)
    #expect(judgement.counts.states == 32_768)
    #expect(judgement.counts.transitions == 286_720)
    #expect(judgement.counts.decompositions == 0 && judgement.counts.repeated == 0)
  }

  @Test("A step of doing nothing in each state costs no state either")
  func stutteringCounters() throws {
    let judgement = try Self.judge("G F zero0", on: Counters(count: 4), .everywhere)
    #expect(judgement.verdict == .holds)
    #expect(judgement.counts.states == 2 * 256)
    #expect(judgement.counts.transitions == 256 * 5 * 5 / 2)
  }

  /// From the first station one comes to be served at the last one, which only strong fairness
  /// grants. With the two states of the automaton there are 4n states. Steps are 5n: two from the
  /// first state of a station, one from the second one, and doing nothing in both. All are followed
  /// by the automaton that waits for the first station, 5 there lead it on, and it then takes all
  /// but the last service. Without the state that offers this, 5n - 3 are left to search again.
  @Test("Twenty actions with strong fairness cost no more than twice what ten do")
  func ring() throws {
    func cost(_ stations: Int) throws -> Int {
      let judgement = try Self.judge(
        "G (first -> F last)", on: Ring(stations: stations), .everywhere)
      let counts = judgement.counts
      #expect(judgement.verdict == .holds)
      #expect(counts.states == 4 * stations)
      #expect(counts.transitions == 10 * stations + 4)
      #expect(counts.decompositions == 1 && counts.repeated == 5 * stations - 3)
      return counts.transitions + counts.repeated
    }
    let (ten, twenty) = (try cost(10), try cost(20))
    #expect(twenty <= 2 * ten, "\(ten) and \(twenty) steps")
    let unserved = try Self.judge("G (first -> F (last & first))", on: Ring(stations: 20))
    #expect(unserved.verdict == .violated && unserved.counts.decompositions == 0)
  }

  @Test("A line is searched to its end")
  func line() throws {
    #expect(try Self.judge("F end", on: Line(count: 1_000)).counts.states == 1_000)
  }
}

@Suite("The cost of judging deep graphs")
struct GraphCostTestsSlow {
  /// A search that recursed would need more stack than there is.
  @Test("A million states in a line are searched to their end")
  func deep() throws {
    let line = Line(count: 1_000_000)
    let holds = try GraphCostTests.judge("F G end", on: line)
    #expect(holds.verdict == .holds)
    let violated = try GraphCostTests.judge("G !end", on: line)
    #expect(violated.lasso?.walk.stem.count == 999_999)
    #expect(violated.lasso?.walk.cycle.count == 1)
  }
}
