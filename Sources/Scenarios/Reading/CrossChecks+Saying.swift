import Determinism
import Diagnostics

extension CrossChecks {
  /// Only liars say what they like, and only of systems that can tell what a liar can construct.
  func checkSaying() {
    let reading = reader.reading
    guard let node = reader.node[TopFields.schedule.name].flatMap(reading.resolved),
      case .sequence(let items) = node.content
    else { return }
    let lies = items.compactMap { reading.resolved($0)?["say"] }
    for lie in lies { reading.require(.saying, lie.place, "'say:'") }
    let speakers = (scenario.schedule?.steps ?? []).compactMap { step -> NodeID? in
      if case .say(_, let speaker, _, _) = step.action { speaker } else { nil }
    }
    // Of a step that could not be read something worse was said.
    guard speakers.count == lies.count, !reading.findings.hasErrors else { return }
    for (lie, speaker) in zip(lies, speakers) where !scenario.liars.contains(speaker) {
      let name = reading.groups.name(of: speaker)
      reading.report(
        .conflictingFields, lie[SayFields.from.name]?.place ?? lie.place,
        "\(name) is no liar, and cannot say what it likes",
        hint: "name it a liar: 'byzantine: [{nodes: \(name), behaviours: [silent]}]'")
    }
  }
}
