import Catalog
import Determinism
import ModelChecking

/// The states of a model as a graph in the DOT language of Graphviz, breadth first from the initial ones.
struct CheckGraph {
  /// A graph with more states is of no use to the eye.
  static let usualStates = 1_000

  private let walk: any ModelWalk
  private let limit: Int
  private var rows: [[UInt32]] = []
  private var numbers = LookupTable<Fingerprint128, Int>()
  /// Whether no state was left out.
  private(set) var isWhole = true

  /// How many states it has.
  var count: Int { rows.count }

  init(_ walk: any ModelWalk, limit: Int) { (self.walk, self.limit) = (walk, limit) }

  /// The text.
  mutating func text(name: String) -> String {
    var lines = ["digraph \(Self.quoted(name)) {", "  node [shape=box, fontsize=10];"]
    for row in walk.initial { _ = number(row) }
    let begins = rows.count
    var next = 0
    while next < rows.count {
      let row = rows[next]
      let steps = walk.steps(from: row)
      var style = next < begins ? ", peripheries=2" : ""
      if steps.isEmpty { style += ", style=filled, fillcolor=lightgrey" }
      let label = walk.variables(of: row).map { "\($0.name) = \($0.value)" }
      let holds = walk.propositions(of: row)
      let tip = holds.isEmpty ? "" : ", tooltip=\(Self.quoted(holds.joined(separator: ", ")))"
      lines.append(
        "  s\(next) [label=\(Self.quoted(label.joined(separator: "\n")))\(tip)\(style)];")
      for step in steps {
        guard let target = number(step.row) else { continue }
        lines.append("  s\(next) -> s\(target) [label=\(Self.quoted(step.text))];")
      }
      next += 1
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  /// The number of a state; nil of one that there is no room for.
  private mutating func number(_ row: [UInt32]) -> Int? {
    // Two rows with one fingerprint of 128 bits are taken for one.
    let key = unsafe Fingerprint.hash128(row.span.bytes)
    if let known = numbers[key] { return known }
    guard rows.count < limit else {
      isWhole = false
      return nil
    }
    numbers.insert(key, rows.count)
    rows.append(row)
    return rows.count - 1
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      switch character {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\l"
      default: quoted.append(character)
      }
    }
    return quoted + (text.contains("\n") ? "\\l\"" : "\"")
  }
}
