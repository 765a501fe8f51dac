extension CanonicalWriter {
  /// The 64-bit fingerprint of what was written.
  @inlinable
  public var fingerprint: UInt64 {
    // The pointer does not outlive the call.
    unsafe withUnsafeBytes { unsafe Fingerprint.hash64($0) }
  }
}
