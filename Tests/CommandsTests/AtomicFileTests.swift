import FoundationEssentials
import Testing

@testable import Commands

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// A folder that is gone after the test.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = Path.join(
      FileManager.default.temporaryDirectory.path, "nocturne-test-\(UUID().uuidString)")
    try FileSystem.makeFolders(path)
  }

  deinit { try? FileSystem.remove(path) }
}

@Suite("Atomic files")
struct AtomicFileTests {
  private func text(_ path: String) throws -> String {
    String(decoding: try FileSystem.content(of: path), as: UTF8.self)
  }

  @Test("A file is written with the folders above it, and replaced whole")
  func writes() throws {
    let folder = try TemporaryFolder()
    let path = Path.join(folder.path, "a/b/c.txt")
    try AtomicFile.write("first, and longer", to: path)
    try AtomicFile.write("second", to: path)
    #expect(try text(path) == "second")
    #expect(try FileSystem.names(in: Path.parent(of: path)) == ["c.txt"])
  }

  @Test("Refusing leaves what stands there")
  func refuses() throws {
    let folder = try TemporaryFolder()
    let path = Path.join(folder.path, "c.txt")
    try AtomicFile.write("first", to: path, existing: .refuse)
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write("second", to: path, existing: .refuse)
    }
    #expect(error?.description == "cannot create '\(path)': it exists already")
    #expect(try text(path) == "first")
    #expect(try FileSystem.names(in: folder.path) == ["c.txt"])
  }

  @Test("A folder is written whole, and replaced with all it held")
  func folders() throws {
    let folder = try TemporaryFolder()
    let path = Path.join(folder.path, "results/seed-1")
    try AtomicFile.writeFolder(
      [("run.txt", Array("one".utf8)), ("old/x", [])], to: path, existing: .refuse)
    #expect(try FileSystem.names(in: path) == ["old", "run.txt"])
    try AtomicFile.writeFolder([("run.txt", Array("two".utf8))], to: path)
    #expect(try FileSystem.names(in: path) == ["run.txt"])
    #expect(try text(Path.join(path, "run.txt")) == "two")
    #expect(throws: FileError.self) {
      try AtomicFile.writeFolder([("y", [])], to: path, existing: .refuse)
    }
    #expect(try FileSystem.names(in: Path.parent(of: path)) == ["seed-1"])
  }

  @Test("A path through a file is refused, with its name and the reason, and leaves nothing")
  func throughFile() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "file")
    try AtomicFile.write("x", to: file)
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write("y", to: Path.join(file, "below/it"))
    }
    #expect(error?.description == "cannot create '\(file)': Not a directory")
    #expect(try FileSystem.names(in: folder.path) == ["file"])
  }

  /// A limit on file sizes stands in for a full disk: the write stops in the middle of the content.
  @Test("When the content does not fit, what stood there stays and nothing half-written is left")
  func doesNotFit() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = Path.join(folder.path, "c.txt")
      try AtomicFile.write("first", to: path)
      signal(SIGXFSZ, SIG_IGN)
      // A limit of this process, which ends with this test.
      var limit = rlimit(rlim_cur: 1 << 16, rlim_max: 1 << 16)
      #if canImport(Darwin)
        let code = unsafe setrlimit(RLIMIT_FSIZE, &limit)  // The structure is ours.
      #else
        // As above.
        let code = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #endif
      try #require(code == 0)
      let large = [UInt8](repeating: 7, count: 1 << 20)
      #expect(throws: FileError("write", path, reason: "File too large")) {
        try AtomicFile.write(large, to: path)
      }
      #expect(throws: FileError("write", path + "/deep/x", reason: "File too large")) {
        try AtomicFile.writeFolder([("a", [1]), ("deep/x", large)], to: path)
      }
      #expect(throws: FileError.self) {
        try AtomicFile.write(large, to: Path.join(folder.path, "new/folder/c.txt"))
      }
      #expect(String(decoding: try FileSystem.content(of: path), as: UTF8.self) == "first")
      #expect(try FileSystem.names(in: folder.path) == ["c.txt"])
    }
  }

  @Test("Reading names the path and the reason")
  func readErrors() throws {
    let folder = try TemporaryFolder()
    let missing = Path.join(folder.path, "missing")
    #expect(throws: FileError("read", missing, reason: "No such file or directory")) {
      try FileSystem.content(of: missing)
    }
    #expect(throws: FileError("read", folder.path, reason: "Is a directory")) {
      try FileSystem.content(of: folder.path)
    }
    #expect(throws: FileError("read", "/dev/zero", reason: "it holds more than 100000 bytes")) {
      try FileSystem.content(of: "/dev/zero", limit: 100_000)
    }
  }

  @Test(
    "Paths come apart and together",
    arguments: [("a/b", "a", "b"), ("b", "", "b"), ("/b", "/", "b"), ("/a/b", "/a", "b")])
  func paths(path: String, parent: String, name: String) {
    #expect(Path.parent(of: path) == parent)
    #expect(Path.name(of: path) == name)
    #expect(Path.join(parent, name) == path)
  }
}
