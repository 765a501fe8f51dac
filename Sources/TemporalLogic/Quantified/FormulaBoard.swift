public import Determinism

/// Judges the formulas of one run together, over one table of what holds.
public struct FormulaBoard<Projection: FactProjection>: FormulaJudge {
  var projection = Projection()
  var base: FactBase
  var watches: [PropertyWatch]
  /// What a change of each view bears upon.
  private let triggers: [[(watch: Int, trigger: Trigger)]]
  /// The watches whose span counts from a view's first row on.
  private let arms: [(view: Int, watch: Int)]
  private let timed: [Int]
  private var moment = Moment(step: 0, microseconds: 0, node: 0)
  private var horizon: UInt64 = 0
  private var reported: [Bool]

  /// - Precondition: Each can be judged by binding.
  init(_ properties: [PropertyText]) {
    var layout = FactLayout(Projection.schema)
    let plans = properties.map { property in
      guard let plan = PropertyPlanner.plan(property, &layout).plan else {
        preconditionFailure("the property '\(property.name)' was refused")
      }
      return plan
    }
    base = FactBase(Projection.schema, views: layout.views)
    watches = plans.map { PropertyWatch($0) }
    var triggers = [[(watch: Int, trigger: Trigger)]](repeating: [], count: layout.views.count)
    var arms: [(view: Int, watch: Int)] = []
    for (number, plan) in plans.enumerated() {
      for (view, trigger) in plan.triggers { triggers[view].append((number, trigger)) }
      if let after = plan.after { arms.append((after.view, number)) }
    }
    (self.triggers, self.arms) = (triggers, arms)
    timed = plans.indices.filter { plans[$0].span != nil }
    reported = plans.map { _ in false }
  }

  /// Takes notice, before the first fact, of the members whose facts are told.
  public mutating func began(correct: NodeSet) {
    projection.began(correct: correct, &base)
    for watch in watches.indices { watches[watch].begin(base, at: moment) }
    settle()
  }

  /// Tells what a fact means.
  public mutating func observe(
    _ fact: Projection.Fact, _ change: FactChange, at moment: Moment
  ) {
    advance(to: moment)
    projection.tell(fact, change, at: moment, &base)
  }

  /// Takes notice that a core has healed.
  public mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment) {
    advance(to: moment)
    projection.healed(core: core, within: bound, at: moment, &base)
    settle()
  }

  /// Begins a step, and ends the one before.
  public mutating func advance(to next: Moment) {
    if next.step != moment.step {
      settle()
      if base.hasPulses {
        base.endPulses()
        // A step in between has a letter of its own, without them.
        if next.step > moment.step + 1 {
          moment.step += 1
          evaluate()
        }
      }
    }
    moment = next
    base.begin(next)
  }

  /// Judges what was told since the last time, as one letter; what has waited too long is found in any case.
  public mutating func settle() {
    if base.isDirty { return evaluate() }
    for watch in timed { watches[watch].findLate(base, at: moment) }
  }

  private mutating func evaluate() {
    for watch in timed { watches[watch].findLate(base, at: moment) }
    let changes = base.takeChanges()
    for change in changes {
      let list = triggers[change.view]
      for place in list.indices where list[place].trigger.sequence >= 0 {
        watches[list[place].watch].note(change, list[place].trigger, moment)
      }
      for arm in arms where arm.view == change.view { watches[arm.watch].arm(at: moment) }
    }
    if base.takeNewParameter() {
      for watch in watches.indices { watches[watch].takeParameters(base, moment) }
    }
    for change in changes {
      let list = triggers[change.view]
      for place in list.indices {
        watches[list[place].watch].take(change, list[place].trigger, base, moment)
      }
    }
    base.reuse(changes)
    if base.horizon > horizon {
      horizon = base.horizon
      for watch in watches.indices { watches[watch].forget(upTo: horizon - 1) }
    }
  }

  /// A violation that was not asked for yet.
  public mutating func takeViolation() -> (property: Int, violation: Violation)? {
    for watch in watches.indices where !reported[watch] {
      if let violation = watches[watch].violation {
        reported[watch] = true
        return (watch, violation)
      }
    }
    return nil
  }

  /// The judgement of a property at the end.
  public func judge(_ property: Int, end moment: Moment) -> Judgement {
    watches[property].judge(base, at: moment)
  }

  /// What is kept of the run.
  public var memory: MonitorMemory {
    watches.map(\.memory).reduce(into: base.memory + projection.memory) { $0 = $0 + $1 }
  }
}

/// What judges formulas together, as engines see it.
public protocol FormulaJudge<Fact>: Sendable {
  /// What nodes observe.
  associatedtype Fact

  /// Takes notice, before the first fact, of the members whose facts are told.
  mutating func began(correct: NodeSet)
  /// Takes notice of a fact.
  mutating func observe(_ fact: Fact, _ change: FactChange, at moment: Moment)
  /// Takes notice that a core has healed.
  mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment)
  /// Takes notice that the run has come so far: what was true for a step only is so no longer.
  mutating func advance(to moment: Moment)
  /// Judges what was told since the last time, as one letter. Called after every step that tells something.
  mutating func settle()
  /// A violation that was not asked for yet, and the number of its property.
  mutating func takeViolation() -> (property: Int, violation: Violation)?
  /// The judgement of a property at the end of the run; not for one that is violated.
  func judge(_ property: Int, end moment: Moment) -> Judgement
  /// What is kept of the run.
  var memory: MonitorMemory { get }

  /// Keeps what was told and not its fingerprint alone. To be called before anything is told.
  mutating func keepRows()
  /// Whether a fact matters to some property, whatever was told before.
  func hears(_ fact: Fact) -> Bool
  /// How a property stands after all that was told, if nothing has to come within a time.
  func standing(_ property: Int) -> Standing
  /// Appends what the future of its properties depends on, but for times.
  ///
  /// - Returns: Whether the bytes say it all.
  func encodeState(into writer: inout CanonicalWriter) -> Bool
}
