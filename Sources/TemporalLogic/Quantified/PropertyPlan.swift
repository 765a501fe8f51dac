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
  /// Whether the first atoms of a letter suffice.
  let settled: SettledLetters
  /// The order that `increasing` demands: the pattern, the two variables, and the places of the others.
  let sequences: [(pattern: ViewPattern, first: Int, second: Int)]
  let span: Span?
  /// From whose first instant on the span counts.
  let after: ViewPattern?
  /// The propositions that the formula speaks of.
  let propositions: [Int]
}

/// With which beginnings of a letter a state stays what it is and no premise holds, whatever the other atoms are: these
/// need not be looked at.
struct SettledLetters: Sendable {
  private let atoms: Int
  /// For each state and beginning, which is numbered by its atoms behind a leading one.
  private let settled: [Bool]

  /// Of larger tables none is told.
  private static let mostAtoms = 6

  init(_ table: MonitorTable, premise: [Bool]?) {
    atoms = table.atoms.count
    guard atoms <= Self.mostAtoms else {
      settled = []
      return
    }
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
    settled.isEmpty ? false : settled[Int(state) << (atoms + 1) + (1 << count | Int(letter))]
  }
}
