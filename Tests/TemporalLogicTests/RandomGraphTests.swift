import Testing

@testable import TemporalLogic

/// Compares with ``GraphOracle`` on graphs, formulas and demands that are drawn.
enum RandomGraphs {
  /// What a comparison came to.
  struct Tally {
    var (holds, violated, decomposed, tooLarge, walks) = (0, 0, 0, 0, 0)
    var different: [String] = []
  }

  /// Judges some graphs with one formula, as both do.
  static func compare(seed: UInt64, graphs: Int, past: Bool, _ tally: inout Tally) throws {
    var random = RandomFormulas(seed: seed)
    let formula = formula(past: past, &random)
    let opposite = random.store.make(.not, formula)
    let (automaton, _) = try #require(Automaton.translate(opposite, in: random.store))
    let checkers = try [Stuttering.never, .whereStuck, .everywhere].map {
      try GraphChecker(formula, in: random.store, stuttering: $0)
    }
    for number in 0..<graphs {
      var graph = SmallGraph.random(&random)
      var checker = checkers[random.below(3)]
      if graph.hasDeadlock(checker.stuttering) {
        graph.stutters = graph.stutters.map { $0 ?? 0 }
        if checker.stuttering == .never { checker = checkers[1] }
      }
      let stuttering = checker.stuttering
      guard let oracle = GraphOracle(graph, automaton, stuttering) else {
        tally.tooLarge += 1
        continue
      }
      let judgement = try checker.check(&graph)
      let isViolated = judgement.verdict == .violated
      let place = "seed \(seed), graph \(number), \(random.store.text(formula))"
      if isViolated != oracle.hasRun() { tally.different.append(place) }
      if isViolated { tally.violated += 1 } else { tally.holds += 1 }
      if judgement.counts.decompositions > 0 { tally.decomposed += 1 }
      for _ in 0..<4 {
        guard let walk = walk(graph, stuttering, &random) else { continue }
        tally.walks += 1
        let lasso = try? Lasso(
          checking: walk, against: formula, in: random.store, on: &graph, stuttering: stuttering)
        if lasso != nil, !isViolated { tally.different.append("\(place): \(walk)") }
      }
    }
  }

  /// One of two is any formula; the other one fails where two things, small formulas, recur, so that
  /// its automaton has marks to wait for.
  private static func formula(past: Bool, _ random: inout RandomFormulas) -> FormulaID {
    if random.below(2) == 0 { return random.formula(size: 6, past: past) }
    let recurring = (0..<2).map { _ in
      let goal = random.formula(size: 1 + random.below(3), past: past)
      return random.store.make(.always, random.store.make(.eventually, goal))
    }
    return random.store.make(.not, random.store.make(.and, recurring))
  }

  /// Walks at random until it closes.
  private static func walk(
    _ graph: SmallGraph, _ stuttering: Stuttering, _ random: inout RandomFormulas
  ) -> Walk? {
    let steps = graph.allSteps(stuttering)
    var (path, place): ([Walk.Step], Int) = ([], graph.initialStates[0])
    for _ in 0..<12 {
      let (step, isStutter) = steps[place][random.below(steps[place].count)]
      path.append(Walk.Step(from: place, step, isStutter: isStutter))
      place = step.target
      // Half of the time the cycle goes round some more.
      guard let first = path.firstIndex(where: { $0.source == place }), random.below(2) == 0
      else { continue }
      return Walk(stem: Array(path[..<first]), cycle: Array(path[first...]))
    }
    return nil
  }
}

@Suite("Formulas on random graphs")
struct RandomGraphTests {
  @Test("A slow and obvious search finds the same", arguments: [false, true])
  func same(past: Bool) throws {
    var tally = RandomGraphs.Tally()
    for seed in UInt64(1)...20 {
      try RandomGraphs.compare(seed: seed, graphs: 12, past: past, &tally)
    }
    #expect(tally.different == [])
    #expect(tally.holds > 50 && tally.violated > 50 && tally.decomposed > 10, "\(tally)")
  }
}

@Suite("Formulas on many random graphs")
struct RandomGraphTestsSlow {
  @Test("A slow and obvious search finds the same", arguments: [false, true])
  func same(past: Bool) throws {
    var tally = RandomGraphs.Tally()
    for seed in UInt64(1_000)..<1_300 {
      try RandomGraphs.compare(seed: seed, graphs: 40, past: past, &tally)
    }
    #expect(tally.different == [])
    #expect(tally.holds > 2_000 && tally.violated > 2_000 && tally.decomposed > 500, "\(tally)")
    #expect(tally.tooLarge < 1_000, "\(tally)")
  }
}
