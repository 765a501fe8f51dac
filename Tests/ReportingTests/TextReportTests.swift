import TemporalLogic
import Testing
import Traces

@testable import Reporting

@Suite("Text reports")
struct TextReportTests {
  private static func lines(_ report: RunReport) -> [String] {
    TextReport(report).text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  @Test("One seed of one case")
  func happy() throws { try expectGolden(TextReport(Samples.happy).text, "happy.txt") }

  @Test("A sweep over many seeds, with failures")
  func sweep() throws { try expectGolden(TextReport(Samples.sweep).text, "sweep.txt") }

  @Test("No line is wider than 100 columns, save for what is there to be copied")
  func width() {
    for report in [Samples.happy, Samples.sweep, Samples.grid] {
      for line in Self.lines(report) where !line.contains("nocturne replay ") {
        #expect(line.count <= 100, "\(line)")
      }
    }
  }

  @Test("Nothing hangs over the end of a line, and no two empty lines follow each other")
  func space() {
    for report in [Samples.happy, Samples.sweep, Samples.grid] {
      let lines = Self.lines(report)
      #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
      #expect(zip(lines, lines.dropFirst()).allSatisfy { !($0.isEmpty && $1.isEmpty) })
    }
  }

  @Test("The lines for those who grep stand alone, once per case")
  func grep() {
    let lines = Self.lines(Samples.sweep)
    #expect(lines.count { $0 == "verdict: S1 holds" } == 6)
    #expect(lines.count { $0 == "verdict: S1 violated" } == 1)
    #expect(lines.count { $0.hasPrefix("verdict: ") } == 14)
    #expect(lines.count { $0.hasPrefix("digest: ") && $0.count == 8 + 64 } == 7)
    #expect(
      lines.contains("replay: nocturne replay noc-write-pbft-sweep --seed 8 --case 'd_r=20.000 ms'")
    )
    // The digest of a campaign is not that of the one run that is repeated, and the report says so.
    let whole = "runs in the order of their seeds; this command repeats one of them:"
    #expect(lines.count { $0.hasSuffix(whole) } == 7)
    #expect(!Self.lines(Samples.happy).contains { $0.hasSuffix(whole) })
    #expect(Self.lines(Samples.happy).contains("replay: nocturne replay noc-happy-160 --seed 1"))
  }

  @Test("Forty cases fit in a table of forty lines before the details")
  func grid() throws {
    let lines = Self.lines(Samples.grid)
    let title = try #require(lines.firstIndex { $0.hasPrefix("Cases") })
    #expect(lines[title + 42].isEmpty)
    #expect(lines[(title + 2)...(title + 41)].allSatisfy { $0.contains(" yes ") })
    #expect(Set(lines[(title + 1)...(title + 41)].map(\.count)).count == 1)
  }

  @Test("Latencies of many digits turn the table on its side, and lose none")
  func transposed() throws {
    var report = Samples.happy
    var fold = CaseFold(name: "", parameters: [], expectations: CaseExpectations())
    fold.add(Samples.record(seed: 1, requests: 200_000, visible: 1_234_567_890, step: 100))
    report.cases = [fold.report { _ in "" }]
    let lines = Self.lines(report)
    let title = try #require(lines.firstIndex { $0.hasPrefix("Latency") })
    #expect(lines[title + 1].split(separator: " ") == ["stage", "visible", "final"])
    #expect(lines[title + 3].split(separator: " ") == ["min", "1,234,567.890", "1,234,592.890"])
  }

  @Test("Too few samples above a percentile give a dash")
  func dashes() throws {
    let row = try #require(Self.lines(Samples.happy).first { $0.hasPrefix("  visible  ") })
    #expect(
      row.split(separator: " ")
        == ["visible", "3", "160.064", "-", "-", "-", "-", "-", "-", "160.064"])
  }

  @Test("The closing line says what came of the expectations")
  func closing() {
    var report = Samples.happy
    #expect(
      Self.lines(report).contains("All expectations are met: 2 verdicts and 2 figures."))
    report.cases[0].properties[1].verdict = .inconclusive
    report.cases[0].properties[1].judgement = Judgement(.inconclusive)
    #expect(Self.lines(report).contains("UNDECIDED, because a limit came first:"))
    report.cases[0].figures[0].isMet = false
    #expect(Self.lines(report).contains("NOT all expectations are met:"))
    report.isCut = true
    report.seeds.verified = 4
    report.seeds.mismatches = 1
    let lines = Self.lines(report)
    #expect(lines.contains { $0.hasPrefix("STOPPED") })
    #expect(lines.contains { $0.hasPrefix("NOT DETERMINISTIC") })
    #expect(lines.contains { $0.contains("1 CAME OUT DIFFERENTLY") })
  }

  @Test("A scenario cannot write to the terminal what does not print")
  func controls() {
    var report = Samples.happy
    report.scenario = "red\u{1B}[31m"
    report.about = "a\u{202E}b\u{7}"
    report.cases[0].properties[0].name = "S1\nverdict: S2 holds"
    report.cases[0].properties[0].tla = "\u{1B}c"
    report.cases[0].latencies[0].stage = "v\u{9B}"
    report.cases[0].messages.byType[0].label = "\u{1B}"
    report.cases[0].parameters = [("x", "\u{1B}")]
    let text = TextReport(report).text
    let isClean = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ![.control, .format].contains($0.properties.generalCategory)
    }
    #expect(isClean)
    #expect(!text.contains("\nverdict: S2 holds\n"))
  }
}
