import CPlatform

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes a file or a folder whole or not at all.
///
/// The content goes to a temporary name beside the final one, is brought to the disk, and takes the
/// final name in one step. A full disk, a missing permission or a power cut leaves what stood there
/// before. Folders above the path are made, and removed again when the write fails.
public enum AtomicFile {
  /// What to do when something stands at the path already.
  public enum Existing: Sendable {
    /// Take its place.
    case replace
    /// Leave it, and fail.
    case refuse
  }

  /// Writes one file.
  public static func write(
    _ bytes: [UInt8], to path: String, existing: Existing = .replace
  ) throws(FileError) {
    let temporary = temporaryName(for: path)
    let made = try FileSystem.makeFolders(Path.parent(of: path))
    do {
      try refuse(path, existing)
      try create(temporary, holding: bytes, named: path)
      switch existing {
      case .replace: try move(temporary, to: path)
      case .refuse: try claim(temporary, to: path)
      }
    } catch {
      undo(temporary, made)
      throw error
    }
    try FileSystem.synchronise(folder: Path.parent(of: path))
  }

  /// Writes one file of text.
  public static func write(
    _ text: String, to path: String, existing: Existing = .replace
  ) throws(FileError) {
    try write(Array(text.utf8), to: path, existing: existing)
  }

  /// Writes a folder of files; their paths are relative to it and may name folders below it.
  ///
  /// With `.replace` the former folder is gone afterwards, with all it held.
  public static func writeFolder(
    _ files: [(path: String, bytes: [UInt8])], to folder: String, existing: Existing = .replace
  ) throws(FileError) {
    let temporary = temporaryName(for: folder)
    let made = try FileSystem.makeFolders(Path.parent(of: folder))
    do {
      try refuse(folder, existing)
      try FileSystem.makeFolders(temporary)
      for file in files {
        let path = Path.join(temporary, file.path)
        try FileSystem.makeFolders(Path.parent(of: path))
        try create(path, holding: file.bytes, named: Path.join(folder, file.path))
        try FileSystem.synchronise(folder: Path.parent(of: path))
      }
      try putInPlace(temporary, folder)
    } catch {
      undo(temporary, made)
      throw error
    }
    try FileSystem.synchronise(folder: Path.parent(of: folder))
  }

  /// Tries whether files can be made in a folder, which may not exist yet; leaves nothing behind.
  public static func check(folder: String) throws(FileError) {
    let made = try FileSystem.makeFolders(folder)
    let temporary = temporaryName(for: Path.join(folder, "check"))
    defer { undo(temporary, made) }
    do throws(FileError) {
      try create(temporary, holding: [], named: folder)
    } catch {
      throw FileError("write", folder, reason: error.reason)
    }
  }

  /// The name used until the content is complete; two processes never share one.
  private static func temporaryName(for path: String) -> String {
    Path.join(Path.parent(of: path), ".\(Path.name(of: path)).writing-\(getpid())")
  }

  /// Whether a name in a folder is such a one, of any process.
  static func isTemporary(_ name: String) -> Bool {
    name.hasPrefix(".") && name.contains(".writing-")
  }

  private static func refuse(_ path: String, _ existing: Existing) throws(FileError) {
    switch existing {
    case .replace: return
    case .refuse:
      if FileSystem.kind(of: path) != nil {
        throw FileError("create", path, reason: "it exists already")
      }
    }
  }

  /// Makes a file and brings its content to the disk. Errors speak of `path`, not of the temporary.
  private static func create(
    _ temporary: String, holding bytes: [UInt8], named path: String
  ) throws(FileError) {
    try FileSystem.remove(temporary)  // Left by an interrupted process that had our number.
    // The path is passed as a C string for the call only.
    let descriptor = unsafe nocturne_open_new(temporary)
    guard descriptor >= 0 else { throw FileError("write", path, code: descriptor) }
    do {
      try FileSystem.writeAll(bytes, to: descriptor)
    } catch {
      close(descriptor)
      throw FileError("write", path, code: error.code)
    }
    let synchronised = fsync(descriptor) == 0 ? 0 : errno
    let closed = close(descriptor) == 0 ? 0 : errno
    if synchronised != 0 || closed != 0 {
      throw FileError("write", path, code: synchronised != 0 ? synchronised : closed)
    }
  }

  private static func move(_ temporary: String, to path: String) throws(FileError) {
    // The paths are passed as C strings for the call only.
    if unsafe rename(temporary, path) != 0 { throw FileError("replace", path, code: errno) }
  }

  /// Gives the content its name only if no one has it: link fails where rename would overwrite.
  private static func claim(_ temporary: String, to path: String) throws(FileError) {
    // The paths are passed as C strings for the call only.
    if unsafe link(temporary, path) != 0 { throw FileError("create", path, code: errno) }
    try FileSystem.remove(temporary)
  }

  private static func putInPlace(_ temporary: String, _ folder: String) throws(FileError) {
    guard FileSystem.kind(of: folder) != nil else { return try move(temporary, to: folder) }
    // The paths are passed as C strings for the call only.
    if unsafe nocturne_exchange(temporary, folder) == 0 {
      return try FileSystem.remove(temporary)  // Now the former folder.
    }
    // A file system without exchange: between the two renames the name is missing.
    let former = temporary + "-former"
    try move(folder, to: former)
    do {
      try move(temporary, to: folder)
    } catch {
      try move(former, to: folder)
      throw error
    }
    try FileSystem.remove(former)
  }

  /// Removes what a failed write made. What cannot be removed is not worth a second error.
  private static func undo(_ temporary: String, _ made: [String]) {
    try? FileSystem.remove(temporary)
    // A folder that someone else has filled since stays: rmdir refuses it.
    for folder in made.reversed() { unsafe rmdir(folder) }
  }
}
