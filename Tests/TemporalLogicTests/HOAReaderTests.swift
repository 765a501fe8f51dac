import Determinism
import Diagnostics
import Testing

@testable import TemporalLogic

@Suite("Reading automata")
struct HOAReaderTests {
  /// G F a in every way that the format has for it.
  private static let everyWay: [String] = [
    """
    HOA: v1
    /* a comment /* within a comment */ */
    States: 1 Start: 0 AP: 1 "a" acc-name: Buchi Acceptance: 1 Inf(0)
    properties: trans-acc --BODY--
    State: 0 [0] 0 {0} [!0] 0 --END--
    """,
    // Marks of states, without a line that says how many there are.
    """
    HOA: v1 name: "G F a" Start: 0 Acceptance: 1 Inf(0) AP: 1 "a" --BODY--
    State: 0 "waits" [!0] 0 [0] 1
    State: 1 "has it" {0} [!(0)] 0 [0 | f] 1 --END--
    """,
    // Labels of states.
    """
    HOA: v1 States: 2 Start: 0 Start: 1 Start: 0 AP: 1 "a" Acceptance: 1 Inf(0) --BODY--
    State: [0] 0 {0} 0 1 State: [!0] 1 0 1 --END--
    """,
    // Labels by letter: the first edge is that of the empty letter.
    """
    HOA: v1 States: 1 Start: 0 AP: 1 "a" Acceptance: 1 Inf(0) --BODY--
    State: 0 0 0 {0} --END--
    """,
    // Aliases, parentheses, and a set that need not be visited.
    """
    HOA: v1 Alias: @yes 0 Alias: @no !@yes States: 1 Start: 0 AP: 1 "a"
    Acceptance: 3 (Inf(2) & t) --BODY--
    State: 0 [@no & (t | 0)] 0 {0} [@yes] 0 {2 0} --END--
    """,
    // A header that may be passed over.
    """
    HOA: v1 spot-highlight: 1 2 x-note: "text" word States: 1 Start: 0 AP: 1 "a"
    Acceptance: 1 Inf(0) --BODY-- State: 0 [0] 0 {0} [!0] 0 --END--
    """,
  ]

  @Test("One language in every way that the format has for it", arguments: everyWay)
  func ways(text: String) throws {
    let automaton = try AutomatonFormTests.read(text)
    var random = RandomFormulas(seed: 1)
    let formula = try Vectors.formula("G F a", into: &random.store)
    for _ in 0..<40 {
      let word = random.word()
      #expect(
        automaton.accepts(word) == WordEvaluator(formula, in: random.store, on: word).holds,
        "\(word)")
    }
  }

  @Test("Two sets have both to be visited, and without an initial state nothing is accepted")
  func few() throws {
    let both = try AutomatonFormTests.read(
      """
      HOA: v1 States: 1 Start: 0 AP: 2 "a" "b" Acceptance: 2 Inf(0)&Inf(1) --BODY--
      State: 0 [0&1] 0 {0 1} [0&!1] 0 {0} [!0&1] 0 {1} [!0&!1] 0 --END--
      """)
    #expect(both.accepts(Word(prefix: [], cycle: [["a"], ["b"]])))
    #expect(!both.accepts(Word(prefix: [["b"]], cycle: [["a"]])))
    for text in ["States: 1", "States: 0", ""] {
      let none = try AutomatonFormTests.read("HOA: v1 \(text) Acceptance: 0 t --BODY-- --END--")
      #expect(none.isEmpty && none.stateCount >= 1)
    }
  }

  @Test(
    "What is wrong is told with its place",
    arguments: [
      ("", "1:1: bad-automaton: expected 'HOA: v1', found the end"),
      ("HOA: v2", "1:6: unsupported-automaton: only version 1"),
      ("HOA: v1\nStates: 1\nStates: 2", "3:1: bad-automaton: 'States:' stands twice"),
      ("HOA: v1 States: 4000000000", "1:17: bad-automaton: the number of states cannot be"),
      ("HOA: v1 AP: 2 \"a\"", "1:9: bad-automaton: there are 1 names for 2"),
      ("HOA: v1 AP: 2 \"a\" \"a\"", "1:19: bad-automaton: two propositions are called 'a'"),
      ("HOA: v1 AP: 1 \"a\" \"b\"", "1:19: bad-automaton: there are more than 1 names"),
      ("HOA: v1 AP: 1 \"a", "1:15: bad-automaton: expected a name in quotes"),
      ("HOA: v1 --BODY--", "1:9: bad-automaton: expected 'Acceptance:'"),
      ("HOA: v1 Acceptance: 1 Fin(0)", "1:23: unsupported-automaton: this acceptance"),
      ("HOA: v1 Acceptance: 2 Inf(0)|Inf(1)", "1:29: unsupported-automaton: this acceptance"),
      ("HOA: v1 Acceptance: 1 Inf(!0)", "1:27: unsupported-automaton: this acceptance"),
      ("HOA: v1 Acceptance: 1 Inf(1)", "1:27: bad-automaton: an acceptance set cannot be 1"),
      ("HOA: v1 Acceptance: 65 t", "1:21: bad-automaton: the number of acceptance sets"),
      ("HOA: v1 Weights: 1", "1:9: unsupported-automaton: 'Weights:' is not understood"),
      ("HOA: v1 Start: 0&1", "1:17: unsupported-automaton: to be in several states"),
      ("HOA: v1 /* open", "1:9: bad-automaton: expected a header"),
      ("HOA: v1 Alias: @a 3 Acceptance: 0 t AP: 1 \"a\" --BODY--", "1:19: bad-automaton"),
      ("HOA: v1 Start: 3 States: 1 Acceptance: 0 t --BODY-- --END--", "1:16: bad-automaton"),
      (
        "HOA: v1 Start: 0 Acceptance: 0 t --BODY-- State: 0 [0] 0",
        "1:53: bad-automaton: a proposition cannot be 0, as there is none"
      ),
      ("HOA: v1 Alias: @a @b", "1:19: bad-automaton: there is no alias '@b'"),
    ])
  func header(text: String, expected: String) { expect(text, expected) }

  @Test(
    "In the body, too",
    arguments: [
      ("State: 0 State: 0", "3:17: bad-automaton: the state 0 stands twice"),
      ("State: 2", "3:8: bad-automaton: a state cannot be 2"),
      ("State: 0 [2] 0", "3:11: bad-automaton: a proposition cannot be 2"),
      ("State: 0 [0] 7", "3:14: bad-automaton: a state cannot be 7"),
      ("State: 0 [0] 0 {1}", "3:17: bad-automaton: an acceptance set cannot be 1"),
      ("State: 0 [0] 0&1", "3:15: unsupported-automaton: to be in several states"),
      ("State: 0 [0 0", "3:13: bad-automaton: expected ']', found '0'"),
      ("State: 0 [0] --END--", "3:14: bad-automaton: expected a state"),
      ("State: 0 0 1 0", "3:8: bad-automaton: the state 0 has 3 edges without labels"),
      ("State: 0 [0] 0 1", "3:8: bad-automaton: some edges of the state 0"),
      ("State: [t] 0 [0] 0", "3:14: bad-automaton: edges of a state with a label"),
      ("State: 0 --ABORT--", "3:10: unsupported-automaton: the automaton was not finished"),
      ("State: 0 --END-- HOA: v1", "3:18: unsupported-automaton: only one automaton"),
      ("State: 0", "3:9: bad-automaton: expected 'State:' or '--END--', found the end"),
    ])
  func body(text: String, expected: String) {
    let header = "HOA: v1 States: 2 Start: 0\nAP: 2 \"a\" \"b\" Acceptance: 1 Inf(0) --BODY--\n"
    expect(header + text, expected)
  }

  @Test("However deep it is, it is refused and not run into")
  func deep() {
    let parentheses = String(repeating: "(", count: 100_000)
    expect("HOA: v1 AP: 1 \"a\" Alias: @a " + parentheses, "1:285: automaton-too-large")
    expect("HOA: v1 Acceptance: 1 " + parentheses, "1:280: automaton-too-large")
    let negations = String(repeating: "!", count: 100_001)
    expect("HOA: v1 AP: 1 \"a\" Alias: @a " + negations, "1:100030: bad-automaton")
  }

  @Test(
    "Labels that become too large are given up, in one label, by aliases, or when edges are merged")
  func labels() {
    let atoms =
      "HOA: v1 States: 1 Start: 0 Acceptance: 0 t AP: 80 "
      + (0..<80).map { "\"a\($0)\"" }.joined(separator: " ")
    let pairs = (0..<40).map { "\($0)&\($0 + 40)" }
    let sum = pairs.joined(separator: "|")
    expect("\(atoms) --BODY-- State: 0 [\(sum)] 0 --END--", "1:")
    let edges = pairs.map { "[\($0)] 0" }.joined(separator: " ")
    expect("\(atoms) --BODY-- State: 0 \(edges) --END--", "1:")
    // Either is small enough, and both together are not.
    let one = (0..<16).map { "\($0)&\($0 + 40)" }.joined(separator: "|")
    let other = (0..<16).map { "\($0 + 20)&\($0 + 60)" }.joined(separator: "|")
    let aliases = "Alias: @a \(one) Alias: @b \(other)"
    expect("\(atoms) \(aliases) --BODY-- State: 0 [@a & @b] 0 --END--", "1:")
    expect("HOA: v1 AP: 1 \"a\" Alias: @ 0", "1:26: bad-automaton: expected a name such as '@a'")
  }

  private func expect(_ text: String, _ expected: String) {
    let (automaton, findings) = HOAReader.read(SourceText(name: "a.hoa", text: text))
    let told = findings.map { "\($0.position): \($0.code): \($0.message)" }.joined()
    #expect(automaton == nil && told.hasPrefix(expected), "\(told)")
  }

  @Test("No text makes the reader trap, and what it reads it would read again")
  func mutations() throws {
    var random = RandomStream(seed: 1, name: "mutations", index: 0)
    func below(_ count: Int) -> Int { Int(random.below(UInt64(count))) }
    var store = FormulaStore()
    let formula = try Vectors.formula("G (a -> F b) & F G c", into: &store)
    let (general, buchi) = try #require(Automaton.translate(formula, in: store))
    let seeds = (Self.everyWay + [general.hoa(), buchi.hoa()]).map { Array($0.utf8) }
    let pieces = [
      "0", "1", "9", "[", "]", "{", "}", "(", ")", "!", "&", "|", "t", "f", "\"", "@a", "\\", "/*",
      "*/", "State:", "Start:", "AP:", "--BODY--", "--END--", "Inf(0)", "99999999999999999999",
      "\u{E9}", "\0", " ",
    ].map { Array($0.utf8) }
    var readable = 0
    for _ in 0..<3_000 {
      var bytes = seeds[below(seeds.count)]
      for _ in 0...below(3) {
        let place = below(bytes.count)
        switch below(4) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8(below(256))
        case 2: bytes.insert(contentsOf: pieces[below(pieces.count)], at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + below(30)))
        }
        if bytes.isEmpty { bytes = [0] }
      }
      let (automaton, findings) = HOAReader.read(SourceText(name: "a.hoa", bytes: bytes))
      #expect((automaton == nil) == findings.hasErrors)
      guard let automaton else { continue }
      readable += 1
      let written = automaton.hoa()
      let again = try AutomatonFormTests.read(written)
      #expect(again.hoa() == written, "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(readable > 100)
  }
}
