import Synchronization

/// A console that keeps what is written, for tests of commands.
public final class CapturedConsole: Console {
  private let texts = Mutex((output: "", errors: ""))
  private let input: Mutex<[String]>

  /// As ``Console/isTerminal``.
  public let isTerminal: Bool
  /// As ``Console/width``.
  public let width: Int
  /// As ``Console/failure``.
  public let failure: FileError?

  /// A console without a terminal, 80 columns wide, that never fails, and at which nobody types, unless said otherwise.
  public init(
    isTerminal: Bool = false, width: Int = 80, failure: FileError? = nil, input: [String] = []
  ) {
    self.input = Mutex(input)
    self.isTerminal = isTerminal
    self.width = width
    self.failure = failure
  }

  /// Keeps results.
  public func write(_ text: String) { texts.withLock { $0.output += text } }

  /// Keeps progress and errors.
  public func writeError(_ text: String) { texts.withLock { $0.errors += text } }

  /// The next line of what is typed, which shows like everything else.
  public func readLine(prompt: String) -> String? {
    let line = input.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    write(prompt + (line.map { $0 + "\n" } ?? ""))
    return line
  }

  /// All results so far.
  public var output: String { texts.withLock { $0.output } }

  /// All progress and errors so far.
  public var errors: String { texts.withLock { $0.errors } }
}
