import Determinism

/// Judges one property on one run, binding by binding.
///
/// A binding is looked at when something is told that names it. Its table takes the letter that then holds; one that
/// rests where it would if nothing had been told is not kept.
///
/// - Source: Roșu and Chen, *Semantics and algorithms for parametric monitoring* (LMCS 8, 2012), for slices of a run.
struct PropertyWatch: Sendable {
  let plan: PropertyPlan
  private(set) var instances = InstanceTable()
  private(set) var sequences: [SequenceTable]
  private(set) var violation: Violation?
  /// Whether something happened that the property speaks of.
  private(set) var isExercised = false
  /// The step at which a verdict would have depended on what was let go of.
  private(set) var unsure: UInt64?
  /// Since when the span counts.
  private(set) var armedAt: UInt64?

  init(_ plan: PropertyPlan) {
    self.plan = plan
    sequences = plan.sequences.map { SequenceTable($0.pattern, $0.first, $0.second) }
    if plan.after == nil { armedAt = 0 }
  }

  var memory: MonitorMemory {
    MonitorMemory(window: instances.bytes + sequences.reduce(0) { $0 + $1.bytes })
  }

  // MARK: Following

  /// Looks at a binding before the first fact where the formula speaks of none.
  mutating func begin(_ base: FactBase, at moment: Moment) {
    guard plan.text.isFinite else { return }
    var all = [Bindings()]
    for (variable, domain) in plan.text.domains.enumerated() {
      all = all.flatMap { bindings in
        domain.map { value in
          var bindings = bindings
          bindings.set(variable, value)
          return bindings
        }
      }
    }
    for bindings in all { look(at: bindings, base, moment) }
  }

  /// Whether the values that are given hold those of a binding.
  private func isMeant(_ bindings: Bindings) -> Bool {
    plan.text.domains.enumerated().allSatisfy { $1.contains(bindings[$0]) }
  }

  /// Takes a change in before anything is looked at.
  mutating func note(_ change: FactBase.Change, _ trigger: Trigger, _ moment: Moment) {
    guard trigger.sequence >= 0, change.turn == .rises else { return }
    if sequences[trigger.sequence].insert(change.tuple, slot: change.slot, moment.step) {
      isExercised = true
    }
    if sequences[trigger.sequence].isUnsure { unsure = unsure ?? moment.step }
  }

  /// Looks at what a change bears upon.
  mutating func take(
    _ change: FactBase.Change, _ trigger: Trigger, _ base: FactBase, _ moment: Moment
  ) {
    var bindings = Bindings()
    guard unify(trigger.pattern, with: change.tuple, &bindings) else { return }
    if change.turn == .retires {
      if trigger.isFull { retire(bindings) }
      return
    }
    if trigger.isFull {
      guard isMeant(bindings) else { return }
      if plan.premise == nil, plan.sequences.isEmpty { isExercised = true }
      return look(at: bindings, base, moment)
    }
    lookAtAll(like: bindings, base, moment)
    guard trigger.isHarmful else { return }
    for (pattern, index) in trigger.generators {
      let places = base.views[pattern.view].table.places(of: index)
      var key = FactValues(count: places.count)
      for (number, place) in places.enumerated() {
        key[number] = bindings.value(pattern.arguments[place])
      }
      var row = base.views[pattern.view].table.first(index, key)
      while row >= 0 {
        var found = bindings
        if unify(pattern, with: base.views[pattern.view].table.row(row), &found) {
          look(at: found, base, moment)
        }
        row = base.views[pattern.view].table.next(index, key, after: row)
      }
    }
  }

  /// Gives the quantified variables of a pattern the values of a tuple, if it fits.
  private func unify(
    _ pattern: ViewPattern, with tuple: FactValues, _ bindings: inout Bindings
  ) -> Bool {
    for place in pattern.arguments.indices {
      let argument = pattern.arguments[place]
      if case .variable(let variable, _) = argument, variable >= plan.text.quantified { continue }
      if !bindings.unify(argument, with: tuple[place]) { return false }
    }
    return true
  }

  /// Looks at every binding that is kept and has these values.
  private mutating func lookAtAll(like some: Bindings, _ base: FactBase, _ moment: Moment) {
    if instances.count == 0 { return }
    for instance in instances.instances where instance.isLive {
      let isLike = (0..<plan.text.quantified).allSatisfy {
        !some.isKnown($0) || some[$0] == instance.values[$0]
      }
      if isLike { look(at: self.bindings(instance.values), base, moment) }
    }
  }

  /// Looks at everything again, as when a parameter is set.
  mutating func takeParameters(_ base: FactBase, _ moment: Moment) {
    lookAtAll(like: Bindings(), base, moment)
    for pattern in plan.generators where !plan.text.isFinite && !base.views[pattern.view].isCompact
    {
      base.views[pattern.view].table.forEachRow { row in
        var found = Bindings()
        if unify(pattern, with: base.views[pattern.view].table.row(row), &found) {
          look(at: found, base, moment)
        }
      }
    }
  }

  /// Lets go of a binding about which nothing will be told any more.
  private mutating func retire(_ bindings: Bindings) {
    let place = instances.find(values(bindings))
    if place >= 0 { instances.remove(place) }
  }

  private func bindings(_ values: FactValues) -> Bindings {
    var bindings = Bindings()
    for place in 0..<plan.text.quantified { bindings.set(place, values[place]) }
    return bindings
  }

  private func values(_ bindings: Bindings) -> FactValues {
    var values = FactValues(count: plan.text.quantified)
    for place in 0..<plan.text.quantified { values[place] = bindings[place] }
    return values
  }

  private mutating func look(at bindings: Bindings, _ base: FactBase, _ moment: Moment) {
    if violation != nil { return }
    let values = values(bindings)
    let place = instances.find(values)
    let before = place < 0 ? plan.rest : instances.instances[Int(place)].state
    var letter: UInt64 = 0
    var (looked, isSettled) = (0, false)
    while looked < plan.atoms.count, !isSettled {
      if base.holds(plan.atoms[looked], bindings, sequences) { letter |= 1 << UInt64(looked) }
      looked += 1
      isSettled = plan.settled?.stays(before, letter: letter, of: looked) ?? false
    }
    if base.horizon > 0,
      plan.atoms[..<looked].contains(where: { base.isUnsure($0, bindings) })
    {
      unsure = unsure ?? moment.step
      return
    }
    if let keeps = plan.keeps { return keep(bindings, letter, keeps, base, moment) }
    let after = plan.table.after(before, letter)
    if let premise = plan.premise, !isExercised, premise[Int(letter)] {
      isExercised = plan.after == nil || armedAt != nil
    }
    let verdict = plan.table.verdict(after)
    if verdict == .false {
      let words = PropertyWords(plan, base, sequences)
      violation = words.violation(bindings, letter, at: moment)
    } else if after != plan.rest || plan.text.isFinite {
      instances.set(
        values, at: place, state: after, isOpen: verdict == .presumablyFalse, moment)
    } else if place >= 0 {
      instances.remove(place)
    }
  }

  /// Looks at what has to be kept for a time: the premise holds, in state 1, or has held until some instant, in
  /// state 2.
  private mutating func keep(
    _ bindings: Bindings, _ letter: UInt64, _ letters: KeptLetters, _ base: FactBase,
    _ moment: Moment
  ) {
    let values = values(bindings)
    var place = instances.find(values)
    let isAsked = letters.premise[Int(letter)]
    isExercised = isExercised || isAsked
    if place >= 0, instances.instances[Int(place)].state == 1, !isAsked {
      // It held until now.
      instances.set(values, at: place, state: 2, isOpen: true, moment)
    }
    if place >= 0, let since = instances.instances[Int(place)].openSince,
      let span = plan.span, let limit = limit(span, base),
      moment.microseconds > since.microseconds + limit
    {
      instances.remove(place)
      place = -1
    }
    if !letters.goal[Int(letter)], isAsked || place >= 0 {
      violation = PropertyWords(plan, base, sequences).violation(bindings, letter, at: moment)
    } else if isAsked {
      instances.set(values, at: place, state: 1, isOpen: false, moment)
    }
  }

  /// Lets go of what belongs to slots up to one.
  mutating func forget(upTo slot: UInt64) {
    for number in sequences.indices { sequences[number].forget(upTo: slot) }
  }

  // MARK: Time

  /// Takes notice that the proposition holds from whose first instant on the span counts.
  mutating func arm(at moment: Moment) {
    if armedAt != nil { return }
    armedAt = moment.microseconds
    if instances.oldest() != nil { isExercised = true }
  }

  /// Finds a wait that has taken too long. Looked at before a change is: what comes late is late.
  mutating func findLate(_ base: FactBase, at moment: Moment) {
    if plan.keeps != nil { return letExpire(base, moment) }
    guard violation == nil, let span = plan.span, let armedAt, let limit = limit(span, base),
      let oldest = instances.oldest(), let since = oldest.openSince,
      moment.microseconds > max(since.microseconds, armedAt) + limit
    else { return }
    let words = PropertyWords(plan, base, sequences)
    violation = words.late(bindings(oldest.values), since: since, limit: limit, at: moment)
  }

  /// Lets go of what has been kept for long enough.
  private mutating func letExpire(_ base: FactBase, _ moment: Moment) {
    guard let span = plan.span, let limit = limit(span, base) else { return }
    while let oldest = instances.oldest(), let since = oldest.openSince,
      moment.microseconds > since.microseconds + limit
    {
      instances.remove(instances.find(oldest.values))
    }
  }

  private func limit(_ span: Span, _ base: FactBase) -> UInt64? {
    switch span {
    case .microseconds(let value): value
    case .parameter(let parameter): base.parameters[parameter]
    }
  }

  // MARK: End

  /// The judgement at the end of a run.
  func judge(_ base: FactBase, at moment: Moment) -> Judgement {
    var end = self
    end.findLate(base, at: moment)
    if let violation = end.violation { return Judgement(.violated, violation: violation) }
    if let unsure {
      return Judgement(
        .inconclusive, obligation: "step \(unsure) speaks of what had been let go of")
    }
    if let late = base.late.first(where: { plan.propositions.contains($0.proposition) }) {
      return Judgement(
        .inconclusive,
        obligation: "step \(late.step) speaks of slot \(late.slot), which had been let go of")
    }
    if plan.after != nil, armedAt == nil { return Judgement(.vacuous) }
    if plan.keeps == nil, let oldest = end.instances.oldest(), let since = oldest.openSince {
      let words = PropertyWords(plan, base, sequences)
      return Judgement(
        .presumablyViolated,
        obligation: words.obligation(bindings(oldest.values), since: since, at: moment))
    }
    let isAlwaysAsked =
      plan.text.isFinite && plan.premise == nil && plan.sequences.isEmpty
    return Judgement(isExercised || isAlwaysAsked ? .holds : .vacuous)
  }
}
