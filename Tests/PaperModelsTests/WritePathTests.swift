import ModelChecking
import PaperModels
import Testing

extension WritePath {
  /// The twin of a configuration.
  init(_ configuration: SpecConfiguration) throws {
    self.init(
      commands: try configuration.constant("Commands") == "MCTwo" ? 2 : 3,
      crashesMax: try configuration.number("MaxCrashes"),
      variant: try #require(Variant(rawValue: try configuration.text("Variant"))))
  }
}

@Suite("The gateway is as its module")
struct WritePathTests {
  static let twin = Twin(
    "WritePath", WritePath().properties,
    quick: [
      "MCWritePath_appendixB.cfg", "MCWritePath_appendixB_ShownInTheEnd.cfg",
      "MCWritePath_broadcastFirst_S2.cfg", "MCWritePath_broadcastFirst_ShownVerifiable.cfg",
      "MCWritePath_published_S2.cfg", "MCWritePath_published_ShownAnchored.cfg",
      "MCWritePath_published_ShownInTheEnd.cfg", "MCWritePath_published_Verifiable.cfg",
      "MCWritePath_repaired.cfg", "MCWritePath_repaired_ShownInTheEnd.cfg",
      "MCWritePath_signOnRestart_Authentic.cfg",
      "MCWritePath_witness_NeverAllShownAfterCrashes.cfg",
      "MCWritePath_witness_NeverForgedAndShown.cfg",
    ])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: WritePath(configuration), with: configuration)
  }

  /// Counted by TLC 2.15 of these configurations with nothing to check but `TypeOK`, and without symmetry.
  @Test(
    "What is violated has as many states as TLC counts",
    arguments: [
      ("MCWritePath_broadcastFirst_S2.cfg", 3_422, 10_108, 18),
      ("MCWritePath_signOnRestart_Authentic.cfg", 2_628, 6_667, 18),
    ])
  func wholeGraphs(file: String, distinct: Int, generated: Int, depth: Int) throws {
    try expectGraph(
      of: WritePath(SpecConfiguration(file)), distinct: distinct, generated: generated, depth: depth
    )
  }

  @Test("It keeps its promises", arguments: WritePath.Variant.allCases)
  func audit(variant: WritePath.Variant) {
    let model = WritePath(commands: 2, forgeries: 2, crashesMax: 1, variant: variant)
    #expect(SystemAudit(model).broken == [])
  }
}
