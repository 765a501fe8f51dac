import Catalog
import Determinism
import Machine
import Scenarios
import Simulation
import TemporalLogic
import Traces

/// A scripted run as a scenario file that a person can read and edit: one that was shrunk, or that was found by a search of
/// all runs.
struct ShrunkScenario {
  /// What it was made of.
  struct Source {
    /// What the user called the scenario.
    var reference: String
    /// The case; nil if there is only one.
    var caseName: String?
    /// The command that shows the run before, or that searches for it.
    var replay: String
    /// Whether a search of all runs has found it.
    var isChecked = false
    /// Whether that search looked for the fewest steps.
    var isShortest = false
  }

  let source: Source
  let property: String
  let seed: UInt64
  let before: RunSize
  let run: FailingRun
  let system: SystemEntry
  /// Whether it stopped before nothing more could be left out.
  let isCut: Bool
  /// The events of the run, for comments.
  let events: [TraceEntry]

  /// The columns that comments keep to.
  private static let width = 100

  /// The file.
  var text: String {
    var text = comments + document.yaml
    if run.steps != nil { text += "\n" + schedule }
    return text + "\nexpect: {\(property): \(run.verdict.rawValue)}\n"
  }

  /// What the scenario is called.
  var name: String {
    let words = [run.scenario.scenario.name, source.caseName, property, "\(seed)"].compactMap { $0 }
    let name = words.joined(separator: "-").map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    return String(name.prefix(64))
  }

  /// The scenario without its schedule and expectations.
  private var document: ScenarioDocument {
    var document = run.document
    for field in ["expect", "about", "schedule"] { document.remove(field) }
    for store in document.keys("stores") {
      if document.itemCount("stores.\(store).faults") == 0 {
        document.remove("stores.\(store).faults")
      }
      if document.keys("stores.\(store)").isEmpty { document.remove("stores.\(store)") }
    }
    document.removeEmpty()
    document.set("name", name)
    document.set("seeds", "\(run.seed)")
    document.set("properties", "[\(property)]")
    return document
  }

  private var comments: String {
    if source.isChecked { return checkedComments }
    let after = run.size
    let place = source.caseName.map { ", case \($0)" } ?? ""
    let work =
      isCut
      ? "made smaller, but stopped before nothing more could be left out, while "
      : "made as small as it would go while "
    var lines = [
      "\(Self.mark)\(source.reference)\(place), seed \(seed), \(work)"
        + (run.verdict == .violated ? "it violates \(property):" : "\(property) stays open:")
    ]
    lines.append(run.violation.explanation + ".")
    for (what, old, new) in [
      ("nodes", UInt64(before.nodes), UInt64(after.nodes)), ("faults", before.faults, after.faults),
      ("steps", before.steps, after.steps), ("messages", before.messages, after.messages),
    ] {
      lines.append("\(what): \(old) before, \(new) after")
    }
    if run.seed != seed {
      lines.append(
        "Seed \(run.seed) shows it with fewer faults than seed \(seed): this is that run.")
    }
    if let note = IdleLiars(run).note { lines.append(note) }
    lines.append(Self.origin)
    // Whole, because it is there to be copied.
    let all = lines.flatMap(Self.wrapped) + [source.replay]
    return all.map { "# \($0)\n" }.joined() + "\n"
  }

  private var checkedComments: String {
    let place = source.caseName.map { ", case \($0)" } ?? ""
    let lines = [
      "\(Self.mark)\(source.reference)\(place) that violates \(property):",
      run.violation.explanation + ".",
      "It was found by a search of runs"
        + (source.isShortest ? ", in which none has fewer steps" : "; others may have fewer steps")
        + "; the choices of nodes are those of seed \(run.seed).",
      Self.origin,
    ]
    let all = lines.flatMap(Self.wrapped) + [source.replay]
    return all.map { "# \($0)\n" }.joined() + "\n"
  }

  private static let mark = "A run of "
  private static let origin = "The run that it came of:"

  /// Whether a file is one that `shrink` has written.
  static func wrote(_ text: String) -> Bool {
    let comments = text.split(separator: "\n").prefix { $0.hasPrefix("# ") }
    return comments.first?.hasPrefix("# \(mark)") == true && comments.contains("# \(origin)")
  }

  /// Breaks a line at spaces.
  private static func wrapped(_ line: String) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in line.split(whereSeparator: \.isWhitespace) {
      if !current.isEmpty, current.count + 1 + word.count > width - 2 {
        lines.append(current)
        current = String(word)
      } else {
        current += (current.isEmpty ? "" : " ") + word
      }
    }
    return lines + [current]
  }

  // MARK: The schedule

  private var schedule: String {
    let until = run.goesOn ? " by the time the core heals" : ""
    let words =
      "Each step lets one input happen that waits to; messages that no step delivers\(until) are lost."
    var text = Self.wrapped(words).map { "# \($0)\n" }.joined()
    text += "schedule:\n"
    var heading = ""
    for entry in run.entries {
      let event = events.first { $0.step == entry.event }
      let next = event.map(Self.heading) ?? ""
      if !next.isEmpty, next != heading {
        text += "  # \(next)\n"
        heading = next
      }
      if run.violation.against.contains(entry.event) { text += "  # Here is one half of it:\n" }
      if run.violation.step == entry.event, !run.goesOn {
        text += "  # Here \(property) is violated:\n"
      }
      text += lines(entry.step, event)
    }
    if !run.goesOn { return text + "  - then: stop\n" }
    let time = Self.duration(Ticks(run.violation.microseconds))
    let end = run.verdict == .violated ? "is violated at \(time)" : "stays open to its end"
    text += "  # From here on the run goes on by itself; \(property) \(end):\n"
    return text + "  - then: run\n"
  }

  /// What a group of steps is about.
  private static func heading(_ event: TraceEntry) -> String {
    let place =
      event.view == 0 && event.slot == 0 ? "" : ": view \(event.view), slot \(event.slot)"
    return switch event.action {
    case "deliver": event.label + place
    case "timer": "Timers"
    case "client": "Requests"
    case "crash", "start": "Faults"
    case "heal core": "From now on the core's links, stores and clocks work"
    default: ""
    }
  }

  private func lines(_ step: ScriptStep, _ event: TraceEntry?) -> String {
    var text = "  - " + action(step)
    let lie = event?.forged.map { "forged by \($0)" }
    for words in [lie, event?.facts.first.map(Self.shortened)].compactMap({ $0 }) {
      let comment = (text.contains("  # ") ? "; " : "  # ") + words
      if text.count + comment.count <= Self.width { text += comment }
    }
    text += "\n"
    if let time = step.at { text += "    at: \(Self.duration(time))\n" }
    return text
  }

  /// A fact with its long hashes cut.
  private static func shortened(_ fact: String) -> String {
    var words: [String] = []
    for word in fact.split(separator: " ", omittingEmptySubsequences: false) {
      let digits = word.prefix { $0.isHexDigit }
      words.append(
        digits.count < 24 ? String(word) : digits.prefix(12) + "…" + word.dropFirst(digits.count))
    }
    return words.joined(separator: " ")
  }

  private func action(_ step: ScriptStep) -> String {
    switch step.action {
    case .deliver(let label, let from, let to, let nth):
      var fields = [
        "type: \(system.schema.messages[Int(label)])", "from: \(name(from))", "to: \(name(to))",
      ]
      if nth > 1 { fields.append("nth: \(nth)") }
      if step.keeps { fields.append("keep: true") }
      if let bit = step.flip { fields.append("flip: \(bit)") }
      return "deliver: {\(fields.joined(separator: ", "))}"
    case .timer(let label, let node, let nth):
      let rest = nth > 1 ? ", nth: \(nth)" : ""
      return "timer: {node: \(name(node)), name: \(system.schema.timers[Int(label)])\(rest)}"
    case .stored(let node, let store, let nth):
      let rest = nth > 1 ? ", nth: \(nth)" : ""
      return
        "stored: {node: \(name(node)), store: \(run.outcome.stores[Int(store.index)])\(rest)}"
    case .client(let node): return "client: {node: \(name(node))}"
    case .crash(let node): return "crash: \(name(node))"
    case .restart(let node): return "restart: \(name(node))"
    case .say(let label, let liar, let hearer, let message):
      let type = system.schema.messages[Int(label)]
      let bytes = hexadecimalText(message)
      return
        "say: {type: \(type), from: \(name(liar)), to: \(name(hearer)), message: \"\(bytes)\"}"
    case .heal: return "heal: core"
    }
  }

  private func name(_ node: NodeID) -> String { run.scenario.scenario.name(of: node) }

  private static func duration(_ time: Ticks) -> String {
    let count = time.microseconds
    if count % 1_000_000 == 0 { return "\(count / 1_000_000) s" }
    return count % 1_000 == 0 ? "\(count / 1_000) ms" : "\(count) us"
  }
}
