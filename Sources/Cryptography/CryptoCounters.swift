/// How much cryptography a run has done.
@frozen
public struct CryptoCounters: Hashable, Sendable {
  /// Signatures made, without those that were remembered.
  public var signs: UInt64 = 0
  /// Verifications made, without those that were remembered.
  public var verifies: UInt64 = 0
  /// Distinct (message, signature, key) among the verifications; 0 in the ideal mode, which
  /// remembers nothing.
  ///
  /// Exact while ``forgotten`` is 0; after that, one that was forgotten counts again.
  public var distinct: UInt64 = 0
  /// Calls answered from memory, in the memo mode.
  public var hits: UInt64 = 0
  /// Remembered answers that were given up to bound the memory.
  public var forgotten: UInt64 = 0

  /// Nothing done.
  @inlinable
  public init() {}
}
