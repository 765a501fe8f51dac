/// The forms in which an automaton is written down.
public enum AutomatonForm: String, CaseIterable, Sendable {
  /// The exchange format of tools for automata on infinite words.
  ///
  /// - Source: Babiak and others, *The Hanoi Omega-Automata Format* (CAV 2015), version 1.
  case hoa
  /// A never claim, as SPIN takes it.
  ///
  /// - Source: Holzmann, *The SPIN Model Checker* (2003), chapters 4 and 6.
  case never
  /// A graph, for Graphviz.
  case dot
}

extension Automaton {
  /// What is said of an automaton besides itself.
  public struct Caption: Sendable {
    /// What it is of, such as a formula.
    public var name: String
    /// Whether it is known that repetitions of letters do not matter to it.
    public var isStutterInvariant: Bool

    /// A caption; nothing is known unless it is said.
    public init(name: String = "", isStutterInvariant: Bool = false) {
      (self.name, self.isStutterInvariant) = (name, isStutterInvariant)
    }
  }

  /// Whether every letter has an edge of every state.
  public mutating func isComplete() -> Bool {
    for leaving in edges {
      var seen = Diagram.never
      for edge in leaving { seen = diagrams.or(seen, edge.label) }
      if seen != .always { return false }
    }
    return true
  }

  /// The sum of products that a label is.
  ///
  /// - Parameters:
  ///   - signs: How negation, product, sum and truth are written.
  ///   - name: How a proposition is.
  mutating func text(
    of label: Diagram, signs: (not: String, and: String, or: String, always: String),
    name: (Int) -> String
  ) -> String {
    if label == .always { return signs.always }
    return (diagrams.cover(label) ?? []).map { product in
      product.map { ($0.isTrue ? "" : signs.not) + name($0.variable) }.joined(separator: signs.and)
    }.joined(separator: signs.or)
  }

  /// The marks of an edge, by number.
  func numbers(_ marks: UInt64) -> [Int] {
    (0..<markCount).filter { marks >> UInt64($0) & 1 == 1 }
  }

  /// When a run is accepted, in the words of HOA.
  var acceptance: String {
    markCount == 0 ? "t" : (0..<markCount).map { "Inf(\($0))" }.joined(separator: "&")
  }

  /// A text between quotes; quotes and backslashes within have a backslash before them.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}
