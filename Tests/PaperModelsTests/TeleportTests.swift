import ModelChecking
import PaperModels
import Testing

@Suite("The teleport is as its module")
struct TeleportTests {
  static let twin = Twin(
    "Teleport",
    Teleport(budget: .init(updates: 2, retries: 1, replays: 1), isRepaired: true).properties,
    quick: [
      "MCTeleport_published_Conservation.cfg", "MCTeleport_published_Frame.cfg",
      "MCTeleport_published_Fresh.cfg", "MCTeleport_published_I1.cfg",
      "MCTeleport_published_Logged.cfg", "MCTeleport_published_NoDoubleTeleport.cfg",
      "MCTeleport_published_Serialisable.cfg", "MCTeleport_witness_NeverAllDone.cfg",
      "MCTeleport_witness_NeverAskedTwice.cfg", "MCTeleport_witness_NeverRefused.cfg",
    ],
    slow: [
      "MCTeleport_published_UniqueProof.cfg", "MCTeleport_repaired.cfg", "MCTeleport_unfair.cfg",
    ])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: Self.model(configuration), with: configuration)
  }

  static func model(_ configuration: SpecConfiguration) throws -> Teleport {
    try Teleport(
      budget: .init(
        updates: configuration.number("MaxUpdates"), retries: configuration.number("MaxRetries"),
        replays: configuration.number("MaxReplays")),
      isRepaired: configuration.text("Variant") == "repaired",
      isFair: configuration.specification != nil)
  }

  @Test("It keeps its promises", arguments: [false, true])
  func audit(isRepaired: Bool) {
    let model = Teleport(
      budget: .init(updates: 1, retries: 1, replays: 1), isRepaired: isRepaired)
    #expect(SystemAudit(model, limit: 1_000).broken == [])
  }
}

@Suite("The teleport is as its module where there is more of it")
struct TeleportTestsSlow {
  @Test("TLC finds the same", arguments: TeleportTests.twin.slow)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: TeleportTests.model(configuration), with: configuration)
  }

  /// Counted by TLC 2.15 of the configurations of the published one, without updates, of `TypeOK` alone.
  @Test("The published one has as many states as TLC counts")
  func wholeGraph() throws {
    let model = Teleport(budget: .init(updates: 0, retries: 1, replays: 1), isRepaired: false)
    try expectGraph(of: model, distinct: 30_601, generated: 53_873, depth: 12)
  }
}
