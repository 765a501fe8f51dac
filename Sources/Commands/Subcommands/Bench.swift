import Catalog
import Diagnostics
import Reporting

extension Subcommand {
  static let bench = Subcommand(
    summary: "Measure this build's speed beside its peers",
    details: """
      Each row is the median of five rounds of CPU time, ours and the peer's in turn, since other \
      load moves absolute figures. The peers are programs in the folder that --peers names: phold \
      and pbft, which print comma-separated values; for 'check', SPIN and gcc where they are installed. Only a release build is measured.
      """,
    operands: Operands("[NAME…]", count: 0...Operands.many), action: runBenchmarks)
}

private func runBenchmarks(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  let line = CommandLineText([arguments.command.rawValue] + arguments.operands)
  let names = BenchmarkTable.all.map(\.name)
  var chosen: [Benchmark] = []
  var findings: [Finding] = []
  for (index, word) in arguments.operands.enumerated() {
    // A family's name stands for all its rows.
    let rows = BenchmarkTable.all.filter { $0.name == word || $0.name.hasPrefix(word + "-") }
    chosen += rows
    if rows.isEmpty {
      findings.append(
        line.finding(
          UsageFinding.unknownWord, at: index + 1, "there is no benchmark '\(word)'",
          hint: DidYouMean.hint(for: word, among: names, kind: "benchmarks")))
    }
  }
  if !findings.isEmpty {
    console.writeError(findings.rendered)
    return .usage
  }
  guard Build.isMeasurable else {
    console.writeErrorLine(
      "error: this build was made without cross-module optimisation, so its speed says nothing; "
        + "use 'swift build -c release' in the package itself [not-available]")
    return .unmet
  }
  let results = measure(
    chosen.isEmpty ? BenchmarkTable.all : chosen, rounds: arguments.count(.rounds) ?? 5,
    peers: arguments.text(.peers), console)
  let exit: ExitCode = results.contains { $0.isMet == false } ? .unmet : .met
  if arguments.has(.json) {
    let document = BenchDocument(rows: results.map(BenchDocument.Row.init))
    console.writeLine(document.json(exit: Int(exit.rawValue)))
  } else {
    for line in BenchmarkText.table(results) { console.writeLine(line) }
  }
  return exit
}

private func measure(
  _ benchmarks: [Benchmark], rounds: Int, peers: String?, _ console: any Console
) -> [BenchmarkResult] {
  var ours = benchmarks.map { _ in [UInt64]() }
  var theirs = benchmarks.map { _ in [UInt64]() }
  for round in 1...max(rounds, 1) {
    for (index, benchmark) in benchmarks.enumerated() {
      if Interrupt.isRequested { break }
      ours[index].append(benchmark.run())
      switch benchmark.rival {
      case .program(let peer):
        if let peers, let figure = peer.run(in: peers) { theirs[index].append(figure) }
      case .kernel(_, let run): theirs[index].append(run())
      case .spin(let peer):
        if let figure = peer.run({ console.writeErrorLine("\(benchmark.name): \($0)") }) {
          theirs[index].append(figure)
        }
      case nil: break
      }
    }
    console.writeErrorLine("round \(round) of \(max(rounds, 1)) done")
  }
  return benchmarks.indices.compactMap { index in
    guard let median = median(ours[index]) else { return nil }
    return BenchmarkResult(
      benchmark: benchmarks[index], ours: median, peer: BenchmarkText.median(theirs[index]))
  }
}

private func median(_ values: [UInt64]) -> UInt64? { BenchmarkText.median(values) }

extension Build {
  /// Whether the hot path was optimised across modules.
  static var isMeasurable: Bool {
    #if NOCTURNE_CROSS_MODULE
      true
    #else
      false
    #endif
  }
}

extension BenchDocument.Row {
  init(_ result: BenchmarkResult) {
    let benchmark = result.benchmark
    self.init(
      name: benchmark.name, unit: BenchmarkText.unit(of: benchmark), ours: result.ours)
    peer = result.peer ?? BenchmarkText.limit(of: benchmark)
    peerName = BenchmarkText.peerName(of: benchmark)
    ratioMilli = result.ratioMilli
    gateMilli = benchmark.gateMilli
    isMet = result.isMet
  }
}
