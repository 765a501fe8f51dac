/// The help, made from the commands and the option table.
struct HelpText {
  private let width: Int
  private var lines: [String] = []

  /// The commands, and where to read on.
  static func overall(width: Int) -> String {
    var help = HelpText(width: width)
    help.lines += [
      "nocturne: a deterministic simulator and model checker for Byzantine protocols", "",
      "usage: nocturne COMMAND …", "",
    ]
    help.table(
      Command.available.map { command in
        (String(command.usage.dropFirst("nocturne ".count)), command.subcommand.summary)
      })
    let missing = Command.allCases.filter { $0.subcommand.action == nil }.map(\.rawValue)
    if !missing.isEmpty {
      help.lines.append("")
      help.paragraph("Not in this version: \(missing.joined(separator: ", ")).")
    }
    help.lines.append("")
    help.paragraph(
      """
      Exit codes: 0 every expectation met, 1 some expectation not met, 2 inconclusive, 64 wrong \
      command line, 65 wrong input, 70 our fault, 74 a file could not be read or written.
      """)
    help.paragraph(
      """
      'nocturne help COMMAND' lists the options of a command; 'nocturne explain CODE' says more \
      about the code in brackets that ends a finding.
      """)
    return help.text
  }

  /// One command: its usage, its sentence and its options.
  static func of(_ command: Command, width: Int) -> String {
    var help = HelpText(width: width)
    let subcommand = command.subcommand
    help.lines.append("usage: \(command.usage) [options]")
    help.lines.append("")
    help.paragraph(subcommand.summary + ".")
    if !subcommand.details.isEmpty { help.paragraph(subcommand.details) }
    help.lines.append("")
    help.table(
      OptionTable.options(of: command).map { option in
        let often = option.kind == .repeated ? "…" : ""
        let doc = option.isAvailable ? option.doc : "Not in this version. \(option.doc)"
        return (option.usage + often, doc + option.form.remark)
      })
    return help.text
  }

  private init(width: Int) { self.width = width }

  private var text: String { lines.joined(separator: "\n") + "\n" }

  /// Terms on the left, what they mean on the right; a long term has its own line.
  private mutating func table(_ rows: [(term: String, meaning: String)]) {
    let widest = 24
    let column = min(widest, rows.map(\.term.count).max() ?? 0) + 4
    for row in rows {
      var meaning = Self.wrapped(row.meaning, width: width - column)
      let padding = column - 2 - row.term.count
      if padding >= 2 {
        lines.append(
          "  " + row.term + String(repeating: " ", count: padding) + meaning.removeFirst())
      } else {
        lines.append("  " + row.term)
      }
      lines += meaning.map { String(repeating: " ", count: column) + $0 }
    }
  }

  private mutating func paragraph(_ text: String) {
    lines += Self.wrapped(text, width: width)
  }

  /// Lines of whole words, at most `width` wide where the words allow; at least one line.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " " + word
    }
    return lines + [line]
  }
}

extension Command {
  /// `nocturne run SCENARIO…`
  var usage: String {
    let operands = subcommand.operands.usage
    return "nocturne \(rawValue)" + (operands.isEmpty ? "" : " \(operands)")
  }
}

extension Option.Form {
  /// What the help adds about the values.
  fileprivate var remark: String {
    switch self {
    case .word(let words), .words(let words): ": \(words.joined(separator: ", "))"
    case .amount(let amount): ", such as '\(amount.example)'"
    case .text, .letters, .path, .integer, .seed, .seeds, .setting: ""
    }
  }
}
