@testable import NocturneLedger
import Cryptography
import Determinism
import TemporalLogic

/// □(delivered(c, s, i + 1, h) → prev(h) is the hash delivered at i): what a subscriber takes of a
/// session is a chain, without a gap, and nothing twice.
struct DeliveryMonitor: Monitor {
  /// A subscriber's place in a session.
  private struct Cursor: Hashable, Comparable, Sendable {
    let session: Name
    let client: UInt16

    static func < (left: Self, right: Self) -> Bool {
      left.client == right.client ? left.session < right.session : left.client < right.client
    }
  }

  /// The events before each event, and the numbers of the first ones.
  private var previous = DigestTable<(hash: Digest, sequence: UInt64)>()
  private var last = OrderedMap<Cursor, (hash: Digest, sequence: UInt64)>()
  private var order = SlotQueue<(session: Name, event: Fingerprint128)>()
  /// The greatest number of each session of which the event is of a slot that is over.
  private var gone = OrderedMap<Name, UInt64>()
  private var horizon = SlotHorizon()

  var memory: MonitorMemory { MonitorMemory(window: previous.bytes + order.bytes) }

  mutating func began(correct: NodeSet) { horizon.began(correct: correct) }

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    if horizon.observe(fact) {
      removeOver()
    }
    switch fact {
    case .bound(let binding): note(binding)
    case .delivered(let client, let session, let sequence, let hash, let again):
      let cursor = Cursor(session: session, client: client)
      // What the client told before it went down was judged then.
      if again, sequence <= last[cursor]?.sequence ?? 0 { return nil }
      defer { last[cursor] = (hash, sequence) }
      guard let event = previous[hash] else {
        if sequence <= gone[session] ?? 0 {
          horizon.leaveOpen(horizon.slot, at: moment)
          return nil
        }
        return Violation(
          at: moment,
          "client \(client) took event \(hash.short) of session \(session), which no correct replica "
            + "has bound")
      }
      guard let before = last[cursor]?.hash else {
        return event.sequence == 1
          ? nil : gap(client, session, event.sequence, "before the first one", moment)
      }
      if event.hash != before {
        return gap(client, session, event.sequence, "after \(before.short)", moment)
      }
    case .joined, .offered, .admitted, .submitted, .rejected, .ordered, .executed, .refused,
      .durable, .anchored, .finalised, .discarded, .shown, .shownFinal, .cluster, .kept, .snapshot,
      .summarised, .view, .height, .resolved, .declined:
      break  // It does not speak of them.
    }
    return nil
  }

  private mutating func removeOver() {
    while let entry = order.popFirst(upTo: horizon.slot) {
      let (session, key) = entry.key
      gone[session] = max(gone[session] ?? 0, previous[key]?.sequence ?? 0)
      previous[key] = nil
    }
  }

  private mutating func note(_ binding: LedgerFact.Binding) {
    let (event, key) = (binding.event, DigestTable<Bool>.key(binding.hash))
    guard event.slot > horizon.slot, previous[key] == nil else { return }
    previous[key] = (event.previous, event.sequence)
    order.append((event.session, key), slot: event.slot)
  }

  private func gap(
    _ client: UInt16, _ session: Name, _ sequence: UInt64, _ place: String, _ moment: Moment
  ) -> Violation {
    Violation(
      at: moment,
      "client \(client) took event \(sequence) of session \(session) \(place), which it does not "
        + "follow")
  }

  func judge(end moment: Moment) -> Judgement { horizon.judged(last.isEmpty ? .vacuous : .holds) }
}
