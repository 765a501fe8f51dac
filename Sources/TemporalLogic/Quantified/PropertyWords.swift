import Determinism

/// Says what broke a property, or what is still to come.
struct PropertyWords {
  private let plan: PropertyPlan
  private let base: FactBase
  private let sequences: [SequenceTable]

  /// How many facts are named for one atom.
  private static let most = 6

  init(_ plan: PropertyPlan, _ base: FactBase, _ sequences: [SequenceTable]) {
    (self.plan, self.base, self.sequences) = (plan, base, sequences)
  }

  /// What a letter did that may not be.
  func violation(
    _ bindings: Bindings, _ letter: UInt64, at moment: Moment
  ) -> Violation {
    var steps: [UInt64] = []
    let parts = plan.atoms.indices.map { place -> String in
      let (facts, told) = facts(of: plan.atoms[place], bindings)
      steps += told
      let holds = letter >> UInt64(place) & 1 == 1
      let head = "\(plan.atomTexts[place]) \(holds ? "holds" : "fails")"
      return facts.isEmpty ? head : "\(head), by \(facts.joined(separator: " and "))"
    }
    var violation = Violation(
      at: moment, lead(bindings) + parts.joined(separator: "; "))
    violation.against = unique(steps).filter { $0 != moment.step }
    return violation
  }

  /// What has not come in its time.
  func late(_ bindings: Bindings, since: Moment, limit: UInt64, at moment: Moment) -> Violation {
    Violation(
      at: moment, "\(waiting(bindings, since, moment)); the bound is \(Ticks(limit))",
      against: since.step)
  }

  /// What is open, and for how long.
  func obligation(_ bindings: Bindings, since: Moment, at moment: Moment) -> String {
    waiting(bindings, since, moment)
  }

  private func waiting(_ bindings: Bindings, _ since: Moment, _ moment: Moment) -> String {
    let age = moment.microseconds - min(since.microseconds, moment.microseconds)
    return "\(lead(bindings))\(plan.text.bodyText) is open since step \(since.step) at "
      + "\(Ticks(since.microseconds)), for \(Ticks(age))"
  }

  private func unique(_ steps: [UInt64]) -> [UInt64] {
    var found: [UInt64] = []
    for step in steps.sorted() where step > 0 && found.last != step { found.append(step) }
    return found
  }

  private func lead(_ bindings: Bindings) -> String {
    let parts = (0..<plan.text.quantified).map { variable in
      let (name, kind) = plan.text.variables[variable]
      return "\(name) = \(base.text(bindings[variable], kind))"
    }
    return parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
  }

  // MARK: Facts

  /// The facts that an atom rests upon, and their steps.
  private func facts(of atom: AtomPlan, _ bindings: Bindings) -> ([String], [UInt64]) {
    switch atom {
    case .member(let lookup): return facts(of: lookup, bindings)
    case .exists(let query): return facts(of: query, bindings)
    case .compare(let left, _, let right):
      var (facts, steps): ([String], [UInt64]) = ([], [])
      for case .aggregate(_, _, let query) in (left.parts + right.parts).map(\.part) {
        let found = self.facts(of: query, bindings)
        facts += found.0.filter { !facts.contains($0) }
        steps += found.1
      }
      return (facts, steps)
    case .increasing(let number):
      guard let (one, other) = sequences[number].broken(bindings) else { return ([], []) }
      let (_, first, second) = plan.sequences[number]
      let text = { (pair: SequenceTable.Pair) in
        let kinds = plan.text.variables
        return "\(kinds[first].name) = \(base.text(pair.first, kinds[first].kind)) with "
          + "\(kinds[second].name) = \(base.text(pair.second, kinds[second].kind))"
      }
      return ([text(one), text(other)], [one.step, other.step])
    }
  }

  private func facts(of query: QueryPlan, _ bindings: Bindings) -> ([String], [UInt64]) {
    guard case .find(let lookup)? = query.steps.first else { return ([], []) }
    return facts(of: lookup, bindings)
  }

  private func facts(of lookup: Lookup, _ bindings: Bindings) -> ([String], [UInt64]) {
    let view = base.views[lookup.pattern.view]
    if view.isCompact { return ([], []) }
    let key = base.key(lookup, bindings)
    var (facts, steps): ([String], [UInt64]) = ([], [])
    var row = view.table.first(lookup.index, key)
    while row >= 0 {
      let origin = view.table.origin(row)
      if facts.count < Self.most {
        facts.append("\(text(view.table.row(row), view)) at node \(origin.node)")
      }
      steps.append(origin.step)
      row = view.table.next(lookup.index, key, after: row)
    }
    // What was taken back of the binding is missing now.
    for (number, tuple, step) in base.revocations
    where !lookup.key.isEmpty && number == lookup.pattern.view && tuple.picked(lookup.key) == key {
      steps.append(step)
    }
    // The latest one stands first in the table.
    return (facts.reversed(), steps)
  }

  private func text(_ tuple: FactValues, _ view: FactBase.View) -> String {
    let proposition = base.schema.propositions[view.proposition]
    let parts = view.fields.enumerated().map { place, field in
      let field = proposition.fields[field]
      return "\(field.name): \(base.text(tuple[place], field.kind))"
    }
    return "\(proposition.name)(\(parts.joined(separator: ", ")))"
  }
}
