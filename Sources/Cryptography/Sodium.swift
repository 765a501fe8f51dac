import CSodium

/// libsodium, initialised once.
enum Sodium {
  /// 0 after the first initialisation, 1 if another library came first, negative on failure.
  private static let status = sodium_init()

  /// Makes sure that libsodium is ready and has chosen its fastest implementations.
  static func require() { precondition(status >= 0, "libsodium does not initialise") }
}
