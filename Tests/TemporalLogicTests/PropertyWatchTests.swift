import Determinism
import Diagnostics
import Testing

@testable import TemporalLogic

/// Runs made of a few facts, judged by formulas over what they say.
@Suite("Formulas with values, on runs")
struct PropertyWatchTests {
  static func read(_ formula: String) throws -> PropertyText {
    let text = SourceText(name: "test", bytes: Array(formula.utf8))
    let (property, findings) = PropertyParser.read(
      text, name: "P", summary: "", ToyProjection.schema)
    #expect(findings == [], "\(findings.map(\.description))")
    var read = try #require(property)
    var layout = FactLayout(ToyProjection.schema)
    let (plan, refused) = PropertyPlanner.plan(read, &layout)
    #expect(refused == [], "\(refused.map(\.description))")
    read.table = try #require(plan).table
    return read
  }

  /// What is found on a run: the step of the violation, and the judgement at its end.
  static func judge(
    _ formula: String, _ steps: [[ToyFact]], every microseconds: UInt64 = 10
  ) throws -> (violation: Violation?, judgement: Judgement) {
    judge(try read(formula), steps, every: microseconds)
  }

  static func judge(
    _ property: PropertyText, _ steps: [[ToyFact]], every microseconds: UInt64 = 10
  ) -> (violation: Violation?, judgement: Judgement) {
    var board = FormulaBoard<ToyProjection>([property])
    board.began(correct: NodeSet())
    for (number, facts) in steps.enumerated() {
      let step = UInt64(number + 1)
      let moment = Moment(step: step, microseconds: step * microseconds, node: 0)
      for fact in facts { board.observe(fact, .latch, at: moment) }
      if !facts.isEmpty { board.settle() }
      if let (_, violation) = board.takeViolation() {
        return (violation, board.judge(0, end: moment))
      }
    }
    let count = UInt64(steps.count)
    let end = Moment(step: count, microseconds: count * microseconds, node: 0)
    board.advance(to: end)
    board.settle()
    let violation = board.takeViolation()?.violation
    return (violation, board.judge(0, end: end))
  }

  /// Formulas of every kind.
  static let formulas = [
    "forall x, y: G (p(x, y) -> q(x))",
    "forall x, y: G (p(x, y) -> F q(x))",
    "forall x, y: G (p(x, y) & q(x) -> F r(y))",
    "forall x: G (q(x) -> F (count y: p(x, y) >= 2))",
    "forall x: G (count y: p(x, y) <= 1)",
    "forall x: G (increasing y -> z: w(x: x, slot: y, y: z))",
    "forall x: G (u(x) -> q(x))",
    "forall x: G (u(x) -> F q(x))",
    "forall x: G (u(x) -> O q(x))",
    "forall x: G (q(x) -> O u(x))",
    "forall x, y: G (v(x, y) -> q(x))",
    "forall x, y: G (v(x, y) & go -> F q(x))",
    "forall x: G (count y: v(x, y) <= 1)",
    "forall x: G (q(x) -> (go R !u(x)))",
    "forall x: F u(x) -> F q(x)",
    "forall x, y: G (p(x, y) -> x <= y + 1)",
    "forall x, y: G (p(x, y) -> ((exists z: (p(y, z) & z > x)) | q(x)))",
    "forall x, y: G (p(x, y) -> (p(x, y - 1) | y = 0))",
    "forall x: (!u(x) U q(x)) | G !u(x)",
    "forall x: G (q(x) -> F G !v(x))",
    "forall x: G (q(x) -> count y: (p(x, y) & !r(y)) <= limit)",
    "G (go -> F (count x: q(x) >= 2))",
    "G !((exists x: q(x)) & (exists y: r(y)))",
    "F go",
    "G (increasing x -> y: p(x, y))",
    "!go U (exists x: u(x))",
    "G (go -> max x: q(x) - min x: q(x) <= 1)",
    "forall x: G (q(x) -> F (max y: v(x, y) <= min z: p(x, z) + 1))",
    "forall x: G (u(x) -> G (count y: v(x, y) <= 1))",
    "forall x: G (q(x) -> exists y: (v(x, y) & y = max z: v(x, z)))",
    "forall x in 0..2: G (u(x) -> q(x))",
    "forall x in 0..1, y in 1..2: G (v(x, y) -> F q(x))",
    "forall x in 1..2: F q(x)",
    "forall x in 0..2: G !u(x) | F (exists y: p(x, y))",
  ]

  /// A fact of which the formula may speak.
  private static func drawn(_ formula: String, _ random: inout RandomStream) -> ToyFact {
    let schema = ToyProjection.schema
    let isSpokenOf = schema.propositions.map { proposition in
      proposition.name == "set"
        ? formula.contains("limit")
        : proposition.name == "go"
          ? formula.contains("go")
          : proposition.name == "q" || formula.contains("\(proposition.name)(")
    }
    while true {
      let number = Int(random.below(UInt64(schema.propositions.count)))
      let declaration = schema.propositions[number]
      guard isSpokenOf[number] else { continue }
      let values = declaration.fields.map { _ in random.below(3) }
      let ceases = declaration.lasting == .revocable && random.below(3) == 0
      return ToyFact(proposition: number, values: values, ceases: ceases)
    }
  }

  @Test("Are judged as by the definition, binding by binding", arguments: formulas)
  func random(formula: String) throws { try Self.compare(formula, seeds: 0..<15) }

  /// Compares the verdicts on random runs with those of the slow reading.
  static func compare(_ formula: String, seeds: Range<UInt64>) throws {
    let text = try Self.read(formula)
    var (violated, open, kept) = (0, 0, 0)
    for seed in seeds {
      var random = RandomStream(seed: seed, name: "watch", index: 0)
      let steps = (0..<6).map { _ in (0..<random.below(3)).map { _ in Self.drawn(formula, &random) }
      }
      var slow = SlowWatch(text)
      for facts in steps { slow.step(facts) }
      let (violation, judgement) = Self.judge(text, steps)
      let expected = slow.violatedAt
      #expect(violation.map { Int($0.step) } == expected, "seed \(seed): \(steps)")
      if expected != nil {
        violated += 1
      } else {
        #expect((judgement.verdict == .presumablyViolated) == slow.isOpen, "seed \(seed): \(steps)")
        if slow.isOpen { open += 1 } else { kept += 1 }
      }
    }
    #expect(violated + open > 0 && kept > 0, "violated \(violated), open \(open), kept \(kept)")
  }

  @Test(
    "What cannot be judged by binding, or makes no sense, is a finding at its place",
    arguments: [
      ("forall x, y: G (q(x) -> F r(y))", "unbound-formula", 1),
      ("forall x: G (q(x) -> X u(x))", "stutter-sensitive", 1),
      ("forall x, y: G (p(x, y) -> !Y (exists z: v(x, z)))", "stutter-sensitive", 1),
      ("forall x: G (p(x, y) -> q(x))", "bad-property", 19),
      ("forall x: G (s(x) -> q(x))", "unknown-proposition", 14),
      ("forall x: G (p(x, 1, 2) -> q(x))", "bad-property", 22),
      ("forall x: G (p(x: x, x: x) -> q(x))", "bad-property", 22),
      ("forall x: G (p(z: x) -> q(x))", "bad-property", 16),
      ("forall x: G (q(1ms) -> q(x))", "bad-property", 16),
      ("forall x: G (q(x) -> O[<=1ms] q(x))", "bad-property", 22),
      ("forall x: G (q(x) -> G[<=1ms] F q(x))", "bad-property", 1),
      ("forall x: G[<=1ms] q(x)", "bad-property", 1),
      ("forall x: G (q(x) -> G[<=1ms after go] q(x))", "bad-property", 30),
      ("forall x in 0..2, y: G (p(x, y) -> q(x))", "bad-property", 19),
      ("forall x, y in 0..2: G (p(x, y) -> q(x))", "bad-property", 11),
      ("forall x in 2..1: G q(x)", "bad-property", 13),
      ("forall x in 0..9999999: G q(x)", "bad-property", 13),
      ("forall x in 0..99, y in 0..99: G p(x, y)", "bad-property", 25),
      ("forall x in 0..9007199254740991, y in 0..9007199254740991: G p(x, y)", "bad-property", 13),
      ("forall x in 0: G q(x)", "bad-formula", 14),
      ("G (count y in 0..2: q(y) > 1)", "bad-formula", 12),
      ("forall x: G (q(x) -> F[<=1ms] F[<=2ms] u(x))", "bad-property", 32),
      ("forall x: G (q(x) -> F[<=soon] u(x))", "bad-property", 26),
      ("forall x: G ((q(x) -> F[<=1ms] u(x)) & (u(x) -> F q(x)))", "bad-property", 1),
      ("forall limit: G q(limit)", "bad-property", 8),
      ("forall x: G (q(x) -> count y: z > 1)", "unknown-proposition", 31),
      ("forall x: G (q(x) -> exists y: (y > 1))", "bad-property", 39),
      ("forall x: G (q(x) -> x)", "bad-formula", 23),
      ("forall x: G (q(x)", "bad-formula", 18),
      ("forall x G q(x)", "bad-formula", 10),
      ("forall x: q(x) | u(x) & p(x, 1)", "ambiguous-formula", 11),
    ])
  func refused(formula: String, code: String, column: Int) throws {
    let text = SourceText(name: "test", bytes: Array(formula.utf8))
    let (property, findings) = PropertyParser.read(
      text, name: "P", summary: "", ToyProjection.schema)
    var layout = FactLayout(ToyProjection.schema)
    let refused = property.map { PropertyPlanner.plan($0, &layout).findings } ?? []
    let finding = try #require((findings + refused).first, "\(formula)")
    #expect(finding.code == code && finding.position.column == column, "\(finding)")
  }

  @Test("A violation names the binding, what holds, and the steps that told it")
  func words() throws {
    let (violation, _) = try Self.judge(
      "forall x: G (count y: p(x, y) <= 1)",
      [[ToyFact("p", 7, 1)], [ToyFact("p", 8, 1)], [], [ToyFact("p", 7, 2)]])
    let found = try #require(violation)
    #expect(found.step == 4 && found.against == [1])
    #expect(
      found.explanation
        == "x = 7: count y: p(x, y) <= 1 fails, by p(x: 7, y: 1) at node 0 and p(x: 7, y: 2) at "
        + "node 0")
  }

  @Test("What was let go of is late when it is told again, and counts where it was asked for")
  func forgetting() throws {
    let formula = "forall x: G (count y: w(x: x, y: y) <= 1)"
    let first = [ToyFact("w", 1, 7, 1)], over = [ToyFact("over", 1)]
    // Another value in a later slot is the second one, though the first is gone.
    let (violation, _) = try Self.judge(formula, [first, over, [ToyFact("w", 2, 7, 2)]])
    #expect(violation?.step == 3)
    #expect(
      try Self.judge(formula, [first, over, [ToyFact("w", 2, 8, 2)]]).judgement.verdict == .holds)
    let late = try Self.judge(formula, [first, over, [ToyFact("w", 1, 7, 2)]]).judgement
    #expect(late.verdict == .inconclusive)
    #expect(late.obligation == "step 3 speaks of slot 1, which had been let go of")
    // Of more than one the number is not known; told again in a later slot, it stays as long.
    let two = "forall x: G (count y: w(x: x, y: y) <= 2)"
    let third = [ToyFact("w", 2, 7, 2), ToyFact("w", 3, 7, 3)]
    #expect(try Self.judge(two, [first, over, third]).violation?.step == 3)
    #expect(
      try Self.judge(two, [first, over, [ToyFact("w", 2, 7, 2)]]).judgement.verdict
        == .inconclusive)
    let again = first + [ToyFact("w", 2, 7, 1)]
    #expect(
      try Self.judge(formula, [again, over, [ToyFact("w", 3, 7, 1)]]).judgement.verdict == .holds)
    // What was latched holds for good; what a query would have to find is not known.
    let member = "forall x: G (q(x) -> w(x: x))"
    #expect(try Self.judge(member, [first, over, [ToyFact("q", 7)]]).judgement.verdict == .holds)
    #expect(try Self.judge(member, [first, over, [ToyFact("q", 8)]]).violation?.step == 3)
    let query = "forall x: G (q(x) -> exists y: (w(x: x, y: y) & y > 0))"
    #expect(
      try Self.judge(query, [first, over, [ToyFact("q", 7)]]).judgement.verdict == .inconclusive)
    let order = "forall x: G (increasing y -> z: w(x: x, slot: z, y: y))"
    let three = (1...3).map { [ToyFact("w", $0, 7, $0 * 10)] } + [[ToyFact("over", 2)]]
    #expect(try Self.judge(order, three + [[ToyFact("w", 4, 7, 15)]]).violation?.step == 5)
    #expect(
      try Self.judge(order, three + [[ToyFact("w", 4, 7, 5)]]).judgement.verdict != .holds)
  }

  @Test("What is open is told with its age, the oldest of all")
  func obligation() throws {
    let (_, judgement) = try Self.judge(
      "forall x, y: G (p(x, y) -> F q(x))",
      [[ToyFact("p", 1, 1)], [ToyFact("p", 2, 1)], [ToyFact("q", 1)], []], every: 1_000)
    #expect(judgement.verdict == .presumablyViolated)
    #expect(
      judgement.obligation?.contains("x = 2, y = 1: ") == true
        && judgement.obligation?.hasSuffix("is open since step 2 at 2.000 ms, for 2.000 ms")
          == true,
      "\(judgement.obligation ?? "")")
  }

  @Test(
    "A wait may take so long and no longer",
    arguments: [
      (2, Verdict.holds), (3, .holds), (4, .violated), (9, .violated),
    ])
  func bound(step: Int, verdict: Verdict) throws {
    var steps = [[ToyFact]](repeating: [], count: 10)
    steps[0] = [ToyFact("q", 1)]
    steps[step - 1] = [ToyFact("p", 1, 1)]
    let formula = "forall x: G (q(x) -> F[<=20us] p(x, _))"
    let (violation, judgement) = try Self.judge(formula, steps)
    #expect((violation == nil ? judgement.verdict : .violated) == verdict)
    #expect(violation.map { $0.step == UInt64(step) } ?? true)
  }

  /// A run on which v(1, 0) holds from one step to another, and v(0, 0) all but one step.
  private static func kept(from first: Int, until end: Int, without gap: Int) -> [[ToyFact]] {
    var steps = [[ToyFact]](repeating: [], count: 12)
    steps[0] = [ToyFact("v", 0, 0)]
    steps[first - 1].append(ToyFact("v", 1, 0))
    steps[end - 1].append(ToyFact("v", 1, 0, ceases: true))
    steps[gap - 1].append(ToyFact("v", 0, 0, ceases: true))
    if gap < 12 { steps[gap].append(ToyFact("v", 0, 0)) }
    return steps
  }

  /// 25 us hold two whole steps of 10 us after the instant at which the premise ended.
  @Test("What has to stay for a time may end right after it", arguments: 2...12)
  func stays(gap: Int) throws {
    let formula = "forall x: G (v(1, x) -> G[<=25us] v(0, x))"
    let (violation, judgement) = try Self.judge(formula, Self.kept(from: 4, until: 6, without: gap))
    #expect(violation.map(\.step) == ((4...8).contains(gap) ? UInt64(gap) : nil))
    if violation == nil { #expect(judgement.verdict == .holds) }
  }

  @Test("What nothing asks for need not stay, and is vacuous")
  func nothingStays() throws {
    let formula = "forall x: G (v(1, x) -> G[<=25us] v(0, x))"
    let judgement = try Self.judge(formula, [[ToyFact("v", 0, 0)], []]).judgement
    #expect(judgement.verdict == .vacuous)
  }

  @Test(
    "What is probably not meant is told, of a formula that can be judged or not",
    arguments: [
      ("forall x: G F (u(x) -> q(x))", ["recurring-implication"]),
      ("forall x: G (u(x) -> (q(x) | !q(x)))", ["unbound-formula", "valid-formula"]),
      ("forall x: G (u(x) -> F q(x))", []), ("G (go -> F go)", ["valid-formula"]),
    ])
  func doubts(formula: String, codes: [String]) throws {
    let text = SourceText(name: "test", bytes: Array(formula.utf8))
    let (read, findings) = PropertyFormula.read(name: "P", text, ToyProjection.schema)
    #expect(findings.map(\.code) == codes)
    #expect((read == nil) == findings.contains { $0.severity == .error })
  }

  @Test("A parameter that is set late bears upon what was told before")
  func parameters() throws {
    let formula = "forall x: G (q(x) -> x <= limit)"
    let steps = [[ToyFact("set", 5)], [ToyFact("q", 4)], [ToyFact("set", 3)]]
    #expect(try Self.judge(formula, steps).violation?.step == 3)
  }

  @Test("A wait that counts from an instant on is vacuous without it")
  func boundAfter() throws {
    let formula = "forall x: G (q(x) -> F[<=limit after go] p(x, _))"
    let open = [ToyFact("q", 1), ToyFact("set", 30)]
    #expect(try Self.judge(formula, [open, [], []]).judgement.verdict == .vacuous)
    let go = [ToyFact("go")]
    #expect(
      try Self.judge(formula, [open, [], [], go, [], []]).judgement.verdict == .presumablyViolated)
    #expect(
      try Self.judge(formula, [open, [], [], go, [], [], [], []]).judgement.verdict == .violated)
    let late = try Self.judge(
      formula, [open, [], [], go, [], [], [ToyFact("p", 1, 0)], [], []])
    #expect(late.judgement.verdict == .holds)
  }

  @Test(
    "It is vacuous where its premise was never met, or nothing was told that it speaks of",
    arguments: [
      ("forall x, y: G (p(x, y) & q(x) -> F r(y))", Verdict.vacuous),
      ("forall x: G (count y: v(x, y) <= 1)", .vacuous),
      ("forall x: G (count y: p(x, y) <= 1)", .holds),
      ("forall x, y: G (p(x, y) -> x < y)", .holds),
      ("G (increasing y -> z: p(y, z))", .vacuous),
    ])
  func vacuity(formula: String, verdict: Verdict) throws {
    #expect(try Self.judge(formula, [[ToyFact("p", 1, 2)]]).judgement.verdict == verdict)
  }
}

@Suite("Formulas with values, on many runs")
struct PropertyWatchTestsSlow {
  @Test("Are judged as by the definition", arguments: PropertyWatchTests.formulas)
  func random(formula: String) throws {
    try PropertyWatchTests.compare(formula, seeds: 1_000..<3_000)
  }
}
