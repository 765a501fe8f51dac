/// Chooses actions of which the steps may be explored instead of all steps of a state.
///
/// A stubborn set holds, with each of its actions that is enabled, all that depend on it, and with each that is not, all
/// that may enable it: whatever else happens, its enabled actions stay enabled, and can be moved to the front. Here it
/// is taken instead of all steps only if its enabled actions change nothing that is asked about.
///
/// It is the search's to see to it that no action is put off for ever: it takes a set only if all of its steps lead to
/// states that are deeper. Every cycle has a step that does not lead deeper, so that some state of it has all of its steps.
///
/// - Source: Valmari, *Stubborn sets for reduced state space generation* (1991); Peled, *All from one, one for all*
///   (CAV 1993), whose conditions C0, C1 and C2 these are; for C3, Bošnački and Holzmann, *Improving Spin's partial-order
///   reduction for breadth-first search* (SPIN 2005).
struct StubbornSets: Sendable {
  private let independence: Independence
  /// The actions that change nothing that is asked about.
  private let isInvisible: [Bool]

  /// - Parameters:
  ///   - independence: What the system promises.
  ///   - reads: The propositions that are asked about, as bits.
  init(_ independence: Independence, reads: UInt64) {
    self.independence = independence
    isInvisible = independence.changes.map { $0 & reads == 0 }
  }

  /// The sets of enabled actions that may be taken instead of all, smaller ones first; none of them is all.
  ///
  /// - Parameter told: The actions of the steps of a state, which may be several of one action.
  func choices(among told: [Int]) -> [[Int]] {
    let enabled = Self.unique(told)
    if enabled.count < 2 { return [] }
    var choices: [[Int]] = []
    for seed in enabled where isInvisible[seed] {
      let members = closure(of: seed, enabled: enabled)
      let chosen = enabled.filter { members[$0] }
      guard chosen.count < enabled.count, chosen.allSatisfy({ isInvisible[$0] }) else { continue }
      if !choices.contains(chosen) { choices.append(chosen) }
    }
    return choices.sorted { $0.count < $1.count }
  }

  /// The least stubborn set that holds an action.
  private func closure(of seed: Int, enabled: [Int]) -> [Bool] {
    var members = [Bool](repeating: false, count: isInvisible.count)
    var isEnabled = members
    for action in enabled { isEnabled[action] = true }
    members[seed] = true
    var waiting = [seed]
    while let action = waiting.popLast() {
      let needed =
        isEnabled[action] ? independence.dependent[action] : independence.enablers[action]
      for other in needed where !members[other] {
        members[other] = true
        waiting.append(other)
      }
    }
    return members
  }

  private static func unique(_ actions: [Int]) -> [Int] {
    var unique: [Int] = []
    for action in actions where !unique.contains(action) { unique.append(action) }
    return unique.sorted()
  }
}
