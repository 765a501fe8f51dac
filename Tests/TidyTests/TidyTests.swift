import FoundationEssentials
import Testing

/// The repository keeps its own rules.
@Suite("Tidy")
struct TidyTests {
  @Test("The repository keeps the rule", arguments: Rule.all)
  func rule(_ rule: Rule) {
    let violations = Repository.files.flatMap(rule.check)
    #expect(violations.isEmpty, "\n\(Self.lines(violations))")
  }

  @Test("Targets and public types have names of their own")
  func names() {
    let violations = PackageRules.names(targets: Repository.targets, files: Repository.files)
    #expect(violations.isEmpty, "\n\(Self.lines(violations))")
  }

  @Test("The manifest keeps the layers, and knows every folder of sources")
  func manifest() throws {
    let manifest = try #require(Repository.files.first { $0.path == "Package.swift" })
    let violations = PackageRules.manifest(manifest)
    #expect(violations.isEmpty, "\n\(Self.lines(violations))")
    let layers = PackageRules.layers(of: manifest).map(\.name)
    #expect(!layers.isEmpty)
    let swift = Repository.targets.filter { ImportTable.allowed(for: $0) != nil }
    #expect(Set(layers).isSubset(of: swift))
    let known = ["CSodium", "CFYAML", "CSQLite", "CZlib", "CPlatform"]
    #expect(Set(Repository.targets).subtracting(swift).isSubset(of: known))
  }

  @Test("Every library has its page of reference")
  func pages() throws {
    let manifest = try #require(Repository.files.first { $0.path == "Package.swift" })
    let pages = PackageRules.layers(of: manifest).map { layer in
      "Sources/\(layer.name)/\(layer.name).docc/\(layer.name).md"
    }
    let missing = pages.filter { page in
      !FileManager.default.fileExists(atPath: "\(Repository.root)/\(page)")
    }
    #expect(missing.isEmpty, "\n\(missing.joined(separator: "\n"))")
  }

  @Test("The scan reaches the sources, the tests and the manifest")
  func reach() {
    let paths = Repository.files.map(\.path)
    #expect(paths.contains("Package.swift"))
    #expect(paths.contains("Sources/nocturne/main.swift"))
    #expect(paths.contains("Tests/TidyTests/TidyTests.swift"))
  }

  private static func lines(_ violations: [Violation]) -> String {
    violations.map(\.description).joined(separator: "\n")
  }
}

/// The files that the rules are about.
enum Repository {
  static let root: String = {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return here.dropLast(3).joined(separator: "/")
  }()

  static let files: [SourceFile] = {
    var paths = ["Package.swift"]
    for folder in ["Sources", "Tests"] {
      let found = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
      paths += found.filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    }
    return paths.sorted().compactMap { path in
      guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { return nil }
      return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }
  }()

  /// The folders below `Sources`.
  static let targets: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/Sources")) ?? []).sorted()
}
