import Determinism
import FoundationEssentials
import Testing

@testable import Commands

@Suite("Blocks in a folder")
struct FolderBlocksTests {
  @Test("What is kept is there again, and nothing outside of the folder is read")
  func keep() throws {
    let folder = Path.join(
      FileManager.default.temporaryDirectory.path, "nocturne-blocks-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let blocks = FolderBlocks(folder: Path.join(folder, "inner"))
    #expect(throws: BlockStoreError.missing("head")) { try blocks.read("head") }
    try blocks.write([1, 2, 3], to: "head")
    try blocks.write([], to: "visited-0-1")
    #expect(try blocks.read("head") == [1, 2, 3])
    #expect(try blocks.read("visited-0-1") == [])
    try blocks.write([4], to: "head")
    #expect(try FolderBlocks(folder: blocks.folder).read("head") == [4])
    try FolderBlocks(folder: folder).write([5], to: "secret")
    for name in ["../secret", "", ".", "..", "a/b", "Ä"] {
      #expect(throws: BlockStoreError.missing(name)) { try blocks.read(name) }
    }
    let full = FolderBlocks(folder: Path.join(blocks.folder, "head"))
    #expect(throws: BlockStoreError.self) { try full.write([6], to: "block") }
  }
}
