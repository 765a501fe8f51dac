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

  /// Where each number of each lane was accepted.
  private var lanes = OrderedMap<LaneKey, OrderedMap<UInt64, Place>>()

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    guard case .bound(let binding) = fact else { return nil }
    let lane = LaneKey(client: binding.event.client, lane: binding.lane)
    let place = Place(slot: binding.event.slot, index: binding.event.index, step: moment.step)
    let number = binding.clientSequence
    if let known = lanes[lane]?[number] {
      return known == place
        ? nil : violation(binding, "was accepted at slot \(known.slot) already", known, moment)
    }
    lanes[lane, default: OrderedMap()][number] = place
    let places = lanes[lane, default: OrderedMap()]
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

  private func violation(
    _ binding: LedgerFact.Binding, _ what: String, _ other: Place, _ moment: Moment
  ) -> Violation {
    Violation(
      at: moment,
      "lane \(binding.lane) of client \(binding.event.client.description.prefix(12)): command "
        + "\(binding.clientSequence), accepted at slot \(binding.event.slot), \(what)",
      against: other.step)
  }

  func judge(end moment: Moment) -> Judgement {
    Judgement(lanes.contains { $0.value.count > 1 } ? .holds : .vacuous)
  }
}
