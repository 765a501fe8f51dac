import Diagnostics

/// The forms of a trace.
enum TraceForm: String, CaseIterable {
  /// A line for people an event.
  case text
  /// A document for programs an event.
  case jsonl

  /// The form that the command line asks for; nil when it asks for no trace.
  static func asked(
    by arguments: ParsedArguments, of input: RunInput
  ) throws(RunFailure) -> TraceForm? {
    guard let word = arguments.text(.trace) else { return nil }
    if let form = Self(rawValue: word) { return form }
    let line = CommandLineText([
      arguments.command.rawValue, input.reference, "--trace", word,
    ])
    throw .usage([
      line.finding(
        RunFinding.unknownForm, at: 3, "there is no trace form '\(word)'",
        hint: DidYouMean.hint(for: word, among: allCases.map(\.rawValue), kind: "forms"))
    ])
  }
}
