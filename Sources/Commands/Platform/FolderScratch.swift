import CPlatform
public import Determinism

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Keeps blocks as files of a folder that is nobody else's, as long as it is open.
///
/// A file that the system lets go with the process marks the folder as taken. So what a process leaves that is killed is
/// known, and removed by the next one that opens the folder. Nothing is brought to the disk before its time: the files
/// need not outlive a power cut.
public final class FolderScratch: ScratchStore {
  /// Why a folder is not opened.
  public enum Refusal: Error, Hashable, Sendable {
    /// Another process has opened it.
    case taken
    /// Something is in it that is none of our files.
    case occupied(name: String)
    /// The system refused.
    case file(FileError)
  }

  /// The folder.
  public let folder: String
  /// The folders that were made for it, outermost first.
  private let made: [String]
  private let descriptor: CInt

  private static let mark = ".nocturne-spill"

  /// Opens a folder, which is made if there is none, and removes what a process left that was killed.
  public init(folder: String) throws(Refusal) {
    self.folder = folder
    let names: [String]
    do throws(FileError) {
      made = try FileSystem.makeFolders(folder)
      names = try FileSystem.names(in: folder)
    } catch {
      throw .file(error)
    }
    // Without the mark no file is ours.
    let isMarked = names.contains(Self.mark)
    if let name = names.first(where: { $0 != Self.mark && !(isMarked && Self.isBlock($0)) }) {
      throw .occupied(name: name)
    }
    // The path is passed as a C string for the call only.
    descriptor = unsafe nocturne_open_held(Path.join(folder, Self.mark))
    if descriptor == -EWOULDBLOCK { throw .taken }
    if descriptor < 0 { throw .file(FileError("write", folder, code: descriptor)) }
    do throws(FileError) {
      for name in names where Self.isBlock(name) { try FileSystem.remove(Path.join(folder, name)) }
    } catch {
      letGo(descriptor)
      throw .file(error)
    }
  }

  /// Keeps bytes in a new file of that name.
  public func write(_ bytes: [UInt8], to name: String) throws(BlockStoreError) {
    precondition(Self.isBlock(name), "a block named \(name)")
    let path = Path.join(folder, name)
    do throws(FileError) {
      // The path is passed as a C string for the call only.
      let file = unsafe nocturne_open_new(path)
      guard file >= 0 else { throw FileError("write", path, code: file) }
      do throws(SystemError) {
        defer { letGo(file) }
        try FileSystem.writeAll(bytes, to: file)
      } catch {
        throw FileError("write", path, code: error.code)
      }
    } catch {
      throw .refused(name: name, reason: error.description)
    }
  }

  /// The bytes of the file of that name.
  public func read(_ name: String) throws(BlockStoreError) -> [UInt8] {
    let path = Path.join(folder, name)
    guard Self.isBlock(name), FileSystem.kind(of: path) == .file else { throw .missing(name) }
    do throws(FileError) {
      return try FileSystem.content(of: path)
    } catch {
      throw .refused(name: name, reason: error.description)
    }
  }

  /// Removes the file of that name.
  public func remove(_ name: String) throws(BlockStoreError) {
    do throws(FileError) {
      try FileSystem.remove(Path.join(folder, name))
    } catch {
      throw .refused(name: name, reason: error.description)
    }
  }

  /// Removes all that was kept, and the folders that were made for it; called once. What cannot be removed is not worth
  /// an error of its own.
  public func close() {
    for name in (try? FileSystem.names(in: folder)) ?? [] where Self.isBlock(name) {
      try? FileSystem.remove(Path.join(folder, name))
    }
    try? FileSystem.remove(Path.join(folder, Self.mark))
    letGo(descriptor)
    // A folder that someone else has filled since stays: rmdir refuses it.
    for folder in made.reversed() { unsafe rmdir(folder) }
  }

  /// Whether a name is one that a search gives to what it writes out.
  private static func isBlock(_ name: String) -> Bool {
    let prefix = "block-"
    return name.hasPrefix(prefix) && !name.dropFirst(prefix.count).isEmpty
      && name.utf8.dropFirst(prefix.utf8.count).allSatisfy { (0x30...0x39).contains($0) }
  }
}

/// Lets a descriptor go; `close` is a method above.
private func letGo(_ descriptor: CInt) {
  #if canImport(Darwin)
    Darwin.close(descriptor)
  #elseif canImport(Glibc)
    Glibc.close(descriptor)
  #elseif canImport(Musl)
    Musl.close(descriptor)
  #endif
}
