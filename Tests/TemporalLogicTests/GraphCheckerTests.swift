import Testing

@testable import TemporalLogic

@Suite("Formulas on graphs")
struct GraphCheckerTests {
  /// Judges a graph.
  static func judge(
    _ text: String, on graph: SmallGraph, _ stuttering: Stuttering = .never
  ) throws -> GraphJudgement {
    var store = FormulaStore()
    let formula = try Vectors.formula(text, into: &store)
    var graph = graph
    return try GraphChecker(formula, in: store, stuttering: stuttering).check(&graph)
  }

  /// In state 0 `a` holds; the action leads from there to state 1, where it is disabled, and back; a step without an
  /// action leads from 0 through 2 back to 0, and in 2 the action is disabled.
  static func evasive(_ strength: Fairness.Strength) -> SmallGraph {
    SmallGraph(
      [
        [GraphStep(to: 1, letter: 2, taken: 1), GraphStep(to: 2)], [GraphStep(to: 0)],
        [GraphStep(to: 0)],
      ], fairness: [Fairness("act", strength)])
  }

  @Test("Strong fairness takes an action that is enabled again and again, weak fairness need not")
  func strengths() throws {
    let weak = try Self.judge("G F b", on: Self.evasive(.weak))
    #expect(weak.verdict == .violated)
    #expect(weak.lasso?.walk.cycle.map(\.source) == [0, 2])
    #expect(weak.lasso?.walk.stem == [])
    let strong = try Self.judge("G F b", on: Self.evasive(.strong))
    #expect(strong.verdict == .holds && strong.lasso == nil)
    #expect(strong.counts.decompositions == 1)
  }

  @Test("Doing nothing for ever is fair only where no demand is enabled")
  func stuttering() throws {
    let step = GraphStep(to: 1, letter: 1, taken: 1)
    var graph = SmallGraph([[step], []], fairness: [])
    graph.enabled = [0, 0]
    graph.steps[0][0].taken = 0
    let lazy = try Self.judge("F a", on: graph, .everywhere)
    #expect(lazy.lasso?.walk.cycle == [.init(from: 0, GraphStep(to: 0), isStutter: true)])
    #expect(try Self.judge("F a", on: graph, .whereStuck).verdict == .holds)
    graph = SmallGraph([[step], []], fairness: [.weak("step")])
    #expect(try Self.judge("F a", on: graph, .everywhere).verdict == .holds)
    let late = try Self.judge("G F a", on: graph, .everywhere)
    #expect(late.lasso?.walk.cycle == [.init(from: 1, GraphStep(to: 1), isStutter: true)])
  }

  @Test("A state that no step leaves is refused, or stayed in")
  func deadlocks() throws {
    var graph = SmallGraph([[GraphStep(to: 1)], []])
    graph.stutters[1] = 1
    #expect(throws: GraphError.deadlock(state: 1)) { try Self.judge("G !a", on: graph) }
    let stuck = try Self.judge("G !a", on: graph, .whereStuck)
    #expect(stuck.lasso?.walk.stem.map(\.source) == [0])
    #expect(stuck.lasso?.walk.cycle.map(\.source) == [1])
    #expect(try Self.judge("G !a", on: graph, .everywhere).verdict == .violated)
    graph.stutters[1] = nil
    for stuttering in [Stuttering.whereStuck, .everywhere] {
      #expect(throws: GraphError.deadlock(state: 1)) {
        try Self.judge("G !a", on: graph, stuttering)
      }
    }
  }

  /// Formula `0` fails on every run, so that it tells whether there is a fair one.
  @Test("Where no run is fair, everything holds, and the formula 0 shows it")
  func noFairRun() throws {
    for strength in [Fairness.Strength.weak, .strong] {
      var graph = SmallGraph([[GraphStep(to: 0)]], fairness: [Fairness("never taken", strength)])
      #expect(try Self.judge("0", on: graph).verdict == .violated)
      graph.enabled[0] = 1
      #expect(try Self.judge("0", on: graph).verdict == .holds)
      #expect(try Self.judge("G F a", on: graph, .everywhere).verdict == .holds)
    }
  }

  @Test("A run may begin in several states, and each is visited once")
  func severalStarts() throws {
    var graph = SmallGraph([
      [GraphStep(to: 1)], [GraphStep(to: 1)], [GraphStep(to: 0)], [GraphStep(to: 3, letter: 1)],
    ])
    graph.initialStates = [0, 1, 2, 0]
    let judgement = try Self.judge("G !a", on: graph)
    #expect(judgement.verdict == .holds)
    let counts = judgement.counts
    #expect((counts.states, counts.transitions, counts.components) == (3, 3, 3))
    graph.initialStates.append(3)
    #expect(try Self.judge("G !a", on: graph).lasso?.walk.cycle.map(\.source) == [3])
  }

  @Test("A graph whose step takes what is not enabled is broken")
  func takesWhatIsDisabled() async {
    await #expect(processExitsWith: .failure) {
      var graph = SmallGraph([[GraphStep(to: 0, taken: 1)]], fairness: [.weak("act")])
      graph.enabled = [0]
      _ = try GraphCheckerTests.judge("G a", on: graph)
    }
  }

  @Test("A graph without a run says nothing")
  func emptyGraph() throws {
    var graph = SmallGraph([])
    graph.initialStates = []
    #expect(try Self.judge("G a", on: graph).verdict == .vacuous)
    #expect(try Self.judge("G a", on: graph).counts == SearchCounts())
  }

  @Test("What does not go together is refused")
  func refusals() throws {
    var graph = SmallGraph([[GraphStep(to: 0)]])
    #expect(throws: GraphError.unknownProposition("d")) { try Self.judge("G d", on: graph) }
    graph.fairness = (0..<64).map { .strong("\($0)") }
    #expect(try Self.judge("G !a", on: graph).verdict == .holds)
    graph.fairness.append(.weak("64"))
    #expect(throws: GraphError.tooManyDemands(count: 65)) { try Self.judge("G a", on: graph) }
    graph.fairness = []
    graph.propositions = (0..<65).map { "p\($0)" }
    #expect(throws: GraphError.tooManyPropositions(count: 65)) { try Self.judge("1", on: graph) }
  }

  @Test("Reaching the limit is no success, and a state less than needed reaches it")
  func limits() throws {
    var store = FormulaStore()
    let formula = try Vectors.formula("G F b", into: &store)
    var graph = Self.evasive(.strong)
    let whole = try GraphChecker(formula, in: store, stuttering: .never).check(&graph)
    for statesMax in 0...whole.counts.states {
      let checker = try GraphChecker(
        formula, in: store, stuttering: .never, statesMax: statesMax)
      let judgement = try checker.check(&graph)
      let isWhole = statesMax == whole.counts.states
      #expect(judgement.verdict == (isWhole ? .holds : .inconclusive))
      #expect(isWhole || judgement.counts.states == statesMax)
    }
  }

  @Test("What is demanded is seen on every edge of a cycle", arguments: 0..<4)
  func anyEdge(place: Int) throws {
    for other in 0..<4 {
      for strength in [Fairness.Strength.weak, .strong] {
        var graph = SmallGraph(
          (0..<4).map { [GraphStep(to: ($0 + 1) % 4)] },
          fairness: [Fairness("act", strength), .weak("act here")])
        graph.steps[place][0].letter = 1
        graph.steps[other][0].taken = 3
        graph.enabled = [0, 0, 0, 0]
        graph.enabled[other] = 3
        let judgement = try Self.judge("F G !a", on: graph)
        #expect(judgement.lasso?.walk.stem == [] && judgement.lasso?.walk.cycle.count == 4)
        #expect(judgement.counts.states == 4 && judgement.counts.transitions == 4)
        graph.steps[place][0].letter = 0
        #expect(try Self.judge("F G !a", on: graph).verdict == .holds)
        graph.enabled[place] = 3
        graph.enabled[(place + 1) % 4] = 3
        graph.steps[other][0].taken = 0
        let isFair = try Self.judge("0", on: graph).verdict == .violated
        #expect(isFair == (strength == .weak))
      }
    }
  }

  @Test("What looks back is judged, and checked on the counterexample")
  func past() throws {
    // Every b had an a before it, but for the run that goes to state 2 at once.
    let graph = SmallGraph([
      [GraphStep(to: 1, letter: 1), GraphStep(to: 2)], [GraphStep(to: 1, letter: 2)],
      [GraphStep(to: 2, letter: 2)],
    ])
    let judgement = try Self.judge("G (b -> O a)", on: graph)
    #expect(judgement.lasso?.word == Word(prefix: [[]], cycle: [["b"]]))
    #expect(try Self.judge("G (b -> Y (O (a | H !a)))", on: graph).verdict == .holds)
  }

  /// From each state i of a line one gets to i + 1, and by the action i back to i - 1; the action 0 is never taken. Without
  /// state 0 the action 1 is never taken, and so on, so that only the last state is left.
  @Test("Decompositions nest as deep as there are demands", arguments: [1, 2, 10, 64])
  func cascade(demands: Int) throws {
    func graph(endless: Bool) -> SmallGraph {
      var steps = (0..<demands).map { state in
        [GraphStep(to: state + 1)]
          + (state == 0 ? [] : [GraphStep(to: state - 1, taken: 1 << UInt64(state))])
      }
      steps.append([GraphStep(to: demands - 1)] + (endless ? [GraphStep(to: demands)] : []))
      var graph = SmallGraph(steps, fairness: (0..<demands).map { .strong("\($0)") })
      graph.enabled[0] = 1
      return graph
    }
    let judgement = try Self.judge("F a", on: graph(endless: true))
    #expect(judgement.lasso?.walk.stem.count == demands)
    #expect(judgement.lasso?.walk.cycle.map(\.source) == [demands])
    #expect(judgement.counts.decompositions == demands)
    #expect(try Self.judge("F a", on: graph(endless: false)).verdict == .holds)
  }
}
