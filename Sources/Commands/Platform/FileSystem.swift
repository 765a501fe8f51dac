import CPlatform

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files and folders, with errors that name the path.
public enum FileSystem {
  /// The absolute path of the folder in which the process works.
  static func currentFolder() throws(FileError) -> String {
    // realpath allocates the path, which is copied and freed here.
    guard let path = unsafe realpath(".", nil) else { throw FileError("read", ".", code: errno) }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// What stands at a path.
  public enum Kind: Sendable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A device, a socket, a pipe.
    case other
  }

  /// What stands at a path, links followed; nil when nothing does.
  public static func kind(of path: String) -> Kind? {
    var status = stat()
    // stat only fills the structure that we own.
    guard unsafe stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The whole content of a file.
  ///
  /// - Throws: ``FileError``, also for a file above `limit` bytes, so that a wrong path cannot
  ///   fill the memory.
  public static func content(
    of path: String, limit: Int = 1 << 30
  ) throws(FileError) -> [UInt8] {
    let content = try beginning(of: path, bytes: limit + 1)
    guard content.count <= limit else {
      throw FileError("read", path, reason: "it holds more than \(limit) bytes")
    }
    return content
  }

  /// The first bytes of a file, all of them if it has no more.
  static func beginning(of path: String, bytes: Int) throws(FileError) -> [UInt8] {
    // The path is passed as a C string for the call only.
    let descriptor = unsafe nocturne_open_read(path)
    guard descriptor >= 0 else { throw FileError("read", path, code: descriptor) }
    defer { close(descriptor) }
    var content: [UInt8] = []
    do {
      while content.count < bytes, let chunk = try readChunk(descriptor) { content += chunk }
    } catch {
      throw FileError("read", path, code: error.code)
    }
    return Array(content.prefix(bytes))
  }

  /// Up to 64 KiB of what a descriptor holds now; nil at its end.
  static func readChunk(_ descriptor: CInt) throws(SystemError) -> [UInt8]? {
    while true {
      var failure: CInt = 0
      // read fills at most the capacity of the array's own buffer.
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        let got = unsafe read(descriptor, buffer.baseAddress, buffer.count)
        if got < 0 { failure = errno }
        count = max(0, got)
      }
      if failure == EINTR { continue }
      if failure != 0 { throw SystemError(code: failure) }
      return chunk.isEmpty ? nil : chunk
    }
  }

  /// Makes a folder and those above it; an existing folder is fine.
  ///
  /// - Returns: The folders that did not exist before, outermost first.
  @discardableResult
  public static func makeFolders(_ path: String) throws(FileError) -> [String] {
    if path.isEmpty || kind(of: path) == .folder { return [] }
    var made = try makeFolders(Path.parent(of: path))
    // The path is passed as a C string for the call only.
    if unsafe mkdir(path, 0o777) == 0 {
      made.append(path)
    } else if errno != EEXIST || kind(of: path) != .folder {
      throw FileError("create", path, code: errno == EEXIST ? ENOTDIR : errno)
    }
    return made
  }

  /// The names in a folder, in byte order, without `.` and `..`.
  public static func names(in folder: String) throws(FileError) -> [String] {
    // The stream is closed before we return.
    guard let stream = unsafe opendir(folder.isEmpty ? "." : folder) else {
      throw FileError("read", folder, code: errno)
    }
    defer { unsafe closedir(stream) }  // As above.
    var names: [String] = []
    // The entry belongs to the stream until the next call; its name is copied at once.
    while let entry = unsafe readdir(stream) {
      // d_name is a zero-terminated array inside the entry.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes a file, or a folder with all it holds; nothing there is fine. Links are not followed.
  public static func remove(_ path: String) throws(FileError) {
    // The path is passed as a C string for the call only.
    if unsafe unlink(path) == 0 || errno == ENOENT { return }
    let reason = errno
    guard reason == EISDIR || reason == EPERM else {
      throw FileError("remove", path, code: reason)
    }
    for name in try names(in: path) { try remove(Path.join(path, name)) }
    // As above.
    if unsafe rmdir(path) != 0 { throw FileError("remove", path, code: errno) }
  }

  /// Brings a folder's own entries to the disk, so that a rename in it survives a power cut.
  static func synchronise(folder: String) throws(FileError) {
    // The path is passed as a C string for the call only.
    let descriptor = unsafe nocturne_open_read(folder.isEmpty ? "." : folder)
    guard descriptor >= 0 else { throw FileError("write", folder, code: descriptor) }
    defer { close(descriptor) }
    // Some file systems know no fsync of folders; the rename itself has happened.
    if fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP {
      throw FileError("write", folder, code: errno)
    }
  }

  /// Writes all bytes to a descriptor; throws the system's number.
  static func writeAll(_ bytes: [UInt8], to descriptor: CInt) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      // The pointer stays within the array: written < count.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(descriptor, buffer.baseAddress! + written, buffer.count - written)
      }
      if count < 0 && errno != EINTR { throw SystemError(code: errno) }
      written += max(0, count)
    }
  }
}
