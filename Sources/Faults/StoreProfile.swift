public import Determinism

/// How one store of a node treats what is written to it.
public struct StoreProfile: Equatable, Sendable {
  /// The time from the write to the moment when it is durable and acknowledged.
  ///
  /// Writes are pipelined and acknowledged in order: one never before an earlier one.
  public var delay: Sampler
  /// Whether each record has a checksum.
  ///
  /// A boot after a crash drops a record that fails it: bit rot and torn writes leave gaps, never
  /// false records. Without checksums the node gets whatever the bytes decode to, and only what
  /// does not decode is dropped.
  public var hasChecksums: Bool

  /// A store with a delay.
  public init(delay: Sampler = .instant, hasChecksums: Bool = true) {
    self.delay = delay
    self.hasChecksums = hasChecksums
  }
}
