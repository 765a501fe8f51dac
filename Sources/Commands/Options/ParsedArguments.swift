/// A command line that is right: its command, its words, and its options with typed values.
public struct ParsedArguments: Sendable {
  /// The command.
  public let command: Command
  /// The words that are not options, in order.
  public let operands: [String]
  /// The options given, in order, by name; a flag's value is nil.
  let options: [(name: String, value: OptionValue?)]
  /// The text of which the command was read, if that is a file.
  var record: CommandLineText?

  /// Whether an option was given.
  public func has(_ option: Option) -> Bool {
    options.contains { $0.name == option.name }
  }

  /// The value of an option of the forms text, path and word.
  public func text(_ option: Option) -> String? {
    for case (option.name, .text(let text)?) in options { return text }
    return nil
  }

  /// The values of an option that may come several times, of the forms text, path and word.
  public func texts(_ option: Option) -> [String] {
    options.compactMap { given in
      guard given.name == option.name, case .text(let text)? = given.value else { return nil }
      return text
    }
  }

  /// The value of an option of the forms integer, seed and amount.
  public func number(_ option: Option) -> UInt64? {
    for case (option.name, .number(let number)?) in options { return number }
    return nil
  }

  /// The value of an integer option whose range fits.
  public func count(_ option: Option) -> Int? { number(option).map { Int($0) } }

  /// The seeds of `--seed` or `--seeds`; nil when neither was given.
  public var seeds: SeedRange? {
    if let seed = number(.seed) { return SeedRange(seed, seed) }
    for case (Option.seeds.name, .seeds(let range)?) in options { return range }
    return nil
  }

  /// The overrides of `--set`, in order.
  public var settings: [Setting] {
    options.compactMap { option in
      guard case .setting(let setting)? = option.value else { return nil }
      return setting
    }
  }
}
