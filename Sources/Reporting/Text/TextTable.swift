/// Rows in columns that are as wide as their widest cell.
struct TextTable {
  /// One column.
  struct Column {
    var title: String
    var isRight: Bool

    /// A column of words.
    static func left(_ title: String) -> Column { Column(title: title, isRight: false) }
    /// A column of numbers.
    static func right(_ title: String) -> Column { Column(title: title, isRight: true) }
  }

  var columns: [Column]
  /// As many cells as there are columns in each.
  var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// Spaces between two columns.
  static let gap = 2

  private var widths: [Int] {
    columns.indices.map { index in
      rows.reduce(Text.columns(columns[index].title)) { max($0, Text.columns($1[index])) }
    }
  }

  /// The columns of the terminal that a line takes.
  var width: Int { widths.reduce(0, +) + Self.gap * max(columns.count - 1, 0) }

  /// The table with rows for columns: the cells of the first column become the titles.
  var transposed: TextTable {
    var table = TextTable(
      [.left(columns[0].title)] + rows.map { .right($0[0]) })
    table.rows = columns.indices.dropFirst().map { index in
      [columns[index].title] + rows.map { $0[index] }
    }
    return table
  }

  /// The lines, titles first unless all are empty.
  func lines(indent: Int = 2) -> [String] {
    let widths = widths
    let titles = columns.map(\.title)
    let all = titles.allSatisfy(\.isEmpty) ? rows : [titles] + rows
    return all.map { cells in
      var line = Text.spaces(indent)
      for (index, cell) in cells.enumerated() {
        let padding = Text.spaces(widths[index] - Text.columns(cell))
        line += (index > 0 ? Text.spaces(Self.gap) : "")
        line += columns[index].isRight ? padding + cell : cell + padding
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }
}
