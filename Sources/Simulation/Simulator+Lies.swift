import Determinism
import Faults
public import Machine

// What liars do besides what any node does: marked on its way, and counted by behaviour.
extension Simulator {
  /// Lets the liars of a coalition sign in each other's names.
  mutating func grantKeys() {
    for liar in plan.faults.byzantine {
      for other in plan.faults.colluders(of: liar) where other != liar {
        guard let key = cluster.members[Int(other.index)].key else { continue }
        context.grant(key, of: other, to: liar)
      }
    }
  }

  /// Carries out the lies of a node.
  @usableFromInline
  @inline(never)
  mutating func perform(lies: [Lie<N.S>], of seat: Int) {
    // Callers name existing seats.
    precondition(
      unsafe !seats[seat].isCorrect, "\(name(ofSeat: seat)) lies, and is no liar of the plan")
    for lie in lies {
      switch lie {
      case .message(let message, let receivers, let delay, let behaviours):
        let number = accept(message)
        // Just inserted.
        unsafe slab.base[Int(number)].lie = tally.mark(behaviours)
        for receiver in receivers {
          tally.count(behaviours)
          countDeparture(of: number)
          transmitSlowly(number, from: seat, to: receiver, late: delay)
        }
        settle(number)
      case .withheld(let nodes, let behaviours):
        for node in nodes {
          tally.count(behaviours)
          if isCorrect(node) { tally.feel(behaviours) }
        }
      case .altered(let behaviours):
        tally.count(behaviours)
        tally.feel(behaviours)
      case .missed(let behaviours): tally.count(behaviours, isInjected: false)
      }
    }
  }

  /// Counts the copy of a message that the network makes: what is false in it may be taken twice.
  mutating func copyLie(of number: UInt32) {
    // The message is on its way.
    let mark = unsafe slab.base[Int(number)].lie
    if mark > 0 { tally.count(tally.marks[Int(mark) - 1]) }
  }

  /// Counts a lie that a node takes: it is effective when the node is correct.
  @usableFromInline
  @inline(never)
  mutating func feelLie(_ mark: UInt16, at seat: Int) {
    // Callers name existing seats.
    if unsafe seats[seat].isCorrect { tally.feel(tally.marks[Int(mark) - 1]) }
  }

  /// The names of the behaviours that have had a hand in a message; nil for none.
  func behaviours(ofMark mark: UInt16) -> String? {
    guard mark > 0 else { return nil }
    return tally.marks[Int(mark) - 1].numbers.map { plan.behaviours[$0] }.joined(separator: ", ")
  }

  private func isCorrect(_ node: NodeID) -> Bool {
    // A member is a seat. Behaviours may speak of nodes that do not exist, such as all.
    unsafe Int(node.index) < cluster.members.count && seats[Int(node.index)].isCorrect
  }
}

extension Tally {
  /// The mark of some behaviours, from 1.
  mutating func mark(_ behaviours: BehaviourSet) -> UInt16 {
    if let known = marks.firstIndex(of: behaviours) { return UInt16(known + 1) }
    precondition(marks.count < Int(UInt16.max), "too many kinds of lies")
    marks.append(behaviours)
    return UInt16(marks.count)
  }

  /// Counts one lie of each of some behaviours.
  mutating func count(_ behaviours: BehaviourSet, isInjected: Bool = true) {
    for number in behaviours.numbers {
      lies[number].requested += 1
      if isInjected { lies[number].injected += 1 }
    }
  }

  /// Counts one lie of each of some behaviours as effective.
  mutating func feel(_ behaviours: BehaviourSet) {
    for number in behaviours.numbers { lies[number].effective += 1 }
  }
}
