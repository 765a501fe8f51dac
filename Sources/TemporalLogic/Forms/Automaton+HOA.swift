extension Automaton {
  /// The automaton in the HOA format, marks on its edges; ends in a newline. ``HOAReader`` reads it.
  ///
  /// - Source: Babiak and others, *The Hanoi Omega-Automata Format* (CAV 2015), version 1.
  public func hoa(_ caption: Caption = Caption()) -> String {
    var automaton = self
    var lines = ["HOA: v1", "tool: \"nocturne\""]
    if !caption.name.isEmpty { lines.append("name: " + Self.quoted(caption.name)) }
    let names = atoms.map { " " + Self.quoted($0) }.joined()
    lines += ["States: \(stateCount)", "Start: \(initial)", "AP: \(atoms.count)" + names]
    switch markCount {
    case 0: lines.append("acc-name: all")
    case 1: lines.append("acc-name: Buchi")
    default: lines.append("acc-name: generalized-Buchi \(markCount)")
    }
    lines.append("Acceptance: \(markCount) \(acceptance)")
    var properties = "properties: trans-labels explicit-labels trans-acc"
    if automaton.isComplete() { properties += " complete" }
    if automaton.isDeterministic() { properties += " deterministic" }
    if caption.isStutterInvariant { properties += " stutter-invariant" }
    lines += [properties, "--BODY--"]
    for state in edges.indices {
      lines.append("State: \(state)")
      for edge in edges[state] {
        let label = automaton.text(of: edge.label, signs: ("!", "&", " | ", "t")) { String($0) }
        let marks = numbers(edge.marks).map(String.init).joined(separator: " ")
        lines.append("[\(label)] \(edge.target)" + (marks.isEmpty ? "" : " {\(marks)}"))
      }
    }
    return (lines + ["--END--"]).joined(separator: "\n") + "\n"
  }
}
