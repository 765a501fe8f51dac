extension SearchWorker {
  /// Leaves out steps of one state, if some of them are enough.
  ///
  /// A set is taken only if all of its steps lead deeper: to states that were not found before this depth. That depends
  /// neither on how far this depth has been explored nor on who explores it.
  ///
  /// - Parameters:
  ///   - first: The first of the state's steps.
  ///   - firstLookup: The first of their look-ups; steps that change nothing have none.
  ///   - reduction: What tells which steps are enough.
  func reduce(from first: Int, lookups firstLookup: Int, _ reduction: Reduction<Visited>) {
    let actions = (first..<buffer.count).map { buffer.action($0) }
    let chosen = reduction.sets.choices(among: actions).first { choice in
      let steps = actions.count { choice.contains($0) }
      // A step that has no look-up does not lead deeper.
      return steps == (firstLookup..<lookups).count { choice.contains(action($0)) }
        && (firstLookup..<lookups).allSatisfy {
          !choice.contains(action($0)) || leadsDeeper($0, reduction)
        }
    }
    guard let chosen else { return }
    for action in actions where !chosen.contains(action) {
      taken[action] -= 1
      omitted += 1
    }
    var kept = firstLookup
    for lookup in firstLookup..<lookups where chosen.contains(action(lookup)) {
      // Both are look-ups of this state.
      unsafe keys[kept] = keys[lookup]
      unsafe told[kept] = told[lookup]
      kept += 1
    }
    lookups = kept
  }

  /// Inserts states that were found at this depth before the search was saved.
  func insert(_ rows: RowBlocks, into fresh: Visited) {
    for index in 0..<rows.count {
      var row = rows.withRow(index) { row in row.indices.map { row[$0] } }
      if isSymmetric {
        var draft = row.mutableSpan
        system.canonicalise(&draft)
      }
      _ = fresh.insert(Visited.key(of: row.span, in: &system), row.span)
    }
  }

  private func action(_ lookup: Int) -> Int {
    // The look-up is one of those that are there.
    unsafe buffer.action(Int(told[lookup]))
  }

  private func leadsDeeper(_ lookup: Int, _ reduction: Reduction<Visited>) -> Bool {
    // As above.
    let (key, index) = unsafe (keys[lookup], Int(told[lookup]))
    return withCanonicalRow(index) { row in
      !reduction.visited.contains(key, row) || reduction.fresh.contains(key, row)
    }
  }
}

/// What reduction asks, all workers the same.
struct Reduction<Visited: VisitedStates>: Sendable {
  let sets: StubbornSets
  /// All states that were found.
  let visited: Visited
  /// Those among them that are one step deeper than the states being expanded.
  var fresh: Visited
}
