/// Where an engine keeps bytes that memory has no room for, as long as it works.
///
/// They need not outlive a power cut, nor the process.
public protocol ScratchStore: BlockStore {
  /// Forgets what was kept under a name.
  func remove(_ name: String) throws(BlockStoreError)
}
