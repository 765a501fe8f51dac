/// Rules about the repository as a whole.
enum PackageRules {
  /// No target may share its name with a public type, nor differ from another in case alone.
  static func names(targets: [String], files: [SourceFile]) -> [Violation] {
    var violations: [Violation] = []
    for (index, target) in targets.enumerated() {
      let twins = targets[..<index].filter { $0.lowercased() == target.lowercased() }
      for twin in twins {
        violations.append(
          Violation(
            path: "Package.swift", line: 1,
            message: "\(target) beside \(twin) is banned, use names that differ in more than case"))
      }
    }
    for file in files where file.isSource {
      for type in publicTypes(of: file) where targets.contains(type.name) {
        violations.append(
          file.violation(
            type.line, "the type \(type.name) is banned, use a name that is not a target's"))
      }
    }
    return violations
  }

  /// Every target of the manifest stands in the import table, and imports no more than it says.
  static func manifest(_ file: SourceFile) -> [Violation] {
    layers(of: file).flatMap { layer -> [Violation] in
      guard let allowed = ImportTable.allowed(for: layer.name) else {
        return [
          file.violation(
            layer.line, "\(layer.name) outside the layers is banned, use a row in the table")
        ]
      }
      return layer.imports.filter { !allowed.contains($0) }.map {
        file.violation(
          layer.line, "\($0) is banned in \(layer.name), use what its layer may import")
      }
    }
  }

  /// The `Layer(name: …, imports: […])` of the manifest.
  static func layers(of file: SourceFile) -> [(name: String, imports: [String], line: Int)] {
    file.tokens.indices.compactMap { index in
      guard file.tokens[index].isWord("Layer"), file.token(index + 1)?.isSymbol("(") == true else {
        return nil
      }
      let strings = file.tokens[index...file.closing(index + 1)].filter { $0.kind == .string }
      guard let name = strings.first else { return nil }
      return (name.text, strings.dropFirst().map(\.text), name.line)
    }
  }

  private static func publicTypes(of file: SourceFile) -> [(name: String, line: Int)] {
    let kinds = ["struct", "enum", "class", "actor", "protocol", "typealias"]
    let between = ["final", "indirect"]
    return file.tokens.indices.compactMap { index in
      guard file.tokens[index].isWord("public") else { return nil }
      var position = index + 1
      while let token = file.token(position), between.contains(token.text) { position += 1 }
      guard let kind = file.token(position), kinds.contains(kind.text),
        let name = file.token(position + 1)
      else { return nil }
      return (name.text, name.line)
    }
  }
}
