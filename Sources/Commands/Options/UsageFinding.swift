public import Diagnostics

/// What can be wrong with the words of a command line that are not options.
public enum UsageFinding: String, FindingCode {
  /// Nothing follows `nocturne`.
  case missingCommand = "missing-command"
  /// The first word is no command.
  case unknownCommand = "unknown-command"
  /// The command or option is part of the interface, but not of this version.
  case notAvailable = "not-available"
  /// The command needs another word.
  case missingOperand = "missing-operand"
  /// The command takes fewer words.
  case extraOperand = "extra-operand"
  /// The word is none of those that may stand here.
  case unknownWord = "unknown-operand"
  /// No kind of finding is called so.
  case unknownCode = "unknown-code"
  /// The name of something new cannot be one.
  case badName = "bad-new-name"
  /// A file stands where one is to be written.
  case occupied = "occupied-path"
  /// The system would not read or write.
  case fileSystem = "file-system"

  /// What `nocturne explain` says about it.
  public var explanation: Explanation {
    switch self {
    case .missingCommand:
      Explanation(
        "No command was given", "The word after 'nocturne' says what to do.",
        example: "nocturne help")
    case .unknownCommand:
      Explanation(
        "There is no such command",
        "The first word after 'nocturne' is a command. 'nocturne help' lists them.",
        example: "nocturne rum noc-happy-160\nnocturne run noc-happy-160")
    case .notAvailable:
      Explanation(
        "This version cannot do that yet",
        """
        The word belongs to the contract of the command line, so that scripts may name it, but \
        this version has nothing behind it. 'nocturne help' lists what it can do.
        """, example: "nocturne hunt")
    case .missingOperand:
      Explanation(
        "The command needs another word", "'nocturne help COMMAND' shows which.",
        example: "nocturne run\nnocturne run noc-happy-160")
    case .extraOperand:
      Explanation(
        "The command takes fewer words", "A word with spaces needs quotes.",
        example: "nocturne version 2\nnocturne version")
    case .unknownWord:
      Explanation(
        "The word is none of those that may stand here", "The hint lists them.",
        example: "nocturne completion csh\nnocturne completion bash")
    case .unknownCode:
      Explanation(
        "No kind of finding is called so",
        "The code of a finding stands in brackets at the end of its first line.",
        example: "nocturne explain unknown-option")
    case .badName:
      Explanation(
        "The name of something new cannot be one",
        """
        A scenario's name holds lower-case letters, digits and single dashes between them. A \
        system's name is a Swift type's: letters and digits, with a capital first.
        """, example: "nocturne new scenario lossy-link\nnocturne new system PingPong")
    case .occupied:
      Explanation(
        "A file stands where one is to be written",
        "'shrink' takes the place of files that it has written itself, and of no others.",
        example: "nocturne shrink noc-quorum-fork --seed 1 --out small.yaml")
    case .fileSystem:
      Explanation(
        "The system would not read or write a file",
        """
        The message names the path and the system's reason. Files are written whole or not at \
        all, so what stood there before is untouched.
        """, example: "nocturne new scenario lossy-link --folder /proc")
    }
  }
}
