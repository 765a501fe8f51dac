import Testing

@testable import Commands

@Suite("Models beside SPIN")
struct SpinTests {
  /// Whether SPIN and a compiler are there; where they are not, the tests say that they were skipped.
  static let isHere: Bool = {
    let words = ["-c", "command -v spin && command -v gcc"]
    return (try? Subprocess(executable: "/bin/sh", arguments: words).run().exitCode) == 0
  }()

  @Test(
    "SPIN finds as many states of two-phase commit as we do", .enabled(if: isHere),
    arguments: [(3, 288), (5, 8_832)])
  func twoPhaseCommit(managers: Int, states: UInt64) {
    var told: [String] = []
    let peer = SpinPeer(
      model: SpinModel.twoPhaseCommit(managers: managers), defines: ["-DSAFETY", "-DNOREDUCE"],
      arguments: ["-m100000"], proof: " \(states) states, stored", items: states)
    #expect(peer.run { told.append($0) } != nil, "\(told)")
    // One state more is no proof.
    let wrong = SpinPeer(
      model: peer.model, defines: peer.defines, arguments: peer.arguments,
      proof: " \(states + 1) states, stored", items: states)
    #expect(wrong.run { told.append($0) } == nil && told.count == 1)
  }

  @Test("SPIN finds that somebody eats again and again", .enabled(if: isHere))
  func philosophers() {
    var told: [String] = []
    let peer = SpinPeer(
      model: SpinModel.philosophers(seats: 4), defines: [], arguments: ["-a", "-f", "-m100000"],
      proof: "errors: 0", items: 1)
    #expect(peer.run { told.append($0) } != nil, "\(told)")
    // Nothing holds only because nothing is looked at: what is wrong is found.
    let wrong = SpinPeer(
      model: peer.model.replacing("[] <> EATING", with: "<> [] EATING"), defines: peer.defines,
      arguments: peer.arguments, proof: "errors: 0", items: 1)
    #expect(wrong.run { told.append($0) } == nil)
  }

  @Test("A peer that is missing is told, and no figure is made up")
  func missing() {
    var told: [String] = []
    let peer = SpinPeer(
      model: "no such language", defines: [], arguments: [], proof: "errors: 0", items: 1)
    #expect(peer.run { told.append($0) } == nil)
    #expect(told.count == 1 && told[0].hasPrefix("SPIN is left out: "))
  }
}
