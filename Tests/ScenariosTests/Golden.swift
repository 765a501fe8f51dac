import FoundationEssentials
import Testing

/// Files that tests read, in a folder of their own beside the tests'.
enum Golden {
  /// The root of the repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  /// The folder of the files.
  static let folder = root.appending(path: "Tests/ScenarioFiles")

  /// The names, without extension, of the YAML files in a folder, sorted.
  static func names(in name: String) -> [String] {
    let path = folder.appending(path: name).path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The bytes of a file.
  static func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  /// Compares with a file, or rewrites it under UPDATE_GOLDEN=1.
  static func expect(
    _ actual: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(actual, folder.appending(path: name), sourceLocation: sourceLocation)
  }

  /// Compares with a file anywhere, or rewrites it under UPDATE_GOLDEN=1.
  static func expect(
    _ actual: String, _ url: URL, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(actual.utf8).write(to: url)
      return
    }
    let expected = String(decoding: (try? Data(contentsOf: url)) ?? Data(), as: UTF8.self)
    #expect(
      actual == expected, "\(url.lastPathComponent): run with UPDATE_GOLDEN=1, then read the diff",
      sourceLocation: sourceLocation)
  }
}
