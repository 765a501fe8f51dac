/// The forms in which `--trace` tells events.
enum TraceForm: String, CaseIterable {
  /// A line for each, for people.
  case text
  /// A JSON object for each, a line long.
  case jsonl
}
