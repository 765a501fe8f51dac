import Catalog
import Determinism
import Diagnostics
import Scenarios
import Simulation
import TemporalLogic
import Testing
import Traces

@testable import Commands

@Suite("Shrinking failing runs")
struct ShrinkTests {
  /// A scenario of the folder, with overrides and the property that breaks.
  struct Subject: Sendable, CustomStringConvertible {
    let scenario: String
    let caseName: String?
    let property: String
    var settings: [String] = []
    let seed: UInt64

    var description: String { "\(scenario) \(caseName ?? "") \(seed)" }

    var words: [String] {
      ["shrink", scenario, "--seed", "\(seed)", "--property", property]
        + (caseName.map { ["--case", $0] } ?? [])
        + settings.flatMap { ["--set", $0] }
    }

    /// The run as it is, and what runs candidates.
    func failing() throws -> (FailingRun, ShrinkTrial) {
      let arguments = try ArgumentParser.parse(words)
      let input = try RunInput(scenario, at: 0, arguments, Systems.all)
      var trial = ShrinkTrial(
        systems: Systems.all, seed: seed, crypto: nil, property: property, budget: 1_500
      ) {}
      let one = input.cases[0]
      let run = trial.run(one)
      return (try #require(run), trial)
    }
  }

  /// A three-phase exchange that a doubled leader breaks, with priced signatures and copies.
  static let fork = [
    "quorum=2", "unsafe=true", "parameters.payloads=2", "costs={sign.3p: 2 ms, verify.3p: 3 ms}",
    "byzantine=[{nodes: replica 0, behaviours: [{kind: twins, side: [replica 3]}]}]",
    "links.default.duplicate=5 %", "expect={}",
  ]

  /// More nodes, clients and commands, and links that do what links can do.
  static let noise = [
    "n=4", "f=1", "clients.count=3", "clients.load={rate: 20/s, commands: 20}",
    "links.default={delay: {uniform: [1 ms, 20 ms]}, loss: 1 %, duplicate: 3 %, corrupt: 1 %}",
  ]

  static let mutants: [(name: String, property: String)] = [
    ("frozenSequence", "S1"), ("showBeforeDurable", "S2"), ("finalAtOneAnchor", "S2f"),
    ("rawBatchTime", "L2"), ("skipLaneCheck", "L2c"), ("quorumOffByOne", "Agreement"),
    ("skipWAL", "Agreement"), ("skipSignatureCheck", "Validity"), ("skipJudgedCheck", "Integrity"),
    ("frozenFloors", "OutcomeUnique"),
  ]

  static let subjects: [Subject] =
    mutants.flatMap { mutant in
      (UInt64(1)...3).map { seed in
        Subject(
          scenario: "noc-mutants", caseName: mutant.name, property: mutant.property, seed: seed)
      }
    }
    + [
      Subject(
        scenario: "noc-mutants", caseName: "frozenSequence", property: "S1", settings: noise,
        seed: 1),
      Subject(
        scenario: "noc-mutants", caseName: "showBeforeDurable", property: "S2", settings: noise,
        seed: 1),
    ]
    + (UInt64(1)...4).map { seed in
      Subject(
        scenario: "three-phase", caseName: "n=4", property: "Agreement", settings: fork, seed: seed)
    } + [Subject(scenario: "noc-quorum-fork", caseName: nil, property: "Agreement", seed: 1)]

  @Test("The schedule of a run violates the same in the same words", arguments: subjects)
  func script(subject: Subject) throws {
    let (run, trial) = try subject.failing()
    var shrinker = Shrinker(run, trial)
    guard run.scenario.scenario.schedule == nil else { return }
    let isMade = shrinker.makeSchedule()
    #expect(isMade)
    #expect(shrinker.best.violation.explanation == run.violation.explanation)
    // Priced work lets the violation be seen a little later than its step.
    let steps = run.entries.filter { $0.event <= run.violation.step }
    #expect(shrinker.best.entries.count == steps.count)
    #expect(shrinker.best.scenario.scenario.links.allSatisfy { $0.loss ?? .never == .never })
  }

  @Test("A shrunk run is a scenario that passes, and smaller", arguments: subjects)
  func shrunk(subject: Subject) throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "shrunk.yaml")
    let console = CapturedConsole()
    let exit = Command.main(subject.words + ["--out", file, "--budget", "1500"], console: console)
    #expect(exit == .met, "\(console.errors)")
    let again = CapturedConsole()
    #expect(Command.main(["run", file, "--quiet", "--out", folder.path], console: again) == .met)
    #expect(again.output.hasPrefix("verdict: \(subject.property) violated\n"), "\(again.errors)")
    let replay = CapturedConsole()
    #expect(Command.main(["replay", file], console: replay) == .met)

    // Nothing of it can be spared, and its own shrinking finds nothing.
    let (run, _) = try subject.failing()
    let text = String(decoding: try FileSystem.content(of: file), as: UTF8.self)
    let result = ScenarioFile.load(
      SourceText(name: file, text: text), systems: Systems.schemas(Systems.all))
    let scenario = try #require(result.cases.first).scenario
    #expect(result.findings.isEmpty)
    let steps = try #require(scenario.schedule).steps
    #expect(steps.count <= run.entries.count)
    let size = Self.largest[subject.caseName ?? "noc-quorum-fork"] ?? 0
    #expect(steps.count <= size, "\(steps.count) steps")
    #expect(scenario.nodeCount <= run.scenario.scenario.nodeCount)
  }

  /// The steps that a small one takes at most.
  private static let largest = [
    "frozenSequence": 11, "showBeforeDurable": 5, "finalAtOneAnchor": 12, "rawBatchTime": 10,
    "skipLaneCheck": 10, "quorumOffByOne": 19, "skipWAL": 6, "skipSignatureCheck": 5,
    "skipJudgedCheck": 12, "frozenFloors": 23, "n=4": 24, "noc-quorum-fork": 32,
  ]

  @Test("Of a shrunk schedule no step can be left out")
  func minimal() throws {
    let subject = Self.subjects[0]
    var (run, trial) = try subject.failing()
    var shrinker = Shrinker(run, trial)
    shrinker.shrink()
    #expect(shrinker.isFinished)
    let steps = try #require(shrinker.best.steps)
    #expect(steps.count < run.entries.count)
    for position in steps.indices {
      var fewer = steps
      fewer.remove(at: position)
      run = shrinker.best
      let still = trial.run(run.document, run.scenario, fewer)
      #expect(still == nil, "step \(position + 1)")
    }
  }

  @Test("A smaller cluster is found, and the schedule's nodes are carried over")
  func nodes() throws {
    let (run, trial) = try #require(Self.subjects.first { $0.caseName == "skipWAL" }).failing()
    #expect(run.scenario.scenario.nodeCount == 4)
    var shrinker = Shrinker(run, trial)
    shrinker.shrink()
    #expect(shrinker.best.scenario.scenario.nodeCount == 2)
  }

  @Test("A small budget gives what was found by then, and says so")
  func budget() throws {
    let subject = try #require(Self.subjects.first { $0.caseName == "frozenFloors" })
    let console = CapturedConsole()
    let exit = Command.main(subject.words + ["--budget", "12", "--json"], console: console)
    #expect(exit == .met)
    #expect(console.output.contains(#""complete":false"#))
    #expect(console.output.contains(#""property":"OutcomeUnique""#))
  }

  @Test("A formula that was written over several lines is one comment in the file")
  func longFormula() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "small.yaml")
    let words = ["shrink", "noc-mutants-views", "--case", "carriesLowestView", "--property", "S5"]
    let console = CapturedConsole()
    #expect(Command.main(words + ["--budget", "8", "--out", file], console: console) == .met)
    let again = CapturedConsole()
    #expect(Command.main(["run", file, "--quiet", "--out", folder.path], console: again) == .met)
    #expect(again.output.hasPrefix("verdict: S5 violated\n"), "\(again.errors)")
  }

  @Test(
    "Work that was stopped is never larger than its beginning, and says where it stopped",
    arguments: [1, 2, 3, 5, 8, 40, 100, 150])
  func stopped(budget: Int) throws {
    let subject = try #require(Self.subjects.first { $0.caseName == "frozenFloors" })
    var (run, trial) = try subject.failing()
    trial = ShrinkTrial(
      systems: Systems.all, seed: subject.seed, crypto: nil, property: subject.property,
      budget: budget
    ) {}
    var shrinker = Shrinker(run, trial)
    shrinker.shrink()
    #expect(!shrinker.isFinished)
    #expect(shrinker.best.size.fits(run.size), "\(shrinker.best.size) of \(run.size)")

    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "small.yaml")
    let console = CapturedConsole()
    let words = subject.words + ["--budget", "\(budget)", "--out", file]
    #expect(Command.main(words, console: console) == .met)
    #expect(console.output.contains("stopped before nothing more could be left out\n"))
    #expect(!console.output.contains("no schedule shows the violation"))
    let text = String(decoding: try FileSystem.content(of: file), as: UTF8.self)
    #expect(text.contains("stopped before") && !text.contains("as small as it would go"))
  }

  @Test("A run that needs none of its faults is found by another seed")
  func calmerRun() throws {
    let yaml = """
      name: faulty
      system: nocturne
      n: 4
      clients: {count: 2, load: {rate: 10/s, commands: 4}}
      links: {default: {delay: {uniform: [1 ms, 10 ms]}}}
      byzantine: [{nodes: client 1, behaviours: [doubleSubmit]}]
      crashes: [{node: replica 3, at: 300 ms, restart: 600 ms}]
      parameters: {window: 8, checkpoint: 4, retry: 200 ms, requestTimeout: 200 ms, viewTimeout: 300 ms}
      crypto: ideal
      mutant: noPreparedCarry
      duration: 5 s
      properties: [Agreement]
      """
    let file = ScenarioFile.load(
      SourceText(name: "faulty", text: yaml), systems: Systems.schemas(Systems.all))
    #expect(file.findings.isEmpty)
    let one = try #require(file.cases.first)
    let drawn = try one.drawn(by: 1, listsSettings: true)
    let document = try #require(drawn.document)
    #expect(document.faults == ["byzantine.0.behaviours.0", "crashes.0"])
    var trial = ShrinkTrial(
      systems: Systems.all, seed: 1, crypto: nil, property: "Agreement", budget: 200
    ) {}
    let run = CalmerRun(of: document, below: 3).find(&trial)
    let calm = try #require(run)
    #expect(calm.faultActions == 0)
    #expect(calm.document.itemCount("byzantine") == 0)
    #expect(calm.violation.explanation.contains("ordered"))
    // The run is that of its own seed.
    let again = trial.events(of: calm)
    #expect(again.contains { $0.step == calm.violation.step })
    trial.seed = calm.seed
    #expect(trial.run(calm.document, nil)?.violation == calm.violation)

    // Without the mutant no seed shows it.
    var sound = document
    sound.remove("mutant")
    trial.count = 0
    #expect(CalmerRun(of: sound, below: 3).find(&trial) == nil)
    #expect(trial.count == 200)
  }

  @Test("Without a property it is the one that must be violated; without a violation exit code 1")
  func choice() {
    let console = CapturedConsole()
    let words = ["shrink", "noc-mutants", "--case", "quorumOffByOne", "--seed", "1", "--json"]
    #expect(Command.main(words, console: console) == .met)
    #expect(console.output.contains(#""property":"Agreement""#))
    let before = #""before":{"nodes":6,"faults":1,"steps":38,"messages":26}"#
    #expect(console.output.contains(before))
    let nothing = CapturedConsole()
    #expect(Command.main(["shrink", "noc-happy-160", "--seed", "1"], console: nothing) == .unmet)
    #expect(nothing.errors.contains("seed 1 violates no property [nothing-fails]"))
    let other = CapturedConsole()
    let validity = ["shrink", "noc-quorum-fork", "--property", "Validity"]
    #expect(Command.main(validity, console: other) == .unmet)
    #expect(other.errors.contains("seed 1 does not violate Validity"))
    let unknown = CapturedConsole()
    let misspelt = ["shrink", "noc-quorum-fork", "--property", "Agreemint"]
    #expect(Command.main(misspelt, console: unknown) == .usage)
    #expect(unknown.errors.contains("did you mean 'Agreement'"))
    let many = CapturedConsole()
    #expect(Command.main(["shrink", "noc-mutants", "--seed", "1"], console: many) == .usage)
  }
}
