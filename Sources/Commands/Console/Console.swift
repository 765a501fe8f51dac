/// Where a command's words go: results to standard output, progress and errors to standard error.
///
/// Commands speak to the user only through this, so a test reads what a terminal would show. Any
/// thread may write; a call's text stays together.
public protocol Console: AnyObject, Sendable {
  /// Results.
  func write(_ text: String)
  /// Progress and errors.
  func writeError(_ text: String)
  /// The next line that somebody types, after a prompt; nil at the end.
  func readLine(prompt: String) -> String?
  /// Whether progress has someone to watch it: standard error is a terminal.
  var isTerminal: Bool { get }
  /// The columns to wrap prose at.
  var width: Int { get }
  /// The first failure to write, such as a full disk behind a redirected output.
  var failure: FileError? { get }
}

extension Console {
  /// A line of results.
  public func writeLine(_ line: String) { write(line + "\n") }

  /// A line of progress or error.
  public func writeErrorLine(_ line: String) { writeError(line + "\n") }
}
