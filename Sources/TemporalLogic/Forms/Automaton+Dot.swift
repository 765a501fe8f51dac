extension Automaton {
  /// The automaton as a graph for Graphviz; ends in a newline. The numbers in braces are an edge's marks; what has to
  /// come again and again stands below the graph.
  public func dot(_ caption: Caption = Caption()) -> String {
    var automaton = self
    let note = (caption.name.isEmpty ? "" : caption.name + "\n") + "accepting: \(acceptance)"
    var lines = [
      "digraph automaton {", "  rankdir=LR", "  node [shape=circle]",
      "  label=\(Self.dotQuoted(note))", "  start [shape=point]", "  start -> \(initial)",
    ]
    for state in edges.indices {
      lines.append("  \(state)")
      for edge in edges[state] {
        var label = automaton.text(of: edge.label, signs: ("!", " & ", " | ", "1")) {
          Self.expression(atoms[$0])
        }
        let marks = numbers(edge.marks).map(String.init).joined(separator: ",")
        if !marks.isEmpty { label += "\n{\(marks)}" }
        lines.append("  \(state) -> \(edge.target) [label=\(Self.dotQuoted(label))]")
      }
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  /// As Graphviz reads it: a line break within is `\n`.
  private static func dotQuoted(_ text: String) -> String {
    quoted(text).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
  }
}
