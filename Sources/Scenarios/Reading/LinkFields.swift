import Determinism

/// The fields of `links:`.
enum LinkFields {
  private static let from = Field(
    "from", Kind<NodeSet>.nodes, "all", "The senders: `all`, a group, a node, or a list.")
  private static let to = Field("to", Kind<NodeSet>.nodes, "all", "The receivers.")
  private static let delay = Field.optional(
    "delay", Kind<Delay>.delay, saying: "as earlier rules say, at first 0 ms",
    "The time from departure to arrival.")
  private static let jitter = Field.optional(
    "jitter", Kind<Delay>.delay, saying: "as earlier rules say, at first 0 ms",
    "A second time, drawn apart and added.")
  private static let loss = Field.optional(
    "loss", Kind<Probability>.probability, saying: "as earlier rules say, at first 0 %",
    "The chance that a message never arrives.")
  private static let duplicate = Field.optional(
    "duplicate", Kind<Probability>.probability, saying: "as earlier rules say, at first 0 %",
    "The chance that it arrives twice.")
  private static let reorder = Field.optional(
    "reorder", ReorderFields.kind, saying: "as earlier rules say, at first never",
    "Holds messages back, so that later ones overtake them.")
  private static let corrupt = Field.optional(
    "corrupt", Kind<Probability>.probability, saying: "as earlier rules say, at first 0 %",
    "The chance that a bit of it flips.")
  private static let bandwidth = Field.optional(
    "bandwidth", Kind<UInt64>.bandwidth, saying: "as earlier rules say, at first unlimited",
    "What the link carries, one message after the other.")
  private static let fifo = Field.optional(
    "fifo", Kind<Bool>.boolean, saying: "as earlier rules say, at first false",
    "Whether messages keep their order.")

  private static let rule = Kind<LinkRule>.object(
    "a link rule",
    [from, to, delay, jitter, loss, duplicate, reorder, corrupt, bandwidth, fifo]
  ) { reader in
    let held = reader[reorder]
    return LinkRule(
      name: "", from: reader[from], to: reader[to], delay: reader[delay], jitter: reader[jitter],
      loss: reader[loss], duplicate: reader[duplicate], reorder: held?.chance,
      reorderBy: held?.by, corrupt: reader[corrupt], bytesPerSecond: reader[bandwidth],
      isOrdered: reader[fifo])
  }

  private static let map = Kind<[Named<LinkRule>]>.map(from: "names of rules", to: rule)

  /// The rules, weakest first; a rule called `default` is there in any case, before all others.
  static let links = Kind<[LinkRule]>(
    shape: map.shape,
    read: { node, reading in
      var node = node
      if case .mapping(let entries) = node.content {
        node.content = .mapping(withDefault(entries))
      }
      return map.read(node, reading)?.map { named in
        var rule = named.value
        rule.name = named.name
        return rule
      }
    },
    write: { _ in nil })

  /// What holds for a link of which no rule says more.
  private static let standard: [(String, String)] = [
    ("from", "all"), ("to", "all"), ("delay", "0 ms"), ("jitter", "0 ms"), ("loss", "0 %"),
    ("duplicate", "0 %"), ("corrupt", "0 %"), ("bandwidth", "unlimited"), ("fifo", "false"),
  ]

  private static func withDefault(_ entries: [YAMLEntry]) -> [YAMLEntry] {
    var first = entries.first { $0.key == "default" }
    var fields: [YAMLEntry] = []
    for (name, text) in standard where first?.value[name] == nil {
      let value = YAMLNode(content: .scalar(text, isPlain: true), place: Reading.nowhere)
      fields.append(YAMLEntry(key: name, place: Reading.nowhere, value: value))
    }
    if let given = first {
      // Something else than a mapping is left for the reader to refuse.
      guard case .mapping(let own) = given.value.content else { return entries }
      first?.value.content = .mapping(own + fields)
    }
    let rule =
      first
      ?? YAMLEntry(
        key: "default", place: Reading.nowhere,
        value: YAMLNode(content: .mapping(fields), place: Reading.nowhere))
    return [rule] + entries.filter { $0.key != "default" }
  }
}

/// How a link holds messages back.
struct Reorder: Sendable {
  var chance: Probability
  var by: Ticks
}

/// The fields of `reorder:` of a link rule.
enum ReorderFields {
  private static let chance = Field(
    "chance", Kind<Probability>.probability, absent: .required(standIn: .never),
    "The chance that a message is held back.")
  private static let by = Field(
    "by", Kind<Ticks>.duration, absent: .required(standIn: .zero), "For how long.")

  static let kind = Kind<Reorder>.object("reordering", [chance, by]) {
    Reorder(chance: $0[chance], by: $0[by])
  }
}
