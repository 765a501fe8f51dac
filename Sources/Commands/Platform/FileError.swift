#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the file system refused, with the path and the system's reason; exit code 74.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried: "read", "write", "create", "replace" or "remove".
  public let action: String
  /// The path as the user would write it.
  public let path: String
  /// The system's words, such as "No space left on device".
  public let reason: String

  /// An error in words that the caller already has.
  public init(_ action: String, _ path: String, reason: String) {
    self.action = action
    self.path = path
    self.reason = reason
  }

  /// An error from the system's number (`errno`, positive or negated).
  public init(_ action: String, _ path: String, code: CInt) {
    // strerror gives a static or thread-owned string that is copied at once.
    let words = unsafe String(cString: strerror(abs(code)))
    self.init(action, path, reason: words)
  }

  /// One line for the user.
  public var description: String { "cannot \(action) '\(path)': \(reason)" }
}

/// The system's number for what went wrong, before anyone has said with which file.
struct SystemError: Error {
  let code: CInt
}
