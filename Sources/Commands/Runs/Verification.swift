import Reporting
import Cryptography
import Catalog
import Diagnostics
import Scenarios
import Simulation
import Traces

/// Runs everything a second time in a process of its own, and compares.
///
/// A second process has other addresses, other hash seeds and another start; what differs between
/// two runs of one seed reads one of those, or a clock.
struct Verification {
  /// What was compared.
  struct Result {
    var verified: UInt64 = 0
    /// The runs that differ, by case and seed.
    var mismatches: [(case: ScenarioCase, seed: UInt64)] = []
  }

  let input: RunInput
  let seeds: SeedRange
  let jobs: Int

  /// Compares the digests of all runs with those of a second process.
  func compare(_ digests: [String: [UInt64: String]]) throws(RunFailure) -> Result {
    let output = try child(of: nil, seeds, emit: "digests")
    var result = Result()
    // The second process was stopped too, and what it has not done is no difference.
    if Interrupt.isRequested { return result }
    var theirs: [String: [UInt64: String]] = [:]
    for line in output.split(separator: "\n") {
      let parts = line.split(separator: "\t").map(String.init)
      guard parts.count == 5, let seed = UInt64(parts[1]) else { continue }
      theirs[parts[0], default: [:]][seed] = parts[2...].joined(separator: "\t")
    }
    for one in input.cases {
      for (seed, digest) in (digests[one.name] ?? [:]).sorted(by: { $0.key < $1.key }) {
        result.verified += 1
        if theirs[one.name]?[seed] != digest { result.mismatches.append((one, seed)) }
      }
    }
    return result
  }

  /// What a run writes for `--emit digests`.
  static func line(_ name: String, _ record: RunRecord) -> String {
    "\(name)\t\(record.seed)\t\(digests(record))"
  }

  /// What is compared of a run.
  static func digests(_ record: RunRecord) -> String {
    "\(record.traceDigest)\t\(record.shapeDigest)\t\(record.events)"
  }

  /// Lets a second process run the scenario and gives what it prints.
  func child(
    of one: ScenarioCase?, _ seeds: SeedRange, emit: String
  ) throws(RunFailure) -> String {
    var words = [
      "run", input.path, "--seeds", "\(seeds.first)..\(seeds.last)", "--jobs", "\(jobs)", "--emit",
      emit,
    ]
    if let name = one?.name ?? (input.cases.count == 1 ? input.cases[0].name : nil) {
      words += ["--case", name]
    }
    if let crypto = input.crypto { words += ["--crypto", crypto.rawValue] }
    for setting in input.settings { words += ["--set", "\(setting.key)=\(setting.value)"] }
    let outcome: Subprocess.Outcome
    do throws(FileError) {
      let executable = try Subprocess.ownExecutable()
      outcome = try Subprocess(executable: executable, arguments: words).run()
    } catch {
      throw .file(error)
    }
    guard outcome.exitCode == 0 || Interrupt.isRequested else { throw .child(outcome.errorText) }
    return outcome.outputText
  }
}

extension Verification {
  /// Finds the first event in which two processes differ, and shows both contexts.
  func explain(_ one: ScenarioCase, seed: UInt64) throws(RunFailure) -> [String] {
    let range = SeedRange(seed, seed)
    let ours = RunProbe<String, RunFailure>(
      marks: { () throws(RunFailure) in
        let record = try input.run(one, seed: seed).record
        return RunMarks(marks: record.marks, events: record.events)
      },
      entries: { window throws(RunFailure) in
        Self.lines(TraceText.jsonLines(try input.run(one, seed: seed, captured: window).captured))
      })
    let theirs = RunProbe<String, RunFailure>(
      marks: { () throws(RunFailure) in Self.marks(try child(of: one, range, emit: "marks")) },
      entries: { window throws(RunFailure) in
        Self.lines(
          try child(of: one, range, emit: "\(window.lowerBound)..\(window.upperBound - 1)"))
      })
    let place = "seed \(seed) of case '\(one.name)'"
    switch try Divergence.find(ours, theirs, context: 4) {
    case .none: return ["\(place): all events agree; the nodes' final states differ"]
    case .window(let events):
      return [
        "\(place): the runs part among the events \(events.lowerBound)..\(events.upperBound - 1), "
          + "but not when these are looked at"
      ]
    case .event(let divergence):
      let longest = max(divergence.first.count, divergence.second.count)
      var lines = ["\(place): the first difference is in event \(divergence.event)"]
      for (name, shown) in [
        ("this process", divergence.first), ("the other process", divergence.second),
      ] {
        lines.append("\(name):")
        lines += shown.map { "  \($0)" }
        if shown.count < longest { lines.append("  (it ends here)") }
      }
      return lines
    }
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }

  /// What `--emit marks` prints.
  private static func marks(_ text: String) -> RunMarks {
    var marks = RunMarks(marks: [], events: 0)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let number = UInt64(words[1]) else { continue }
      if words[0] == "mark" {
        marks.marks.append(number)
      } else {
        marks.events = number
      }
    }
    return marks
  }
}
