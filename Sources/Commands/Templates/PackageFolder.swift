/// Where this package's sources are, for packages that depend on them.
enum PackageFolder {
  /// The folder that `--package` names, or the one above this program or the current folder.
  ///
  /// - Throws: ``FileError`` when none of them holds the package.
  static func find(_ arguments: ParsedArguments) throws(FileError) -> String {
    if let named = arguments.text(.package) {
      guard isPackage(named) else {
        throw FileError("use", named, reason: "it does not hold the sources of nocturne")
      }
      return named
    }
    let executable = try Subprocess.ownExecutable()
    for start in [executable, Path.join(try FileSystem.currentFolder(), "x")] {
      var folder = Path.parent(of: start)
      while !folder.isEmpty, folder != "/" {
        if isPackage(folder) { return folder }
        folder = Path.parent(of: folder)
      }
    }
    throw FileError(
      "find", "the sources of nocturne", reason: "name their folder with --package")
  }

  private static func isPackage(_ folder: String) -> Bool {
    FileSystem.kind(of: Path.join(folder, "Package.swift")) == .file
      && FileSystem.kind(of: Path.join(folder, "Sources/Machine")) == .folder
  }
}
