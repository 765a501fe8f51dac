import Classics
import Diagnostics
import TemporalLogic
import Testing

@testable import ModelChecking

extension TemporalProperty {
  /// A property that is named as it is written.
  init(_ text: String) throws {
    var store = FormulaStore()
    let source = SourceText(name: "formula", text: text)
    let (formula, findings) = FormulaParser.read(source, into: &store)
    try self.init(text, #require(formula, "\(findings)"), in: store)
  }
}

@Suite("Formulas on systems")
struct LivenessTests {
  static func judge<System: TransitionSystem>(
    _ text: String, on system: System, _ stuttering: Stuttering = .whereStuck
  ) throws -> TemporalResult {
    try ModelChecker(system).judge([TemporalProperty(text)], stuttering: stuttering).properties[0]
  }

  /// Stateright says of itself that it misses both: it takes what was visited for what was satisfied.
  @Test("Finds what is never reached on a cycle, and where ways of a graph without cycles join")
  func knownMisses() throws {
    let cycle = WrittenGraph(successors: [[1], [2], [1]], marked: [])
    let first = try #require(try Self.judge("F p", on: cycle).run)
    #expect(first.stem.map(\.row) == [[1]] && first.cycle.map(\.row) == [[2], [1]])
    // 0 leads to 1, where p holds, and to 2, where it does not; both lead to 3, and 3 to nowhere.
    let joining = WrittenGraph(successors: [[1, 2], [3], [3], []], marked: [1])
    let second = try #require(try Self.judge("F p", on: joining).run)
    #expect(second.initial == [0] && second.stem.map(\.row) == [[2], [3]])
    #expect(second.cycle.map(\.action) == [nil])
    let fine = WrittenGraph(successors: [[1, 2], [3], [3], []], marked: [1, 2])
    #expect(try Self.judge("F p", on: fine).verdict == .holds)
    // Not even a cycle that holds p leads out of the one that does not.
    let two = WrittenGraph(successors: [[1, 0], [0]], marked: [1])
    #expect(try Self.judge("G F p", on: two).verdict == .violated)
    #expect(try Self.judge("F G !p", on: two).verdict == .violated)
  }

  @Test("Peterson's processes exclude each other, and are served if they go on")
  func peterson() throws {
    #expect(try Self.judge("G !(critical0 & critical1)", on: Peterson()).verdict == .holds)
    for process in 0...1 {
      let served = "G (wants\(process) -> F critical\(process))"
      #expect(try Self.judge(served, on: Peterson()).verdict == .holds)
      #expect(try Self.judge(served, on: Peterson(), .everywhere).verdict == .holds)
      let lazy = try Self.judge(served, on: Peterson(isFair: false), .everywhere)
      #expect(lazy.verdict == .violated && lazy.run?.fairness == [])
    }
    let mutant = try Self.judge("G !(critical0 & critical1)", on: Peterson(isImpatient: true))
    let run = try #require(mutant.run)
    #expect((run.stem + run.cycle).contains { $0.letter & 12 == 12 })
    // Nobody has to want anything.
    #expect(try Self.judge("F wants0", on: Peterson()).verdict == .violated)
  }

  @Test("A run says why it is fair")
  func reasons() throws {
    let result = try Self.judge("F G !critical0", on: Peterson())
    let run = try #require(result.run)
    #expect(run.fairness.map(\.demand.name) == ["WF go 0", "WF go 1"])
    for reason in run.fairness {
      switch reason.kind {
      case .taken(let step):
        #expect(run.cycle[step].action == (reason.demand.name == "WF go 0" ? 1 : 3))
      case .disabled, .neverEnabled: #expect(reason.demand.name == "WF go 1")
      }
    }
  }

  @Test("Philosophers eat for ever if each goes on", arguments: [3, 5])
  func philosophers(seats: Int) throws {
    let weak = Philosophers(seats: seats).fair(.weak)
    #expect(try Self.judge("G F eating", on: weak).verdict == .holds)
    #expect(
      try Self.judge("G F eating", on: Philosophers(seats: seats), .everywhere).verdict == .violated
    )
    // One may starve although she goes on when she can, unless she is owed it.
    #expect(try Self.judge("G F eating0", on: weak).verdict == .violated)
    let strong = Philosophers(seats: seats).fair(.strong)
    #expect(try Self.judge("G F eating", on: strong).verdict == .holds)
  }

  @Test("What would be unsound is refused")
  func refusals() throws {
    let cut = RandomSystem(seed: 1, hasConstraint: true)
    #expect(throws: ExplorationError.self) { try Self.judge("G a", on: cut) }
    #expect(throws: ExplorationError.graph(.unknownProposition("q"))) {
      try Self.judge("G q", on: Peterson())
    }
    let stuck = WrittenGraph(successors: [[]], marked: [])
    #expect(throws: ExplorationError.graph(.deadlock(state: 1))) {
      try Self.judge("G p", on: stuck, .never)
    }
  }

  @Test("A limit is no success")
  func limit() throws {
    var options = SearchOptions()
    options.limits.states = 10
    let judgement = try ModelChecker(Philosophers(seats: 10)).judge(
      [TemporalProperty("G F eating")], stuttering: .everywhere, options)
    #expect(judgement.properties[0].verdict == .inconclusive && judgement.limit == .states)
    options.limits = SearchLimits(depth: 4)
    let shallow = try ModelChecker(Philosophers(seats: 3)).judge(
      [TemporalProperty("G F eating")], stuttering: .everywhere, options)
    #expect(shallow.properties[0].verdict == .inconclusive && shallow.limit == .depth)
    #expect(shallow.counts.depth == 4)
  }
}
