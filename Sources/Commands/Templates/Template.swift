/// Files to start from. In paths and in texts `{{NAME}}` stands for the name given, `{{DASHED}}` for
/// the same in lower case with dashes, `{{CAMEL}}` for the same with a small first letter, and
/// `{{PACKAGE}}` for the folder of this package.
struct Template: Sendable {
  /// Path and text of each file.
  let files: [(path: String, text: String)]

  /// Makes the one file of a template, if nothing stands there; its path.
  func makeFile(_ name: String, below folder: String) throws(FileError) -> [String] {
    precondition(files.count == 1, "\(files.count) files")
    let path = Path.join(folder, Self.filled(files[0].path, name))
    try AtomicFile.write(Self.filled(files[0].text, name), to: path, existing: .refuse)
    return [path]
  }

  /// Makes a folder of that name with all files, if nothing stands there; their paths.
  func makeFolder(
    _ name: String, below folder: String, package: String
  ) throws(FileError) -> [String] {
    let top = Path.join(folder, name)
    let contents = files.map { file in
      (
        path: Self.filled(file.path, name),
        bytes: Array(
          Self.replace("{{PACKAGE}}", by: package, in: Self.filled(file.text, name)).utf8)
      )
    }
    try AtomicFile.writeFolder(contents, to: top, existing: .refuse)
    return contents.map { Path.join(top, $0.path) }
  }

  /// Text with the name put in.
  static func filled(_ text: String, _ name: String) -> String {
    let words = [
      ("{{NAME}}", name), ("{{DASHED}}", NewName.dashed(name)),
      ("{{CAMEL}}", name.prefix(1).lowercased() + name.dropFirst()),
    ]
    return words.reduce(text) { replace($1.0, by: $1.1, in: $0) }
  }

  private static func replace(_ mark: String, by word: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let place = rest.firstRange(of: mark) {
      result += rest[..<place.lowerBound] + word
      rest = rest[place.upperBound...]
    }
    return result + rest
  }
}
