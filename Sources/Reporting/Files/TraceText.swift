public import Traces

/// The forms of a trace for people and for programs that read lines.
public enum TraceText {
  /// One event a line, with the liar's behaviours that forged its message, if any, and the facts that it
  /// let the properties know indented below; columns are aligned.
  ///
  /// ```text
  /// #12  25.000 ms  deliver PREPARE  replica 1 → replica 0  view 0 slot 1  132 bytes  9f3a21c0…
  ///                   forged by doublePrepare
  ///                   +prepared(0, 1)
  /// ```
  public static func plain(_ entries: [TraceEntry]) -> String {
    var table = TextTable([
      .right(""), .right(""), .left(""), .left(""), .left(""), .right(""), .left(""),
    ])
    table.rows = entries.map { entry in
      let from = entry.from.map { Text.printable($0) + " → " } ?? ""
      let isEmpty = entry.length == 0 && entry.payload == 0
      return [
        "#\(entry.step)", Quantity.milliseconds(entry.microseconds),
        Text.printable(entry.label.isEmpty ? entry.action : "\(entry.action) \(entry.label)"),
        from + Text.printable(entry.node),
        entry.view == 0 && entry.slot == 0 ? "" : "view \(entry.view) slot \(entry.slot)",
        isEmpty ? "" : Quantity.of(entry.length, "byte", "bytes"),
        isEmpty ? "" : Text.cut(hexadecimal(entry.payload), to: 9),
      ]
    }
    var text = ""
    let indent = Text.spaces(
      [0, 1].reduce(2) { sum, column in
        sum + TextTable.gap + (table.rows.map { Text.columns($0[column]) }.max() ?? 0)
      })
    for (entry, line) in zip(entries, table.lines(indent: 0)) {
      text += line + "\n"
      if let forged = entry.forged { text += indent + Text.printable("forged by \(forged)") + "\n" }
      for fact in entry.facts { text += indent + Text.printable(fact) + "\n" }
    }
    return text
  }

  /// One JSON object a line; the fingerprint of the payload is a string of sixteen hexadecimal digits.
  public static func jsonLines(_ entries: [TraceEntry]) -> String {
    var text = ""
    for entry in entries {
      var json = JSONWriter()
      json.object { json in
        json.member("step", entry.step)
        json.member("virtualUs", entry.microseconds)
        json.member("action", entry.action)
        json.member("node", entry.node)
        json.member("from", entry.from)
        json.member("label", entry.label)
        json.member("view", entry.view)
        json.member("slot", entry.slot)
        json.member("length", entry.length)
        json.member("payload", hexadecimal(entry.payload))
        if let forged = entry.forged { json.member("forged", forged) }
        json.array("facts", of: entry.facts)
      }
      text += json.text + "\n"
    }
    return text
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
