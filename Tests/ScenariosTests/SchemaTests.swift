import Diagnostics
import FoundationEssentials
import Testing

@testable import Scenarios

@Suite("The tables of fields drive everything")
struct SchemaTests {
  @Test("Every default of the tables is a value of its field")
  func defaults() {
    // Reading an empty scenario reads every default; a bad one traps.
    let file = ScenarioTests.load("name: d\nsystem: ledger\n")
    #expect(file.findings.isEmpty)
    let empty = ScenarioTests.load(
      """
      name: d
      system: ledger
      liveness: {after: 1 s, within: 1 s}
      check: {}
      clocks: {a: {}}
      byzantine: [{nodes: [], behaviours: []}]
      stores: {wal: {faults: [{kind: torn}]}}
      draw: {n: {oneOf: [4]}}
      """)
    #expect(empty.findings.rendered == "")
  }

  @Test("Every field has words, and its name can be part of a path")
  func words() {
    func visit(_ shape: Shape, _ path: String) {
      for field in shape.fields {
        #expect(FieldPath.isName(field.name), "\(path).\(field.name)")
        #expect(field.about.hasSuffix("."), "\(path).\(field.name): \(field.about)")
        #expect(!field.absent.isEmpty, "\(path).\(field.name)")
        visit(field.shape, "\(path).\(field.name)")
      }
      switch shape {
      case .map(_, let value), .list(let value): visit(value, path)
      case .either(let shapes): for one in shapes { visit(one, path) }
      case .scalar, .words, .object, .anything: break
      }
    }
    visit(.object(name: "a scenario", fields: TopFields.all.map(\.summary)), "")
  }

  @Test("Every code has an explanation, and names are unique")
  func explanations() {
    let registry = FindingRegistry([ScenarioFinding.self])
    #expect(registry.entries.count == ScenarioFinding.allCases.count)
    #expect(ScenarioFinding.entries.count == ScenarioFinding.allCases.count)
  }

  @Test("The JSON Schema for editors is the one of the tables")
  func jsonSchema() throws {
    try Golden.expect(
      ScenarioJSONSchema.document, Golden.root.appending(path: "scenarios/scenario.schema.json"))
  }

  @Test("The reference has the tables' fields")
  func reference() throws {
    let url = Golden.root.appending(path: "Sources/Scenarios/Scenarios.docc/ScenarioFiles.md")
    let article = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let mark = "## Reference\n\n"
    let start = try #require(article.ranges(of: mark).first).upperBound
    try Golden.expect(String(article[..<start]) + ScenarioFieldReference.markdown, url)
  }
}
