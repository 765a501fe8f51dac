/// The kinds of finding that one part of the program can make: an enumeration with string values.
///
/// A new kind is a new case; its ``explanation`` is a `switch` without `default`, so that a case
/// without words does not compile.
///
/// ```swift
/// enum RecipeFinding: String, FindingCode {
///   case tooSalty = "too-salty"
///
///   var explanation: Explanation {
///     switch self {
///     case .tooSalty:
///       Explanation("The dish has too much salt", "Sea water has 35 g/l; …", example: "salt: 50 g")
///     }
///   }
/// }
/// ```
public protocol FindingCode: CaseIterable, RawRepresentable<String>, Hashable, Sendable {
  /// What `nocturne explain` says about it.
  var explanation: Explanation { get }
}

/// What there is to know about a kind of finding.
public struct Explanation: Hashable, Sendable {
  /// One line.
  public let summary: String
  /// A paragraph: why it is a mistake, and how to mend it.
  public let text: String
  /// An input that has the mistake, and perhaps its mended form.
  public let example: String

  /// Makes an explanation.
  public init(_ summary: String, _ text: String, example: String) {
    self.summary = summary
    self.text = text
    self.example = example
  }
}
