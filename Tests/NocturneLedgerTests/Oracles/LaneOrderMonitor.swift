@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// Of two accepted commands of a lane, the one with the lower number has the lower (slot, index).
struct LaneOrderMonitor: Monitor {
  /// A command's place in the order.
  private struct Place: Comparable, Sendable {
    let slot: UInt64
    let index: UInt32
    /// The step that showed it.
    let step: UInt64

    static func == (left: Self, right: Self) -> Bool {
      (left.slot, left.index) == (right.slot, right.index)
    }

    static func < (left: Self, right: Self) -> Bool {
      (left.slot, left.index) < (right.slot, right.index)
    }
  }

  /// Where each number of each lane was accepted. Of the numbers whose slots are over the last one of a
  /// lane stays: whatever is accepted from now on has a later place.
  private var lanes = OrderedMap<LaneKey, OrderedMap<UInt64, Place>>()
  private var hasPair = false
  private var horizon = SlotHorizon()

  var memory: MonitorMemory {
    let lane = MemoryLayout<OrderedMap<LaneKey, OrderedMap<UInt64, Place>>.Element>.stride
    let row = MemoryLayout<OrderedMap<UInt64, Place>.Element>.stride
    return MonitorMemory(window: lanes.reduce(0) { $0 + lane + $1.value.count * row })
  }

  mutating func began(correct: NodeSet) { horizon.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if horizon.observe(fact) {
      for lane in lanes.keys { remove(lane) }
    }
    guard case .bound(let binding) = fact else { return nil }
    if horizon.isOver(binding.event.slot, at: moment) { return nil }
    let lane = LaneKey(client: binding.event.client, lane: binding.lane)
    let place = Place(slot: binding.event.slot, index: binding.event.index, step: moment.step)
    let number = binding.clientSequence
    if let known = lanes[lane]?[number] {
      return known == place
        ? nil : violation(binding, "was accepted at slot \(known.slot) already", known, moment)
    }
    lanes[lane, default: OrderedMap()][number] = place
    let places = lanes[lane, default: OrderedMap()]
    if places.count > 1 { hasPair = true }
    let position = places.position(of: number)
    let before = position > 0 ? places.elements[position - 1] : nil
    let after = position + 1 < places.count ? places.elements[position + 1] : nil
    if let before, before.value >= place {
      return violation(binding, "comes before command \(before.key)", before.value, moment)
    }
    if let after, after.value <= place {
      return violation(binding, "comes after command \(after.key)", after.value, moment)
    }
    return nil
  }

  /// Lets go of the numbers of a lane whose slots are over, but for the last.
  private mutating func remove(_ lane: LaneKey) {
    let places = lanes[lane, default: OrderedMap()].elements
    var first = 0
    while first + 1 < places.count, places[first].value.slot <= horizon.slot,
      places[first + 1].value.slot <= horizon.slot
    {
      first += 1
    }
    if first > 0 { lanes[lane, default: OrderedMap()].removeAll(below: places[first].key) }
  }

  private func violation(
    _ binding: LedgerFact.Binding, _ what: String, _ other: Place, _ moment: Moment
  ) -> Violation {
    Violation(
      at: moment,
      "lane \(binding.lane) of client \(binding.event.client.description.prefix(12)): command "
        + "\(binding.clientSequence), accepted at slot \(binding.event.slot), \(what)",
      against: other.step)
  }

  func judge(end moment: Moment) -> Judgement { horizon.judged(hasPair ? .holds : .vacuous) }
}
