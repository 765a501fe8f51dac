/// How a command ended, as the shell sees it. Numbers above 2 are those of BSD's `sysexits.h`.
public enum ExitCode: Int32, CaseIterable, Sendable {
  /// Every expectation was met.
  case met = 0
  /// Some expectation was not met.
  case unmet = 1
  /// A limit was reached first: neither met nor unmet.
  case inconclusive = 2
  /// The command line was wrong.
  case usage = 64
  /// A file that the user gave was wrong.
  case badInput = 65
  /// We made a mistake.
  case internalFault = 70
  /// The system would not read or write.
  case inputOutput = 74

  /// The code of two pieces of work in one command: the graver one.
  public func combined(with other: ExitCode) -> ExitCode {
    gravity >= other.gravity ? self : other
  }

  /// 70 > 74 > 65 > 1 > 2 > 0. A wrong command line does no work, so it never meets another.
  private var gravity: Int {
    switch self {
    case .met: 0
    case .inconclusive: 1
    case .unmet: 2
    case .badInput: 3
    case .inputOutput: 4
    case .internalFault: 5
    case .usage: 6
    }
  }
}
