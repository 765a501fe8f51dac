/// Something a user should know about an input: what, where, and the way out.
///
/// ```text
/// scenarios/partition.yaml:7:11: error: unknown fault 'equivocates' [unknown-fault]
///   7 |   - kind: equivocates
///     |           ^~~~~~~~~~~
///     = hint: did you mean 'equivocate'? Known faults: crash, delay, drop, equivocate
/// ```
public struct Finding: Hashable, Sendable {
  /// The file, or the argument of the command line.
  public var file: String
  /// Where it starts.
  public var position: SourcePosition
  /// How many Unicode scalars to underline, at least 1.
  public var length: Int
  /// The stable name of the kind of finding, for `explain`.
  public var code: String
  /// How much it matters.
  public var severity: Severity
  /// What is wrong, in one sentence without a full stop.
  public var message: String
  /// The way out: what is allowed, or what was meant.
  public var hint: String?
  /// The line of the text, if there is one to show; of a very long line a part.
  public var sourceLine: String?
  /// How many columns of the line are left out before that part.
  public var columnsLeftOut = 0

  /// Makes a finding from its parts.
  public init(
    file: String, position: SourcePosition, length: Int = 1, code: some FindingCode,
    severity: Severity = .error, message: String, hint: String? = nil, sourceLine: String? = nil
  ) {
    self.file = file
    self.position = position
    self.length = max(length, 1)
    self.code = code.rawValue
    self.severity = severity
    self.message = message
    self.hint = hint
    self.sourceLine = sourceLine
  }

  /// Makes a finding about some bytes of a text; what lies past the first line is not underlined.
  public init(
    in text: SourceText, at range: Range<Int>, code: some FindingCode, severity: Severity = .error,
    message: String, hint: String? = nil
  ) {
    let position = text.position(at: range.lowerBound)
    let line = text.lineBytes(position.line)
    let end = min(range.upperBound, line.endIndex)
    let length = end > range.lowerBound ? text.scalarCount(range.lowerBound..<end) : 1
    let excerpt = text.excerpt(
      of: position.line, around: position.column, width: Self.shownColumns)
    self.init(
      file: text.name, position: position, length: length, code: code, severity: severity,
      message: message, hint: hint, sourceLine: excerpt.text)
    columnsLeftOut = excerpt.leftOut
  }

  /// The line, from 1.
  public var line: Int { position.line }
  /// The column in Unicode scalars, from 1.
  public var column: Int { position.column }
}

extension Sequence where Element == Finding {
  /// Whether one of the findings forbids going on.
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// The findings as text, one after the other, each ending in a newline.
  public var rendered: String {
    var text = ""
    for finding in self { text += finding.description + "\n" }
    return text
  }
}
