import ModelChecking
import PaperModels
import Testing

@Suite("The subscriber is as its module")
struct HandoverTests {
  static let twin = Twin(
    "Handover", Handover(blocks: 6, variant: .repaired).properties,
    quick: [
      "MCHandover_noDrop_NoDuplicate.cfg", "MCHandover_noDrop_S3.cfg",
      "MCHandover_published_Authentic.cfg", "MCHandover_published_Delivery.cfg",
      "MCHandover_published_NoFalseHalt.cfg", "MCHandover_published_S3.cfg",
      "MCHandover_repaired.cfg", "MCHandover_repaired_faults.cfg",
      "MCHandover_witness_NeverComplete.cfg", "MCHandover_witness_NeverHeldOldAndNew.cfg",
    ])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    var environment = Handover.Environment()
    environment.isFifo = try configuration.flag("Fifo")
    environment.hasLiars = try configuration.flag("Liars")
    environment.losses = try configuration.number("MaxLosses")
    environment.duplicates = try configuration.number("MaxDuplicates")
    let model = try Handover(
      blocks: configuration.number("N"),
      variant: #require(Handover.Variant(rawValue: configuration.text("Variant"))),
      environment: environment)
    try expectAgreement(of: model, with: configuration)
  }

  /// Counted by TLC 2.15 of the configurations `published_S3`, with four blocks, and `noDrop_S3`, of `TypeOK` alone.
  @Test("The published one and the mutant have as many states as TLC counts")
  func wholeGraphs() throws {
    var environment = Handover.Environment()
    environment.hasLiars = true
    let published = Handover(blocks: 4, variant: .published, environment: environment)
    try expectGraph(of: published, distinct: 131, generated: 153, depth: 8)
    let mutant = Handover(blocks: 6, variant: .noDrop)
    try expectGraph(of: mutant, distinct: 12_895, generated: 22_358, depth: 23)
  }

  @Test("It keeps its promises", arguments: Handover.Variant.allCases)
  func audit(variant: Handover.Variant) {
    var environment = Handover.Environment()
    (environment.isFifo, environment.hasLiars) = (false, true)
    (environment.losses, environment.duplicates) = (1, 1)
    let model = Handover(blocks: 3, variant: variant, environment: environment)
    #expect(SystemAudit(model, limit: 2_000).broken == [])
  }
}
