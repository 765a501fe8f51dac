import Determinism
import Faults

/// A node's own clock, by which it reads the time and sets its timers.
///
/// All arithmetic is in whole numbers: a clock that runs at a rate r, in parts per billion, has gone
/// ⌊t·r / 10⁹⌋ µs after t µs.
@usableFromInline
struct NodeClock {
  /// A time in which the rate and the skew stay as they are.
  private struct Era {
    /// When it begins, in microseconds of virtual time.
    var start: UInt64
    /// How far the clock has gone until then, without the skew.
    var gone: UInt64
    /// Parts per billion, always above 0.
    var rate: UInt64
    /// Microseconds ahead.
    var skew: Int64
  }

  private static let billion: UInt64 = 1_000_000_000
  private var eras: [Era]
  /// Whether the node has seen another time than the true one.
  @usableFromInline
  var isFelt = false

  /// The clock of a node; nil for an exact one.
  init?(_ node: NodeID, _ faults: [ClockFault]) {
    let own = faults.filter { $0.nodes.contains(node) && $0.from != .never }
    guard !own.isEmpty else { return nil }
    let starts = own.map(\.from.microseconds).sorted()
    eras = [Era(start: 0, gone: 0, rate: Self.billion, skew: 0)]
    for (position, start) in starts.enumerated() where position == 0 || starts[position - 1] < start
    {
      guard let fault = own.last(where: { $0.from.microseconds == start }) else { continue }
      let drift = max(1 - Int64(Self.billion), fault.drift)
      let rate = drift < 0 ? Self.billion - drift.magnitude : Self.billion + drift.magnitude
      let era = Era(start: start, gone: gone(at: start), rate: rate, skew: fault.skew)
      if start == 0 { eras = [] }
      eras.append(era)
    }
  }

  /// What the clock shows: never less than zero.
  @usableFromInline
  mutating func read(at now: UInt64) -> UInt64 {
    let skew = era(at: now).skew
    let gone = gone(at: now)
    let (sum, isOver) = gone.addingReportingOverflow(skew.magnitude)
    let shown =
      if skew < 0 {
        gone > skew.magnitude ? gone - skew.magnitude : 0
      } else {
        isOver ? UInt64.max : sum
      }
    if shown != now { isFelt = true }
    return shown
  }

  /// When the clock will have gone on by a time, whatever steps it makes meanwhile.
  @usableFromInline
  mutating func due(after delay: UInt64, at now: UInt64) -> UInt64 {
    let (target, isOver) = gone(at: now).addingReportingOverflow(delay)
    guard !isOver else { return .max }
    var due = UInt64.max
    for (position, era) in eras.enumerated() {
      let end = position + 1 < eras.count ? eras[position + 1].start : UInt64.max
      guard end > now else { continue }
      due = instant(of: target, in: era)
      if due <= end { break }
    }
    if due != (Ticks(now) + Ticks(delay)).microseconds { isFelt = true }
    return max(due, now)
  }

  private func era(at now: UInt64) -> Era {
    guard let era = eras.last(where: { $0.start <= now }) else {
      preconditionFailure("a clock begins at zero")
    }
    return era
  }

  private func gone(at now: UInt64) -> UInt64 {
    let era = era(at: now)
    let product = (now - era.start).multipliedFullWidth(by: era.rate)
    guard product.high < Self.billion else { return .max }
    let (sum, isOver) = era.gone.addingReportingOverflow(
      Self.billion.dividingFullWidth(product).quotient)
    return isOver ? .max : sum
  }

  /// The first instant at which the clock, would the era never end, has gone so far.
  private func instant(of target: UInt64, in era: Era) -> UInt64 {
    guard target > era.gone else { return era.start }
    let product = (target - era.gone).multipliedFullWidth(by: Self.billion)
    guard product.high < era.rate else { return .max }
    let (quotient, remainder) = era.rate.dividingFullWidth(product)
    return (Ticks(era.start) + Ticks(quotient) + Ticks(remainder > 0 ? 1 : 0)).microseconds
  }
}
