import Diagnostics
import Testing

@testable import Commands

@Suite("Argument parser")
struct ArgumentParserTests {
  /// Reads as if every command were built, so that the table is tested before its commands are.
  private func parse(_ line: String) throws(ArgumentParser.Failure) -> ParsedArguments {
    let words = line.split(separator: " ").map(String.init)
    return try ArgumentParser.parse(words, available: Command.allCases)
  }

  /// The codes and columns of what is wrong with a line.
  private func problems(_ line: String) -> [String] {
    do throws(ArgumentParser.Failure) {
      _ = try parse(line)
      return []
    } catch {
      return error.findings.map { "\($0.column) \($0.code)" }
    }
  }

  @Test("Values come after a space or an equals sign, operands anywhere")
  func spellings() throws {
    let arguments = try parse("run a --seed 3 b --set k.x=1=2 --set=y=z --verify c")
    #expect(arguments.command == .run)
    #expect(arguments.operands == ["a", "b", "c"])
    #expect(arguments.seeds == SeedRange(3, 3))
    #expect(
      arguments.settings == [Setting(key: "k.x", value: "1=2"), Setting(key: "y", value: "z")])
    #expect(arguments.has(.verify))
    #expect(!arguments.has(.quiet))
    #expect(arguments.text(.variant) == nil)
  }

  @Test("After two dashes everything is an operand; a single dash is one anyway")
  func dashes() throws {
    let arguments = try parse("run - --quiet -- --seed -x")
    #expect(arguments.operands == ["-", "--seed", "-x"])
    #expect(arguments.has(.quiet))
  }

  @Test("Help wins over whatever else is wrong, but not behind two dashes")
  func help() throws {
    let arguments = try parse("run --sede 3 --help")
    #expect(arguments.command == .help)
    #expect(arguments.operands == ["run"])
    #expect(try parse("run -- --help").operands == ["--help"])
    #expect(try parse("--version").command == .version)
  }

  @Test("Seeds reach to 2^53 - 1, the largest whole number every JSON reader keeps")
  func largestSeed() throws {
    #expect(try parse("run a --seed 9007199254740991").seeds?.first == 9_007_199_254_740_991)
    #expect(problems("run a --seed 9007199254740992") == ["23 bad-option-value"])
    let all = try parse("run a --seeds 0..9007199254740991").seeds
    #expect(all?.count == 9_007_199_254_740_992)
  }

  @Test(
    "A bad value is a finding at its place",
    arguments: [
      "run a --seed -1", "run a --seed 1.5", "run a --seed 0x1", "run a --seed ٣",
      "run a --seed 99999999999999999999", "run a --jobs 0", "run a --jobs 1025",
      "run a --crypto full-size", "run a --set x", "run a --set =1", "run a --set a!b=1",
      "replay a --until -3",
    ])
  func badValues(line: String) {
    let column = "nocturne ".count + line.unicodeScalars.lastIndexOfSpace + 2
    #expect(problems(line) == ["\(column) bad-option-value"])
  }

  @Test(
    "A bad range of seeds is a finding at its place",
    arguments: ["5", "5..", "..5", "5..3", "1...3", "1..2..3", "a..b", "1..9007199254740992"])
  func badRanges(range: String) {
    #expect(problems("run a --seeds \(range)") == ["24 bad-option-value"])
  }

  @Test("A reversed range is suggested the right way round")
  func reversedRange() {
    let failure = #expect(throws: ArgumentParser.Failure.self) {
      try parse("run a --seeds 5..3")
    }
    #expect(failure?.findings.first?.hint == "did you mean '3..5'?")
  }

  @Test("All findings of a line come at once, in the order of its words")
  func allAtOnce() {
    #expect(
      problems("run --sede 3 --seed 1 --seeds 1..2 --seed 4 --crypto none --verify=yes --jobs")
        == [
          "14 unknown-option", "32 conflicting-options", "45 repeated-option",
          "63 bad-option-value", "68 unexpected-value", "81 missing-option-value",
        ])
  }

  @Test("Bare output and a document do not come together")
  func oneDocument() {
    #expect(problems("run a --emit digests --json") == ["31 conflicting-options"])
    #expect(problems("run --json a --emit=marks") == ["23 conflicting-options"])
  }

  @Test("What this version cannot do is said for options as for commands")
  func notAvailable() {
    #expect(problems("run a --spec") == ["16 not-available"])
    let failure = #expect(throws: ArgumentParser.Failure.self) {
      try ArgumentParser.parse(["hunt", "--anything"], available: [.run])
    }
    #expect(failure?.findings.map(\.code) == ["not-available"])
  }

  @Test("A line with very many mistakes is answered at once", .timeLimit(.minutes(1)))
  func manyMistakes() {
    let words = ["run"] + (0..<50_000).map { "--x\($0)" }
    let failure = #expect(throws: ArgumentParser.Failure.self) {
      try ArgumentParser.parse(words, available: Command.allCases)
    }
    #expect(failure?.findings.count == 21, "twenty, and that a scenario is missing")
  }

  @Test("Every line made of pieces of the table is read or refused, never a crash")
  func neverCrashes() {
    let pieces =
      Command.allCases.map(\.rawValue) + OptionTable.all.map { "--\($0.name)" }
      + [
        "", "-", "--", "---", "=", "--=", "--seed=", "--set==", "1..2", "..", "é=\u{0}", "--seed=1",
      ]
    var state: UInt64 = 1
    func draw() -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return pieces[Int((state >> 33) % UInt64(pieces.count))]
    }
    for length in 0..<3000 {
      let words = (0..<(length % 7)).map { _ in draw() }
      do throws(ArgumentParser.Failure) {
        _ = try ArgumentParser.parse(words, available: Command.allCases)
      } catch {
        #expect(!error.findings.isEmpty, "\(words)")
      }
    }
  }
}

extension String.UnicodeScalarView {
  /// How many scalars come before the last space.
  fileprivate var lastIndexOfSpace: Int {
    distance(from: startIndex, to: lastIndex(of: " ") ?? startIndex)
  }
}
