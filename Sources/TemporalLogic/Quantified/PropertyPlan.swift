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
    case count(QueryPlan)
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
  /// The order that `increasing` demands: the pattern, the two variables, and the places of the others.
  let sequences: [(pattern: ViewPattern, first: Int, second: Int)]
  let span: Span?
  /// From whose first instant on the span counts.
  let after: ViewPattern?
  /// The propositions that the formula speaks of.
  let propositions: [Int]
}
