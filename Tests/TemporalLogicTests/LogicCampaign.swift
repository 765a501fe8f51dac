import FoundationEssentials
import Testing

@testable import TemporalLogic

/// Laws that formulas obey, each tried on formulas and words that are drawn.
enum LogicCampaign: String, CaseIterable, CustomTestStringConvertible {
  /// Of a formula and its negation one holds on every word, past included, on words that end and on others.
  case negation
  /// What is printed is read again as the same formula.
  case printing
  /// After each letter the table and the prefix monitor say what the definitions say.
  case monitors
  /// After each letter the steps of a program say what the definitions say, or are not sure of it yet.
  case programs
  /// Both automata of both efforts accept a word if and only if the formula holds on it.
  case automata

  var testDescription: String { rawValue }

  /// What a law was tried on: formulas, and cases, which are words or readings.
  struct Tally {
    var (formulas, cases) = (0, 0)
    var different: [String] = []
  }

  /// Tries the law on one formula after the other.
  ///
  /// - Parameters:
  ///   - cases: So many at least.
  ///   - seed: That of the first formula.
  ///   - seconds: When to end before that, in seconds of wall-clock time; nil for never.
  func tally(cases: Int, seed: UInt64, seconds: Int? = nil) throws -> Tally {
    let deadline = seconds.map { ContinuousClock.now + .seconds($0) }
    var (tally, seed) = (Tally(), seed)
    while tally.cases < cases {
      if let deadline, ContinuousClock.now > deadline { break }
      var random = RandomFormulas(seed: seed)
      try tryOne(&random, &tally)
      tally.formulas += 1
      seed += 1
    }
    return tally
  }

  private func tryOne(_ random: inout RandomFormulas, _ tally: inout Tally) throws {
    switch self {
    case .negation: Self.negation(&random, &tally)
    case .printing: Self.printing(&random, &tally)
    case .monitors: try Self.monitors(&random, &tally)
    case .programs: Self.programs(&random, &tally)
    case .automata: try Self.automata(&random, &tally)
    }
  }

  private static func negation(_ random: inout RandomFormulas, _ tally: inout Tally) {
    let formula = random.formula(size: 12, past: true)
    let opposite = random.store.make(.not, formula)
    for isFinite in [false, true] {
      let word = random.word(isFinite: isFinite)
      let one = WordEvaluator(formula, in: random.store, on: word).holds
      if WordEvaluator(opposite, in: random.store, on: word).holds == one {
        tally.different.append("\(random.store.text(formula)) on \(word)")
      }
      tally.cases += 1
    }
  }

  private static func printing(_ random: inout RandomFormulas, _ tally: inout Tally) {
    let formula = random.formula(size: 14, past: true)
    for style in [FormulaStore.TextStyle.readable, .full] {
      var store = random.store
      let text = store.text(formula, style)
      if (try? Vectors.formula(text, into: &store)) != formula { tally.different.append(text) }
      tally.cases += 1
    }
  }

  private static func monitors(_ random: inout RandomFormulas, _ tally: inout Tally) throws {
    let formula = random.formula(size: 7, past: random.below(2) == 0)
    guard let table = MonitorTable(formula, in: random.store) else { return }
    let fresh = try #require(PrefixMonitor(formula, in: random.store))
    for _ in 0..<4 {
      var (follower, monitor) = (TableMonitor(table), fresh)
      var letters: [[String]] = []
      for letter in random.letters(6) {
        letters.append(letter)
        monitor.take(letter)
        follower.take(
          table.atoms.indices.reduce(0) {
            $0 | (letter.contains(table.atoms[$1]) ? 1 << UInt64($1) : 0)
          })
        let soFar = WordEvaluator(formula, in: random.store, on: Word(prefix: letters)).holds
        let verdict = RunVerdict(monitor.verdict, holdsSoFar: soFar)
        // A verdict that is final holds however the word goes on.
        let word = Word(prefix: letters, cycle: random.letters(2))
        let holds = WordEvaluator(formula, in: random.store, on: word).holds
        if follower.verdict != verdict || monitor.verdict == .true && !holds
          || monitor.verdict == .false && holds
        {
          tally.different.append("\(random.store.text(formula)) on \(word)")
        }
        tally.cases += 1
      }
    }
  }

  private static func programs(_ random: inout RandomFormulas, _ tally: inout Tally) {
    let formula = random.formula(size: 4 + random.below(12), past: random.below(2) == 0)
    guard let program = MonitorProgram(formula, in: random.store) else { return }
    var monitor = ProgramMonitor(program)
    var letters: [[String]] = []
    for letter in random.letters(8) {
      letters.append(letter)
      monitor.take(program.letter(letter))
      guard let verdict = monitor.verdict else { return }
      let word = Word(prefix: letters, cycle: verdict.isFinal ? random.letters(2) : [])
      let holds = WordEvaluator(formula, in: random.store, on: word).holds
      if (verdict == .true || verdict == .presumablyTrue) != holds {
        tally.different.append("\(random.store.text(formula)) on \(word)")
      }
      tally.cases += 1
    }
  }

  private static func automata(_ random: inout RandomFormulas, _ tally: inout Tally) throws {
    let formula = random.formula(size: 8, past: random.below(3) == 0)
    let made = try TranslationEffort.allCases.flatMap { effort in
      let (general, buchi) = try #require(
        Automaton.translate(formula, in: random.store, effort: effort))
      return [general, buchi]
    }
    for _ in 0..<6 {
      let word = random.word()
      let holds = WordEvaluator(formula, in: random.store, on: word).holds
      if made.contains(where: { $0.accepts(word) != holds }) {
        tally.different.append("\(random.store.text(formula)) on \(word)")
      }
      tally.cases += 1
    }
  }
}

@Suite("Laws of formulas")
struct LogicCampaignTests {
  @Test("They hold on what is drawn", arguments: LogicCampaign.allCases)
  func laws(law: LogicCampaign) throws {
    let tally = try law.tally(cases: 240, seed: 1)
    #expect(tally.different == [] && tally.cases >= 240)
  }
}

/// For `.ci/long logic`, which may set how many seconds each may take.
@Suite("Laws of formulas, very often")
struct LogicCampaignTestsSlow {
  @Test("They hold on what is drawn", arguments: LogicCampaign.allCases)
  func laws(law: LogicCampaign) throws {
    let seconds = ProcessInfo.processInfo.environment["NOCTURNE_LOGIC_SECONDS"].flatMap(Int.init)
    let tally = try law.tally(cases: 100_000, seed: 1_000_000, seconds: seconds)
    #expect(tally.different == [])
    #expect(seconds != nil || tally.cases >= 100_000)
    print(
      "law \(law.rawValue): \(tally.cases) cases of \(tally.formulas) formulas, "
        + "\(tally.different.count) differ")
  }
}
