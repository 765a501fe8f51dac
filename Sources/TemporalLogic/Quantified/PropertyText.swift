import Diagnostics

/// What stands in one place of a proposition.
enum Argument: Equatable, Sendable {
  /// `_`, or nothing.
  case any
  /// A variable, with what is added to it.
  case variable(Int, plus: Int64)
  case constant(UInt64)
}

/// A proposition with what stands in its places.
struct Pattern: Equatable, Sendable {
  let proposition: Int
  let arguments: [Argument]
}

/// A sum of multiples.
struct Term: Equatable, Sendable {
  enum Part: Equatable, Sendable {
    case variable(Int)
    case parameter(Int)
    /// What is made of the values that a query finds for its own variables.
    case aggregate(Aggregate, Query)
  }

  var constant: Int64 = 0
  var parts: [(factor: Int64, part: Part)] = []

  static func == (left: Self, right: Self) -> Bool {
    left.constant == right.constant
      && left.parts.elementsEqual(right.parts) { $0.factor == $1.factor && $0.part == $1.part }
  }
}

/// What a sum takes of the answers of a query.
enum Aggregate: String, Sendable, CaseIterable {
  /// How many there are.
  case count
  /// The greatest value of the first variable, and the least; 0 where nothing is found.
  case max, min
}

/// How two terms compare.
enum Relation: String, Sendable {
  case equal = "=", different = "!=", less = "<", atMost = "<=", greater = ">", atLeast = ">="

  func holds(_ left: Int128, _ right: Int128) -> Bool {
    switch self {
    case .equal: left == right
    case .different: left != right
    case .less: left < right
    case .atMost: left <= right
    case .greater: left > right
    case .atLeast: left >= right
    }
  }
}

/// Values of some variables for which all of these hold.
struct Query: Equatable, Sendable {
  indirect enum Literal: Equatable, Sendable {
    case pattern(Pattern)
    case absent(Pattern)
    case comparison(Term, Relation, Term)
  }

  let variables: [Int]
  let literals: [Literal]
}

/// What a letter says of one binding: the propositions of the temporal formula.
enum StateAtom: Equatable, Sendable {
  case pattern(Pattern)
  case comparison(Term, Relation, Term)
  case exists(Query)
  /// Of any two pairs of values the one with the greater first has the greater second, for each value of the others.
  case increasing(Int, Int, Pattern)
}

/// A limit in time to what an `F` waits for, or to what a `G` keeps.
struct TimeBound: Sendable {
  /// `F` or `G`.
  let form: Operator
  let span: Span
  /// The proposition from whose first instant on it counts.
  let after: Pattern?
}

/// How long something may take.
enum Span: Equatable, Sendable {
  case microseconds(UInt64)
  case parameter(Int)
}

/// A property as it was read: a temporal formula over atoms that speak of bindings.
struct PropertyText: Sendable {
  let name: String
  let summary: String
  let tla: String?
  let claims: [String]
  let fairness: String?
  let published: String?
  /// The quantified variables, followed by those of its queries.
  let variables: [(name: String, kind: ValueKind)]
  /// How many of the variables are quantified.
  let quantified: Int
  let formula: FormulaID
  let store: FormulaStore
  /// The atom that each proposition of the store stands for.
  let atoms: [StateAtom]
  /// The values of the quantified variables where they are given; empty where they are those seen on the run.
  let domains: [ClosedRange<UInt64>]
  /// The one bound in time.
  let bound: TimeBound?
  /// Where the formula stands, and what its quantifier leads.
  let range: Range<Int>
  let body: Range<Int>
  let text: SourceText
  /// The formula's table, once it was made and the formula checked.
  var table: MonitorTable?

  /// Whether there are as many bindings as the formula says, whatever is told.
  var isFinite: Bool { quantified == domains.count }

  /// The formula as it was written, in one line, without its quantifier.
  var bodyText: String { text.words(in: body) }
}

extension SourceText {
  /// What stands in a part of the text, in one line.
  func words(in range: Range<Int>) -> String {
    let words = bytes[range].split { $0 <= 0x20 }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }
}

extension PropertyText {
  /// What is probably not meant as it is written: warnings about the formula as a whole, its atoms taken for
  /// propositions that have nothing to do with each other.
  var doubts: [Finding] {
    guard let check = FormulaCheck(formula, in: store) else { return [] }
    return check.findings(of: formula, in: store, text, at: range)
  }
}
