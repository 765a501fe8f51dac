/// Benchmark results as a table that reads well in a terminal and in Markdown alike.
enum BenchmarkText {
  /// The middle value; the lower of the two middle ones of an even number.
  static func median(_ values: [UInt64]) -> UInt64? {
    values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
  }

  /// What a result's figures are in.
  static func unit(of benchmark: Benchmark) -> String {
    switch benchmark.measure {
    case .nanoseconds: "ps a \(benchmark.unit)"
    case .perSecond: "\(benchmark.unit)s a CPU second"
    case .microseconds: "CPU µs a \(benchmark.unit)"
    }
  }

  /// The limit that a rate, or a time, is held against.
  static func limit(of benchmark: Benchmark) -> UInt64? {
    switch benchmark.measure {
    case .nanoseconds: nil
    case .perSecond(let limit), .microseconds(let limit): limit
    }
  }

  /// Whom a result is held against.
  static func peerName(of benchmark: Benchmark) -> String {
    benchmark.rival?.name ?? "limit"
  }

  /// The table, header first.
  static func table(_ results: [BenchmarkResult]) -> [String] {
    let header = ["benchmark", "ours", "beside", "figure", "ratio", "gate", "met"]
    let rows = results.map { result -> [String] in
      let benchmark = result.benchmark
      return [
        benchmark.name, figure(result.ours, benchmark.measure), peerName(of: benchmark),
        (result.peer ?? limit(of: benchmark)).map { figure($0, benchmark.measure) } ?? "-",
        result.ratioMilli.map(thousandths) ?? "-",
        benchmark.gateMilli.map { "≥ " + thousandths($0) } ?? "-",
        result.isMet.map { $0 ? "yes" : "no" }
          ?? (result.ratioMilli == nil ? "not compared" : "stated"),
      ]
    }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return ([header, rule] + rows).map { row in
      "| "
        + zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: " | ") + " |"
    }
  }

  private static func figure(_ value: UInt64, _ measure: Benchmark.Measure) -> String {
    switch measure {
    case .nanoseconds:
      // Thousandths of a nanosecond, shown with one decimal.
      "\((value + 50) / 1_000).\((value + 50) % 1_000 / 100) ns"
    case .perSecond: "\(ProgressBar.grouped(value))/s"
    case .microseconds: "\((value + 50) / 1_000).\((value + 50) % 1_000 / 100) ms"
    }
  }

  private static func thousandths(_ value: UInt64) -> String {
    let hundredths = (value + 5) / 10
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
