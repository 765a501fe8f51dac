import Diagnostics

extension CrossChecks {
  /// Either the section or one step of the schedule says when the core heals.
  func checkHealing() {
    let steps = healingSteps
    let reading = reader.reading
    guard let phase = scenario.liveness else {
      for step in steps {
        reading.report(
          .conflictingFields, step.place, "there is no core that could heal",
          hint: "say in 'liveness:' what is demanded then")
      }
      return
    }
    for step in steps.dropFirst() {
      reading.report(
        .conflictingFields, step.place, "the core has healed in a step before",
        hint: "it heals once, and for good")
    }
    if phase.after == nil, steps.isEmpty {
      reading.report(
        .missingField, reader.place(of: TopFields.liveness), "'after' is missing",
        hint: "say when the core heals, as 'after: 60 s', or let a step of 'schedule:' do it")
    } else if phase.after != nil, !steps.isEmpty {
      let place = reader.node.at([TopFields.liveness.name, LivenessFields.after.name])?.place
      reading.report(
        .conflictingFields, place ?? reader.place(of: TopFields.liveness),
        "both 'after' and a step of the schedule say when the core heals",
        hint: "leave 'after' out, or the step")
    }
  }

  /// The steps that let the core heal.
  private var healingSteps: [YAMLNode] {
    guard let node = reader.node[TopFields.schedule.name].flatMap(reader.reading.resolved),
      case .sequence(let items) = node.content
    else { return [] }
    return items.filter { $0["heal"] != nil }
  }
}
