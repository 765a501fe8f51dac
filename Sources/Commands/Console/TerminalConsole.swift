import CPlatform
import Synchronization

/// The standard output and error of this process.
public final class TerminalConsole: Console {
  private static let outputDescriptor: CInt = 1
  private static let errorDescriptor: CInt = 2
  private let firstFailure = Mutex<FileError?>(nil)

  /// The process's own console.
  public init() {}

  /// Writes results to standard output, unbuffered.
  public func write(_ text: String) {
    firstFailure.withLock { failure in
      // After a failure more text would leave a document with a hole.
      guard failure == nil else { return }
      do throws(SystemError) {
        try FileSystem.writeAll(Array(text.utf8), to: Self.outputDescriptor)
      } catch {
        failure = FileError("write", "standard output", code: error.code)
      }
    }
  }

  /// Writes progress and errors to standard error, unbuffered; there is no one to tell of a failure.
  public func writeError(_ text: String) {
    firstFailure.withLock { _ in
      try? FileSystem.writeAll(Array(text.utf8), to: Self.errorDescriptor)
    }
  }

  /// The next line of standard input.
  public func readLine(prompt: String) -> String? {
    write(prompt)
    return Swift.readLine()
  }

  /// Whether standard error is a terminal.
  public var isTerminal: Bool { nocturne_is_terminal(Self.errorDescriptor) != 0 }

  /// The terminal's columns, 80 without one, at most 100 for the reader's sake.
  public var width: Int {
    let columns = Int(nocturne_terminal_width(Self.outputDescriptor))
    return columns < 20 ? 80 : min(columns, 100)
  }

  /// The first failure to write standard output.
  public var failure: FileError? { firstFailure.withLock { $0 } }
}
