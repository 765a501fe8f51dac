import Testing

/// A piece of source that breaks a rule, or nearly does.
struct Fixture: Sendable, CustomTestStringConvertible {
  let rule: Rule
  let path: String
  let text: String
  /// The lines to complain about, in order.
  let lines: [Int]

  var testDescription: String {
    "\(rule.name): " + text.prefix(60).map { $0 == "\n" ? " ⏎ " : String($0) }.joined()
  }

  init(_ rule: Rule, _ text: String, _ lines: [Int]) {
    self.init(rule, "Sources/Machine/A.swift", text, lines)
  }

  init(_ rule: Rule, _ path: String, _ text: String, _ lines: [Int]) {
    self.rule = rule
    self.path = path
    self.text = text
    self.lines = lines
  }
}

/// Each rule fires where it should, and only there.
@Suite("Tidy's rules")
struct FixtureTests {
  @Test("The rule complains about exactly these lines", arguments: Fixture.all)
  func fixture(_ fixture: Fixture) {
    let violations = fixture.rule.check(SourceFile(path: fixture.path, text: fixture.text))
    #expect(violations.map(\.line) == fixture.lines, "\(violations)")
  }

  @Test("Every rule has a text that breaks it and one that does not", arguments: Rule.all)
  func coverage(rule: Rule) {
    let fixtures = Fixture.all.filter { $0.rule.name == rule.name }
    #expect(fixtures.contains { !$0.lines.isEmpty })
    #expect(fixtures.contains { $0.lines.isEmpty })
  }

  @Test("A violation reads like a compiler's error and names the way out")
  func message() {
    let file = SourceFile(path: "Sources/Machine/A.swift", text: "let a = Date()")
    #expect(
      Rule.determinism.check(file).map(\.description) == [
        "Sources/Machine/A.swift:1: error: Date( is banned, use virtual time"
      ])
  }

  @Test("Names of targets and public types must differ in more than case")
  func names() {
    let file = SourceFile(
      path: "Sources/Machine/A.swift",
      text: "public final class Faults {}\nstruct Traces {}\npublic struct Fault {}")
    let violations = PackageRules.names(
      targets: ["Faults", "Traces", "traces", "Machine"], files: [file])
    #expect(violations.map(\.path) == ["Package.swift", "Sources/Machine/A.swift"])
    #expect(violations.map(\.line) == [1, 1])
  }

  @Test("The manifest may not reach upwards, nor hold a target without a layer")
  func manifest() {
    let file = SourceFile(
      path: "Package.swift",
      text: """
        let layers = [
          Layer(name: "Machine", imports: ["Determinism", "Cryptography", "CSodium"]),
          Layer(name: "Faults", imports: ["Simulation"], isProduct: true),
          Layer(name: "Extras"),
        ]
        """)
    #expect(PackageRules.manifest(file).map(\.line) == [3, 4])
  }

  @Test("Comments and strings are told from code, and interpolations from strings")
  func lexing() {
    let lexer = Lexer(
      ##"""
      a /* b /* c */ d */ e // f
      "g \(h("i)") + j) k" l
      #"m \(n) \#(o) "p" "# q
      """
        r "s" \(t)
        """ u /// v
      w.0.1 + 1_000.5 + 0x1F + 1...2
      """##)
    #expect(
      lexer.tokens.filter { $0.kind == .word }.map(\.text) == [
        "a", "e", "h", "j", "l", "o", "q", "t", "u", "w",
      ])
    #expect(
      lexer.tokens.filter { $0.kind == .number }.map(\.text) == [
        "0", "1", "1_000.5", "0x1F", "1", "2",
      ])
    #expect(lexer.comments.map(\.line) == [1, 1, 6])
    #expect(lexer.tokens.last?.line == 7)
  }

  @Test("No text makes the scanner trap")
  func anyText() {
    let pieces = [
      "\"", "\"\"\"", "#\"", "\"#", "\\(", ")", "(", "{", "}", "[", "]", "/*", "*/",
      "//", "\n", "\\", "func", "unsafe", "var", "public", "1.", ".5", "é", " ", "@", ":", "import",
    ]
    var state: UInt64 = 7
    for length in 0..<2000 {
      var text = ""
      for _ in 0..<(length % 23) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int((state >> 33) % UInt64(pieces.count))]
      }
      let file = SourceFile(path: "Sources/Machine/A.swift", text: text)
      for rule in Rule.all { _ = rule.check(file) }
    }
  }
}
