public import Faults

/// How a store treats what is written to it.
public struct StoreSettings: Hashable, Sendable {
  /// The time from the write to its acknowledgement.
  public internal(set) var delay: Delay
  /// What goes wrong with it; stores are numbered as in the system's schema.
  public internal(set) var faults: [StoreFault]
  /// Whether its records have checksums.
  public internal(set) var hasChecksums: Bool
}
