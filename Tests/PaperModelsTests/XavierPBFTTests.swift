import ModelChecking
import PaperModels
import Testing

extension XavierPBFT {
  /// The twin of a configuration.
  init(_ configuration: SpecConfiguration) throws {
    func bits(_ name: String) throws -> UInt32 {
      try configuration.numbers(name).reduce(0) { $0 | 1 << UInt32($1) }
    }
    var size = Size()
    size.replicas = try configuration.number("N")
    (size.faults, size.quorum) = (try configuration.number("F"), try configuration.number("Q"))
    (size.liars, size.forgetful) = (try bits("Byz"), try bits("Forgetful"))
    size.views = try configuration.number("MaxView") + 1
    size.slots = try configuration.number("MaxSlot")
    size.batches = try configuration.constant("Batches") == "MCOne" ? 1 : 2
    size.submitted = try configuration.constant("Submitted") == "MCOne" ? 1 : 2
    self.init(
      size, variant: try #require(Variant(rawValue: try configuration.text("Variant"))),
      isSymmetric: configuration.isSymmetric)
  }
}

@Suite("The agreement on batches is as its module")
struct XavierPBFTTests {
  private static let properties: [ModelProperty] = {
    var size = XavierPBFT.Size()
    size.slots = 2
    return XavierPBFT(size, variant: .repaired).properties
  }()

  static let twin = Twin(
    "XavierPBFT", properties,
    quick: [
      "MCXavierPBFT_fiveReplicas_Agreement.cfg", "MCXavierPBFT_fiveReplicas_QuorumIntersection.cfg",
      "MCXavierPBFT_forgetful_Agreement.cfg", "MCXavierPBFT_forgetful_L1t.cfg",
      "MCXavierPBFT_forgetful_ViewMonotone.cfg", "MCXavierPBFT_noPreparedCarry_Agreement.cfg",
      "MCXavierPBFT_noSignatures_Validity.cfg", "MCXavierPBFT_published_AllOrdered.cfg",
      "MCXavierPBFT_published_L1.cfg", "MCXavierPBFT_repaired_1view.cfg",
      "MCXavierPBFT_repaired_2views.cfg", "MCXavierPBFT_repaired_2views_second.cfg",
      "MCXavierPBFT_repaired_AllOrdered.cfg", "MCXavierPBFT_repaired_L1.cfg",
      "MCXavierPBFT_threeReplicas_Agreement.cfg", "MCXavierPBFT_twoLiars_Agreement.cfg",
      "MCXavierPBFT_twoLiars_CertUnique.cfg", "MCXavierPBFT_witness_NeverCarried.cfg",
      "MCXavierPBFT_witness_NeverNull.cfg", "MCXavierPBFT_witness_NeverOrderedAfterChange.cfg",
    ],
    slow: [
      "MCXavierPBFT_anyCert_Agreement.cfg", "MCXavierPBFT_fiveReplicas_repaired.cfg",
      "MCXavierPBFT_repaired_2slots.cfg", "MCXavierPBFT_repaired_3views.cfg",
      "MCXavierPBFT_repaired_3views_second.cfg",
    ])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: XavierPBFT(configuration), with: configuration)
  }

  /// Counted by TLC 2.15 of these configurations with nothing to check but `TypeOK`, and without symmetry.
  @Test(
    "What is violated has as many states as TLC counts",
    arguments: [
      ("MCXavierPBFT_fiveReplicas_Agreement.cfg", 421, 1_209, 9),
      ("MCXavierPBFT_forgetful_Agreement.cfg", 142, 629, 9),
      ("MCXavierPBFT_forgetful_L1t.cfg", 4_596, 17_410, 20),
      ("MCXavierPBFT_noPreparedCarry_Agreement.cfg", 7_392, 17_022, 19),
      ("MCXavierPBFT_noSignatures_Validity.cfg", 77, 163, 7),
      ("MCXavierPBFT_threeReplicas_Agreement.cfg", 25, 41, 5),
      ("MCXavierPBFT_twoLiars_Agreement.cfg", 25, 41, 5),
    ])
  func wholeGraphs(file: String, distinct: Int, generated: Int, depth: Int) throws {
    try expectGraph(
      of: XavierPBFT(SpecConfiguration(file)), distinct: distinct, generated: generated,
      depth: depth)
  }

  @Test("It keeps its promises", arguments: XavierPBFT.Variant.allCases)
  func audit(variant: XavierPBFT.Variant) {
    var size = XavierPBFT.Size()
    size.views = variant == .published ? 1 : 3
    #expect(
      SystemAudit(XavierPBFT(size, variant: variant, isSymmetric: true), limit: 1_000).broken == [])
    size.forgetful = 2
    #expect(
      SystemAudit(XavierPBFT(size, variant: variant, isSymmetric: true), limit: 1_000).broken == [])
  }
}

@Suite("The agreement on batches is as its module, slow")
struct XavierPBFTSlow {
  @Test("TLC finds the same", arguments: XavierPBFTTests.twin.slow)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: XavierPBFT(configuration), with: configuration)
  }

  /// Counted by TLC 2.15 of these configurations with nothing to check but `TypeOK`, and without symmetry.
  @Test(
    "What is violated has as many states as TLC counts",
    arguments: [
      ("MCXavierPBFT_anyCert_Agreement.cfg", 262_381, 600_578, 27)
    ])
  func wholeGraphs(file: String, distinct: Int, generated: Int, depth: Int) throws {
    try expectGraph(
      of: XavierPBFT(SpecConfiguration(file)), distinct: distinct, generated: generated,
      depth: depth)
  }
}
