@testable import NocturneLedger
import Determinism
import TemporalLogic

/// □(healed → ◇≤τ(the greatest height − the least ≤ Λ)): once a core has healed, no two members of it are
/// for longer than τ more than Λ slots apart.
///
/// Λ is the least `lag` of the genesis's domains, above which a replica counts as lagging; τ is the bound
/// that the scenario sets for all progress after the healing, which holds the time to notice and to fetch.
/// Where nobody has executed more than Λ slots nobody can lag by more, and nothing is said.
struct LagMonitor: Monitor {
  /// The slots up to which each replica has executed, by position.
  private var heights: [UInt64] = []
  private var limit: UInt64 = .max
  private var healing: (core: NodeSet, at: UInt64, bound: UInt64)?
  /// Since when, after the healing, the core has been too far apart; nil while it is not.
  private var since: UInt64?

  mutating func observe(
    _ fact: LedgerFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    // Looked at before the fact is: one who comes late is late.
    if let late = late(at: moment) { return late }
    guard case .height(let replica, let slot, let lag) = fact else { return nil }
    while heights.count <= Int(replica) { heights.append(0) }
    heights[Int(replica)] = slot
    limit = UInt64(lag)
    measure(at: moment.microseconds)
    return nil
  }

  mutating func healed(core: NodeSet, within bound: UInt64, at moment: Moment) {
    healing = (core, moment.microseconds, bound)
    measure(at: moment.microseconds)
  }

  private mutating func measure(at time: UInt64) {
    guard healing != nil else { return }
    let (least, greatest) = range
    since = greatest.height - least.height > limit ? since ?? time : nil
  }

  private typealias Standing = (replica: Int, height: UInt64)

  /// The member of the core that has come least far, and the one that has come farthest.
  private var range: (least: Standing, greatest: Standing) {
    let standings = (healing?.core ?? NodeSet()).map { node -> Standing in
      let place = Int(node.index)
      return (place, place < heights.count ? heights[place] : 0)
    }
    let none: Standing = (0, 0)
    return (
      standings.min { $0.height < $1.height } ?? none,
      standings.max { $0.height < $1.height } ?? none
    )
  }

  /// What is open, in words.
  private var words: String {
    let (least, greatest) = range
    return "replica \(least.replica) has executed \(least.height) slots, replica "
      + "\(greatest.replica) \(greatest.height), more than \(limit) apart since "
      + "\(Ticks(since ?? 0))"
  }

  /// The breach, if the core has been apart for too long.
  private func late(at moment: Moment) -> Violation? {
    guard let healing, let since, moment.microseconds - since > healing.bound else { return nil }
    return Violation(
      at: moment,
      "\(words); the core has healed at \(Ticks(healing.at)), and the bound is "
        + "\(Ticks(healing.bound))")
  }

  func judge(end moment: Moment) -> Judgement {
    guard healing != nil, range.greatest.height > limit else { return Judgement(.vacuous) }
    if let late = late(at: moment) { return Judgement(.violated, violation: late) }
    if since != nil { return Judgement(.presumablyViolated, obligation: words) }
    return Judgement(.holds)
  }
}
