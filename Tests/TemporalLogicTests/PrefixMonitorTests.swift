import TemporalLogic
import Testing

@Suite("Verdicts on beginnings of words")
struct PrefixMonitorTests {
  @Test("Every row of the table has its verdict, with three values and with four")
  func vectors() throws {
    // A monitor is made once for each formula.
    var made: [(text: String, store: FormulaStore, formula: FormulaID, monitor: PrefixMonitor)] = []
    for row in try Vectors.rows("finite") {
      let text = row["formula"] ?? ""
      if text.utf8.count > 60 { continue }
      if made.last?.text != text {
        var store = FormulaStore()
        let formula = try Vectors.formula(text, into: &store)
        made.append((text, store, formula, try #require(PrefixMonitor(formula, in: store))))
      }
      guard let (_, store, formula, fresh) = made.last else { continue }
      var monitor = fresh
      let letters = try #require(Word.letters(row["trace"] ?? ""))
      for letter in letters { monitor.take(letter) }
      #expect(monitor.verdict.rawValue == row["ltl3"], "\(row)")
      let now = WordEvaluator(formula, in: store, on: Word(prefix: letters)).holds
      let four =
        monitor.verdict == .inconclusive ? "presumably_\(now)" : monitor.verdict.rawValue
      #expect(four == row["rvltl"], "\(row)")
    }
    #expect(made.count > 80)
  }

  @Test("A verdict is kept, whatever comes")
  func final() throws {
    var store = FormulaStore()
    let formula = try Vectors.formula("p U q", into: &store)
    var monitor = try #require(PrefixMonitor(formula, in: store))
    #expect(monitor.verdict == .inconclusive)
    monitor.take(["p"])
    #expect(monitor.verdict == .inconclusive)
    monitor.take(["q"])
    #expect(monitor.verdict == .true)
    monitor.take([])
    #expect(monitor.verdict == .true)
    var other = try #require(PrefixMonitor(formula, in: store))
    other.take([])
    other.take(["q"])
    #expect(other.verdict == .false)
  }
}
