public import Determinism

/// A group of nodes with its size in this case.
public struct GroupSize: Hashable, Sendable {
  /// Its name for one node.
  public let singular: String
  /// Its name for all.
  public let plural: String
  /// The identifier of its first node.
  public let first: NodeID
  /// How many nodes it has.
  public let count: Int

  /// The identifiers of all its nodes.
  public var nodes: NodeSet { NodeSet((0..<count).map(node)) }

  /// The identifier of one of its nodes, numbered from 0.
  public func node(_ index: Int) -> NodeID { NodeID(Int(first.index) + index) }
}

extension [GroupSize] {
  /// The name of a node, such as `replica 0`.
  func name(of node: NodeID) -> String {
    for group in self where node >= group.first {
      let index = Int(node.index) - Int(group.first.index)
      if index < group.count { return "\(group.singular) \(index)" }
    }
    return "node \(node)"
  }

  /// A set of nodes as it could be written.
  func text(of nodes: NodeSet) -> String {
    let names = names(of: nodes)
    return names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
  }

  /// The names of a set of nodes: whole groups by their plural, neighbours as a range.
  func names(of nodes: NodeSet) -> [String] {
    if !isEmpty, allSatisfy({ group in group.nodes.allSatisfy(nodes.contains) }) { return ["all"] }
    var names: [String] = []
    for group in self {
      let members = (0..<group.count).filter { nodes.contains(group.node($0)) }
      if members.count == group.count, group.count > 1 {
        names.append(group.plural)
        continue
      }
      var start = 0
      while start < members.count {
        var end = start
        while end + 1 < members.count, members[end + 1] == members[end] + 1 { end += 1 }
        let (first, last) = (members[start], members[end])
        names.append(
          first == last ? "\(group.singular) \(first)" : "\(group.plural) \(first)..\(last)")
        start = end + 1
      }
    }
    return names
  }
}
