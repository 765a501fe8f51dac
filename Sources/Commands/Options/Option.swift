/// One option of the command line; the table of them is ``OptionTable``.
public struct Option: Sendable {
  /// How often it may come, and whether a value follows.
  public enum Kind: Sendable {
    /// There or not.
    case flag
    /// Once, with a value.
    case value
    /// Any number of times, each with a value.
    case repeated
  }

  /// What a value must look like.
  public enum Form: Hashable, Sendable {
    /// Anything but nothing.
    case text
    /// The letters of a word of temporal logic, perhaps none.
    case letters
    /// A path; completion offers files.
    case path
    /// An integer in a range.
    case integer(ClosedRange<UInt64>)
    /// A seed, 0 ≤ S < 2^53.
    case seed
    /// A range of seeds `A..B`, both ends included.
    case seeds
    /// `KEY=VALUE`.
    case setting
    /// One of these words.
    case word([String])
    /// Some of these words, joined by commas.
    case words([String])
    /// A whole number with a unit.
    case amount(Amount)
  }

  /// Without the two dashes.
  public let name: String
  /// How often it may come, and whether a value follows.
  public let kind: Kind
  /// What a value must look like.
  public let form: Form
  /// The value's name in the help.
  public let metavariable: String
  /// One sentence without a full stop.
  public let doc: String
  /// The commands that take it.
  public let commands: [Command]
  /// Options of which a command line may hold only one, this one included.
  public let excludes: [String]
  /// Whether this version can do what it says.
  public let isAvailable: Bool

  /// A flag.
  static func flag(
    _ name: String, _ commands: [Command], excludes: [String] = [], isAvailable: Bool = true,
    _ doc: String
  ) -> Option {
    Option(
      name: name, kind: .flag, form: .text, metavariable: "", doc: doc, commands: commands,
      excludes: excludes, isAvailable: isAvailable)
  }

  /// An option with a value.
  static func value(
    _ name: String, _ metavariable: String, _ form: Form, _ commands: [Command],
    excludes: [String] = [], isAvailable: Bool = true, _ doc: String
  ) -> Option {
    Option(
      name: name, kind: .value, form: form, metavariable: metavariable, doc: doc,
      commands: commands, excludes: excludes, isAvailable: isAvailable)
  }

  /// An option that may come several times.
  static func repeated(
    _ name: String, _ metavariable: String, _ form: Form, _ commands: [Command],
    _ doc: String
  ) -> Option {
    Option(
      name: name, kind: .repeated, form: form, metavariable: metavariable, doc: doc,
      commands: commands, excludes: [], isAvailable: true)
  }

  /// As the help shows it: `--seed S`.
  var usage: String { "--\(name)" + (metavariable.isEmpty ? "" : " \(metavariable)") }
}
