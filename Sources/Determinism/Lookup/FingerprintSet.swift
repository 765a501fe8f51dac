/// A set of 64-bit fingerprints that only grows, in little more than their own bytes.
///
/// It is for the millions of things that a long run has seen and that may be asked for again. Open addressing
/// with linear probing, at most seven eighths full; it grows by a quarter at a time, so that a
/// member takes between 9.1 and 11.5 bytes. Fingerprints are taken to be scattered: the upper bits choose
/// the place.
@frozen
public struct FingerprintSet: Sendable {
  @usableFromInline var slots: [UInt64] = []
  @usableFromInline var used = 0
  /// Whether 0, which marks unused slots, is a member.
  @usableFromInline var hasZero = false

  /// Makes an empty set, which takes no memory.
  @inlinable
  public init() {}

  /// The number of members.
  @inlinable
  public var count: Int { used + (hasZero ? 1 : 0) }

  /// The bytes of its slots, used or not.
  @inlinable
  public var bytes: Int { slots.count * MemoryLayout<UInt64>.stride }

  /// Whether a fingerprint is a member.
  ///
  /// - Complexity: O(1) for scattered fingerprints
  @inlinable
  public func contains(_ fingerprint: UInt64) -> Bool {
    if fingerprint == 0 { return hasZero }
    if slots.isEmpty { return false }
    return slots[place(of: fingerprint)] != 0
  }

  /// Makes a fingerprint a member.
  ///
  /// - Returns: Whether it was none before.
  /// - Complexity: O(1) for scattered fingerprints, amortised
  @inlinable
  @discardableResult
  public mutating func insert(_ fingerprint: UInt64) -> Bool {
    if fingerprint == 0 {
      defer { hasZero = true }
      return !hasZero
    }
    if 8 &* (used &+ 1) > 7 &* slots.count { grow() }
    let place = place(of: fingerprint)
    if slots[place] != 0 { return false }
    slots[place] = fingerprint
    used += 1
    return true
  }

  /// The slot that holds the fingerprint, or the unused one where it belongs.
  @inlinable
  @inline(__always)
  func place(of fingerprint: UInt64) -> Int {
    var place = Int(fingerprint.multipliedFullWidth(by: UInt64(slots.count)).high)
    while slots[place] != fingerprint && slots[place] != 0 {
      place += 1
      if place == slots.count { place = 0 }
    }
    return place
  }

  @usableFromInline
  @inline(never)
  mutating func grow() {
    let before = slots
    slots = [UInt64](repeating: 0, count: Swift.max(64, before.count + before.count / 4))
    for fingerprint in before where fingerprint != 0 { slots[place(of: fingerprint)] = fingerprint }
  }
}
