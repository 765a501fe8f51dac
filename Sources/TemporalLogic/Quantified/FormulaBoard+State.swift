public import Determinism

/// How a property stands at some point of a run.
public struct Standing: Hashable, Sendable {
  /// Whether it is violated.
  public var isViolated = false
  /// Whether something has to come that has not come yet.
  public var isOpen = false
  /// Whether something happened that it speaks of.
  public var isExercised = false
  /// Whether it depends on what was let go of.
  public var isUnsure = false
}

// What an explorer of all runs asks for, which has one judge for each of many states.
extension FormulaBoard {
  /// Keeps what was told and not its fingerprint alone. To be called before anything is told.
  public mutating func keepRows() { base.keepRows() }

  /// Whether a fact matters to some property, whatever was told before.
  public func hears(_ fact: Projection.Fact) -> Bool { projection.hears(fact, base) }

  /// How a property stands after all that was told, if nothing has to come within a time.
  public func standing(_ property: Int) -> Standing { watches[property].standing(base) }

  /// Appends what the future of its properties depends on: two judges with the same bytes will judge alike whatever they
  /// are told, but for times and for the words of a violation.
  ///
  /// - Returns: Whether the bytes say it all. They do not once something was let go of, nor if the projection keeps more
  ///   than it can say; all that was told then has to stand for it.
  public func encodeState(into writer: inout CanonicalWriter) -> Bool {
    if base.horizon > 0 || !projection.encodeState(into: &writer) { return false }
    base.encodeState(into: &writer)
    for watch in watches { watch.encodeState(into: &writer) }
    return true
  }
}

extension FactBase {
  mutating func keepRows() {
    for view in views.indices { views[view].isCompact = false }
  }

  func encodeState(into writer: inout CanonicalWriter) {
    for parameter in parameters {
      writer.encode(parameter != nil)
      writer.put(parameter ?? 0)
    }
    for proposition in late.map(\.proposition).sorted() { writer.put(UInt32(proposition)) }
    writer.put(UInt32(late.count))
    for view in views {
      let isCounted = schema.propositions[view.proposition].lasting == .revocable
      view.table.encodeState(isCounted: isCounted, into: &writer)
    }
  }
}

extension FactValues {
  /// Whether the values come before others, the first places first.
  static func < (left: Self, right: Self) -> Bool {
    for place in 0..<min(left.count, right.count) where left[place] != right[place] {
      return left[place] < right[place]
    }
    return left.count < right.count
  }

  func encode(into writer: inout CanonicalWriter) {
    for place in 0..<count { writer.put(self[place]) }
  }
}

extension FactTable {
  /// - Parameter isCounted: Whether it matters how often a row was told.
  func encodeState(isCounted: Bool, into writer: inout CanonicalWriter) {
    var rows: [(values: FactValues, row: Int32)] = []
    forEachRow { rows.append((row($0), $0)) }
    rows.sort { $0.values < $1.values }
    writer.put(UInt32(rows.count))
    for (values, row) in rows {
      values.encode(into: &writer)
      if isCounted { writer.put(times(of: row)) }
    }
  }
}

extension PropertyWatch {
  func standing(_ base: FactBase) -> Standing {
    Standing(
      isViolated: violation != nil,
      isOpen: instances.instances.contains { $0.isLive && $0.openSince != nil },
      isExercised: isExercised,
      isUnsure: unsure != nil || base.late.contains { plan.propositions.contains($0.proposition) })
  }

  func encodeState(into writer: inout CanonicalWriter) {
    writer.encode(violation != nil)
    // Nothing is looked at any more.
    if violation != nil { return }
    writer.encode(unsure != nil)
    writer.encode(armedAt != nil)
    let live = instances.instances.filter(\.isLive).sorted { $0.values < $1.values }
    writer.put(UInt32(live.count))
    for instance in live {
      instance.values.encode(into: &writer)
      writer.put(instance.state)
      writer.encode(instance.openSince != nil)
    }
    for sequence in sequences { sequence.encodeState(into: &writer) }
  }
}
