import Determinism
import Diagnostics
import NocturneLedger
import TemporalLogic

/// The readers of formulas, of automata and of properties.
enum LogicTargets {
  /// The first byte chooses the dialect and how large the word is that is tried.
  static let formula = FuzzTarget(name: "formula") { bytes in
    guard let choice = bytes.first else { return }
    let dialect = Dialect.allCases[Int(choice) % Dialect.allCases.count]
    let text = SourceText(name: "formula", bytes: Array(bytes.dropFirst()))
    var store = FormulaStore()
    let (formula, findings) = FormulaParser.read(
      text, dialect: dialect, isLenient: choice >= 128, into: &store)
    guard let formula else {
      precondition(findings.hasErrors && !findings.rendered.isEmpty, "refused without a word")
      return
    }
    precondition(!findings.hasErrors, "read, and an error all the same")
    locate(text, dialect, isLenient: choice >= 128, store.text(formula))
    for style in [FormulaStore.TextStyle.readable, .full] { reread(formula, style, store) }
    if store.parts(of: formula).count <= 10 { evaluate(formula, store, bytes) }
  }

  /// What is read is written, read again the same, and accepts the same word.
  static let automaton = FuzzTarget(name: "automaton") { bytes in
    let text = SourceText(name: "automaton", bytes: bytes)
    let (automaton, findings) = HOAReader.read(text)
    guard let automaton else {
      precondition(findings.hasErrors && !findings.rendered.isEmpty, "refused without a word")
      return
    }
    precondition(!findings.hasErrors, "read, and an error all the same")
    // A label of many propositions may have exponentially many products, and a short text very many states.
    if automaton.atoms.count > 10 || automaton.stateCount > 500 { return }
    let written = automaton.hoa()
    let (again, problems) = HOAReader.read(SourceText(name: "again", text: written))
    guard let again else { preconditionFailure("refused what was written: \(problems.rendered)") }
    precondition(again.hoa() == written, "another automaton than was written")
    if automaton.edgeCount <= 200 {
      let word = word(automaton.atoms, bytes)
      precondition(automaton.accepts(word) == again.accepts(word), "accepts other words")
    }
  }

  /// A file of the ledger's properties: what is read has a name, and a monitor, and what is not is told.
  static let properties = FuzzTarget(name: "properties") { bytes in
    let text = SourceText(name: "properties", bytes: bytes)
    let book = PropertyBook<LedgerProjection>(text)
    precondition(book.findings.isEmpty || !book.findings.rendered.isEmpty, "refused without a word")
    for (number, name) in book.names.enumerated() {
      precondition(!name.isEmpty && !book.names.prefix(number).contains(name), "two of one name")
      _ = book.property(name).monitor()
    }
  }

  /// With the places of its parts the formula is the same, though Spot's identities are not applied to it.
  private static func locate(
    _ text: SourceText, _ dialect: Dialect, isLenient: Bool, _ formula: String
  ) {
    let (located, _) = FormulaParser.readLocated(text, dialect: dialect, isLenient: isLenient)
    guard let located else { preconditionFailure("refused once its parts have places") }
    for occurrence in located.occurrences {
      precondition(
        !occurrence.range.isEmpty && occurrence.range.upperBound <= text.bytes.count, "no place")
    }
    precondition(
      dialect == .spot || located.store.text(located.formula) == formula, "another formula")
  }

  /// Followed letter by letter, the formula is presumed to hold if and only if it does; a final verdict stays.
  private static func follow(
    _ formula: FormulaID, _ store: FormulaStore, _ word: Word, _ holds: Bool
  ) {
    guard let program = MonitorProgram(formula, in: store) else { return }
    var monitor = ProgramMonitor(program)
    for letter in word.prefix { monitor.take(program.letter(letter)) }
    guard let verdict = monitor.verdict else { return }
    let endless = Word(prefix: word.prefix, cycle: [[]])
    let expected =
      verdict.isFinal ? WordEvaluator(formula, in: store, on: endless).holds : holds
    precondition(
      (verdict == .true || verdict == .presumablyTrue) == expected, "the monitor says otherwise")
  }

  private static func reread(
    _ formula: FormulaID, _ style: FormulaStore.TextStyle, _ store: FormulaStore
  ) {
    var store = store
    let written = SourceText(name: "again", text: store.text(formula, style))
    let (again, findings) = FormulaParser.read(written, isLenient: true, into: &store)
    guard let again else {
      // Parentheses may be deeper than those of the text, which had none.
      precondition(
        findings.contains { $0.code == LogicFinding.formulaTooLarge.rawValue },
        "refused what was written: \(findings.rendered)")
      return
    }
    // Chains of `&`, and of `|`, are compared as wholes.
    let plain = [formula, again].map { id in
      store.rebuilt(id) { store, form, parts in store.make(form, parts) }
    }
    precondition(plain[0] == plain[1], "another formula than was written: \(written.text)")
  }

  /// The formula or its negation holds, and automata agree with that.
  private static func evaluate(_ formula: FormulaID, _ store: FormulaStore, _ bytes: [UInt8]) {
    var store = store
    let opposite = store.make(.not, formula)
    let word = word(store.atoms, bytes)
    for word in [word, Word(prefix: word.prefix + word.cycle)] {
      let holds = WordEvaluator(formula, in: store, on: word).holds
      precondition(
        WordEvaluator(opposite, in: store, on: word).holds != holds, "so does its negation")
      if word.cycle.isEmpty { follow(formula, store, word, holds) }
      if word.cycle.isEmpty || store.atoms.count > 6 { continue }
      for effort in TranslationEffort.allCases {
        guard let made = Automaton.generalised(formula, in: store, effort: effort) else { continue }
        precondition(made.accepts(word) == holds, "the \(effort) automaton is another one")
      }
    }
  }

  /// A word with a cycle, from the last bytes.
  private static func word(_ atoms: [String], _ bytes: [UInt8]) -> Word {
    let letters = bytes.suffix(5).map { byte in
      atoms.indices.filter { byte >> UInt8($0 % 8) & 1 == 1 }.map { atoms[$0] }
    }
    let cycle = min(letters.count, 1 + Int(bytes.last ?? 0) % 3)
    return Word(
      prefix: Array(letters.dropLast(cycle)),
      cycle: cycle == 0 ? [[]] : Array(letters.suffix(cycle)))
  }
}
