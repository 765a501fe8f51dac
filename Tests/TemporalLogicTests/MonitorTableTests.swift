import Testing

@testable import TemporalLogic

@Suite("Monitors by tables")
struct MonitorTableTests {
  /// The four values by the definition: the three of the prefix monitor, and the formula on the finite word.
  private static func slow(
    _ formula: FormulaID, _ store: FormulaStore, _ letters: [[String]]
  ) throws -> RunVerdict {
    var monitor = try #require(PrefixMonitor(formula, in: store))
    for letter in letters { monitor.take(letter) }
    let holds = WordEvaluator(formula, in: store, on: Word(prefix: letters)).holds
    return RunVerdict(monitor.verdict, holdsSoFar: holds)
  }

  private static func letter(_ names: [String], _ table: MonitorTable) -> UInt64 {
    table.atoms.indices.reduce(0) { $0 | (names.contains(table.atoms[$1]) ? 1 << UInt64($1) : 0) }
  }

  @Test("Every finite row of the table has its verdict in four values")
  func vectors() throws {
    for row in try Vectors.rows("finite") {
      var store = FormulaStore()
      let formula = try Vectors.formula(row["formula"] ?? "", into: &store)
      let table = try #require(MonitorTable(formula, in: store), "\(row)")
      var monitor = TableMonitor(table)
      for letter in try #require(Word.letters(row["trace"] ?? "")) {
        monitor.take(Self.letter(letter, table))
      }
      #expect(monitor.verdict.rawValue == row["rvltl"], "\(row)")
    }
  }

  @Test("After each letter it says what the slow definition says, past included")
  func random() throws {
    var (made, verdicts) = (0, [RunVerdict]())
    for seed in UInt64(1)...150 {
      var random = RandomFormulas(seed: seed)
      let formula = random.formula(size: 7, past: seed % 2 == 0)
      guard let table = MonitorTable(formula, in: random.store) else { continue }
      made += 1
      var monitor = TableMonitor(table)
      var letters: [[String]] = []
      for letter in random.letters(5) {
        letters.append(letter)
        monitor.take(Self.letter(letter, table))
        let slow = try Self.slow(formula, random.store, letters)
        #expect(monitor.verdict == slow, "\(random.store.text(formula)) on \(letters)")
        if !verdicts.contains(slow) { verdicts.append(slow) }
      }
    }
    #expect(made > 100)
    #expect(verdicts.count == RunVerdict.allCases.count)
  }

  @Test(
    "The table is as small as it can be",
    arguments: [
      ("G p", 2), ("F p", 2), ("G (p -> F q)", 2), ("p U q", 3), ("G (p -> X q)", 3), ("X X p", 5),
      ("true", 1), ("false", 1), ("G F p", 2), ("G (p -> O q)", 3), ("G !(p & Y p)", 3),
    ])
  func sizes(formula: String, states: Int) throws {
    var store = FormulaStore()
    let id = try Vectors.formula(formula, into: &store)
    #expect(try #require(MonitorTable(id, in: store)).stateCount == states)
  }

  @Test("What it cannot do it does not pretend to do")
  func limits() throws {
    var store = FormulaStore()
    let mixed = try Vectors.formula("O F p", into: &store)
    #expect(MonitorTable(mixed, in: store) == nil)
    let wide = (1...13).map { "p\($0)" }.joined(separator: " & ")
    let many = try Vectors.formula("G (\(wide))", into: &store)
    #expect(MonitorTable(many, in: store) == nil)
  }
}
