public import Diagnostics

/// The version of this program, as `version` and every JSON document give it.
public enum ProductVersion {
  /// Semantic: a change that breaks the command line or its JSON changes the first number.
  public static let text = "0.1.0"
}

extension JSONWriter {
  /// The object that every command prints with `--json`.
  ///
  /// - Parameters:
  ///   - command: The command's word; nil, hence null, when the line had none.
  ///   - exit: The exit code.
  ///   - findings: What was found in the input, or in the command line.
  ///   - body: The command's own members, which come before the findings.
  public mutating func envelope(
    command: String?, exit: Int, findings: [Finding] = [],
    _ body: (inout JSONWriter) -> Void = { _ in }
  ) {
    object { json in
      json.member("schema", 1)
      json.member("command", command)
      json.member("version", ProductVersion.text)
      json.member("exit", exit)
      body(&json)
      json.array("findings") { json in
        for finding in findings { json.element(finding) }
      }
    }
  }

  /// A finding, in the form that it has everywhere.
  public mutating func element(_ finding: Finding) {
    object { json in
      json.member("file", finding.file)
      json.member("line", finding.line)
      json.member("column", finding.column)
      json.member("code", finding.code)
      json.member("severity", finding.severity.rawValue)
      json.member("message", finding.message)
      json.member("hint", finding.hint)
    }
  }
}
