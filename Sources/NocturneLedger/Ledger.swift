import Cryptography
public import Determinism
public import Machine
import TemporalLogic

/// The Nocturne event ledger: clients submit signed commands, replicas order them by PBFT, judge them
/// alike, and vouch for the outcomes.
///
/// - Source: Castro and Liskov, *Practical Byzantine Fault Tolerance* (OSDI 1999), §4.1 to §4.5, with
///   signatures everywhere and a second quorum, of anchors, over what is durable.
public enum Ledger: System {
  /// What replicas and clients send.
  public typealias Message = LedgerMessage
  /// Their timers.
  public typealias Timer = LedgerTimer
  /// What replicas store.
  public typealias Record = LedgerRecord
  /// What properties speak of.
  public typealias Fact = LedgerFact

  /// A request becomes visible with f + 1 replicas' word, and final with a quorum's.
  public static let stages = ["visible", "final"]

  /// What an observed fact means for load and latency figures. A request whose final outcome is a
  /// receipt counts as rejected.
  public static func milestone(of fact: LedgerFact) -> Milestone? {
    switch fact {
    case .offered(let request): .offered(request: request)
    case .admitted(let request): .admitted(request: request)
    case .shown(let showing):
      .reached(request: showing.request, stage: 0, completes: false)
    case .shownFinal(let showing, _):
      showing.outcome.kind == .event
        ? .reached(request: showing.request, stage: 1, completes: true)
        : .rejected(request: showing.request)
    case .joined, .submitted, .rejected, .ordered, .executed, .bound, .refused, .durable, .anchored,
      .finalised, .discarded, .delivered, .cluster, .kept, .snapshot, .summarised, .view, .height,
      .resolved, .declined:
      nil
    }
  }

  /// The outcomes in the ledger of a replica, and how far its summaries go.
  public static func facts(keptBy member: NodeID, _ durable: [LedgerRecord]) -> [LedgerFact] {
    var outcomes: [LedgerFact.KeptOutcome] = []
    var slots: [UInt64] = []
    var last: UInt64 = 0
    var interval: UInt64 = 0
    for record in durable {
      switch record {
      case .slot(let record):
        let slot = record.batch.slot
        slots.append(slot)
        for outcome in record.outcomes where outcome.kind != .none {
          outcomes.append(.init(slot: slot, hash: outcome.hash))
        }
      case .snapshot(let snapshot): last = max(last, snapshot.proof.slot)
      case .rejections(let summary):
        interval = max(interval, summary.body.interval.saturated(adding: 1))
      case .accepted, .prepared, .stable, .viewChange, .newView, .client:
        break  // No part of the ledger.
      }
    }
    var through = last
    for slot in slots.sorted() where slot == through + 1 { through = slot }
    return [
      .kept(
        .init(
          replica: member.index, snapshot: last, through: through, outcomes: outcomes,
          interval: interval))
    ]
  }
}

extension Context: LedgerCryptography where S == Ledger {}

extension StoreID {
  /// Where a replica logs its votes.
  static let log = StoreID(0)
  /// Where a replica keeps its slots.
  static let ledger = StoreID(1)
}
