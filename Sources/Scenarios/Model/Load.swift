public import Determinism

/// When clients send their commands.
public struct Load: Hashable, Sendable {
  /// What makes a client send.
  public enum Model: String, CaseIterable, Sendable {
    /// The clock, whatever became of earlier commands.
    case open
    /// The answer to an earlier command.
    case closed
  }

  /// How sending times are spread in an open load.
  public enum Pattern: String, CaseIterable, Sendable {
    /// At equal distances.
    case constant
    /// At random with a constant mean.
    case poisson
    /// Several at once, at equal distances.
    case burst
  }

  /// What makes a client send.
  public internal(set) var model: Model
  /// How sending times are spread.
  public internal(set) var pattern: Pattern
  /// How often one client sends; of bursts, how often one comes.
  public internal(set) var rate: Rate
  /// How many commands one burst has.
  public internal(set) var burst: Int
  /// How many answers a client of a closed load waits for at a time.
  public internal(set) var outstanding: Int
  /// The pause between an answer and the next command of a closed load.
  public internal(set) var think: Delay
  /// How many commands one client sends; nil if it goes on to the end.
  public internal(set) var commands: Int?
  /// When the first is due.
  public internal(set) var start: Ticks
  /// How long before the end of the run an open load stops; nil if it does not.
  public internal(set) var rest: Ticks?
}
