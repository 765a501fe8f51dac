import Determinism
import Diagnostics

/// A pattern as it is looked up, given the variables that are known by then.
struct Lookup: Sendable {
  let pattern: ViewPattern
  /// The index that the known places are.
  let index: Int
  /// The places of the index, and the others, which give variables their values.
  let key: [Int]
  let open: [Int]
}

/// A query as it is answered.
struct QueryPlan: Sendable {
  enum Step: Sendable {
    case find(Lookup)
    case absent(Lookup)
    case compare(TermPlan, Relation, TermPlan)
  }

  let steps: [Step]
}

/// A sum as it is computed.
struct TermPlan: Sendable {
  enum Part: Sendable {
    case variable(Int)
    case parameter(Int)
    /// The variable is the one whose values are compared.
    case aggregate(Aggregate, Int, QueryPlan)
  }

  let constant: Int64
  let parts: [(factor: Int64, part: Part)]
}

/// An atom as it is judged.
enum AtomPlan: Sendable {
  case member(Lookup)
  case compare(TermPlan, Relation, TermPlan)
  case exists(QueryPlan)
  /// The number of the sequence.
  case increasing(Int)
}

/// What a change of a view means for a property.
struct Trigger: Sendable {
  let pattern: ViewPattern
  /// Whether it gives all quantified variables a value.
  let isFull: Bool
  /// Whether bindings of which nothing is kept have to be looked at again.
  let isHarmful: Bool
  /// For each pattern that binds all: the index of its view by the variables that this one gives.
  let generators: [(pattern: ViewPattern, index: Int)]
  /// The sequence that the change belongs to; -1 for none.
  let sequence: Int
}

/// A property made ready to be judged on runs.
struct PropertyPlan: Sendable {
  let text: PropertyText
  let table: MonitorTable
  /// By the table's propositions.
  let atoms: [AtomPlan]
  /// The names of the atoms, as they are written.
  let atomTexts: [String]
  /// The views that matter, with what they mean.
  let triggers: [(view: Int, trigger: Trigger)]
  /// The patterns that bind all variables.
  let generators: [ViewPattern]
  /// The state of a binding of which nothing is told.
  let rest: UInt16
  /// The letters with which the premise of an implication holds; nil where there is none.
  let premise: [Bool]?
  /// Where the first atoms of a letter suffice; nil where they never do.
  let settled: SettledLetters?
  /// The order that `increasing` demands: the pattern, the two variables, and the places of the others.
  let sequences: [(pattern: ViewPattern, first: Int, second: Int)]
  let span: Span?
  /// Of `G (p -> G[<=500ms] q)` the letters of p and q; nil for other formulas.
  let keeps: KeptLetters?
  /// From whose first instant on the span counts.
  let after: ViewPattern?
  /// The propositions that the formula speaks of.
  let propositions: [Int]
}

/// The letters of what is asked for and of what has to be kept then for a time.
struct KeptLetters: Sendable {
  let premise: [Bool]
  let goal: [Bool]
}

/// With which beginnings of a letter a state stays what it is and no premise holds, whatever the other atoms are: these
/// need not be looked at.
struct SettledLetters: Sendable {
  private let atoms: Int
  /// For each state and beginning, which is numbered by its atoms behind a leading one.
  private let settled: [Bool]

  /// Larger tables are not looked through.
  private static let mostAtoms = 6

  init?(_ table: MonitorTable, premise: [Bool]?) {
    atoms = table.atoms.count
    if atoms > Self.mostAtoms { return nil }
    var settled = [Bool](repeating: false, count: table.stateCount << (atoms + 1))
    for state in 0..<table.stateCount {
      let first = state << (atoms + 1)
      for number in (1..<2 << atoms).reversed() {
        let length = UInt64.bitWidth - 1 - UInt64(number).leadingZeroBitCount
        let letter = number ^ 1 << length
        if length == atoms {
          settled[first + number] =
            Int(table.after(UInt16(state), UInt64(letter))) == state && premise?[letter] != true
        } else {
          let longer = 2 << length | letter
          let other = longer | 1 << length
          settled[first + number] = settled[first + longer] && settled[first + other]
        }
      }
    }
    self.settled = settled
  }

  /// Whether a state stays what it is.
  ///
  /// - Parameters:
  ///   - letter: The first atoms.
  ///   - count: How many they are.
  func stays(_ state: UInt16, letter: UInt64, of count: Int) -> Bool {
    settled[Int(state) << (atoms + 1) + (1 << count | Int(letter))]
  }
}
