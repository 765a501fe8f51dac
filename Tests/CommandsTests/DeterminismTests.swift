import Testing

@testable import Commands

/// What may not change a run: the number of threads, the mode of the signatures, and being watched.
@Suite("Shipped scenarios")
struct DeterminismTests {
  private func lines(_ scenario: String, _ words: String...) -> [[Substring]] {
    let console = CapturedConsole()
    let path = Path.join(ReferenceTests.folder, scenario)
    let exit = Command.main(["run", path, "--emit", "digests"] + words, console: console)
    #expect(exit == .met, "\(console.errors)")
    return console.output.split(separator: "\n").map { $0.split(separator: "\t") }
  }

  @Test("Digests do not depend on the number of jobs", arguments: ReferenceTests.scenarios)
  func jobs(scenario: String) {
    let alone = lines(scenario, "--seeds", "1..3", "--jobs", "1")
    #expect(alone == lines(scenario, "--seeds", "1..3", "--jobs", "3"))
    #expect(alone.count.isMultiple(of: 3) && !alone.isEmpty)
  }

  @Test("The crypto mode changes payloads, and no shape", arguments: ReferenceTests.scenarios)
  func modes(scenario: String) {
    let mode = { lines(scenario, "--seed", "1", "--crypto", $0) }
    let (ideal, memo) = (mode("ideal"), mode("memo"))
    #expect(memo == mode("full"))
    // Case, seed, trace digest, shape digest, events.
    let shape = { (line: [Substring]) in [line[0], line[1], line[3], line[4]] }
    #expect(ideal.map(shape) == memo.map(shape))
    #expect(ideal.map { $0[2] } != memo.map { $0[2] })
  }

  @Test("Capturing every event changes none", arguments: ReferenceTests.scenarios)
  func watched(scenario: String) throws {
    for line in lines(scenario, "--seed", "1") {
      let console = CapturedConsole()
      _ = Command.main(
        [
          "replay", Path.join(ReferenceTests.folder, scenario), "--seed", "1", "--case",
          String(line[0]), "--trace", "jsonl",
        ], console: console)
      let output = console.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(output.count { $0.hasPrefix("{\"step\":") } == Int(line[4]))
      // The report is beside the trace.
      #expect(console.errors.contains(line[2]), "\(line[0])")
    }
  }
}
