import Determinism
import NocturneLedger
import Scenarios

extension LedgerConfiguration {
  /// How soon a healed core has done everything asked for, T.
  ///
  /// T = T_retry + Δ + Σ (T_req + T_vc + T_resend + 2Δ) + 6Δ + store + transfer, where the sum goes over f
  /// primaries that are dead or lie and over the view in which healing finds the core. A settled cluster
  /// would need the first waits of each kind. Healing finds waits that have doubled for as long as nothing
  /// came through: to no more than that time again, to no more than their limits, and T_req and T_vc go on
  /// doubling in the views that follow. Δ is the bound of the links that heal; store is three writes to the
  /// log, one to the ledger and the fan-out; a replica that lags asks twice for what it lacks.
  ///
  /// It is exact for no run, and for a liar that spoils views without being their primary it may be too
  /// short: a scenario can give a bound of its own.
  ///
  /// - Source: The repaired protocol's bounded progress, L1t.
  func progressBound(_ scenario: Scenario) -> Ticks {
    let delta = scenario.delta
    let broken = scenario.liveness?.after ?? scenario.duration
    /// A wait that has doubled as often as the time allowed, and some times more.
    func grown(_ base: Ticks, most limit: Ticks, again count: Int = 0) -> Ticks {
      max(base, min((base + broken) * (1 << UInt64(min(count, 30))), limit))
    }
    func longest(_ store: String) -> Ticks {
      let settings = scenario.stores.first { $0.name == store }?.value
      return Ticks(settings?.delay.sampler.quantile(at: .max) ?? 0)
    }
    let resend = grown(timing.resend, most: timing.resendLimit)
    var bound = grown(timing.clientRetry, most: timing.resendLimit) + delta
    for view in 0...faults {
      bound = bound + grown(timing.requestTimeout, most: timing.timeoutLimit, again: view)
      bound = bound + grown(timing.viewTimeout, most: timing.timeoutLimit, again: view)
      bound = bound + resend + delta * 2
    }
    let ledger = longest("ledger")
    bound = bound + delta * 6 + longest("wal") * 3 + ledger + timing.fanOut
    return bound + resend * 2 + delta * 4 + ledger
  }
}
