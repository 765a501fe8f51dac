public import Determinism

/// Keeps blocks as files of a folder.
public struct FolderBlocks: BlockStore {
  /// The folder, made when the first block is kept.
  public let folder: String

  /// Blocks in a folder.
  public init(folder: String) { self.folder = folder }

  /// Keeps bytes in the file of that name, whole or not at all.
  public func write(_ bytes: [UInt8], to name: String) throws(BlockStoreError) {
    precondition(Self.isName(name), "a block named \(name)")
    do throws(FileError) {
      try AtomicFile.write(bytes, to: Path.join(folder, name))
    } catch {
      throw .refused(name: name, reason: error.description)
    }
  }

  /// The bytes of the file of that name.
  public func read(_ name: String) throws(BlockStoreError) -> [UInt8] {
    // Names may come from a file that someone else wrote.
    guard Self.isName(name), FileSystem.kind(of: Path.join(folder, name)) == .file else {
      throw .missing(name)
    }
    do throws(FileError) {
      return try FileSystem.content(of: Path.join(folder, name))
    } catch {
      throw .refused(name: name, reason: error.description)
    }
  }

  /// Removes what processes that were killed have not written to the end.
  public func removeUnfinished() throws(FileError) {
    guard FileSystem.kind(of: folder) == .folder else { return }
    for name in try FileSystem.names(in: folder) where AtomicFile.isTemporary(name) {
      try FileSystem.remove(Path.join(folder, name))
    }
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
      }
  }
}
