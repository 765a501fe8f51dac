import Classics
import TemporalLogic
import Testing

@testable import ModelChecking

/// Breaks one promise.
struct Liar: TransitionSystem {
  enum Lie: CaseIterable {
    case none, steps, pulse, letter, stepPulse, action, bytes, enabled, symmetry
  }
  let lie: Lie
  var asked = 0

  var width: Int { 2 }
  var actions: [String] { ["left", "right"] }
  var propositions: [String] { ["equal", "pulse"] }
  var pulses: UInt64 { 2 }
  var hasSymmetry: Bool { true }
  var fairness: [ActionFairness] { [ActionFairness(.weak("WF left"), actions: [0])] }

  init(_ lie: Lie) { self.lie = lie }

  func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0]) }

  mutating func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    asked += 1
    if row[0] < 2 { buffer.emit(0, copying: row) { $0[0] += 1 } }
    if row[1] < (lie == .symmetry ? 1 : 2), lie != .steps || asked % 2 == 0 {
      buffer.emit(lie == .action ? 2 : 1, copying: row, pulses: lie == .stepPulse ? 1 : 0) {
        $0[1] += 1
      }
    }
  }

  func letter(of row: Span<UInt32>) -> UInt64 {
    (row[0] == row[1] ? 1 : 0) | (lie == .pulse ? 2 : 0) | (lie == .letter ? 4 : 0)
  }

  func canonicalise(_ row: inout MutableSpan<UInt32>) {
    if row[0] > row[1] { row.swapAt(0, 1) }
  }

  func decode(_ bytes: [UInt8]) -> [UInt32]? {
    [UInt32(bytes[3]), lie == .bytes ? 0 : UInt32(bytes[7])]
  }

  func demands(enabledIn row: Span<UInt32>, taken: UInt64) -> UInt64 { lie == .enabled ? 0 : taken }
}

@Suite("Audits of systems")
struct AuditTests {
  @Test("Every broken promise is found", arguments: Liar.Lie.allCases)
  func lies(lie: Liar.Lie) {
    let audit = SystemAudit(Liar(lie))
    #expect(audit.broken.isEmpty == (lie == .none), "\(audit.broken)")
    #expect(audit.states > 0)
  }

  @Test("The models of the tests keep their promises")
  func models() {
    #expect(SystemAudit(TwoPhaseCommit(managers: 3)).broken == [])
    #expect(SystemAudit(TwoPhaseCommitBag(managers: 3)).broken == [])
    #expect(SystemAudit(Peterson()).broken == [])
    #expect(SystemAudit(Philosophers(seats: 4).fair(.strong)).broken == [])
    #expect(SystemAudit(Paxos(), limit: 500).broken == [])
    for seed in UInt64(1)...20 {
      #expect(SystemAudit(RandomProgram(seed: seed, isSymmetric: true)).broken == [])
      #expect(SystemAudit(RandomSystem(seed: seed)).broken == [])
    }
  }
}
