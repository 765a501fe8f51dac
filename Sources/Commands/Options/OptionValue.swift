import Diagnostics

/// The value of an option, checked against its ``Option/Form-swift.enum``.
public enum OptionValue: Hashable, Sendable {
  /// `.flag` has no value; `.text`, `.path`, `.word` and `.words` are kept as written.
  case text(String)
  /// `.integer` and `.seed`; `.amount` in base steps.
  case number(UInt64)
  /// `.seeds`.
  case seeds(SeedRange)
  /// `.setting`.
  case setting(Setting)
}

/// Consecutive seeds, both ends included; what `--seeds A..B` says.
public struct SeedRange: Hashable, Sendable {
  /// Seeds stay below this, so that every JSON reader keeps them exact.
  public static let limit: UInt64 = 1 << 53

  /// The first seed.
  public let first: UInt64
  /// The last seed, at least ``first``.
  public let last: UInt64

  /// The seeds from `first` to `last`.
  public init(_ first: UInt64, _ last: UInt64) {
    precondition(first <= last && last < Self.limit, "seeds \(first)..\(last)")
    self.first = first
    self.last = last
  }

  /// How many there are.
  public var count: Int { Int(last - first) + 1 }
}

/// An override of one field of a scenario; what `--set KEY=VALUE` says.
public struct Setting: Hashable, Sendable {
  /// The field, with dots between the levels.
  public let key: String
  /// As in the scenario file.
  public let value: String

  /// An override.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

extension Option.Form {
  /// Reads a value, or says why it cannot be one.
  func read(_ text: String) -> Result<OptionValue, Mistake> {
    switch self {
    case .letters: .success(.text(text))
    case .text, .path:
      text.isEmpty
        ? .failure(
          Mistake(
            "it is empty",
            hint: self == .path ? "write a path, such as 'results'" : "write a word or a name"))
        : .success(.text(text))
    case .integer(let range): Self.integer(text, in: range).map { .number($0) }
    case .seed: Self.integer(text, in: 0...(SeedRange.limit - 1)).map { .number($0) }
    case .seeds: Self.seeds(text)
    case .setting: Self.setting(text)
    case .word(let words):
      words.contains(text) ? .success(.text(text)) : .failure(Mistake(oneOf: words, not: text))
    case .words(let words): Self.words(text, words)
    case .amount(let amount): amount.read(text).map { .number($0) }
    }
  }

  /// Why a value cannot be, and what could.
  struct Mistake: Error {
    let reason: String
    let hint: String?

    init(_ reason: String, hint: String? = nil) {
      self.reason = reason
      self.hint = hint
    }

    init(oneOf words: [String], not word: String) {
      self.init(
        "there is no such word here", hint: DidYouMean.hint(for: word, among: words, kind: "words"))
    }
  }

  private static func integer(
    _ text: String, in range: ClosedRange<UInt64>
  ) -> Result<UInt64, Mistake> {
    let allowed = "allowed: \(range.lowerBound) to \(range.upperBound)"
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber else { return .failure(Mistake("it is not a whole number", hint: allowed)) }
    guard let number = UInt64(text), range.contains(number) else {
      return .failure(Mistake("it is out of range", hint: allowed))
    }
    return .success(number)
  }

  private static func words(_ text: String, _ words: [String]) -> Result<OptionValue, Mistake> {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard let wrong = parts.first(where: { !words.contains($0) }) else {
      return .success(.text(text))
    }
    return .failure(Mistake(oneOf: words, not: wrong))
  }

  private static func seeds(_ text: String) -> Result<OptionValue, Mistake> {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2 else {
      return .failure(Mistake("it is not a range", hint: "write it as 1..200; both ends count"))
    }
    let seed = Option.Form.seed
    switch (seed.read(String(ends[0])), seed.read(String(ends[1]))) {
    case (.success(.number(let first)), .success(.number(let last))) where first <= last:
      return .success(.seeds(SeedRange(first, last)))
    case (.success(.number(let first)), .success(.number(let last))):
      return .failure(Mistake("it is empty", hint: "did you mean '\(last)..\(first)'?"))
    case (.failure(let mistake), _):
      return .failure(Mistake("of '\(ends[0])', \(mistake.reason)", hint: mistake.hint))
    case (_, .failure(let mistake)):
      return .failure(Mistake("of '\(ends[1])', \(mistake.reason)", hint: mistake.hint))
    case (.success, .success): preconditionFailure("a seed reads as a number")
    }
  }

  private static func setting(_ text: String) -> Result<OptionValue, Mistake> {
    guard let equals = text.firstIndex(of: "=") else {
      return .failure(Mistake("it has no '='", hint: "write it as 'links.default.loss=0.5 %'"))
    }
    let key = String(text[..<equals])
    let isKey =
      !key.isEmpty
      && key.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0)
          || "._-[]".unicodeScalars.contains($0)
      }
    guard isKey else {
      return .failure(
        Mistake(
          "'\(key)' is not the name of a field",
          hint: "names are joined by dots, as in links.default.loss"))
    }
    return .success(
      .setting(Setting(key: key, value: String(text[text.index(after: equals)...]))))
  }
}
