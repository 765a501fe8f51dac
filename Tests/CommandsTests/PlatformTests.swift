import Synchronization
import Testing

@testable import Commands

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

@Suite("Parallel map")
struct ParallelMapTests {
  @Test("Results are in index order and do not depend on the number of threads")
  func order() {
    let expected = (0..<1000).map { $0 * $0 }
    for jobs in [1, 2, 3, 16] {
      let values = parallelMap(count: 1000, jobs: jobs, shouldStop: { false }) { $0 * $0 }
      #expect(values == expected, "\(jobs) jobs")
    }
    #expect(parallelMap(count: 0, jobs: 4, shouldStop: { false }) { $0 }.isEmpty)
    #expect(parallelMap(count: 1, jobs: 4, shouldStop: { false }) { $0 } == [0])
  }

  @Test("What is stopped leaves a prefix, with every started piece finished", arguments: [1, 3])
  func prefix(jobs: Int) {
    let started = Atomic<Int>(0)
    let values = parallelMap(
      count: 10_000, jobs: jobs, shouldStop: { started.load(ordering: .relaxed) >= 100 },
      { index in
        started.add(1, ordering: .relaxed)
        return index
      })
    #expect(values == Array(0..<started.load(ordering: .relaxed)))
    #expect((100..<100 + jobs).contains(values.count))
  }

  @Test("Threads have room for deep recursion")
  func stack() {
    @Sendable func depth(_ n: Int) -> Int { n == 0 ? 0 : 1 + depth(n - 1) }
    let depths = parallelMap(count: 4, jobs: 4, shouldStop: { false }) { _ in depth(20_000) }
    #expect(depths == [20_000, 20_000, 20_000, 20_000])
  }
}

@Suite("Processes, clocks, Ctrl-C")
struct ProcessTests {
  private func shell(_ script: String) throws -> Subprocess.Outcome {
    try Subprocess(executable: "/bin/sh", arguments: ["-c", script]).run()
  }

  @Test("Output, errors and exit code come back apart")
  func outcome() throws {
    let outcome = try shell("echo out; echo err >&2; exit 7")
    #expect(outcome.outputText == "out\n")
    #expect(outcome.errorText == "err\n")
    #expect(outcome.exitCode == 7)
    #expect(try shell("kill -9 $$").exitCode == 128 + 9)
    #expect(try shell("cat").outputText == "", "standard input is empty")
  }

  /// Each stream is larger than a pipe holds, so reading one before the other would hang.
  @Test("Neither full stream blocks the other", .timeLimit(.minutes(1)))
  func fullPipes() throws {
    let outcome = try shell(
      "i=0; while [ $i -lt 5000 ]; do echo 0123456789012345678901234567890123456789 >&2; "
        + "echo 0123456789012345678901234567890123456789; i=$((i+1)); done")
    #expect(outcome.output.count == 5000 * 41)
    #expect(outcome.errors.count == 5000 * 41)
  }

  @Test("Many processes at once, from several threads, leave no descriptor open")
  func concurrent() throws {
    let folder = FileSystem.kind(of: "/proc/self/fd") == .folder ? "/proc/self/fd" : "/dev/fd"
    let before = try FileSystem.names(in: folder).count
    let texts = parallelMap(count: 40, jobs: 4, shouldStop: { false }) { index in
      (try? shell("echo \(index)").outputText) ?? "failed"
    }
    #expect(texts == (0..<40).map { "\($0)\n" })
    // Other tests run beside this one and hold a few.
    #expect(try FileSystem.names(in: folder).count < before + 40)
  }

  @Test("A program that is not there is an error with its path")
  func missing() {
    #expect(throws: FileError("run", "/no/such", reason: "No such file or directory")) {
      try Subprocess(executable: "/no/such", arguments: []).run()
    }
  }

  @Test("The own path is that of this test's process")
  func ownPath() throws {
    let path = try Subprocess.ownExecutable()
    #expect(path.hasPrefix("/"))
    #expect(FileSystem.kind(of: path) == .file)
  }

  @Test("CPU time grows with work, elapsed time never falls")
  func clocks() {
    let elapsed = ProcessClock.elapsedMicroseconds
    let start = ProcessClock.cpuMicroseconds
    var sum: UInt64 = 0
    while ProcessClock.cpuMicroseconds == start { sum &+= 1 }
    #expect(ProcessClock.cpuMicroseconds > start)
    #expect(ProcessClock.elapsedMicroseconds >= elapsed)
  }

  @Test("The first Ctrl-C sets a flag, the second ends the process")
  func interrupt() async {
    await #expect(processExitsWith: .signal(2)) {
      Interrupt.catchFirst()
      try #require(!Interrupt.isRequested)
      kill(getpid(), SIGINT)
      while !Interrupt.isRequested { usleep(1000) }  // Some thread takes the signal, soon.
      kill(getpid(), SIGINT)
      sleep(10)
    }
  }
}

@Suite("Progress bar")
struct ProgressBarTests {
  /// A clock that a test sets.
  private final class Clock: Sendable {
    private let value = Atomic<UInt64>(5_000_000)
    var now: UInt64 { value.load(ordering: .relaxed) }
    func pass(milliseconds: UInt64) {
      value.add(milliseconds * 1000, ordering: .relaxed)
    }
  }

  @Test("It appears after a second, with rate and time left, ten times a second at most")
  func drawing() {
    let clock = Clock()
    let console = CapturedConsole(isTerminal: true)
    let bar = ProgressBar(on: console, total: 10_000, unit: "seeds") { clock.now }
    clock.pass(milliseconds: 999)
    bar.advance(by: 1000)
    #expect(console.errors == "")
    clock.pass(milliseconds: 1)
    bar.advance(by: 1000)
    #expect(console.errors == "\rseeds 2,000/10,000  20 %  2,000/s  4 s left\u{1B}[K")
    clock.pass(milliseconds: 99)
    bar.advance(by: 1)
    #expect(console.errors.count { $0 == "\r" } == 1)
    bar.finish()
    #expect(console.errors.hasSuffix("\r\u{1B}[K"))
    #expect(console.output == "")
  }

  @Test("Without a terminal, and for what is over within a second, nothing is drawn")
  func silence() {
    let clock = Clock()
    let plain = CapturedConsole()
    let bar = ProgressBar(on: plain, total: 2, unit: "seeds") { clock.now }
    clock.pass(milliseconds: 5000)
    bar.advance()
    bar.finish()
    #expect(plain.errors == "")
    let terminal = CapturedConsole(isTerminal: true)
    ProgressBar(on: terminal, total: 2, unit: "seeds") { clock.now }.finish()
    #expect(terminal.errors == "")
  }

  @Test("Without a terminal a line now and then can tell how far the work is")
  func lines() {
    let clock = Clock()
    let console = CapturedConsole()
    let bar = ProgressBar(
      on: console, total: 100, unit: "candidates", linesEvery: 10_000_000
    ) { clock.now }
    for _ in 0..<25 {
      clock.pass(milliseconds: 1000)
      bar.advance()
    }
    bar.finish()
    #expect(
      console.errors
        == "candidates 10/100  10 %  1/s  1 min 30 s left\n"
        + "candidates 20/100  20 %  1/s  1 min 20 s left\n")
  }

  @Test("An unknown total shows the count and the rate")
  func unknownTotal() {
    let clock = Clock()
    let console = CapturedConsole(isTerminal: true)
    let bar = ProgressBar(on: console, total: 0, unit: "events") { clock.now }
    clock.pass(milliseconds: 2000)
    bar.advance(by: 3_000_000)
    #expect(console.errors == "\revents 3,000,000  1,500,000/s\u{1B}[K")
  }

  @Test("Numbers and durations read well")
  func words() {
    #expect(
      [0, 999, 1000, 1_234_567].map(ProgressBar.grouped) == ["0", "999", "1,000", "1,234,567"])
    #expect([59, 200, 7500].map(ProgressBar.duration) == ["59 s", "3 min 20 s", "2 h 5 min"])
  }
}
