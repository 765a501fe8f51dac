import Determinism
import Scenarios
import Simulation

/// Carries the nodes of a schedule over into a cluster of another size.
struct NodeMap {
  private let old: [GroupSize]
  private let new: [GroupSize]

  init(from old: [GroupSize], to new: [GroupSize]) {
    self.old = old
    self.new = new
  }

  /// The steps with the nodes of the new cluster, without those of nodes that it does not have.
  func carry(_ steps: [ScriptStep]) -> [ScriptStep] {
    old == new ? steps : steps.compactMap(carry)
  }

  private func carry(_ step: ScriptStep) -> ScriptStep? {
    var step = step
    switch step.action {
    case .deliver(let label, let from, let to, let nth):
      guard let from = node(from), let to = node(to) else { return nil }
      step.action = .deliver(label: label, from: from, to: to, nth: nth)
    case .timer(let label, let node, let nth):
      guard let node = self.node(node) else { return nil }
      step.action = .timer(label: label, node: node, nth: nth)
    case .stored(let node, let store, let nth):
      guard let node = self.node(node) else { return nil }
      step.action = .stored(node: node, store: store, nth: nth)
    case .client(let node):
      guard let node = self.node(node) else { return nil }
      step.action = .client(node: node)
    case .crash(let node):
      guard let node = self.node(node) else { return nil }
      step.action = .crash(node)
    case .restart(let node):
      guard let node = self.node(node) else { return nil }
      step.action = .restart(node)
    case .say(let label, let liar, let hearer, let message):
      guard let liar = node(liar), let hearer = node(hearer) else { return nil }
      step.action = .say(label: label, from: liar, to: hearer, message: message)
    case .heal: break  // It names no node.
    }
    if let mark = step.mark { step.mark?.seat = seat(mark.seat) }
    return step
  }

  /// The node of the new cluster; nil if it has none.
  private func node(_ node: NodeID) -> NodeID? {
    for (group, other) in zip(old, new) where group.nodes.contains(node) {
      let index = Int(node.index) - Int(group.first.index)
      return index < other.count ? other.node(index) : nil
    }
    return nil
  }

  /// Second copies of doubled nodes sit behind all members.
  private func seat(_ seat: UInt16) -> UInt16 {
    let (before, after) = (Self.count(old), Self.count(new))
    guard Int(seat) < before else { return UInt16(clamping: Int(seat) - before + after) }
    return node(NodeID(Int(seat)))?.index ?? seat
  }

  private static func count(_ groups: [GroupSize]) -> Int { groups.reduce(0) { $0 + $1.count } }
}
