import Determinism
import Diagnostics
import Faults

/// The fields of `byzantine:`.
enum LiarFields {
  private static let nodes = Field(
    "nodes", Kind<NodeSet>.nodes, absent: .required(standIn: []),
    "Who lies. They collude: each holds the keys of the others.")
  private static let behaviours = Field(
    "behaviours", Kind.list(of: behaviour), absent: .required(standIn: []),
    "How: names, or mappings with `kind` and the behaviour's options. They compose: each takes what "
      + "the one before it has left.")
  private static let from = Field(
    "from", Kind<Ticks>.duration, "0 ms", "From when, by the liar's clock.")
  private static let until = Field(
    "until", Kind<Ticks>.durationOrNever, "never", "Until when, by the liar's clock.")

  static let kind = Kind<Liars>.object("liars", [nodes, behaviours, from, until]) { reader in
    let who = reader[nodes]
    let how = reader[behaviours]
    checkPlaces(of: how, at: who, reader)
    let (start, end) = reader.window(from, until)
    return Liars(nodes: who, behaviours: how, from: start, until: end)
  }

  /// A lie that a node cannot tell would be none.
  private static func checkPlaces(
    of chosen: [Liars.Behaviour], at nodes: NodeSet, _ reader: ObjectReader
  ) {
    let reading = reader.reading
    guard let list = reader.node[behaviours.name].flatMap(reading.resolved),
      case .sequence(let items) = list.content, items.count == chosen.count
    else { return }
    for (item, behaviour) in zip(items, chosen) {
      let known = reading.system.behaviours.first { $0.name == behaviour.kind }
      guard let groups = known?.groups, !groups.isEmpty else { continue }
      let able = reading.groups.filter { groups.contains($0.singular) }
      let liars = able.reduce(into: NodeSet()) { $0 = $0.union($1.nodes) }
      let odd = nodes.subtracting(liars)
      guard let first = odd.first(where: { _ in true }) else { continue }
      let isVain = odd == nodes
      let home = reading.groups.first { $0.nodes.contains(first) }
      let others = reading.system.behaviours.filter { other in
        other.isAvailable && (other.groups.isEmpty || other.groups.contains(home?.singular ?? ""))
      }
      reading.report(
        .misplacedBehaviour, item.place, severity: isVain ? .error : .warning,
        "\(reading.groups.name(of: first)) cannot lie by '\(behaviour.kind)', which is of "
          + able.map(\.plural).joined(separator: " and "),
        hint: "\(home?.plural ?? "it") can lie by: "
          + others.map(\.name).joined(separator: ", "))
    }
  }

  private static let behaviour = Kind<Liars.Behaviour>(
    shape: .either([
      .scalar(noun: "the name of a behaviour", example: "silent", pattern: nil),
      .map(key: "'kind' and options", value: .anything("what the behaviour says")),
    ]),
    read: { node, reading in
      guard case .mapping(let entries) = node.content else {
        return named(node, options: YAMLNode(content: .mapping([]), place: node.place), reading)
      }
      guard let kind = entries.first(where: { $0.key == "kind" }) else {
        reading.report(
          .missingField, node.place, "'kind' is missing",
          hint: "write '- kind: silent', or just '- silent'")
        return nil
      }
      var options = node
      options.content = .mapping(entries.filter { $0.key != "kind" })
      guard let name = reading.resolved(kind.value) else { return nil }
      return named(name, options: options, reading)
    },
    write: { _ in nil })

  private static func named(
    _ name: YAMLNode, options: YAMLNode, _ reading: Reading
  ) -> Liars.Behaviour? {
    let known = reading.system.behaviours
    if reading.system.isStandIn { return Liars.Behaviour(kind: "", options: Parameters()) }
    guard
      let word = Kind<String>.readWord(
        name, reading, words: known.map(\.name), noun: "behaviour", code: .unknownBehaviour),
      let behaviour = known.first(where: { $0.name == word })
    else { return nil }
    guard behaviour.isAvailable else {
      let names = known.filter(\.isAvailable).map(\.name).joined(separator: ", ")
      reading.report(
        .notYetExecutable, name.place,
        "the behaviour '\(word)' of '\(reading.system.name)' cannot be executed yet"
          + (behaviour.obstacle.map { ": \($0)" } ?? ""),
        hint: "available: \(names.isEmpty ? "none" : names)")
      return nil
    }
    reading.within("kind") { reading.note(word) }
    let values = Parameters.read(
      options, of: "the behaviour '\(word)'", table: behaviour.options, noun: "option", reading)
    return values.map { Liars.Behaviour(kind: word, options: $0) }
  }
}
