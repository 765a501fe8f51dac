import FoundationEssentials
import Testing

/// Compares a text with a file in `Tests/Golden/Reporting/`.
func expectGolden(
  _ actual: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = tests.appending(path: "Golden/Reporting").appending(path: name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
    try Data(actual.utf8).write(to: file)
  }
  let expected = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
  #expect(
    actual == expected, "run with UPDATE_GOLDEN=1, then read the diff",
    sourceLocation: sourceLocation)
}
