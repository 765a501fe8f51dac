import Cryptography
import Determinism
import NocturneLedger

extension MonitorTests {
  static func executed(_ replica: UInt16, _ byte: UInt8, slot: UInt64 = 1) -> LedgerFact {
    .executed(replica: replica, slot: slot, execution: digest(byte))
  }

  static func delivered(_ hash: UInt8, client: UInt16 = 0, again: Bool = false) -> LedgerFact {
    .delivered(
      client: client, session: Name(known: "s"), sequence: UInt64(hash), event: digest(hash),
      again: again)
  }

  static func cluster(_ replicas: UInt16, _ faults: UInt16, _ quorum: UInt16) -> LedgerFact {
    .cluster(replicas: replicas, faults: faults, quorum: quorum)
  }

  static func kept(_ replica: UInt16, _ hashes: UInt8...) -> LedgerFact {
    .kept(.init(replica: replica, outcomes: hashes.map { .init(slot: 1, hash: digest($0)) }))
  }

  static func final(_ hash: UInt8 = 1) -> LedgerFact { .shownFinal(showing(hash), durable: 2) }

  /// A replica takes a batch among some, each with the view in which it is prepared.
  static func resolved(_ batch: UInt8, of candidates: (view: UInt32, batch: UInt8)...) -> LedgerFact
  {
    .resolved(
      .init(
        replica: 1, view: 9, slot: 1,
        candidates: candidates.map { .init(view: $0.view, batch: digest($0.batch)) },
        batch: digest(batch)))
  }

  /// Event 2 follows event 1, and both are bound.
  static let chain = [bound(0), bound(0, sequence: 2, hash: 2, command: 2, previous: 1)]

  static let laterHistories: [History] = [
    History("S5", "the highest view", breaksAt: nil, [resolved(2, of: (1, 1), (3, 2), (2, 3))]),
    History(
      "S5", "a lower view", breaksAt: 2, [resolved(1, of: (1, 1)), resolved(1, of: (1, 1), (3, 2))]),
    History("S5", "the least of two", breaksAt: nil, [resolved(1, of: (3, 1), (3, 2), (1, 0))]),
    History("S5", "the greater of two", breaksAt: 1, [resolved(2, of: (3, 1), (3, 2))]),
    History("S5", "none of them", breaksAt: 1, [resolved(4, of: (3, 1), (3, 2))]),
    History("S3", "the second before the first", breaksAt: 3, chain + [delivered(2)]),
    History("S3", "one twice", breaksAt: 4, chain + [delivered(1), delivered(1)]),
    History(
      "S3", "told again at a boot", breaksAt: nil,
      chain + [delivered(1), delivered(1, again: true), delivered(2)]),
    History(
      "S3", "told at a boot for the first time", breaksAt: nil,
      chain + [delivered(1, again: true), delivered(2)]),
    History("S3", "a gap told at a boot", breaksAt: 3, chain + [delivered(2, again: true)]),
    History(
      "S3", "taken once more after a boot", breaksAt: 5,
      chain + [delivered(1), delivered(1, again: true), delivered(1)]),
    History("S3", "bound by nobody", breaksAt: 1, [delivered(1)]),
    History(
      "S3", "in order, at two clients", breaksAt: nil,
      chain + [delivered(1), delivered(1, client: 1), delivered(2), delivered(2, client: 1)]),
    History("S2", "found at a boot", breaksAt: nil, [kept(0, 1), .shown(showing(1))]),
    History("S2f", "found at a boot", breaksAt: nil, [bound(0), kept(3, 1), final()]),
    History("S2f", "another found at a boot", breaksAt: 3, [bound(0), kept(3, 2), final()]),
    History("S4", "two states", breaksAt: 2, [executed(0, 1), executed(1, 2)]),
    History(
      "S4", "one state a slot", breaksAt: nil,
      [executed(0, 1), executed(1, 1), executed(1, 2, slot: 2)]),
    History("QuorumIntersection", "a majority with f = 1", breaksAt: 1, [cluster(5, 1, 3)]),
    History("QuorumIntersection", "2f + 1 of 3f + 1", breaksAt: nil, [cluster(7, 2, 5)]),
    History(
      "Durability", "a quorum without it", breaksAt: 3, [cluster(4, 1, 3), bound(0), final()]),
    History(
      "Durability", "two of three boot without it", breaksAt: 7,
      [
        cluster(4, 1, 3), bound(0), bound(1), bound(2), final(), kept(1), kept(2, 7),
      ]),
    History(
      "Durability", "lost before it was shown", breaksAt: 5,
      [cluster(4, 1, 3), bound(0), bound(1), kept(1), final()]),
    History(
      "Durability", "one of three lost it, and has it again", breaksAt: nil,
      [
        cluster(4, 1, 3), bound(0), bound(1), bound(2), final(), kept(1), kept(0, 1), bound(1),
        kept(2),
      ]),
    History(
      "Durability", "a snapshot stands for it", breaksAt: nil,
      [
        cluster(4, 1, 3), bound(0, slot: 5), bound(1, slot: 5), final(),
        .kept(.init(replica: 0, snapshot: 5, outcomes: [])),
      ]),
    History(
      "Durability", "a snapshot of the slot before does not", breaksAt: 5,
      [
        cluster(4, 1, 3), bound(0, slot: 5), bound(1, slot: 5), final(),
        .kept(.init(replica: 0, snapshot: 4, outcomes: [])),
      ]),
    History(
      "MonotoneFinality", "judged otherwise after it was final", breaksAt: 4,
      [
        executed(0, 1), bound(0), .finalised(replica: 0, command: digest(1), event: digest(1)),
        executed(1, 2),
      ]),
    History(
      "MonotoneFinality", "judged otherwise before", breaksAt: 4,
      [
        executed(0, 1), executed(1, 2), refused(0, receipt: 3),
        .discarded(replica: 0, command: digest(1), receipt: digest(3)),
      ]),
    History(
      "MonotoneFinality", "another slot is not final", breaksAt: nil,
      [
        executed(0, 1), executed(0, 3, slot: 2), executed(1, 4, slot: 2), bound(0),
        .finalised(replica: 0, command: digest(1), event: digest(1)), executed(2, 1),
      ]),
  ]
}
