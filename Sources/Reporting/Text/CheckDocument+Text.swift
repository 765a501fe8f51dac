import TemporalLogic
import Traces

extension CheckDocument {
  /// What was found out, in words: always the same for the same model, whatever it took.
  public var text: String {
    var lines = head
    lines.append("")
    lines += actions
    for property in record.properties {
      lines.append("")
      lines += verdict(property)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private var head: [String] {
    var title = "\(record.model), variant \(record.variant)"
    for bound in record.bounds { title += ", \(bound.name)=\(bound.value)" }
    let counts = record.counts
    var search = record.search
    if !record.reductions.isEmpty {
      search += ", reduced by " + record.reductions.joined(separator: ", ")
    }
    search += record.isComplete ? ", complete" : ", not complete"
    if let around = record.around {
      search += ": around a run of " + Quantity.of(around, "step", "steps")
    }
    if let limit = record.limit { search += ": it ended at its limit of \(limit)" }
    var table = TextTable([.left(""), .left("")])
    if let network = record.network { table.rows.append(["network", network]) }
    table.rows.append(["search", search])
    if record.search == "random" {
      // Walks do not tell states apart.
      table.rows.append(["steps", "\(Quantity.count(counts.generated)), beginnings among them"])
    } else {
      table.rows += [
        [
          "states",
          "\(Quantity.count(counts.distinct)) distinct, \(Quantity.count(counts.generated)) generated, "
            + "\(Quantity.count(counts.initial)) initial, depth \(Quantity.count(counts.depth))",
        ],
        ["deadlocks", Quantity.count(counts.deadlocks)],
        ["collision", "\(record.collisionProbability) is the probability of one, at most"],
      ]
    }
    return [Text.printable(title), ""] + table.lines()
  }

  /// How often each action was taken, and how many states it was first to find.
  private var actions: [String] {
    var table = TextTable([.left("action"), .right("taken"), .right("new states")])
    table.rows = record.counts.actions.map {
      [Text.printable($0.name), Quantity.count($0.taken), Quantity.count($0.distinct)]
    }
    // Where steps are joined, the last one of them is counted.
    let isJoined = record.engine == .cluster && record.reductions.contains("por")
    let never = isJoined ? [] : record.counts.actions.filter { $0.taken == 0 }.map(\.name)
    return table.lines()
      + (never.isEmpty
        ? [] : Text.wrapped("never taken: " + never.joined(separator: ", "), indent: 2, hanging: 4))
  }

  private func verdict(_ property: CheckRecord.Property) -> [String] {
    var lines = ["verdict: \(Text.printable(property.name)) \(property.verdict.rawValue)"]
    lines += Text.wrapped(property.about, indent: 4, hanging: 6)
    var notes: [String] = []
    if let expected = property.expected, let isMet = property.isMet {
      let isOpen = property.verdict == .inconclusive
      notes.append(
        "expected \(expected.rawValue): " + (isMet ? "met" : isOpen ? "not known" : "NOT MET"))
    }
    if let tla = property.tla { notes.append("TLA+ \(tla)") }
    if !notes.isEmpty { lines.append("    " + notes.joined(separator: " · ")) }
    if let example = property.example {
      lines += property.verdict == .violated ? told(example) : [witness(example)]
    } else if property.verdict == .violated {
      lines.append("    no state is so")
    }
    if property.verdict != .holds { lines.append("    replay: " + replay(property.name)) }
    if let saved, saved.property == property.name {
      lines.append("    saved: \(saved.path), for 'nocturne run' and 'nocturne replay'")
    }
    return lines
  }

  private func witness(_ example: CheckRecord.Example) -> String {
    "    seen after " + Quantity.of(example.steps.count, "step", "steps")
  }

  private func told(_ example: CheckRecord.Example) -> [String] {
    var lines: [String] = []
    let count = Quantity.of(example.steps.count, "step", "steps")
    if let stem = example.stem {
      let cycle = example.steps.count - stem
      lines.append(
        "    a run of \(count), of which the last "
          + (cycle == 1 ? "one is" : "\(Quantity.count(cycle)) are") + " repeated for ever:")
    } else {
      let isShortest = ["bfs", "iddfs"].contains(record.search)
      lines.append(
        "    a run of \(count)"
          + (!isShortest
            ? "; others may be shorter:"
            : record.around == nil ? "; none is shorter:" : "; none around it is shorter:"))
    }
    lines += step(0, "begins", example.initial)
    for (index, taken) in example.steps.enumerated() {
      if index == example.stem { lines.append("      loop starts here") }
      lines += step(index + 1, taken.action ?? "nothing happens", taken.changes)
    }
    if let stem = example.stem {
      lines.append("      returns to step \(stem)")
      for demand in example.fairness {
        let fair = "fair: \(demand.demand): \(Self.words(demand.reason))"
        lines += Text.wrapped(fair, indent: 6, hanging: 8)
      }
      if example.fairness.isEmpty { lines.append("      fair: nothing is demanded") }
    }
    return lines
  }

  private func step(
    _ number: Int, _ action: String, _ variables: [CheckRecord.Example.Variable]
  ) -> [String] {
    let changes = variables.map { "\($0.name) = \($0.value)" }.joined(separator: "; ")
    let line = "\(number). \(action)" + (changes.isEmpty ? "" : ": \(changes)")
    return Text.wrapped(line, indent: 6, hanging: 9)
  }

  private static func words(_ reason: CheckRecord.Fairness.Reason) -> String {
    switch reason {
    case .taken(let step): "taken by step \(step) of each round"
    case .disabled(let step): "cannot be taken before step \(step), in each round"
    case .neverEnabled: "can never be taken in the loop"
    }
  }
}
