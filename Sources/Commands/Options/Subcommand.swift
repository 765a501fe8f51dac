public import Catalog

/// What one command does: its sentence for the help, its operands, and the function behind it.
public struct Subcommand: Sendable {
  /// From what the user said, and the systems there are, to what the shell sees; all output goes to
  /// the console.
  public typealias Action = @Sendable (ParsedArguments, any Console, [SystemEntry]) -> ExitCode

  /// One sentence without a full stop, in the imperative.
  public let summary: String
  /// What the help says beyond the summary and the options; may be empty.
  public let details: String
  /// The words that are not options.
  public let operands: Operands
  /// The work; nil for a word that this version knows but cannot do.
  public let action: Action?

  /// A command; without an action this version knows the word but answers that it cannot do it.
  public init(
    summary: String, details: String = "", operands: Operands = .none, action: Action?
  ) {
    self.summary = summary
    self.details = details
    self.operands = operands
    self.action = action
  }

  /// A word of the command line's contract that this version cannot do yet, and says so.
  static let unavailable = Subcommand(summary: "", action: nil)
}

/// The words of a command that are not options.
public struct Operands: Sendable {
  /// What the words stand for; completion offers accordingly.
  public enum Kind: Sendable {
    /// No more is known than the usage line says.
    case text
    /// The path of a scenario, or its name under `scenarios/`.
    case scenario
    /// The name of a command.
    case command
    /// One of these comes first; what follows is free.
    case verb([String])
    /// One of these, or a scenario.
    case scenarioOr([String])
  }

  /// As the usage line shows them, such as `SCENARIO…`.
  public let usage: String
  /// How many there may be.
  public let count: ClosedRange<Int>
  /// What they stand for.
  public let kind: Kind

  /// Operands as a usage line shows them.
  public init(_ usage: String, count: ClosedRange<Int>, kind: Kind = .text) {
    self.usage = usage
    self.count = count
    self.kind = kind
  }

  /// No operands.
  public static let none = Operands("", count: 0...0)
  /// As many as a shell can pass.
  public static let many = Int.max
}
