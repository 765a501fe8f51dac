import Traces

// Why a property was violated: the causal past of the violation.
extension TextReport {
  /// The facts of one step that are shown at most.
  private static let mostFacts = 4
  /// The fields of one step that are shown at most.
  private static let mostChanges = 3

  mutating func add(_ past: CausalPast) {
    let whole = UInt64(past.steps.count) + past.leftOut + past.cut
    var head =
      "what it came of: \(Quantity.count(whole)) of the \(Quantity.count(past.events)) events until then"
    let hidden = [(past.leftOut, "that changed nothing"), (past.cut, "that came earlier")]
      .filter { $0.0 > 0 }.map { "\(Quantity.count($0.0)) \($0.1)" }
    if !hidden.isEmpty { head += "; not shown: " + hidden.joined(separator: ", ") }
    add(Text.wrapped(head, indent: 4, hanging: 6))
    let width = past.steps.map { Text.columns("#\($0.step)") }.max() ?? 0
    let times = past.steps.map { Quantity.milliseconds($0.microseconds) }
    let timeWidth = times.map(Text.columns).max() ?? 0
    let indent = 4 + width + 2 + timeWidth + 2
    for (step, time) in zip(past.steps, times) {
      let number = "#\(step.step)"
      let margin =
        "    " + Text.spaces(width - Text.columns(number)) + number + "  "
        + Text.spaces(timeWidth - Text.columns(time)) + time + "  "
      let isSeen = past.violating.contains(step.step)
      let words = Self.words(step, in: past) + (isSeen ? "  ← here" : "")
      add(Text.cut(margin + words, to: Text.width))
      addDetails(step, indent: indent)
    }
  }

  private mutating func addDetails(_ step: TraceEntry, indent: Int) {
    let margin = Text.spaces(indent + 2)
    for fact in step.facts.prefix(Self.mostFacts) {
      add(Text.cut(margin + Text.short(fact), to: Text.width))
    }
    if step.facts.count > Self.mostFacts {
      add(margin + "… and \(Quantity.of(step.facts.count - Self.mostFacts, "fact", "facts")) more")
    }
    // What had a value before tells more than what is new.
    let known = step.changes.filter { $0.before != nil }
    let changes = known + step.changes.filter { $0.before == nil }
    if changes.isEmpty { return }
    var text = changes.prefix(Self.mostChanges).map { Self.words($0) }.joined(separator: "; ")
    if changes.count > Self.mostChanges { text += "; … \(changes.count - Self.mostChanges) more" }
    add(Text.wrapped(text, indent: indent + 2, hanging: indent + 4))
  }

  /// What happened, and what it came of: `replica 1: PREPARE view 0 slot 1 from replica 2 (#14)`.
  private static func words(_ step: TraceEntry, in past: CausalPast) -> String {
    let origin = step.causes?.origin ?? 0
    let cause = origin > 0 ? " (#\(origin))" : ""
    let place = step.view == 0 && step.slot == 0 ? "" : " view \(step.view) slot \(step.slot)"
    let node = Text.printable(step.node)
    let label = Text.printable(step.label)
    switch step.action {
    case "deliver":
      // Which copy of a doubled node has sent it is told by the event that it came of.
      let sender = past.steps.first { $0.step == origin }?.node ?? step.from ?? ""
      let lie = step.forged.map { ", a liar, forged by \(Text.printable($0))" }
      let mark = lie ?? (step.isLiars ? ", a liar" : "")
      return "\(node): \(label)\(place) from \(Text.printable(sender))\(mark)\(cause)"
    case "timer": return "\(node): timer \(label)\(place) runs out\(cause)"
    case "stored": return "\(node): write to \(label) is durable\(cause)"
    case "client": return "\(node): a request is due"
    default: return "\(node): \(step.action)"
    }
  }

  private static func words(_ change: StateChange) -> String {
    let path = Text.printable(change.path)
    let before = change.before.map { Text.cut(Text.short($0), to: 20) }
    let after = change.after.map { Text.cut(Text.short($0), to: 20) }
    return switch (before, after) {
    case (let before?, let after?): "\(path): \(before) → \(after)"
    case (nil, let after?): "\(path): \(after)"
    case (_, nil): "\(path): gone"
    }
  }
}
