import Determinism
import Traces

// One line per case, for reports of several.
extension TextReport {
  mutating func addSummary() {
    let cases = report.cases
    let hasFigures = cases.contains { !$0.figures.isEmpty }
    let hasLoad = cases.contains { $0.load.offered > 0 }
    let stage = cases.lazy.compactMap(\.latencies.first?.stage).first

    var columns: [TextTable.Column] = [
      .right("#"), .left("case"), .left("met"), .right("verdicts"),
    ]
    if hasFigures { columns.append(.right("figures")) }
    if hasLoad { columns += [.right("completed"), .right("per s")] }
    if stage != nil { columns += [.right("p50"), .right("p99"), .right("max")] }
    var table = TextTable(columns)
    for (index, item) in cases.enumerated() {
      var row = [String(index + 1), Text.printable(item.name), item.isMet ? "yes" : "NO"]
      row.append(Self.share(item.properties.count(where: \.isExpected), item.properties.count))
      if hasFigures {
        row.append(Self.share(item.figures.count(where: \.isMet), item.figures.count))
      }
      if hasLoad {
        row += [Quantity.count(item.load.completed), Quantity.thousandths(item.perSecondMilli)]
      }
      if stage != nil { row += Self.latency(item.latencies.first) }
      table.rows.append(row)
    }
    // Long names give way; the sections below have them in full.
    let excess = table.width + 2 - Text.width
    if excess > 0 {
      let longest = table.rows.map { Text.columns($0[1]) }.max() ?? 0
      let room = max(longest - excess, 8)
      for index in table.rows.indices {
        table.rows[index][1] = Text.cut(table.rows[index][1], to: room)
      }
    }
    let title = stage.map { "Cases, with the latency of '\(Text.printable($0))' in ms" }
    add(title ?? "Cases", table)
  }

  private static func share(_ met: Int, _ all: Int) -> String { "\(met)/\(all)" }

  private static func latency(_ latency: LatencyRecord?) -> [String] {
    guard let latency else { return ["-", "-", "-"] }
    return [latency.reportable(.p50), latency.reportable(.p99), latency.histogram.max].map(number)
  }

  /// Milliseconds with three decimals, or a dash.
  static func number(_ microseconds: UInt64?) -> String {
    microseconds.map(Quantity.thousandths) ?? "-"
  }
}
