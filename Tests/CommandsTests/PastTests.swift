import Testing

@testable import Commands

@Suite("What violations came of")
struct PastTests {
  private func output(_ words: [String]) throws -> String {
    let folder = try TemporaryFolder()
    let console = CapturedConsole()
    let out = words[0] == "run" ? ["--out", folder.path] : []
    _ = Command.main(words + out, console: console)
    #expect(console.errors == "")
    return console.output
  }

  @Test("'replay' tells it, 'run' where it was not expected or on request")
  func shown() throws {
    let mark = "what it came of"
    #expect(try output(["replay", "noc-quorum-fork"]).contains(mark))
    #expect(try output(["run", "noc-quorum-fork"]).contains(mark) == false)
    #expect(try output(["run", "noc-quorum-fork", "--explain"]).contains(mark))
    let surprise = ["run", "noc-quorum-fork", "--set", "expect.Agreement=holds"]
    #expect(try output(surprise).contains(mark))
  }

  @Test("Both decisions of a fork are in it, the liar's copies are told apart, and no stranger is")
  func fork() throws {
    let text = try output(["replay", "noc-quorum-fork"])
    let all = text.split(separator: "\n").map(String.init)
    let lines = Array(
      all.drop { !$0.hasPrefix("verdict: Agreement") }.prefix { !$0.hasPrefix("verdict: Validity") }
    )
    let here = lines.filter { $0.contains("← here") }
    #expect(here.count == 2)
    #expect(here.first?.contains("replica 1: COMMIT") == true)
    #expect(here.last?.contains("replica 3: COMMIT view 0 slot 1 from replica 0′, a liar") == true)
    #expect(lines.contains { $0.contains("replica 1: PREPREPARE") && $0.contains("replica 0, a") })
    #expect(lines.contains { $0.contains("slots.1.stage: accepted → voted") })
    #expect(
      lines.allSatisfy { $0.count <= 100 || $0.hasPrefix("digest") || $0.hasPrefix("replay") })
  }

  @Test("The document has it step by step, with causes")
  func document() throws {
    let text = try output(["replay", "noc-quorum-fork", "--json"])
    #expect(text.contains(#""past":[{"step":2,"#))
    #expect(text.contains(#""origin":35,"previous":39,"liar":true,"violates":true"#))
    #expect(text.contains(#""pastLeftOut":2,"pastCut":0"#))
  }
}
