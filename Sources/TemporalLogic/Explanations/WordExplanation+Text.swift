extension WordExplanation {
  /// A column of the table: positions in a row at which all parts say the same; nil where some are left out.
  private typealias Column = ClosedRange<Int>?

  /// The explanation for a person: the verdict, a table with a row for each part and a column for each position, and
  /// what is to blame.
  ///
  /// Positions that look the same stand in one column, and where there are still too many, some in the middle are left
  /// out, but never where something to blame is. What is repeated for ever stands between `|:` and `:|`; the fault that
  /// is to blame is in parentheses.
  ///
  /// - Parameters:
  ///   - width: How many characters the parts may take.
  ///   - most: How many columns there may be.
  public func lines(width: Int = 48, most: Int = 24) -> [String] {
    var lines = [String(holds)]
    let columns = columns(most: max(most, 8))
    let names = rows.map { row in
      Self.clipped(String(repeating: "  ", count: min(row.depth, 8)) + row.text, width)
    }
    let longest = names.map(\.count).max() ?? 0
    let headers = columns.map(header)
    lines.append(line("", longest, headers, headers, columns))
    for (number, row) in rows.enumerated() {
      let cells = columns.map { column in column.map { cell(number, row, $0) } ?? "…" }
      lines.append(line(names[number], longest, cells, headers, columns))
    }
    if rowsLeftOut > 0 { lines.append("and \(rowsLeftOut) parts more") }
    if let loop {
      lines.append(
        loop == positions - 1
          ? "position \(loop) repeats for ever"
          : "positions \(loop) to \(positions - 1) repeat for ever")
    }
    return lines + (failure.map { [$0.sentence] } ?? [])
  }

  private func header(_ column: Column) -> String {
    guard let column else { return "…" }
    return column.count == 1 ? "\(column.lowerBound)" : "\(column.lowerBound)-\(column.upperBound)"
  }

  private func cell(_ number: Int, _ row: Row, _ column: ClosedRange<Int>) -> String {
    let mark = row.values[column.lowerBound] ? "1" : "."
    let isToBlame =
      failure?.faults.last.map { $0.row == number && column == $0.position...$0.position } ?? false
    return isToBlame ? "(\(mark))" : mark
  }

  private func line(
    _ name: String, _ width: Int, _ cells: [String], _ headers: [String], _ columns: [Column]
  ) -> String {
    var line = name + String(repeating: " ", count: width - name.count)
    // A parenthesis hangs over, so that marks stand below each other.
    var hanging = 0
    for (place, cell) in cells.enumerated() {
      if let loop, columns[place]?.lowerBound == loop { line += "  |:" }
      let isMarked = cell.hasSuffix(")")
      let gap = max(headers[place].count + 1, 4) - cell.count + (isMarked ? 1 : 0) - hanging
      line += String(repeating: " ", count: gap) + cell
      hanging = isMarked ? 1 : 0
    }
    return loop == nil ? line : line + String(repeating: " ", count: 2 - hanging) + ":|"
  }

  /// The columns: in order, no two of them of positions that could be one.
  private func columns(most: Int) -> [Column] {
    let faulty = (failure?.faults ?? []).map(\.position)
    var ranges: [ClosedRange<Int>] = []
    for position in 0..<positions {
      if let last = ranges.last, position != loop, !faulty.contains(position),
        !faulty.contains(last.upperBound),
        rows.allSatisfy({ $0.values[position] == $0.values[last.upperBound] })
      {
        ranges[ranges.count - 1] = last.lowerBound...position
      } else {
        ranges.append(position...position)
      }
    }
    if ranges.count <= most { return ranges }
    // The ends, where the cycle begins, what is to blame with what is beside it, and then from the beginning on.
    var isShown = ranges.map { _ in false }
    var count = 0
    func show(_ place: Int) {
      guard isShown.indices.contains(place), !isShown[place], count < most else { return }
      isShown[place] = true
      count += 1
    }
    let blamed = faulty.suffix(2).compactMap { position in
      ranges.firstIndex { $0.contains(position) }
    }
    for place in blamed.reversed() { show(place) }
    show(0)
    show(ranges.count - 1)
    if let loop, let place = ranges.firstIndex(where: { $0.contains(loop) }) { show(place) }
    for place in blamed { for near in [place - 1, place + 1] { show(near) } }
    for place in ranges.indices { show(place) }
    var columns: [Column] = []
    for place in ranges.indices {
      if isShown[place] {
        columns.append(ranges[place])
      } else if place > 0, isShown[place - 1] {
        columns.append(nil)
      }
    }
    return columns
  }

  static func clipped(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : String(text.prefix(width - 1)) + "…"
  }
}

extension WordExplanation.Failure {
  /// The faults in words, from the whole formula to what is to blame; of many, the first and the last ones.
  public var sentence: String {
    var told: [String] = []
    for (place, fault) in faults.enumerated() {
      if faults.count > 4, place == 1 { told.append("…") }
      if faults.count > 4, place > 0, place < faults.count - 2 { continue }
      let text = WordExplanation.clipped(fault.text, 60)
      told.append("\(text) \(fault.isWanted ? "fails" : "holds") at \(fault.position)")
    }
    return told.joined(separator: ", as ") + (reason.isEmpty ? "" : ": " + reason)
  }
}
