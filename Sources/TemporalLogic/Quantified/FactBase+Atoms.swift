import Determinism

// What the atoms of a property ask of what holds. Tables are looked at where they are: a copy would count references.
extension FactBase {
  /// Whether an atom holds.
  func holds(_ atom: AtomPlan, _ bindings: Bindings, _ sequences: [SequenceTable]) -> Bool {
    switch atom {
    case .member(let lookup): return isMember(lookup, bindings)
    case .compare(let left, let relation, let right):
      return relation.holds(value(left, bindings), value(right, bindings))
    case .exists(let query): return isAnswered(query, bindings)
    case .increasing(let number): return sequences[number].isKept(bindings)
    }
  }

  /// Whether an atom would perhaps be judged otherwise if nothing had been let go of.
  func isUnsure(_ atom: AtomPlan, _ bindings: Bindings) -> Bool {
    switch atom {
    case .member, .increasing: return false
    case .exists(let query): return !isAnswered(query, bindings) && hasLost(query, bindings)
    case .compare(let left, let relation, let right):
      // At least one was let go of, and perhaps many: a comparison that comes out alike is certain.
      guard let less = lost(left, bindings), let more = lost(right, bindings) else { return true }
      if less == 0, more == 0 { return false }
      let (low, high) = (value(left, bindings), value(right, bindings))
      let least = relation.holds(low, high)
      return relation.holds(low + less, high + more) != least
        || relation.holds(low + less, high) != least || relation.holds(low, high + more) != least
    }
  }

  /// By how much a sum would change if very much had been let go of that it counts; nil where nobody knows.
  private func lost(_ term: TermPlan, _ bindings: Bindings) -> Int128? {
    var sum: Int128 = 0
    for (factor, part) in term.parts {
      guard case .aggregate(let aggregate, _, let query) = part, hasLost(query, bindings) else {
        continue
      }
      if aggregate != .count { return nil }
      sum += Int128(factor) * Int128(UInt32.max)
    }
    return sum
  }

  /// Whether a row that answers the first part of a query was let go of, or any of those for a later part.
  private func hasLost(_ query: QueryPlan, _ bindings: Bindings) -> Bool {
    var isFirst = true
    for case .find(let lookup) in query.steps {
      let number = lookup.pattern.view
      if isFirst, views[number].table.isGone(lookup.index, key(lookup, bindings)) { return true }
      if !isFirst, views[number].table.hasForgotten { return true }
      isFirst = false
    }
    return false
  }

  private func isAnswered(_ query: QueryPlan, _ bindings: Bindings) -> Bool {
    var isFound = false
    answer(query, 0, bindings) { _ in
      isFound = true
      return false
    }
    return isFound
  }

  /// Whether a row is there, or was let go of: what was latched holds for good.
  private func isMember(_ lookup: Lookup, _ bindings: Bindings) -> Bool {
    let (number, key) = (lookup.pattern.view, key(lookup, bindings))
    if views[number].isCompact { return views[number].members.contains(key.hash) }
    return views[number].table.first(lookup.index, key) >= 0
      || views[number].table.isGone(lookup.index, key)
  }

  /// The values of the places of a lookup that are known.
  func key(_ lookup: Lookup, _ bindings: Bindings) -> FactValues {
    var key = FactValues(count: lookup.key.count)
    for number in lookup.key.indices {
      key[number] = bindings.value(lookup.pattern.arguments[lookup.key[number]])
    }
    return key
  }

  /// A sum; a parameter that is not set counts as 0.
  private func value(_ term: TermPlan, _ bindings: Bindings) -> Int128 {
    var sum = Int128(term.constant)
    for place in term.parts.indices {
      let value: Int128
      switch term.parts[place].part {
      case .variable(let variable): value = Int128(bindings[variable])
      case .parameter(let parameter): value = Int128(parameters[parameter] ?? 0)
      case .aggregate(.count, _, let query): value = Int128(count(query, bindings))
      case .aggregate(let end, let variable, let query):
        value = Int128(extreme(end, of: variable, query, bindings))
      }
      sum += Int128(term.parts[place].factor) * value
    }
    return sum
  }

  private func count(_ query: QueryPlan, _ bindings: Bindings) -> Int {
    var count = 0
    answer(query, 0, bindings) { _ in
      count += 1
      return true
    }
    // One that was let go of counts too.
    if case .find(let lookup)? = query.steps.first,
      views[lookup.pattern.view].table.isGone(lookup.index, key(lookup, bindings))
    {
      count += 1
    }
    return count
  }

  private func extreme(
    _ end: Aggregate, of variable: Int, _ query: QueryPlan, _ bindings: Bindings
  ) -> UInt64 {
    var extreme: UInt64?
    answer(query, 0, bindings) { found in
      let value = found[variable]
      guard let known = extreme else {
        extreme = value
        return true
      }
      extreme = end == .max ? max(known, value) : min(known, value)
      return true
    }
    return extreme ?? 0
  }

  /// Finds every answer of a query, as long as `take` wants more.
  ///
  /// - Returns: Whether more is wanted.
  @discardableResult
  private func answer(
    _ query: QueryPlan, _ step: Int, _ bindings: Bindings, _ take: (Bindings) -> Bool
  ) -> Bool {
    guard step < query.steps.count else { return take(bindings) }
    switch query.steps[step] {
    case .compare(let left, let relation, let right):
      guard relation.holds(value(left, bindings), value(right, bindings)) else { return true }
      return answer(query, step + 1, bindings, take)
    case .absent(let lookup):
      let isThere =
        lookup.open.isEmpty
        ? isMember(lookup, bindings)
        : views[lookup.pattern.view].table.first(lookup.index, key(lookup, bindings)) >= 0
      return isThere ? true : answer(query, step + 1, bindings, take)
    case .find(let lookup):
      if lookup.open.isEmpty {
        return isMember(lookup, bindings) ? answer(query, step + 1, bindings, take) : true
      }
      let (number, key) = (lookup.pattern.view, key(lookup, bindings))
      var row = views[number].table.first(lookup.index, key)
      while row >= 0 {
        var found = bindings
        let tuple = views[number].table.row(row)
        let fits = lookup.open.allSatisfy {
          found.unify(lookup.pattern.arguments[$0], with: tuple[$0])
        }
        if fits, !answer(query, step + 1, found, take) { return false }
        row = views[number].table.next(lookup.index, key, after: row)
      }
      return true
    }
  }
}
