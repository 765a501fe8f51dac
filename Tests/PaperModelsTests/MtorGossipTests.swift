import ModelChecking
import PaperModels
import Testing

extension MtorGossip {
  /// The twin of a configuration.
  init(_ configuration: SpecConfiguration) throws {
    var size = Size()
    size.nodes = try configuration.constant("Nodes") == "MCFour" ? 4 : 3
    size.links = try configuration.constant("Links") == "MCLine" ? .line : .full
    size.intents = try configuration.constant("Intents") == "MCOne" ? 1 : 2
    size.forged = try configuration.constant("Forged") == "MCForged" ? 1 : 0
    size.losses = try configuration.number("MaxLosses")
    size.crashes = try configuration.number("MaxCrashes")
    self.init(size, variant: try #require(Variant(rawValue: try configuration.text("Variant"))))
  }
}

@Suite("The gossip is as its module")
struct MtorGossipTests {
  static let twin = Twin(
    "MtorGossip", MtorGossip(MtorGossip.Size(), variant: .repaired).properties,
    quick: [
      "MCMtorGossip_published_Applied.cfg", "MCMtorGossip_published_Delivery.cfg",
      "MCMtorGossip_published_ExactlyOnce.cfg", "MCMtorGossip_published_NoForge.cfg",
      "MCMtorGossip_published_SetConvergence.cfg", "MCMtorGossip_repaired_Delivery.cfg",
      "MCMtorGossip_witness_NeverAllEverywhere.cfg",
      "MCMtorGossip_witness_NeverDuplicateAtReceiver.cfg",
      "MCMtorGossip_witness_NeverLostAndDelivered.cfg",
    ],
    slow: ["MCMtorGossip_repaired.cfg", "MCMtorGossip_repaired_faults.cfg"])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: MtorGossip(configuration), with: configuration)
  }

  /// Counted by TLC 2.15 of these configurations with nothing to check but `TypeOK`, and without symmetry.
  @Test(
    "What is violated has as many states as TLC counts",
    arguments: [
      ("MCMtorGossip_published_Applied.cfg", 384, 969, 11),
      ("MCMtorGossip_published_Delivery.cfg", 21, 36, 7),
      ("MCMtorGossip_published_ExactlyOnce.cfg", 59, 119, 9),
      ("MCMtorGossip_published_NoForge.cfg", 2_914, 8_271, 18),
    ])
  func wholeGraphs(file: String, distinct: Int, generated: Int, depth: Int) throws {
    try expectGraph(
      of: MtorGossip(SpecConfiguration(file)), distinct: distinct, generated: generated,
      depth: depth)
  }

  @Test("It keeps its promises", arguments: MtorGossip.Variant.allCases)
  func audit(variant: MtorGossip.Variant) {
    var size = MtorGossip.Size()
    (size.nodes, size.forged, size.losses, size.crashes) = (4, 1, 1, 1)
    #expect(SystemAudit(MtorGossip(size, variant: variant), limit: 1_000).broken == [])
  }
}

@Suite("The gossip is as its module, slow")
struct MtorGossipSlow {
  @Test("TLC finds the same", arguments: MtorGossipTests.twin.slow)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: MtorGossip(configuration), with: configuration)
  }
}
