import Determinism
import Diagnostics
import Testing

@testable import TemporalLogic

@Suite("Files of properties")
struct PropertyParserTests {
  private static let file = """
    # What a toy promises.
    define both(a, b) = p(a, b) & v(a, b)
    define one(a) = exists z: both_(a, z)

    /// Pairs are
    /// asked for.
    property Asked (tla: "Toy!Asked", claims: "T-1, T-2", fairness: "WF") =
      forall x, y: G (both(x, y) -> q(x))
    property Low = forall x: G (count y: p(x, y) <= limit - 1)

    """

  private static func read(
    _ text: String
  ) -> (properties: [PropertyText], findings: [Finding]) {
    PropertyParser.read(
      SourceText(name: "toy.properties", bytes: Array(text.utf8)), ToyProjection.schema)
  }

  @Test("Have names, sentences, claims, operators of TLA+, and definitions that are put in")
  func reads() throws {
    let (properties, findings) = Self.read(
      Self.file.replacing("define one(a) = exists z: both_(a, z)", with: ""))
    #expect(findings == [], "\(findings)")
    #expect(properties.map(\.name) == ["Asked", "Low"])
    let asked = try #require(properties.first)
    #expect(asked.summary == "Pairs are asked for." && asked.tla == "Toy!Asked")
    #expect(asked.claims == ["T-1", "T-2"] && asked.fairness == "WF")
    #expect(asked.bodyText == "G (both(x, y) -> q(x))" && asked.atoms.count == 3)
    #expect(properties[1].tla == nil && properties[1].summary == "")
    let book = PropertyBook<ToyProjection>(
      SourceText(name: "toy", bytes: Array("property A = forall x: G (u(x) -> q(x))".utf8)))
    #expect(book.findings == [] && book.all.map(\.name) == ["A"])
  }

  @Test("What is written over several lines is quoted in one")
  func lines() throws {
    let (properties, findings) = Self.read(
      "property A = forall x: G (exists y: (p(x, y)\n  & u(y)))\n")
    let property = try #require(properties.first)
    #expect(findings == [] && property.bodyText == "G (exists y: (p(x, y) & u(y)))")
    #expect(property.store.atoms == ["exists y: (p(x, y) & u(y))"])
  }

  @Test("All mistakes come at once, each in its place, and leave the rest standing")
  func mistakes() {
    let text = """
      property A = forall x: G (u(x) -> q(x))
      property A = forall x: G (u(x) -> q(x))
      define p(a) = q(a)
      property B = forall x: G nothing(x)
      define twice(a) = q(a)
      property C = forall x: G twice(x, x)
      property D (spec: "x") = G go
      property E = forall x, y: G (q(x) -> F r(y))
      nonsense
      define loop(a) = loop(a)
      property F2 = forall x: G loop(x)
      property Hope = F go
      """
    let book = PropertyBook<ToyProjection>(SourceText(name: "toy", bytes: Array(text.utf8)))
    let lines = book.findings.map { "\($0.position.line):\($0.position.column) \($0.code)" }
    #expect(
      lines.sorted() == [
        "10:18 bad-property", "2:10 bad-property", "3:8 bad-property", "4:26 unknown-proposition",
        "6:26 bad-property", "7:13 bad-property", "9:1 bad-formula",
      ], "\(lines)")
    #expect(book.names == ["A", "Hope"])
  }

  @Test(
    "What is meant is guessed",
    arguments: [
      ("forall x, x: G (q(x) -> F r(x))", "1:11 'x' is a variable already", "choose another"),
      ("G (q(k) -> F go)", "1:6 'k' is no variable here", "'forall k:'"),
      ("forall x: G (q(x) -> F[<=5 ms] go)", "1:26 expected a time", "one word, with its unit"),
      ("forall x: G (q(x) -> F[<=99999999999s] go)", "1:26 expected a time", "below 2^53"),
      ("forall x: G (q(x) -> F[<=soon] go)", "1:26 there is no parameter", "limit"),
      ("forall x: G (q(\"n\") -> F r(x))", "1:16 a number stands here, and no name", "variable"),
    ])
  func hints(formula: String, message: String, hint: String) throws {
    let source = SourceText(name: "formula", text: formula)
    let (_, findings) = PropertyFormula.read(name: "P", source, ToyProjection.schema)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect("\(finding.position) \(finding.message)".hasPrefix(message), "\(finding)")
    #expect(finding.hint?.contains(hint) == true, "\(finding)")
  }

  @Test("A mistake is not told once more as a doubt")
  func onceOnly() {
    let source = SourceText(name: "formula", text: "forall x: G (q(x) -> X u(x))")
    let (_, findings) = PropertyFormula.read(name: "P", source, ToyProjection.schema)
    #expect(findings.map(\.code) == ["stutter-sensitive"])
    #expect(findings.map(\.severity) == [.error])
  }

  @Test("Definitions that double each other are not put in for ever")
  func doubling() {
    var text = "define d0(a) = q(a)\n"
    for number in 1..<16 {
      let use = "d\(number - 1)(a)"
      text += "define d\(number)(a) = \(use) & \(use) & \(use) & \(use)\n"
    }
    let (properties, findings) = Self.read(text + "property A = forall x: G d15(x)\n")
    #expect(properties.isEmpty && findings.map(\.code) == ["formula-too-large"])
  }

  @Test("Nor are very many propositions, or queries of very many parts, made ready")
  func wide() {
    let atoms = (0..<20_000).map { "q(\($0))" }.joined(separator: " | ")
    let parts = Array(repeating: "p(x, y)", count: 3_000).joined(separator: " & ")
    for text in ["G (\(atoms))", "forall x: G (count y: (\(parts)) <= 1)"] {
      let source = SourceText(name: "formula", text: text)
      let (_, findings) = PropertyFormula.read(name: "P", source, ToyProjection.schema)
      #expect(findings.map(\.code) == ["formula-too-large"])
    }
  }

  @Test("More text than is read is refused in a formula, too")
  func tooLong() {
    let source = SourceText(
      name: "formula", bytes: Array(repeating: 0x20, count: FormulaParser.longest + 1))
    let (_, findings) = PropertyFormula.read(name: "P", source, ToyProjection.schema)
    #expect(findings.map(\.code) == ["formula-too-large"])
  }

  @Test("Mutations of a file end as properties or as findings", arguments: UInt64(0)..<4)
  func mutations(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "mutations", index: 0)
    let pieces = [
      "forall", "x", "(", ")", ":", ",", "G", "F", "[<=", "5ms]", "count", "exists", "increasing",
      "->", "&", "|", "!", "=", "<=", "p", "q", "define", "property", "///", "\"", "9", "-", "_",
      "é", "\u{0}",
    ].map { Array($0.utf8) }
    var kept = 0
    for _ in 0..<500 {
      var bytes = Array(Self.file.utf8)
      for _ in 0...random.below(3) {
        let place = Int(random.below(UInt64(bytes.count)))
        switch random.below(3) {
        case 0: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.below(9)) + 1))
        case 1: bytes.insert(contentsOf: pieces[Int(random.below(UInt64(pieces.count)))], at: place)
        default: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        }
      }
      let book = PropertyBook<ToyProjection>(SourceText(name: "toy", bytes: bytes))
      kept += book.names.count
      for finding in book.findings { #expect(!finding.message.isEmpty) }
    }
    #expect(kept > 100)
  }
}
