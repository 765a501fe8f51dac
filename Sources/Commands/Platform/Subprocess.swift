import CPlatform

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Another process: its output captured, its standard input empty, our environment.
public struct Subprocess: Sendable {
  /// The absolute path of the program.
  public let executable: String
  /// What the program gets after its name.
  public let arguments: [String]

  /// A process of the program at a path.
  public init(executable: String, arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }

  /// What a process left behind.
  public struct Outcome: Sendable {
    /// Its exit code, or 128 + the signal that ended it.
    public let exitCode: Int
    /// All of its standard output.
    public let output: [UInt8]
    /// All of its standard error.
    public let errors: [UInt8]

    /// Standard output as text; broken UTF-8 is replaced.
    public var outputText: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text; broken UTF-8 is replaced.
    public var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  /// The absolute path of the running program.
  public static func ownExecutable() throws(FileError) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    // The call writes at most that many bytes, with a final zero.
    let length = unsafe nocturne_executable_path(&buffer, buffer.count)
    guard length >= 0 else { throw FileError("read", "own path", code: length) }
    return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Runs the process to its end.
  ///
  /// - Throws: ``FileError`` when it cannot be started or its output cannot be read.
  public func run() throws(FileError) -> Outcome {
    let output = try Pipe(executable)
    defer { output.closeBoth() }
    let errors = try Pipe(executable)
    defer { errors.closeBoth() }
    let child = try spawn(output: output.writing, errors: errors.writing)
    output.closeWriting()
    errors.closeWriting()
    let read = readBoth(output.reading, errors.reading)
    var status: CInt = 0
    // waitpid fills the status that we own.
    while unsafe waitpid(child, &status, 0) < 0 {
      if errno != EINTR { throw FileError("run", executable, code: errno) }
    }
    if read.failure != 0 { throw FileError("run", executable, code: read.failure) }
    return Outcome(
      exitCode: Int(nocturne_exit_code(status)), output: read.output, errors: read.errors)
  }

  private func spawn(output: CInt, errors: CInt) throws(FileError) -> pid_t {
    // Copies for the C side, ended by a nil; freed below.
    var words = unsafe ([executable] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }  // As above.
    var child: pid_t = 0
    // The words live until after the call, and the child has its own copy.
    let code = unsafe nocturne_spawn(executable, &words, output, errors, &child)
    guard code == 0 else { throw FileError("run", executable, code: code) }
    return child
  }

  /// Reads both pipes as they fill, so that neither blocks the child.
  private func readBoth(
    _ output: CInt, _ errors: CInt
  ) -> (output: [UInt8], errors: [UInt8], failure: CInt) {
    var outputBytes: [UInt8] = []
    var errorBytes: [UInt8] = []
    var open = (output: output, errors: errors)  // poll skips a descriptor of -1.
    while open.output >= 0 || open.errors >= 0 {
      let ready = nocturne_wait_readable(open.output, open.errors)
      if ready < 0 { return (outputBytes, errorBytes, -ready) }
      do throws(SystemError) {
        if ready & 1 != 0 {
          if let chunk = try FileSystem.readChunk(output) {
            outputBytes += chunk
          } else {
            open.output = -1
          }
        }
        if ready & 2 != 0 {
          if let chunk = try FileSystem.readChunk(errors) {
            errorBytes += chunk
          } else {
            open.errors = -1
          }
        }
      } catch {
        return (outputBytes, errorBytes, error.code)
      }
    }
    return (outputBytes, errorBytes, 0)
  }
}

/// Both ends of a pipe.
private final class Pipe {
  let reading: CInt
  private(set) var writing: CInt

  init(_ purpose: String) throws(FileError) {
    var ends: [CInt] = [0, 0]
    // The call fills exactly two descriptors.
    let code = unsafe nocturne_pipe(&ends)
    guard code == 0 else { throw FileError("run", purpose, code: code) }
    reading = ends[0]
    writing = ends[1]
  }

  /// Ours must be closed before the child's end of file can be seen.
  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  func closeBoth() {
    closeWriting()
    close(reading)
  }
}
