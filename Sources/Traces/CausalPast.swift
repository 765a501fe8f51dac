public import TemporalLogic

/// Why a property was violated: what the violation could not have happened without, in order.
public struct CausalPast: Equatable, Sendable {
  /// The events, in order, with their causes and with what they changed.
  public var steps: [TraceEntry]
  /// The events in which the violation is seen: its own, and those that it contradicts.
  public var violating: [UInt64]
  /// How many events the run had until then.
  public var events: UInt64
  /// How many earlier events belong to the causal past too, and are not shown because they changed
  /// nothing and nothing shown came of them.
  public var leftOut: UInt64
  /// How many earlier ones are not shown because there are too many.
  public var cut: UInt64

  /// The most events that are shown.
  public static let longest = 60

  /// The events of which a run has to keep entries for an explanation, in order.
  ///
  /// - Returns: Also how many older ones there are, which are not looked at.
  public static func wanted(
    _ history: CausalHistory, _ violation: Violation
  ) -> (events: [UInt64], older: UInt64) {
    let past = history.past(of: violation.against + [violation.step])
    let kept = past.suffix(longest * 20)
    return (Array(kept), UInt64(past.count - kept.count))
  }

  /// Explains a violation by the entries that were wanted.
  ///
  /// A step is left out when it changed nothing of its node, no property heard of it, and no step that is
  /// shown came of a message, timer or write of it: then the others went the same way without it.
  public init(_ entries: [TraceEntry], _ violation: Violation, older: UInt64) {
    violating = violation.against.sorted() + [violation.step]
    events = violation.step
    var needed: [UInt64] = []
    var shown: [TraceEntry] = []
    leftOut = 0
    cut = older
    for entry in entries.reversed() {
      let isNeeded =
        violating.contains(entry.step) || !entry.facts.isEmpty || !entry.changes.isEmpty
        || entry.action == "crash" || needed.contains(entry.step)
      guard isNeeded else {
        leftOut += 1
        continue
      }
      guard shown.count < Self.longest || violating.contains(entry.step) else {
        cut += 1
        continue
      }
      shown.append(entry)
      if let origin = entry.causes?.origin, origin > 0 { needed.append(origin) }
    }
    steps = shown.reversed()
  }
}
