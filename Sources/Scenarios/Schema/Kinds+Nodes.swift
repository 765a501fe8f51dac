import Determinism

extension Kind where Value == NodeID {
  /// One node, such as `replica 0`.
  static var node: Kind {
    Kind(
      shape: .scalar(noun: "a node", example: "replica 0", pattern: nil),
      read: { node, reading in
        guard let text = node.text else {
          reading.report(.wrongShape, node.place, "expected a node, found \(node.noun)")
          return nil
        }
        guard let nodes = NodeNames(reading).nodes(named: text, at: node.place) else { return nil }
        guard let first = nodes.first(where: { _ in true }), nodes.count == 1 else {
          if reading.system.isStandIn { return NodeID(0) }
          reading.report(
            .unknownNode, node.place, "'\(text.prefix(60))' is not one node",
            hint: "write a node such as '\(NodeNames(reading).example)'")
          return nil
        }
        reading.note(reading.groups.name(of: first))
        return first
      },
      write: { _ in nil })
  }
}

extension Kind where Value == NodeSet {
  /// Some nodes: `all`, a group, a node, a range of a group, or a list of these.
  static var nodes: Kind {
    Kind(
      shape: .either([
        .scalar(noun: "nodes", example: "replicas", pattern: nil),
        .list(.scalar(noun: "nodes", example: "replica 0", pattern: nil)),
      ]),
      read: { node, reading in
        let nodes = readNodes(node, reading)
        if let nodes { reading.note(reading.groups.text(of: nodes)) }
        return nodes
      },
      write: { _ in nil })
  }

  private static func readNodes(_ node: YAMLNode, _ reading: Reading) -> NodeSet? {
    let names = NodeNames(reading)
    switch node.content {
    case .scalar(let text, _): return names.nodes(named: text, at: node.place)
    case .mapping:
      reading.report(.wrongShape, node.place, "expected nodes, found a mapping")
      return nil
    case .sequence(let items):
      guard items.count <= NodeSet.capacity else {
        reading.report(
          .tooLarge, node.place, "\(items.count) items are more than there are nodes",
          hint: "at most \(NodeSet.capacity); a range such as 'replicas 0..2' is one")
        return nil
      }
      var all = NodeSet()
      for item in items {
        guard let item = reading.resolved(item) else { return nil }
        guard let text = item.text else {
          reading.report(.wrongShape, item.place, "expected a node, found \(item.noun)")
          return nil
        }
        guard let some = names.nodes(named: text, at: item.place) else { return nil }
        all = all.union(some)
      }
      return all
    }
  }
}

/// What nodes are called in a case.
struct NodeNames {
  private let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  /// A node that exists, for hints.
  var example: String {
    reading.groups.first { $0.count > 0 }.map { "\($0.singular) 0" } ?? "replica 0"
  }

  /// The nodes that a text names; nil after a finding.
  ///
  /// Forms: `all`, `replicas`, `replica 0`, `replicas 0..2`, and `0` for the first group.
  func nodes(named text: String, at place: Place) -> NodeSet? {
    guard !reading.system.isStandIn else { return NodeSet() }
    if text == "all" {
      return reading.groups.reduce(NodeSet()) { $0.union($1.nodes) }
    }
    let words = text.split(separator: " ").map(String.init)
    if words.count == 1, let index = Self.index(text), let group = reading.groups.first {
      return members(of: group, from: index, to: index, text: text, at: place)
    }
    guard let name = words.first, words.count <= 2,
      let group = reading.groups.first(where: { $0.singular == name || $0.plural == name })
    else { return unknown(text, at: place) }
    guard words.count == 2 else {
      if group.plural == name || group.count == 1 { return group.nodes }
      return unknown(text, at: place)
    }
    let ends = words[1].split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(ends.count), let first = Self.index(ends[0]),
      let last = Self.index(ends[ends.count - 1]), first <= last
    else { return unknown(text, at: place) }
    return members(of: group, from: first, to: last, text: text, at: place)
  }

  private func members(
    of group: GroupSize, from first: Int, to last: Int, text: String, at place: Place
  ) -> NodeSet? {
    guard last < group.count else {
      let names =
        switch group.count {
        case 0: "there are no \(group.plural)"
        case 1: "there is one: \(group.singular) 0"
        default: "there are \(group.count): \(group.singular) 0 to \(group.count - 1)"
        }
      reading.report(
        .unknownNode, place, "there is no \(group.singular) \(last) in '\(text.prefix(60))'",
        hint: names)
      return nil
    }
    return NodeSet((first...last).map { NodeID(Int(group.first.index) + $0) })
  }

  private func unknown(_ text: String, at place: Place) -> NodeSet? {
    let known = ["all"] + reading.groups.map(\.plural) + reading.groups.map { "\($0.singular) 0" }
    reading.reportUnknown(text, place, noun: "node", known: known, code: .unknownNode)
    return nil
  }

  /// A short decimal number.
  private static func index(_ text: String) -> Int? {
    guard text.utf8.count <= 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}
