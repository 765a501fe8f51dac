import ModelChecking
import PaperModels
import Testing

@Suite("The projector is as its module")
struct ProjectionTests {
  static let twin = Twin(
    "Projection",
    Projection(slots: 4, unknown: [2], crashes: 2, errors: 1, isRepaired: true).properties,
    quick: [
      "MCProjection_published_CatchUp.cfg", "MCProjection_published_ExactlyOnce.cfg",
      "MCProjection_published_NoSilentDrop.cfg", "MCProjection_published_RYFW.cfg",
      "MCProjection_published_ViewIsFold.cfg", "MCProjection_repaired.cfg",
      "MCProjection_witness_NeverRestartedAndDone.cfg",
      "MCProjection_witness_NeverUnknownAndAnswered.cfg",
    ])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    let model = try Projection(
      slots: configuration.number("N"), unknown: configuration.numbers("Unknown"),
      crashes: configuration.number("MaxCrashes"), errors: configuration.number("MaxErrors"),
      isRepaired: configuration.text("Variant") == "repaired")
    try expectAgreement(of: model, with: configuration)
  }

  /// Counted by TLC 2.15 of the configuration of the repaired one, with the other variant and `TypeOK` alone.
  @Test("The published one has as many states as TLC counts")
  func wholeGraph() throws {
    let model = Projection(slots: 4, unknown: [2], crashes: 2, errors: 1, isRepaired: false)
    try expectGraph(of: model, distinct: 5_907, generated: 24_173, depth: 26)
  }

  @Test("It keeps its promises", arguments: [false, true])
  func audit(isRepaired: Bool) {
    let model = Projection(slots: 3, unknown: [2], crashes: 1, errors: 1, isRepaired: isRepaired)
    #expect(SystemAudit(model, limit: 2_000).broken == [])
  }
}
