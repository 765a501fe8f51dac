import Synchronization

/// One line on a terminal that shows how far a long piece of work is, its rate and the time left.
///
/// It appears after one second and is redrawn ten times a second at most, by whichever thread
/// reports; without a terminal it draws nothing, or tells a line now and then.
public final class ProgressBar: Sendable {
  private struct State {
    var done: UInt64 = 0
    var lastDrawn: UInt64 = 0
    var isShown = false
    var more = ""
  }

  private let console: any Console
  private let total: UInt64
  private let unit: String
  private let clock: @Sendable () -> UInt64
  private let start: UInt64
  private let isEnabled: Bool
  private let linesEvery: UInt64?
  private let state = Mutex(State())

  /// - Parameters:
  ///   - console: Where the line is drawn.
  ///   - total: How many pieces the work has; 0 when nobody knows.
  ///   - unit: What a piece is, in the plural.
  ///   - linesEvery: Without a terminal, after how many microseconds a line of its own tells how far the
  ///     work is; nil for never.
  ///   - clock: Microseconds that only grow.
  public init(
    on console: any Console, total: UInt64, unit: String, linesEvery: UInt64? = nil,
    clock: @escaping @Sendable () -> UInt64 = { ProcessClock.elapsedMicroseconds }
  ) {
    self.console = console
    self.total = total
    self.unit = unit
    self.clock = clock
    self.start = clock()
    self.linesEvery = console.isTerminal ? nil : linesEvery
    self.isEnabled = console.isTerminal || linesEvery != nil
  }

  /// Says that so many more pieces are done.
  public func advance(by pieces: UInt64 = 1) { update { $0 + pieces } }

  /// Says that so many pieces are done in all.
  public func reach(_ pieces: UInt64) { update { _ in pieces } }

  /// Says what the line ends with from now on.
  public func add(_ more: String) { state.withLock { $0.more = more } }

  private func update(_ done: (UInt64) -> UInt64) {
    guard isEnabled else { return }
    state.withLock { state in
      state.done = done(state.done)
      let now = clock()
      if let linesEvery {
        guard now - max(start, state.lastDrawn) >= linesEvery else { return }
        state.lastDrawn = now
        return console.writeErrorLine(
          line(done: state.done, elapsed: now - start) + state.more)
      }
      guard now - start >= 1_000_000, now - state.lastDrawn >= 100_000 else { return }
      state.lastDrawn = now
      state.isShown = true
      console.writeError(
        "\r" + line(done: state.done, elapsed: now - start) + state.more + "\u{1B}[K")
    }
  }

  /// Takes the line away, so that results start on a clean one.
  public func finish() {
    state.withLock { state in
      if state.isShown { console.writeError("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  /// `seeds 412/1,000  41 %  812/s  7 s left`
  private func line(done: UInt64, elapsed: UInt64) -> String {
    // Floating point, because virtual microseconds times real ones pass 64 bits; no one decides by it.
    let seconds = Double(max(1, elapsed)) / 1_000_000
    let perSecond = UInt64(Double(done) / seconds)
    guard total > 0 else { return "\(unit) \(Self.grouped(done))  \(Self.grouped(perSecond))/s" }
    let share = min(1, Double(done) / Double(total))
    let left = share == 0 ? nil : UInt64(min(seconds * (1 - share) / share, 1e9))
    return "\(unit) \(Self.grouped(done))/\(Self.grouped(total))  \(Int(share * 100)) %"
      + "  \(Self.grouped(perSecond))/s" + (left.map { "  \(Self.duration($0)) left" } ?? "")
  }

  /// Digits in groups of three.
  static func grouped(_ number: UInt64) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `7 s`, `3 min 20 s`, `2 h 5 min`.
  static func duration(_ seconds: UInt64) -> String {
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
  }
}
