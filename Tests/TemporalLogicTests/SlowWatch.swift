import Diagnostics

@testable import TemporalLogic

/// Judges a property by its definition: for every binding of the values that were ever told, the word of its letters,
/// judged as a finite word.
struct SlowWatch {
  let text: PropertyText
  /// What holds after each step.
  private(set) var states: [[ToyFact]] = []
  private var holding: [ToyFact] = []
  private var limit: UInt64 = 0
  private var limits: [UInt64] = []

  init(_ text: PropertyText) { self.text = text }

  mutating func step(_ facts: [ToyFact]) {
    let schema = ToyProjection.schema
    holding.removeAll { schema.propositions[$0.proposition].lasting == .pulsed }
    for fact in facts {
      switch schema.propositions[fact.proposition].name {
      case "over": continue
      case "set": limit = fact.values[0]
      default:
        holding.removeAll { $0.proposition == fact.proposition && $0.values == fact.values }
        if !fact.ceases { holding.append(fact) }
      }
    }
    states.append(holding)
    limits.append(limit)
  }

  /// The bindings of which some proposition that names all variables was ever told.
  private var bindings: [[UInt64]] {
    if text.isFinite {
      return text.domains.reduce([[]]) { all, domain in
        all.flatMap { one in domain.map { one + [$0] } }
      }
    }
    var found: [[UInt64]] = []
    for state in states {
      for atom in text.atoms {
        for pattern in patterns(of: atom) {
          for fact in state where fact.proposition == pattern.proposition {
            var values = [UInt64?](repeating: nil, count: text.variables.count)
            let fits = zip(pattern.arguments, fact.values).allSatisfy { unify($0, $1, &values) }
            let full = values.prefix(text.quantified).compactMap(\.self)
            if fits, full.count == text.quantified, !found.contains(full) { found.append(full) }
          }
        }
      }
    }
    return found
  }

  private func patterns(of atom: StateAtom) -> [Pattern] {
    switch atom {
    case .pattern(let pattern), .increasing(_, _, let pattern): [pattern]
    case .exists(let query): patterns(of: query)
    case .comparison(let left, _, let right):
      (left.parts + right.parts).flatMap { part -> [Pattern] in
        if case .aggregate(_, let query) = part.part { patterns(of: query) } else { [] }
      }
    }
  }

  private func patterns(of query: Query) -> [Pattern] {
    query.literals.compactMap { literal in
      if case .pattern(let pattern) = literal { pattern } else { nil }
    }
  }

  private func unify(_ argument: Argument, _ value: UInt64, _ values: inout [UInt64?]) -> Bool {
    switch argument {
    case .any: return true
    case .constant(let constant): return constant == value
    case .variable(let variable, let plus):
      let wanted = value &- UInt64(bitPattern: plus)
      if let known = values[variable] { return known == wanted }
      values[variable] = wanted
      return true
    }
  }

  // MARK: Atoms

  private func holds(_ atom: StateAtom, _ values: [UInt64?], _ step: Int) -> Bool {
    switch atom {
    case .pattern(let pattern): return !answers([.pattern(pattern)], values, step).isEmpty
    case .exists(let query): return !answers(query.literals, values, step).isEmpty
    case .comparison(let left, let relation, let right):
      return relation.holds(value(left, values, step), value(right, values, step))
    case .increasing(let first, let second, let pattern):
      let pairs = answers([.pattern(pattern)], values, step)
        .map { ($0[first] ?? 0, $0[second] ?? 0) }
      return pairs.allSatisfy { one in
        pairs.allSatisfy { other in one.0 >= other.0 || one.1 < other.1 }
      }
    }
  }

  /// Every set of values that satisfies all of these, found by trying each fact for each pattern.
  private func answers(
    _ literals: [Query.Literal], _ values: [UInt64?], _ step: Int
  ) -> [[UInt64?]] {
    var found = [values]
    for case .pattern(let pattern) in literals {
      found = found.flatMap { values in
        states[step].compactMap { fact -> [UInt64?]? in
          var values = values
          guard fact.proposition == pattern.proposition,
            zip(pattern.arguments, fact.values).allSatisfy({ unify($0, $1, &values) })
          else { return nil }
          return values
        }
      }
    }
    found = found.filter { values in
      literals.allSatisfy { literal in
        switch literal {
        case .pattern: true
        case .absent(let pattern): answers([.pattern(pattern)], values, step).isEmpty
        case .comparison(let left, let relation, let right):
          relation.holds(value(left, values, step), value(right, values, step))
        }
      }
    }
    return found.reduce(into: []) { all, one in
      if !all.contains(one) { all.append(one) }
    }
  }

  private func value(_ term: Term, _ values: [UInt64?], _ step: Int) -> Int128 {
    term.parts.reduce(Int128(term.constant)) { sum, part in
      let value: Int128 =
        switch part.part {
        case .variable(let variable): Int128(values[variable] ?? 0)
        case .parameter: Int128(limits[step])
        case .aggregate(let aggregate, let query):
          aggregated(aggregate, query.variables[0], answers(query.literals, values, step))
        }
      return sum + Int128(part.factor) * value
    }
  }

  private func aggregated(
    _ aggregate: Aggregate, _ variable: Int, _ answers: [[UInt64?]]
  ) -> Int128 {
    let all = answers.map { Int128($0[variable] ?? 0) }
    return switch aggregate {
    case .count: Int128(all.count)
    case .max: all.max() ?? 0
    case .min: all.min() ?? 0
    }
  }

  // MARK: Verdicts

  /// The verdict of a binding after so many steps, by the slow reading of finite words.
  private func known(_ binding: [UInt64], after count: Int) -> RunVerdict? {
    var values: [UInt64?] = binding
    while values.count < text.variables.count { values.append(nil) }
    let word = (0..<count).map { step in
      text.atoms.indices.filter { holds(text.atoms[$0], values, step) }.map { text.store.atoms[$0] }
    }
    guard var monitor = PrefixMonitor(text.formula, in: text.store) else { return nil }
    for letter in word { monitor.take(letter) }
    let isKept = WordEvaluator(text.formula, in: text.store, on: Word(prefix: word)).holds
    return RunVerdict(monitor.verdict, holdsSoFar: isKept)
  }

  /// The first step, counted from 1, after which some binding is violated.
  var violatedAt: Int? {
    let all = bindings
    return (1...max(1, states.count)).first { count in
      all.contains { known($0, after: count) == .false }
    }
  }

  /// Whether some binding waits for something at the end.
  var isOpen: Bool { bindings.contains { known($0, after: states.count) == .presumablyFalse } }
}
