import Testing

@testable import TemporalLogic

@Suite("Monitors by steps")
struct ProgramMonitorTests {
  /// What is compared with the definitions, and how often it came out how.
  private struct Tally {
    var (plain, lists, late) = (0, 0, 0)
    var verdicts: [RunVerdict] = []
  }

  /// Follows a word: what is presumed is what the formula says of the word if it ends there, and what is final is so
  /// whatever comes.
  private static func follow(
    _ formula: FormulaID, _ random: inout RandomFormulas, letters: Int, _ tally: inout Tally
  ) throws {
    let store = random.store
    let program = try #require(MonitorProgram(formula, in: store))
    if program.isPlain { tally.plain += 1 } else { tally.lists += 1 }
    var monitor = ProgramMonitor(program)
    var prefix = try #require(PrefixMonitor(formula, in: store))
    var word: [[String]] = []
    for letter in random.letters(letters) {
      word.append(letter)
      prefix.take(letter)
      monitor.take(program.letter(letter))
      let verdict = try #require(monitor.verdict)
      let holds = WordEvaluator(formula, in: store, on: Word(prefix: word)).holds
      let exact = RunVerdict(prefix.verdict, holdsSoFar: holds)
      let presumed: RunVerdict = holds ? .presumablyTrue : .presumablyFalse
      // What holds whatever comes may have no reason yet that the letters show.
      #expect(
        verdict == exact || exact.isFinal && !verdict.isFinal && verdict == presumed,
        "\(store.text(formula)) on \(word): \(verdict), \(exact)")
      if verdict != exact { tally.late += 1 }
      if !tally.verdicts.contains(verdict) { tally.verdicts.append(verdict) }
    }
  }

  @Test("After each letter it says what the slow definition says", arguments: [false, true])
  func random(past: Bool) throws {
    var tally = Tally()
    for seed in UInt64(1)...300 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 3 + random.below(8), past: past)
      try Self.follow(formula, &random, letters: 6, &tally)
    }
    #expect(tally.verdicts.count == 4 && tally.plain > 80 && tally.lists > 40, "\(tally)")
    #expect(tally.late < 300, "\(tally)")
  }

  private static func program(_ text: String) throws -> MonitorProgram? {
    var store = FormulaStore()
    let formula = try Vectors.formula(text, into: &store)
    return MonitorProgram(formula, in: store)
  }

  private static func verdicts(_ text: String, _ letters: String) throws -> [String] {
    let program = try #require(try Self.program(text))
    var monitor = ProgramMonitor(program)
    return try
      ([monitor]
      + #require(Word.letters(letters)).map { letter in
        monitor.take(program.letter(letter))
        return monitor
      }).map { $0.verdict?.rawValue ?? "-" }
  }

  @Test("Every finite row of the table has its verdict in four values, or is not yet sure of it")
  func vectors() throws {
    var sure = 0
    let rows = try Vectors.rows("finite")
    for row in rows {
      let verdict = try #require(
        try Self.verdicts(row["formula"] ?? "", row["trace"] ?? "").last)
      let presumed = row["ltlf"] == "true" ? "presumably_true" : "presumably_false"
      #expect(verdict == row["rvltl"] || verdict == presumed, "\(row): \(verdict)")
      if verdict == row["rvltl"] { sure += 1 }
    }
    #expect(sure > rows.count * 9 / 10, "\(sure)")
  }

  @Test("Sums of goals are followed one by one, and what contradicts itself is not known to")
  func sums() throws {
    #expect(
      try Self.verdicts("(G F a -> G F b) & G (c -> O d)", "a.b+d.c.a+c.-")
        == [
          "presumably_true", "presumably_false", "presumably_true", "presumably_true",
          "presumably_false", "presumably_true",
        ])
    #expect(
      try Self.verdicts("G F a xor F b", "-.b.a")
        == ["presumably_true", "presumably_false", "presumably_true", "presumably_false"])
    #expect(
      try Self.verdicts("(p U q) xor (F r)", "p.q.-.r.p").last == "false")
    #expect(
      try Self.verdicts("G p & F !p", "p.p.-") == [
        "presumably_false", "presumably_false", "presumably_false", "false",
      ])
  }

  @Test("Formulas without a table have a program, plain wherever one set is enough")
  func large() throws {
    let responses = (1...20).map { "G (p\($0) -> F q\($0))" }.joined(separator: " & ")
    let program = try #require(try Self.program("\(responses) & (G F a -> F G b) & H (c -> Y d)"))
    #expect(program.isPlain && program.atoms.count == 44)
    #expect(try #require(try Self.program("G (p -> F (a & F b))")).isPlain == false)
    #expect(try #require(try Self.program("F (p & G q) | !F (p U q)")).isPlain)
  }

  @Test("What it cannot do it does not pretend to do")
  func limits() throws {
    let wide = (1...65).map { "p\($0)" }.joined(separator: " & ")
    #expect(try Self.program("G (\(wide))") == nil)
    let many = (1...64).map { "F X " + String(repeating: "X ", count: $0) + "p" }
    #expect(try Self.program(many.joined(separator: " & ")) == nil)
    let long = "G (p" + String(repeating: " & p", count: 9_000) + ")"
    #expect(try Self.program(long) == nil)
    // Each F may have been met or may still be, in every combination, whichever side is followed.
    func goals(_ name: String) -> String {
      (1...9).map { "F (\(name)\($0) & G q\($0))" }.joined(separator: " & ")
    }
    let program = try #require(try Self.program("X ((\(goals("p"))) & !(\(goals("r"))))"))
    var monitor = ProgramMonitor(program)
    for _ in 0..<3 { monitor.take(.max) }
    #expect(monitor.verdict == nil)
  }
}
