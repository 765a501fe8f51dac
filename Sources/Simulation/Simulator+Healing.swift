import Determinism
import Faults
import Machine
import TemporalLogic

// The second phase of a run: a core heals, and all else stays broken.
extension Simulator {
  /// Lets the core heal, and tells the properties.
  mutating func healCore() {
    guard let healing = plan.healing else { return }
    record(.healCore, seat: nil)
    isHealed = true
    healingTime = Ticks(now)
    for node in healing.nodes {
      let seat = Int(node.index)
      // The core's nodes are members, each of which has a seat.
      if unsafe seats[seat].pauses > 0 {
        unsafe seats[seat].pauses = 1
        resume(seat)
      }
      if unsafe seats[seat].gate.contains(.down) { tally[.restart].requested += 1 }
      restart(seat)
      clocks[seat] = nil
      for store in stores[seat].indices { stores[seat][store].heal() }
    }
    board.healed(
      core: healing.core, within: healing.within.microseconds,
      at: Moment(step: recorder.events, microseconds: now, node: 0))
  }

  /// Loses what no step of a schedule has delivered; what a node sends itself is under way nowhere.
  mutating func loseMessages() {
    // A copy of the pointer: the queue calls back while it is held.
    let seats = unsafe seats
    func isLost(_ entry: EventQueue.Entry) -> Bool {
      // Entries name existing seats.
      unsafe EventClass(order: entry.order) == .delivery
        && seats[Int(entry.to)].identity.index != entry.from
    }
    var lost: [UInt32] = []
    queue.forEach { if isLost($0) { lost.append($0.slot) } }
    queue.removeAll(where: isLost)
    for number in lost {
      slab.release(number)
      tally.dropped += 1
    }
  }

  /// Whether a planned fault no longer happens: nothing touches the core any more, and nothing else
  /// gets better.
  func isOver(_ action: FaultAction, _ slot: Int) -> Bool {
    guard isHealed, let healing = plan.healing else { return false }
    switch action {
    case .crash: return healing.nodes.contains(plan.faults.crashes[slot].node)
    case .pause: return healing.nodes.contains(plan.faults.pauses[slot].node)
    case .resume, .heal, .restart: return true
    case .start, .cut, .healCore: return false
    }
  }
}
