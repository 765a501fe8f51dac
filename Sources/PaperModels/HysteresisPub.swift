public import ModelChecking
import TemporalLogic

/// The breaker that moves a replica between the modes `SYNC_WS`, `SYNC_FV` and `DEGRADED`.
///
/// As published, it counts all failures there have ever been, and looks at the time since the last of them. Repaired, it
/// weighs the failures of a sliding window, dwells in a mode, and comes back after times of calm.
///
/// The twin of the module `HysteresisPub`; claims NOC-004, NOC-081 and NOC-083 to NOC-086, flaws FN-09 and FN-10.
///
/// - Source: The Nocturne paper, §7.2.
public struct HysteresisPub: CompiledModel {
  /// The numbers that the breaker compares with; times are in ticks.
  public struct Thresholds: Hashable, Sendable {
    /// More failures than these are too many.
    public var tooMany = 2
    /// So few are calm.
    public var calm = 1
    /// How long ago the last failure must be, as published, for the mode `DEGRADED`.
    public var duration = 2
    /// As published, the same for the mode `SYNC_FV`; repaired, how long calm must last.
    public var recovery = 3
    /// Repaired: the least time between two changes of mode.
    public var hold = 2

    /// Those of the configurations.
    public init() {}
  }

  /// The numbers that the breaker compares with.
  public let thresholds: Thresholds
  /// How many ticks the sliding window has.
  public let window: Int
  /// How many failures there are, in all.
  public let failures: Int
  /// Whether the breaker is the repaired one.
  public let isRepaired: Bool
  /// Time goes on, and the breaker is polled.
  public let fairness: [ActionFairness]

  /// A breaker.
  ///
  /// - Parameters:
  ///   - thresholds: What it compares with, 6 at most.
  ///   - window: How many ticks the sliding window has, from 1 to 8.
  ///   - failures: How many failures there are, 7 at most.
  ///   - isRepaired: Whether it is the repaired one.
  public init(
    thresholds: Thresholds = Thresholds(), window: Int, failures: Int, isRepaired: Bool
  ) {
    precondition((1...8).contains(window) && (0...7).contains(failures), "\(window), \(failures)")
    let numbers = [
      thresholds.tooMany, thresholds.calm, thresholds.duration, thresholds.recovery,
      thresholds.hold,
    ]
    precondition(numbers.allSatisfy { (0...6).contains($0) }, "\(thresholds)")
    precondition(thresholds.calm < thresholds.tooMany, "\(thresholds)")
    (self.thresholds, self.window, self.failures) = (thresholds, window, failures)
    self.isRepaired = isRepaired
    fairness = [Act.tick, Act.poll].map {
      ActionFairness(.weak("WF \(Act.names[$0])"), actions: [$0])
    }
  }

  enum Act {
    static let names = ["Fail", "Tick", "Poll"]
    static let (fail, tick, poll) = (0, 1, 2)
  }

  enum Mode {
    static let names = ["SYNC_WS", "SYNC_FV", "DEGRADED"]
    static let (synced, verified, degraded): (UInt32, UInt32, UInt32) = (0, 1, 2)
  }

  enum At {
    static let mode = Field(0, from: 0, bits: 2)
    static let fails = Field(0, from: 2, bits: 3)
    static let age = Field(0, from: 5, bits: 3)
    static let dwell = Field(0, from: 8, bits: 3)
    static let calm = Field(0, from: 11, bits: 3)
    static let quiet = Field(0, from: 14, bits: 3)
    static let polled = Field(0, from: 17, bits: 1)
    /// The failures of each of the last ticks, the present one first.
    static let window = Field(1, from: 0, bits: 4)
  }

  /// What steps tell: what the properties of actions forbid, or witnesses want.
  enum Pulse {
    static let (trips, flaps, leaves, returns): (UInt64, UInt64, UInt64, UInt64) = (1, 2, 4, 8)
    static let all: UInt64 = 15
  }

  /// Two words.
  public var width: Int { 2 }
  /// Those of the module.
  public var actions: [String] { Act.names }

  private var ancient: UInt32 { UInt32(max(thresholds.duration, thresholds.recovery)) + 1 }

  /// How many failures the window has.
  func weight(of word: UInt32) -> UInt32 {
    (0..<window).reduce(0) { $0 + At.window[$1].read(word) }
  }

  /// All is well, and no failure was ever seen.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(Act.poll, copying: [0, 0].span) { $0[At.age] = ancient }
  }

  /// What the environment, the clock and the breaker can do.
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let calmest = UInt32(thresholds.calm)
    if row[At.fails] < failures {
      buffer.emit(Act.fail, copying: row) {
        $0[At.fails] += 1
        $0[At.age] = 0
        $0[At.window] += 1
        if weight(of: $0[1]) > calmest { $0[At.calm] = 0 }
        ($0[At.quiet], $0[At.polled]) = (0, 0)
      }
    }
    if row[At.polled] == 1 {
      buffer.emit(Act.tick, copying: row) {
        $0[At.age] = min(row[At.age] + 1, ancient)
        let past: UInt32 = window == 8 ? ~0 : 1 &<< UInt32(4 * window) - 1
        $0[1] = row[1] &<< 4 & past
        let weight = weight(of: $0[1])
        let recovery = UInt32(thresholds.recovery)
        $0[At.dwell] = min(row[At.dwell] + 1, UInt32(thresholds.hold))
        $0[At.calm] = weight > calmest ? 0 : min(row[At.calm] + 1, recovery)
        $0[At.quiet] = weight > 0 ? 0 : min(row[At.quiet] + 1, recovery)
        $0[At.polled] = 0
      }
    } else {
      let mode = isRepaired ? repaired(row) : published(row)
      buffer.emit(Act.poll, copying: row, pulses: pulses(row, to: mode)) {
        if mode != row[At.mode] { ($0[At.mode], $0[At.dwell]) = (mode, 0) }
        $0[At.polled] = 1
      }
    }
  }

  private func published(_ row: Span<UInt32>) -> UInt32 {
    if row[At.fails] > thresholds.tooMany, row[At.age] > thresholds.duration {
      return Mode.degraded
    }
    if row[At.fails] == 0, row[At.age] > thresholds.recovery { return Mode.verified }
    return row[At.mode]
  }

  private func repaired(_ row: Span<UInt32>) -> UInt32 {
    let mode = row[At.mode]
    if row[At.dwell] < thresholds.hold { return mode }
    if mode != Mode.degraded, weight(of: row[1]) > thresholds.tooMany { return Mode.degraded }
    if mode == Mode.degraded, row[At.calm] >= thresholds.recovery { return Mode.verified }
    if mode == Mode.verified, row[At.quiet] >= thresholds.recovery { return Mode.synced }
    return mode
  }

  /// What a change of mode tells.
  private func pulses(_ row: Span<UInt32>, to next: UInt32) -> UInt64 {
    let mode = row[At.mode]
    if mode == next { return 0 }
    let isCalm = weight(of: row[1]) <= thresholds.tooMany
    return (next == Mode.degraded && isCalm ? Pulse.trips : 0)
      | (row[At.dwell] < thresholds.hold ? Pulse.flaps : 0)
      | (mode == Mode.degraded ? Pulse.leaves : 0) | (next == Mode.synced ? Pulse.returns : 0)
  }
}
