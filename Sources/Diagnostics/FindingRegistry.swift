/// All kinds of finding of a program, for `nocturne explain CODE`.
public struct FindingRegistry: Sendable {
  /// Every code with its explanation, in the order of their names.
  public let entries: [(code: String, explanation: Explanation)]

  /// Collects the codes of several enumerations.
  ///
  /// - Precondition: No two codes have the same name.
  public init(_ kinds: [any FindingCode.Type]) {
    var entries: [(code: String, explanation: Explanation)] = []
    for kind in kinds { entries += Self.entries(of: kind) }
    entries.sort { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
    for (one, next) in zip(entries, entries.dropFirst()) {
      precondition(one.code != next.code, "two kinds of finding are called \(one.code)")
    }
    self.entries = entries
  }

  /// What there is to know about a code, or nil if no part of the program makes it.
  public func explanation(of code: String) -> Explanation? {
    entries.first { $0.code == code }?.explanation
  }

  /// The page that `nocturne explain` prints; ends in a newline.
  public func page(for code: String) -> String? {
    guard let explanation = explanation(of: code) else { return nil }
    var page = "\(code): \(explanation.summary)\n\n\(explanation.text)\n\nExample:\n"
    for line in explanation.example.split(separator: "\n", omittingEmptySubsequences: false) {
      page += line.isEmpty ? "\n" : "    \(line)\n"
    }
    return page
  }

  private static func entries<Code: FindingCode>(
    of kind: Code.Type
  ) -> [(code: String, explanation: Explanation)] {
    kind.allCases.map { ($0.rawValue, $0.explanation) }
  }
}
