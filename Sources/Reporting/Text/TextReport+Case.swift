import Determinism
import Traces

// One case in full.
extension TextReport {
  mutating func addCase(_ index: Int) {
    let item = report.cases[index]
    if report.cases.count > 1 {
      add()
      let title = "── Case \(index + 1) of \(report.cases.count): \(Text.printable(item.name)) "
      add(title + String(repeating: "─", count: max(Text.width - Text.columns(title), 0)))
    }
    addParameters(item)
    addDrawn(item)
    addComputed(item)
    addVerdicts(item)
    addFigures(item)
    addLatencies(item)
    addLoad(item)
    addMessages(item)
    addFaults(item)
    addRuns(item)
    addSeeds(item)
    add()
    if !item.digest.isEmpty { add("digest: \(item.digest)") }
    if !item.digest.isEmpty, item.runs > 1 {
      let runs = Quantity.count(item.runs)
      add("    of all \(runs) runs in the order of their seeds; this command repeats one of them:")
    }
    if !item.replay.isEmpty { add("replay: \(item.replay)") }
  }

  private mutating func addParameters(_ item: CaseReport) {
    // A name that lists the parameters needs no second list.
    let listed = item.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    if item.parameters.isEmpty || listed == item.name { return }
    let text = item.parameters.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    add()
    add(Text.wrapped("with " + text, hanging: 2))
  }

  private mutating func addDrawn(_ item: CaseReport) {
    if item.drawn.isEmpty { return }
    var table = TextTable([.left("field"), .left("value")])
    table.rows = item.drawn.map { [Text.printable($0.path), Text.printable($0.value)] }
    add("Drawn from the seed", table)
  }

  private mutating func addComputed(_ item: CaseReport) {
    if item.computed.isEmpty { return }
    var table = TextTable([.left("field"), .left("value")])
    table.rows = item.computed.map { [Text.printable($0.path), Text.printable($0.value)] }
    add("Worked out from other fields", table)
  }

  private mutating func addFigures(_ item: CaseReport) {
    if item.figures.isEmpty { return }
    var table = TextTable([.left("figure"), .right("value"), .right("expected"), .left("met")])
    table.rows = item.figures.map {
      [Text.printable($0.name), Self.value($0), Self.limit($0), $0.isMet ? "yes" : "NO"]
    }
    add(item.runs > 1 ? "Expected figures, counts per run" : "Expected figures", table)
  }

  static func value(_ figure: FigureSummary) -> String {
    figure.value.map { Quantity.text($0, unit: figure.unit) } ?? "none"
  }

  static func limit(_ figure: FigureSummary) -> String { limit(figure.limit, unit: figure.unit) }

  static func limit(_ limit: FigureLimit, unit: String) -> String {
    let value = Quantity.text(limit.expected, unit: unit)
    return switch limit {
    case .equal(_, 0): value
    case .equal(_, let tolerance): "\(value) ± \(Quantity.text(tolerance, unit: unit))"
    case .atLeast: "≥ \(value)"
    case .atMost: "≤ \(value)"
    case .above: "> \(value)"
    case .below: "< \(value)"
    }
  }

  private mutating func addLatencies(_ item: CaseReport) {
    if item.latencies.isEmpty { return }
    var table = TextTable(
      [.left("stage"), .right("count"), .right("min")]
        + LatencyRecord.percentiles.map { .right($0.title) } + [.right("max")])
    for latency in item.latencies {
      let percentiles = LatencyRecord.percentiles.map { latency.reportable($0.percentile) }
      let times = [latency.histogram.min] + percentiles + [latency.histogram.max]
      table.rows.append(
        [Text.printable(latency.stage), Quantity.count(latency.histogram.count)]
          + times.map(Self.number))
    }
    if table.width + 2 > Text.width { table = table.transposed }
    let isThin = item.latencies.contains { latency in
      LatencyRecord.percentiles.contains { latency.reportable($0.percentile) == nil }
    }
    add(
      "Latency in ms, from the instant when the request was due"
        + (isThin ? " (-: too few to tell)" : ""), table)
  }

  private mutating func addLoad(_ item: CaseReport) {
    if item.load.offered == 0, item.latencies.isEmpty { return }
    let load = item.load
    var table = TextTable(
      ["offered", "admitted", "completed", "rejected", "censored", "completed per second"]
        .map { .right($0) })
    table.rows = [
      [load.offered, load.admitted, load.completed, load.rejected, load.censored]
        .map { Quantity.count($0) } + [Quantity.thousandths(item.perSecondMilli)]
    ]
    add("Requests, \(Text.printable(item.loadModel)) loop", table)
  }

  private mutating func addMessages(_ item: CaseReport) {
    let messages = item.messages
    if messages.sent == 0 { return }
    var table = TextTable([.left("message"), .right("sent"), .right("delivered"), .right("bytes")])
    table.rows = messages.byType.map {
      [Text.printable($0.label)] + [$0.sent, $0.delivered, $0.bytes].map { Quantity.count($0) }
    }
    if messages.byType.count != 1 {
      table.rows.append(
        ["in all"]
          + [messages.sent, messages.delivered, messages.bytes].map { Quantity.count($0) })
    }
    let losses = [(messages.dropped, "dropped"), (messages.duplicated, "duplicated")]
      .filter { $0.0 > 0 }.map { ", \(Quantity.count($0.0)) \($0.1)" }
    add("Messages" + losses.joined(), table)
  }

  private mutating func addFaults(_ item: CaseReport) {
    if item.faults.isEmpty {
      add()
      return add("Faults: none")
    }
    var table = TextTable(
      [.left("fault"), .right("requested"), .right("injected"), .right("effective")])
    table.rows = item.faults.map {
      [Text.printable($0.kind)]
        + [$0.requested, $0.injected, $0.effective].map { Quantity.count($0) }
    }
    add("Faults", table)
    add()
  }

  private mutating func addRuns(_ item: CaseReport) {
    let crypto = item.crypto
    if crypto != CryptoRecord() {
      add(
        "Cryptography: \(Quantity.of(crypto.signs, "signature", "signatures")) made, "
          + "\(Quantity.of(crypto.verifies, "verification", "verifications")), "
          + "\(Quantity.count(crypto.distinct)) of them distinct")
    }
    let head = item.runs == 1 ? "Run" : Quantity.of(item.runs, "run", "runs")
    let text =
      "\(head): \(Quantity.of(item.events, "event", "events")) in "
      + "\(Quantity.milliseconds(item.virtualUs)) of virtual time, longest queue of a node "
      + Quantity.count(item.longestQueue) + Self.words(item.endings)
    add(Text.wrapped(text, hanging: 2))
    add(
      "Memory: \(Quantity.count(item.memory.peak)) bytes at most; of all that happened "
        + "\(Quantity.count(item.memory.history)) bytes are kept")
  }

  private static func words(_ endings: [CaseReport.EndingCount]) -> String {
    guard let first = endings.first else { return "" }
    if endings.count == 1 { return "; ended " + words(first.ending) }
    return "; ended "
      + endings.map { "\(Quantity.count($0.runs)) \(words($0.ending))" }.joined(separator: ", ")
  }

  private static func words(_ ending: RunRecord.Ending) -> String {
    switch ending {
    case .quiet: "with nothing left to happen"
    case .duration: "with the scenario's duration"
    case .schedule: "with the schedule"
    case .eventLimit: "at the limit on events"
    case .timeLimit: "at the limit on virtual time"
    case .memoryLimit: "at the limit on memory"
    }
  }

  private mutating func addSeeds(_ item: CaseReport) {
    if item.each.isEmpty || item.runs <= 1 { return }
    var table = TextTable(
      [.right("seed"), .left("met"), .right("events"), .right("virtual ms"), .left("digest")])
    table.rows = item.each.prefix(Self.listed).map {
      [
        String($0.seed), $0.isMet ? "yes" : "NO", Quantity.count($0.events),
        Quantity.thousandths($0.virtualUs), Text.cut($0.traceDigest, to: 17),
      ]
    }
    let failing = Quantity.count(item.each.count { !$0.isMet })
    add(
      "Seeds: \(failing) of \(Quantity.count(item.runs)) miss an expectation by themselves", table)
    if item.each.count > Self.listed {
      add("  … and \(Quantity.count(item.each.count - Self.listed)) more in result.json")
    }
  }
}
