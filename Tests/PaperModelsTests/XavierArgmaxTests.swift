import ModelChecking
import PaperModels
import Testing

@Suite("The choice of the greatest utility is as its module")
struct XavierArgmaxTests {
  static let twin = Twin(
    "XavierArgmax",
    XavierArgmax(variant: .repaired, proposals: XavierArgmax.Proposals()).properties,
    quick: [
      "MCXavierArgmax_noTieBreak_S5.cfg", "MCXavierArgmax_published_AgreementArgmax.cfg",
      "MCXavierArgmax_published_NoPanic.cfg", "MCXavierArgmax_published_S5pub.cfg",
      "MCXavierArgmax_published_S5pubSatisfiable.cfg", "MCXavierArgmax_published_Validity.cfg",
      "MCXavierArgmax_repaired_Follows.cfg", "MCXavierArgmax_unfair_Follows.cfg",
    ],
    slow: [
      "MCXavierArgmax_published_S5.cfg", "MCXavierArgmax_repaired.cfg",
      "MCXavierArgmax_twoLiars_AgreementArgmax.cfg",
      "MCXavierArgmax_witness_NeverDecidedFromLess.cfg",
    ])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: Self.model(configuration), with: configuration)
  }

  static func model(_ configuration: SpecConfiguration) throws -> XavierArgmax {
    var proposals = XavierArgmax.Proposals()
    proposals.candidates = try configuration.numbers("Candidates")
    proposals.forged = try configuration.numbers("Byz")
    proposals.utilities = try configuration.constant("Utilities") == "MCUtilities" ? 3 : 2
    proposals.liars = try configuration.number("Liars")
    return try XavierArgmax(
      variant: #require(XavierArgmax.Variant(rawValue: configuration.text("Variant"))),
      proposals: proposals, votesNeeded: configuration.number("Q"),
      isFair: configuration.specification != nil)
  }

  @Test("It keeps its promises", arguments: XavierArgmax.Variant.allCases)
  func audit(variant: XavierArgmax.Variant) {
    var proposals = XavierArgmax.Proposals()
    (proposals.forged, proposals.utilities, proposals.liars) = ([3], 3, 1)
    let model = XavierArgmax(variant: variant, proposals: proposals)
    #expect(SystemAudit(model, limit: 1_000).broken == [])
  }
}

@Suite("The choice of the greatest utility is as its module where there is more of it")
struct XavierArgmaxTestsSlow {
  @Test("TLC finds the same", arguments: XavierArgmaxTests.twin.slow)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: XavierArgmaxTests.model(configuration), with: configuration)
  }

  /// Counted by TLC 2.15 of the configurations `repaired`, `published_S5`, `noTieBreak_S5` and, of the candidates 1 and 2,
  /// `twoLiars_AgreementArgmax`, of `TypeOK` alone and without their symmetry.
  @Test("Each variant has as many states as TLC counts")
  func wholeGraphs() throws {
    var proposals = XavierArgmax.Proposals()
    (proposals.forged, proposals.utilities, proposals.liars) = ([3], 3, 1)
    let repaired = XavierArgmax(variant: .repaired, proposals: proposals)
    try expectGraph(of: repaired, distinct: 100_864, generated: 357_906, depth: 16)
    let published = XavierArgmax(variant: .published, proposals: proposals)
    try expectGraph(of: published, distinct: 73_728, generated: 276_498, depth: 13)
    (proposals.forged, proposals.utilities, proposals.liars) = ([], 2, 0)
    let mutant = XavierArgmax(variant: .noTieBreak, proposals: proposals)
    try expectGraph(of: mutant, distinct: 50_104, generated: 170_441, depth: 16)
    (proposals.candidates, proposals.liars) = ([1, 2], 2)
    let twoLiars = XavierArgmax(variant: .repaired, proposals: proposals)
    try expectGraph(of: twoLiars, distinct: 14_200, generated: 54_388, depth: 13)
  }
}
