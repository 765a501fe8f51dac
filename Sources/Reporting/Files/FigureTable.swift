public import Traces

/// `figures.csv`: every figure of every case, one a row.
public enum FigureTable {
  /// The names of the columns.
  public static let columns = [
    "case", "figure", "unit", "value", "bound", "expected", "tolerance", "met",
  ]

  /// The table with its header; ends in a newline.
  ///
  /// Values are whole numbers in the unit given. A value is empty where the runs give none; the last four columns
  /// are empty where nothing is expected.
  public static func csv(_ report: RunReport) -> String {
    var csv = CSV()
    csv.add(columns)
    for item in report.cases {
      let names = item.figureNames
      for name in names + item.figures.map(\.name).filter({ !names.contains($0) }) {
        csv.add(row(name, item))
      }
    }
    return csv.text
  }

  private static func row(_ name: String, _ item: CaseReport) -> [String] {
    let expected = item.figures.first { $0.name == name }
    let figure = item.figure(name)
    let unit = figure?.unit.rawValue ?? expected?.unit ?? FigureValue.Unit.microseconds.rawValue
    let row = [item.name, name, unit, figure.map { String($0.value) } ?? ""]
    guard let expected else { return row + ["", "", "", ""] }
    return row + [
      expected.limit.word, String(expected.limit.expected), String(expected.limit.tolerance),
      expected.isMet ? "true" : "false",
    ]
  }
}
