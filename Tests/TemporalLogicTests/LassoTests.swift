import Testing

@testable import TemporalLogic

@Suite("Counterexamples on graphs")
struct LassoTests {
  /// What is wrong with a walk as a counterexample of a formula on a graph; nil if nothing is.
  static func flaw(
    _ walk: Walk, of text: String, on graph: SmallGraph, _ stuttering: Stuttering = .never
  ) throws -> LassoFlaw? {
    var store = FormulaStore()
    let formula = try Vectors.formula(text, into: &store)
    var graph = graph
    do throws(LassoFlaw) {
      let lasso = try Lasso(
        checking: walk, against: formula, in: store, on: &graph, stuttering: stuttering)
      #expect(lasso.walk == walk)
      return nil
    } catch { return error }
  }

  /// The walk through states of ``GraphCheckerTests/evasive(_:)``.
  static func walk(_ stem: [Int], _ cycle: [Int]) -> Walk {
    let graph = GraphCheckerTests.evasive(.weak)
    let states = stem + cycle + cycle.prefix(1)
    let steps = zip(states, states.dropFirst()).map { source, target in
      Walk.Step(
        from: source, graph.steps[source].first { $0.target == target } ?? GraphStep(to: target))
    }
    return Walk(stem: Array(steps.prefix(stem.count)), cycle: Array(steps.dropFirst(stem.count)))
  }

  @Test("A walk that refutes the formula is one")
  func right() throws {
    let graph = GraphCheckerTests.evasive(.weak)
    #expect(try Self.flaw(Self.walk([], [0, 2]), of: "G F b", on: graph) == nil)
    #expect(try Self.flaw(Self.walk([0, 1], [0, 2]), of: "G F b", on: graph) == nil)
  }

  @Test("Any other is refused, with the reason")
  func wrong() throws {
    let graph = GraphCheckerTests.evasive(.weak)
    func flaw(_ walk: Walk, _ text: String = "G F b") throws -> LassoFlaw? {
      try Self.flaw(walk, of: text, on: graph)
    }
    #expect(try flaw(Walk(stem: [], cycle: [])) == .noCycle)
    #expect(try flaw(Self.walk([0], [])) == .noCycle)
    #expect(try flaw(Self.walk([], [2, 0])) == .notInitial(state: 2))
    #expect(try flaw(Self.walk([0], [1, 2])) == .noSuchStep(position: 1))
    var walk = Self.walk([], [0, 2])
    walk.cycle[1].source = 1
    #expect(try flaw(walk) == .gap(position: 1))
    walk = Self.walk([], [0, 2])
    walk.cycle.removeLast()
    #expect(try flaw(walk) == .gap(position: 1))
    walk = Self.walk([0, 2], [0, 2])
    walk.stem.removeLast()
    #expect(try flaw(walk) == .gap(position: 1))
    walk = Self.walk([], [0, 2])
    walk.cycle[0].step.letter = 1
    #expect(try flaw(walk) == .noSuchStep(position: 0))
    walk = Self.walk([], [0, 2])
    walk.cycle[0].step.taken = 1
    #expect(try flaw(walk) == .noSuchStep(position: 0))
    #expect(try flaw(Self.walk([], [0, 1])) == .formulaHolds)
    #expect(try flaw(Self.walk([0, 1], [0, 2]), "O b | F b") == .formulaHolds)
  }

  @Test("An unfair one is refused, by each strength in its way")
  func unfair() throws {
    let strong = GraphCheckerTests.evasive(.strong)
    #expect(
      try Self.flaw(Self.walk([], [0, 2]), of: "G F b", on: strong) == .unfair(.strong("act")))
    // With the action enabled in state 2 too, weak fairness is enough.
    var weak = GraphCheckerTests.evasive(.weak)
    weak.enabled[2] = 1
    #expect(try Self.flaw(Self.walk([], [0, 2]), of: "G F b", on: weak) == .unfair(.weak("act")))
    #expect(try Self.flaw(Self.walk([0, 1], [0, 2, 0, 1]), of: "G F a", on: strong) == nil)
  }

  @Test("Doing nothing is a step only where it may be")
  func stutters() throws {
    var graph = SmallGraph([[GraphStep(to: 1)], []])
    graph.stutters = [2, nil]
    let walk = Walk(
      stem: [], cycle: [.init(from: 0, GraphStep(to: 0, letter: 2), isStutter: true)])
    #expect(try Self.flaw(walk, of: "F a", on: graph, .everywhere) == nil)
    for stuttering in [Stuttering.never, .whereStuck] {
      #expect(
        try Self.flaw(walk, of: "F a", on: graph, stuttering) == .noSuchStep(position: 0))
    }
    var other = walk
    other.cycle[0].step.letter = 0
    #expect(try Self.flaw(other, of: "F a", on: graph, .everywhere) == .noSuchStep(position: 0))
    other = walk
    other.cycle[0].isStutter = false
    #expect(try Self.flaw(other, of: "F a", on: graph, .everywhere) == .noSuchStep(position: 0))
    graph.steps[0] = []
    #expect(try Self.flaw(walk, of: "F a", on: graph, .whereStuck) == nil)
  }

  @Test("The same run is written with the fewest steps")
  func shortened() {
    #expect(Self.walk([0, 2, 0], [2, 0, 2, 0]).shortened() == Self.walk([], [0, 2]))
    #expect(Self.walk([0, 1, 0, 2], [0, 1, 0, 2]).shortened() == Self.walk([], [0, 1, 0, 2]))
    #expect(Self.walk([0, 1, 0], [2, 0]).shortened() == Self.walk([0, 1], [0, 2]))
    #expect(Self.walk([0], [1, 0]).shortened() == Self.walk([], [0, 1]))
    #expect(Walk(stem: [], cycle: []).shortened() == Walk(stem: [], cycle: []))
  }
}
