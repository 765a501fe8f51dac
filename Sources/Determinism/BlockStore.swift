/// Where an engine keeps bytes that outlive it, or that memory has no room for.
///
/// What is behind it (a folder, a disk, memory) belongs to the shell; no engine opens a file.
public protocol BlockStore: Sendable {
  /// Keeps bytes under a name, whole or not at all, instead of what had that name.
  ///
  /// - Parameters:
  ///   - bytes: What to keep.
  ///   - name: Lower-case letters, digits and hyphens.
  func write(_ bytes: [UInt8], to name: String) throws(BlockStoreError)

  /// The bytes that were last kept under a name.
  func read(_ name: String) throws(BlockStoreError) -> [UInt8]
}

/// Why bytes were not kept, or are not there.
public enum BlockStoreError: Error, Hashable, Sendable {
  /// Nothing has the name.
  case missing(String)
  /// The system refused, for the reason that it says.
  case refused(name: String, reason: String)
}
