import TemporalLogic

/// One property over some seeds, in whatever order they came.
struct PropertyTally: Sendable {
  let name: String
  let tla: String?
  /// The worst judgement, of the least seed that has it.
  private(set) var judgement: Judgement
  /// That seed.
  private(set) var seed: UInt64
  private(set) var violations: UInt64

  init(_ record: PropertyRecord, seed: UInt64) {
    name = record.name
    tla = record.tla
    judgement = record.judgement
    self.seed = seed
    violations = record.judgement.verdict == .violated ? 1 : 0
  }

  mutating func merge(_ other: PropertyTally) {
    precondition(name == other.name, "runs of different systems do not add up")
    violations += other.violations
    let (mine, theirs) = (judgement.verdict.severity, other.judgement.verdict.severity)
    guard theirs > mine || theirs == mine && other.seed < seed else { return }
    judgement = other.judgement
    seed = other.seed
  }
}
