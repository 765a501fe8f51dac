public import Diagnostics

/// What can be wrong with an option of the command line.
public enum OptionFinding: String, FindingCode {
  /// The command has no such option.
  case unknown = "unknown-option"
  /// It stands twice, and takes one value.
  case repeated = "repeated-option"
  /// Two options contradict each other.
  case conflicting = "conflicting-options"
  /// It needs a value.
  case missingValue = "missing-option-value"
  /// It takes no value.
  case unexpectedValue = "unexpected-value"
  /// The value is not of the option's form.
  case badValue = "bad-option-value"

  /// What `nocturne explain` says about it.
  public var explanation: Explanation {
    switch self {
    case .unknown:
      Explanation(
        "The command has no such option",
        "Options belong to commands. 'nocturne help COMMAND' lists those of a command.",
        example: "nocturne run noc-happy-160 --sede 3\nnocturne run noc-happy-160 --seed 3")
    case .repeated:
      Explanation(
        "An option that takes one value stands twice",
        "Which of the two values counts would be a guess, so neither does. Leave one out.",
        example: "nocturne run noc-happy-160 --seed 3 --seed 4")
    case .conflicting:
      Explanation(
        "Two options contradict each other",
        "Each of the two answers the same question. Leave one out.",
        example: "nocturne run noc-happy-160 --seed 3 --seeds 1..200")
    case .missingValue:
      Explanation(
        "An option needs a value",
        "The value is the next word, or follows an equals sign.",
        example: "nocturne run noc-happy-160 --seed 3\nnocturne run noc-happy-160 --seed=3")
    case .unexpectedValue:
      Explanation(
        "An option takes no value",
        "It is there or not: leave out the equals sign and what follows.",
        example: "nocturne run noc-happy-160 --verify=yes\nnocturne run noc-happy-160 --verify")
    case .badValue:
      Explanation(
        "The value of an option is not of its form",
        """
        Numbers are whole and within the stated range; a seed is at least 0 and below 2^53, so that \
        every JSON reader keeps it exact; a range of seeds is written 1..200, both ends included; \
        an override is written KEY=VALUE.
        """,
        example:
          "nocturne run noc-happy-160 --seeds 1-200\nnocturne run noc-happy-160 --seeds 1..200")
    }
  }
}
