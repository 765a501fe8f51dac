import ModelChecking
import PaperModels
import Testing

extension PhoenixStore {
  /// The twin of a configuration.
  init(_ configuration: SpecConfiguration) throws {
    let names = ["{}", "MCOne", "", "MCThree", "MCFour"]
    var size = Size(
      correct: try #require(names.firstIndex(of: configuration.constant("Correct"))),
      faults: try configuration.number("F"), quorum: try configuration.number("Q"))
    size.lyingStores = try #require(
      ["{}", "MCLying", "MCTwoLying"].firstIndex(of: configuration.constant("LyingStores")))
    size.liars = try configuration.number("Liars")
    size.events = try configuration.number("MaxEvents")
    size.crashes = try configuration.number("MaxCrashes")
    self.init(
      size, variant: try #require(Variant(rawValue: try configuration.text("Variant"))),
      isFair: configuration.specification == "Spec", isSymmetric: configuration.isSymmetric)
  }
}

@Suite("The stores are as their module")
struct PhoenixStoreTests {
  static let twin = Twin(
    "PhoenixStore",
    PhoenixStore(PhoenixStore.Size(correct: 1, faults: 0, quorum: 1), variant: .repaired)
      .properties,
    quick: [
      "MCPhoenixStore_published.cfg", "MCPhoenixStore_published_Durability.cfg",
      "MCPhoenixStore_published_Finalises.cfg", "MCPhoenixStore_published_S2.cfg",
      "MCPhoenixStore_published_S2f.cfg", "MCPhoenixStore_repaired_Finalises.cfg",
      "MCPhoenixStore_repaired_liar.cfg", "MCPhoenixStore_showFirst_S2pub.cfg",
      "MCPhoenixStore_twoLying_S2.cfg", "MCPhoenixStore_unfair_Finalises.cfg",
    ],
    slow: [
      "MCPhoenixStore_repaired_store.cfg", "MCPhoenixStore_twoLying_Durability.cfg",
      "MCPhoenixStore_twoLying_S2f.cfg", "MCPhoenixStore_witness_NeverFinalOnAll.cfg",
      "MCPhoenixStore_witness_NeverLostAndFinal.cfg",
    ])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: PhoenixStore(configuration), with: configuration)
  }

  /// Counted by TLC 2.15 of these configurations with nothing to check but `TypeOK`, and without symmetry.
  @Test(
    "What is violated has as many states as TLC counts",
    arguments: [
      ("MCPhoenixStore_showFirst_S2pub.cfg", 488, 1_408, 16)
    ])
  func wholeGraphs(file: String, distinct: Int, generated: Int, depth: Int) throws {
    try expectGraph(
      of: PhoenixStore(SpecConfiguration(file)), distinct: distinct, generated: generated,
      depth: depth)
  }

  @Test("It keeps its promises", arguments: PhoenixStore.Variant.allCases)
  func audit(variant: PhoenixStore.Variant) {
    var size = PhoenixStore.Size(correct: 4, faults: 1, quorum: 3)
    size.lyingStores = 2
    size.events = 2
    let model = PhoenixStore(size, variant: variant, isSymmetric: true)
    #expect(SystemAudit(model, limit: 1_000).broken == [])
  }
}

@Suite("The stores are as their module, slow")
struct PhoenixStoreSlow {
  @Test("TLC finds the same", arguments: PhoenixStoreTests.twin.slow)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: PhoenixStore(configuration), with: configuration)
  }

  /// Counted by TLC 2.15 of these configurations with nothing to check but `TypeOK`, and without symmetry.
  @Test(
    "What is violated has as many states as TLC counts",
    arguments: [
      ("MCPhoenixStore_published_Durability.cfg", 30_110, 195_472, 20),
      ("MCPhoenixStore_twoLying_S2.cfg", 344_928, 2_661_753, 30),
    ])
  func wholeGraphs(file: String, distinct: Int, generated: Int, depth: Int) throws {
    try expectGraph(
      of: PhoenixStore(SpecConfiguration(file)), distinct: distinct, generated: generated,
      depth: depth)
  }
}
