import Testing

@testable import Commands

@Suite("Temporal formulas on the command line")
struct LogicTests {
  private func run(_ words: [String]) -> (exit: ExitCode, output: String, errors: String) {
    let console = CapturedConsole()
    let exit = Command.main(["ltl"] + words, console: console)
    return (exit, console.output, console.errors)
  }

  /// Tables whose answers are known.
  private static let tables: String = {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    return folder.joined(separator: "/") + "/Vectors"
  }()

  /// The rows of a table, without its header.
  private func rows(_ table: String) throws -> [[Substring]] {
    let bytes = try FileSystem.content(of: Path.join(Self.tables, table))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }

  private func batch(_ table: String, _ task: String) -> [Substring] {
    let ran = run(["batch", Path.join(Self.tables, table), "--task", task])
    #expect(ran.exit == .met && ran.errors.isEmpty)
    return ran.output.split(separator: "\n")
  }

  @Test("Which parts hold where, on words that end and on others")
  func explained() {
    let told = run(["explain", "G (a -> F b)", "--prefix", "a", "--cycle", "b.-"])
    #expect(told.exit == .met)
    #expect(
      told.output == """
        true
                       0  |:   1   2  :|
        G (a -> F b)   1  |:   1   1  :|
          a -> F b     1  |:   1   1  :|
            a          1  |:   .   .  :|
            F b        1  |:   1   1  :|
              b        .  |:   1   .  :|
        positions 1 to 2 repeat for ever

        """)
    let unasked = run(["explain", "G (a -> F c)", "--cycle", "b"])
    #expect(unasked.exit == .met)
    #expect(
      unasked.errors.hasPrefix("formula:1:9: warning: 'F c' is never asked for [idle-part]"),
      "\(unasked.errors)")
    let broken = run(["explain", "G (a -> F b)", "--finite", "b.a", "--json"])
    #expect(broken.exit == .unmet)
    #expect(broken.output.contains(#""verdict":false,"positions":2,"loop":null"#))
    #expect(broken.output.contains(#"{"formula":"F b","values":"10","depth":2}"#))
    #expect(
      broken.output.contains(
        #"as F b fails at 1: b holds at no position from 1 on","faults":[{"formula":"G (a -> F b)","position":0,"holds":false}"#
      ), "\(broken.output)")
    let long = run([
      "explain", "F p", "--finite", Array(repeating: "-", count: 30).joined(separator: "."),
    ])
    #expect(
      long.output == """
        false
              0 1-29
        F p  (.)   .
          p   .    .
        F p fails at 0: p holds at no position from 0 on

        """)
  }

  @Test("What is known after each letter of a run")
  func monitored() {
    let told = run(["monitor", "G (a -> F b) & G !c", "--finite", "a.b.-.c+a"])
    #expect(told.exit == .unmet)
    #expect(
      told.output == """
        0  a    presumably_false
        1  b    presumably_true
        2  -    presumably_true
        3  c+a  false

        """)
    let open = run(["monitor", "F b", "--finite", "a.b", "--json"])
    #expect(open.exit == .met)
    #expect(
      open.output.contains(
        #""verdict":"true","steps":[{"letter":"a","ltl3":"inconclusive","rvltl":"presumably_false"}"#
      ))
    let endless = run(["monitor", "F b", "--cycle", "a"])
    #expect(endless.exit == .usage && endless.errors.contains("--finite W"))
  }

  @Test("A table of words has the verdicts that are known")
  func words() throws {
    let (rows, lines) = (try rows("ltl-lasso.csv"), batch("ltl-lasso.csv", "eval"))
    #expect(rows.count == 1338 && lines.count == rows.count)
    for (number, (row, line)) in zip(rows, lines).enumerated() {
      #expect(line == "{\"row\":\(number + 1),\"verdict\":\(row[4])}")
    }
  }

  @Test("A table of spellings is read as is known")
  func spellings() throws {
    let (rows, lines) = (try rows("ltl-syntax.csv"), batch("ltl-syntax.csv", "parse"))
    #expect(rows.count == 58 && lines.count == rows.count)
    for (row, line) in zip(rows, lines) {
      #expect(line.contains(row[2] == "ok" ? "\"full\":\"\(row[3])\"" : "\"findings\":["), "\(row)")
    }
  }

  @Test("Whether a formula holds on a word is the exit code, too")
  func evaluation() {
    let yes = run(["eval", "G F p", "--prefix", "", "--cycle", "-.p"])
    #expect(yes.exit == .met && yes.output == "true\n")
    let no = run(["eval", "F G p", "--cycle", "-.p", "--json"])
    #expect(no.exit == .unmet && no.output.contains("\"exit\":1,\"verdict\":false"))
    #expect(no.output.contains(#""failure":{"text":"F G p fails at 0: G p holds at no position"#))
    let told = run(["eval", "G p", "--cycle", "p.-"])
    #expect(told.output == "false\nG p fails at 0, as p fails at 1\n")
    let open = run(["eval", "G (p -> F q)", "--finite", "p", "--json"])
    #expect(
      open.output.contains(
        #""ltlf":false,"ltlfWeakNext":false,"ltl3":"inconclusive","rvltl":"presumably_false""#))
  }

  @Test("What is known of a formula, and what is hardly meant by it")
  func check() {
    let plain = run(["check", "G (a -> F b)"])
    #expect(plain.exit == .met && plain.errors.isEmpty)
    #expect(plain.output.contains("class:             recurrence\n"), "\(plain.output)")
    let never = run(["check", "G a & F !a", "--json"])
    #expect(never.exit == .unmet)
    #expect(
      never.output.contains(
        #""satisfiable":false,"valid":false,"class":"safety","stutterInvariant":true,"lint":["unsatisfiable-formula"]"#
      ), "\(never.output)")
    let suspect = run(["check", "G F (a -> b)"])
    #expect(suspect.exit == .met)
    #expect(suspect.errors.hasPrefix("formula:1:1: warning: G F (a -> b) holds whenever"))
    #expect(suspect.errors.contains("perhaps 'G (a -> F b)'"))
    // Each code stands once, however often it is found.
    let twice = run(["check", "F (a -> b) & F (b -> a)", "--json"])
    #expect(twice.output.contains(#""lint":["eventual-implication"]"#), "\(twice.output)")
  }

  @Test("A table of formulas is checked in one go")
  func checks() throws {
    let console = CapturedConsole()
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "few.csv")
    try AtomicFile.write("id,spot\n1,G p\n2,X p\n3,p U\n", to: file)
    let exit = Command.main(["ltl", "batch", file, "--task", "check"], console: console)
    let lines = console.output.split(separator: "\n")
    #expect(exit == .badInput && lines.count == 3)
    #expect(
      lines.first
        == #"{"row":1,"satisfiable":true,"valid":false,"class":"safety","stutterInvariant":true,"lint":[]}"#
    )
    #expect(lines.last?.contains("bad-formula") == true)
  }

  @Test("Tables as other programs write them")
  func foreignTables() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "few.csv")
    func batch(_ text: String, _ task: String) throws -> (exit: ExitCode, lines: [Substring]) {
      try AtomicFile.write(text, to: file)
      let ran = run(["batch", file, "--task", task])
      return (ran.exit, ran.output.split(separator: "\n"))
    }
    let marked = try batch("\u{FEFF}formula,prefix,cycle\r\nF p,-,p\r\n", "eval")
    #expect(marked.exit == .met && marked.lines == [#"{"row":1,"verdict":true}"#])
    // Without a column for it, formulas are spelled as the command line says, or in our own way.
    let plain = try batch("formula\nO p\n", "parse")
    #expect(plain.lines == [#"{"row":1,"formula":"O p","full":"O(p)"}"#])
    // Fields too many are told, and not left out.
    let wide = try batch("formula,prefix,cycle\nG p,p,p,q\nG p,,p\n", "eval")
    #expect(wide.exit == .badInput && wide.lines.count == 2)
    #expect(wide.lines[0].contains(#""line":2,"column":1,"code":"bad-table""#), "\(wide.lines)")
    #expect(wide.lines[1] == #"{"row":2,"verdict":true}"#)
    let large = (1...1_001).map { "p\($0)" }.joined(separator: " & ")
    let limited = try batch("formula\n\(large)\nG p\n", "translate")
    #expect(limited.exit == .inconclusive && limited.lines.count == 2)
  }

  @Test("A word that is shown can be given back")
  func shownWord() {
    let told = run(["equivalent", "p.q", "r"])
    #expect(told.output.contains(#"--prefix '"p.q"'"#), "\(told.output)")
    #expect(run(["eval", "p.q", "--prefix", "\"p.q\"", "--cycle", "-"]).exit == .met)
  }

  @Test("On a finite word, too, the exit code says whether a formula holds")
  func finite() {
    #expect(run(["eval", "G p", "--finite", "p.p"]).exit == .met)
    #expect(run(["eval", "G p", "--finite", "p.-"]).exit == .unmet)
  }

  @Test("Two formulas are equivalent, or differ on a word that is shown")
  func equivalence() {
    #expect(run(["equivalent", "G F p", "!F G !p"]).exit == .met)
    let other = run(["equivalent", "G p", "p", "--json"])
    #expect(other.exit == .unmet)
    #expect(other.output.contains(#""equivalent":false,"word":{"prefix":"#))
    #expect(other.output.contains(#""holdsFor":"B""#))
  }

  @Test("A formula and an automaton have the same words, or one is shown that tells them apart")
  func automata() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "response.hoa")
    try AtomicFile.write(run(["translate", "G (a -> F b)", "--to", "hoa"]).output, to: file)
    let same = run(["equivalent", "G (a -> F b)", "--automaton", file])
    #expect(same.exit == .met && same.output == "equivalent\n")
    let less = run(["equivalent", "G !a", "--automaton", file, "--json"])
    #expect(less.exit == .unmet && less.output.contains(#""holdsFor":"B""#), "\(less.output)")
    let more = run(["equivalent", "G F a | G F b | F G !a", "--automaton", file, "--json"])
    #expect(more.exit == .unmet, "\(more.output)")
    let broken = Path.join(folder.path, "broken.hoa")
    try AtomicFile.write("HOA: v1\nStates: 1\nStart: 7\nAcceptance: 1 Fin(0)\n", to: broken)
    let refused = run(["equivalent", "p", "--automaton", broken, "--json"])
    #expect(refused.exit == .badInput && refused.errors.contains("broken.hoa:4:15: error: "))
    #expect(refused.output.contains(#""code":"unsupported-automaton""#), "\(refused.output)")
    let missing = run(["equivalent", "p", "--automaton", Path.join(folder.path, "none.hoa")])
    #expect(missing.exit == .inputOutput, "\(missing.errors)")
    #expect(run(["equivalent", "p", "q", "--automaton", file]).exit == .usage)
    #expect(run(["parse", "p", "--automaton", file]).exit == .usage)
  }

  @Test("A long run is followed letter by letter, without looking back at all of it")
  func longRun() {
    let letters = Array(repeating: "p.q.-", count: 10_000).joined(separator: ".")
    let told = run(["monitor", "G (p -> F q) & G F (p S q)", "--finite", letters])
    #expect(told.exit == .met)
    #expect(told.output.split(separator: "\n").count == 30_000)
    #expect(told.output.hasSuffix("29999  -  presumably_false\n"), "\(told.output.suffix(60))")
  }

  @Test("What takes too many values is not evaluated")
  func huge() {
    let formula = (1...4_000).map { "p\($0)" }.joined(separator: " & ")
    let word = Array(repeating: "-", count: 50_000).joined(separator: ".")
    for verb in ["eval", "explain"] {
      #expect(run([verb, formula, "--finite", word]).exit == .inconclusive)
      #expect(run([verb, formula, "--cycle", word]).exit == .inconclusive)
    }
  }

  @Test("The sizes of automata")
  func sizes() {
    let ran = run(["translate", "G (a -> F b)", "--json"])
    #expect(
      ran.output.contains(
        #""buchiStates":2,"tgbaStates":2,"tgbaEdges":4,"deterministic":true"#), "\(ran.output)")
    let small = run(["translate", "F G p & F G q", "--json"])
    #expect(small.output.contains(#""tgbaStates":2"#), "\(small.output)")
    let quick = run(["translate", "F G p & F G q", "--quick", "--json"])
    #expect(quick.output.contains(#""tgbaStates":4"#), "\(quick.output)")
  }

  @Test("The formulas that are measured are those of the table")
  func measured() throws {
    let formulas = try rows("ltl-formulas.csv").map { String($0[2]) }
    #expect(FormulaList.formulas == formulas)
  }

  @Test("An automaton is written down in the form that is asked for")
  func forms() {
    let hoa = run(["translate", "G (a -> F b)", "--to", "hoa"])
    #expect(hoa.exit == .met && hoa.output.hasPrefix("HOA: v1\ntool: \"nocturne\"\nname: "))
    #expect(hoa.output.contains("complete deterministic stutter-invariant\n"))
    let step = run(["translate", "G (a -> X b)", "--to", "hoa"])
    #expect(!step.output.contains("stutter-invariant"))
    let never = run(["translate", "G (a -> F b)", "--to", "never"])
    #expect(never.output.hasPrefix("never { /* G (a -> F b) */\naccept_init:\n"))
    let dot = run(["translate", "G (a -> F b)", "--to", "dot"])
    #expect(dot.output.hasPrefix("digraph automaton {\n") && dot.output.hasSuffix("}\n"))
    let json = run(["translate", "G a", "--to", "never", "--json"])
    #expect(
      json.output.contains(
        #""buchiStates":1,"tgbaStates":1,"tgbaEdges":1,"deterministic":true,"text":"never {"#))
  }

  @Test(
    "What is wrong is said, with its place",
    arguments: [
      (
        ["parse", "G (a || b && c)"], 65, "formula:1:4: error: SPIN and Spot read this differently"
      ),
      (["check", "G (p -> F[<=5ms] q)"], 65, "'formulas:' in a scenario"),
      (["check", "forall m: G p"], 65, "'formulas:' in a scenario"),
      (["check", "G done(command: m)"], 65, "'formulas:' in a scenario"),
      (["parse", "p", "--to", "hoa"], 64, "'ltl parse' takes no '--to'"),
      (["check", "p", "--finite", "p"], 64, "it belongs to 'ltl eval', 'ltl explain'"),
      (["eval", "p", "--cycle", "p", "--quick"], 64, "it belongs to 'ltl translate', 'ltl batch'"),
      (["monitor", "p"], 64, "'ltl monitor' needs a word: --finite W"),
      (["parse", "p U"], 65, "formula:1:4: error: expected a proposition"),
      (["eval", "p"], 64, "needs a word"), (["eval", "p", "--cycle", "p..q"], 64, "is no word"),
      (["equivalent", "p"], 64, "two formulas"), (["parse", "p", "q"], 64, "one word"),
      (["batch", "/nowhere.csv"], 74, "cannot read"), (["chek", "p"], 64, "unknown-operand"),
      (["translate", "p", "--to", "promela"], 64, "bad-option-value"),
    ])
  func mistakes(words: [String], exit: Int32, text: String) {
    let ran = run(words)
    #expect(ran.exit.rawValue == exit && ran.errors.contains(text), "\(ran.errors)")
  }
}
