import Testing

@testable import Commands

/// What may not change a run: the number of threads, the mode of the signatures, and being watched.
@Suite("Shipped scenarios")
struct DeterminismTests {
  @Test("Digests do not depend on the number of jobs", arguments: Watched.short)
  func jobs(scenario: String) { Watched.jobs(scenario) }

  @Test("The crypto mode changes payloads, and no shape", arguments: Watched.short)
  func modes(scenario: String) { Watched.modes(scenario) }

  @Test("Capturing every event changes none", arguments: Watched.short)
  func watched(scenario: String) { Watched.capture(scenario) }

  @Test("Some scenarios are short, some long")
  func both() {
    #expect(Watched.short.count > 8 && !Watched.long.isEmpty)
    #expect((Watched.short + Watched.long).sorted() == ReferenceTests.scenarios.sorted())
  }
}

/// The same of those with very many events.
@Suite("Shipped scenarios that are long")
struct DeterminismTestsSlow {
  @Test("Digests do not depend on the number of jobs", arguments: Watched.long)
  func jobs(scenario: String) { Watched.jobs(scenario) }

  @Test("The crypto mode changes payloads, and no shape", arguments: Watched.long)
  func modes(scenario: String) { Watched.modes(scenario) }

  @Test("Capturing every event changes none", arguments: Watched.long)
  func watched(scenario: String) { Watched.capture(scenario) }
}

/// A shipped scenario, run again and again.
private enum Watched {
  /// The scenarios that take at most 10,000 events, by the digests on record, and the others.
  static let short = ReferenceTests.scenarios.filter { events($0) <= 10_000 }
  static let long = ReferenceTests.scenarios.filter { events($0) > 10_000 }

  private static func events(_ scenario: String) -> Int {
    let content = (try? FileSystem.content(of: ReferenceTests.file)) ?? []
    return String(decoding: content, as: UTF8.self).split(separator: "\n").reduce(0) { sum, line in
      let fields = line.split(separator: "\t")
      return fields[0] == scenario ? sum + (Int(fields[5]) ?? 0) : sum
    }
  }

  private static func lines(_ scenario: String, _ words: String...) -> [[Substring]] {
    let console = CapturedConsole()
    let path = Path.join(ReferenceTests.folder, scenario)
    let exit = Command.main(["run", path, "--emit", "digests"] + words, console: console)
    #expect(exit == .met, "\(console.errors)")
    return console.output.split(separator: "\n").map { $0.split(separator: "\t") }
  }

  static func jobs(_ scenario: String) {
    let alone = lines(scenario, "--seeds", "1..2", "--jobs", "1")
    #expect(alone == lines(scenario, "--seeds", "1..2", "--jobs", "2"))
    #expect(alone.count.isMultiple(of: 2) && !alone.isEmpty)
  }

  static func modes(_ scenario: String) {
    let mode = { lines(scenario, "--seed", "1", "--crypto", $0) }
    let (ideal, memo) = (mode("ideal"), mode("memo"))
    #expect(memo == mode("full"))
    // Case, seed, trace digest, shape digest, events.
    let shape = { (line: [Substring]) in [line[0], line[1], line[3], line[4]] }
    #expect(ideal.map(shape) == memo.map(shape))
    #expect(ideal.map { $0[2] } != memo.map { $0[2] })
  }

  static func capture(_ scenario: String) {
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
