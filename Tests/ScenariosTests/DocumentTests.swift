import Diagnostics
import Testing

@testable import Scenarios

@Suite("Scenarios as documents")
struct DocumentTests {
  private static let text = """
    name: d
    system: ledger
    let: {far: 30 ms}
    n: 7
    links: {default: {delay: $far, loss: 1 %}}
    crashes: [{node: replica 0, at: 1 s}, {node: replica 1, at: 2 s}]
    cases:
      - {name: a, set: {n: 4, "links.default.loss": 2 %}}
      - {name: b}
    """

  @Test("A document has the case's values and the author's words, references looked up")
  func words() throws {
    let file = ScenarioTests.load(Self.text)
    #expect(file.findings.rendered == "")
    let document = try #require(file.cases[0].document)
    #expect(document.text("n") == "4")
    #expect(document.text("links.default.delay") == "30 ms")
    #expect(document.text("links.default.loss") == "2 %")
    #expect(document.text("duration") == nil)
    #expect(document.itemCount("crashes") == 2)
    #expect(document.keys("links.default") == ["delay", "loss"])
    #expect(!document.keys("").contains("let"))
    #expect(file.cases[1].document?.text("n") == "7")
  }

  @Test("What is written is read as the same case", arguments: Golden.names(in: "Valid"))
  func roundTrip(name: String) throws {
    let text = String(decoding: try Golden.bytes(of: "Valid/\(name).yaml"), as: UTF8.self)
    func isPart(_ setting: Named<String>) -> Bool {
      // Expectations may name values of `let:` within expressions.
      ["let", "expect", "check", "draw"].allSatisfy { !setting.name.hasPrefix($0) }
    }
    for one in ScenarioTests.load(text).cases {
      var document = try #require(one.document)
      document.remove("expect")
      document.remove("check")
      document.remove("draw")
      let again = ScenarioTests.load(document.yaml)
      #expect(again.cases.count == 1, "\(again.findings.rendered)")
      let isSame = again.cases.first?.settings.filter(isPart) == one.settings.filter(isPart)
      #expect(isSame)
    }
  }

  @Test("Fields can be set and taken out")
  func changes() throws {
    let read = ScenarioTests.load(Self.text).cases[0].document
    var document = try #require(read)
    document.remove("crashes.0")
    #expect(document.itemCount("crashes") == 1)
    #expect(document.text("crashes.0.at") == "2 s")
    document.remove("crashes.7")
    document.remove("n.x")
    document.remove("no such path")
    let hasCount = document.set("clients.count", "3")
    #expect(hasCount)
    #expect(document.text("clients.count") == "3")
    let hasStores = document.set("stores", "{wal: {delay: 0 ms}}")
    #expect(hasStores)
    #expect(document.keys("stores") == ["wal"])
    let hasNinth = document.set("crashes.9.at", "1 s")
    #expect(!hasNinth)
    let isBroken = document.set("n", "[1")
    #expect(!isBroken)
    document.set("links", "{}")
    document.removeEmpty()
    #expect(!document.yaml.contains("links"))
  }
}
