import ModelChecking
import PaperModels
import Testing

extension FairnessForms {
  /// The twin of a configuration.
  init(_ configuration: SpecConfiguration) throws {
    self.init(
      areRivals: try configuration.constant("Rivals") == "MCRivals",
      variant: try #require(Variant(rawValue: try configuration.text("Variant"))),
      isFair: configuration.specification == "Spec")
  }
}

@Suite("The readings of L1 are as their module")
struct FairnessFormsTests {
  static let twin = Twin(
    "Fairness", FairnessForms().properties,
    quick: [
      "MCFairness_neverFinalises_L1.cfg", "MCFairness_neverFinalises_L1pubLatched.cfg",
      "MCFairness_neverFinalises_L1pubTransient.cfg",
      "MCFairness_neverFinalises_unfair_L1pubTransient.cfg",
      "MCFairness_published_L1pubLatched.cfg",
      // TLC refuses the formula of this one, which has no twin.
      "MCFairness_published_L1pubTla.cfg",
      "MCFairness_published_rivals_L1.cfg", "MCFairness_published_rivals_L1pubLatched.cfg",
      "MCFairness_published_unfair.cfg", "MCFairness_repaired.cfg",
      "MCFairness_repaired_L1pubLatched.cfg", "MCFairness_repaired_unfair.cfg",
      "MCFairness_unjudged_OutcomeUnique.cfg", "MCFairness_unjudged_S1.cfg",
      "MCFairness_witness_NeverBothFinal.cfg",
    ])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    try expectAgreement(of: FairnessForms(configuration), with: configuration)
  }

  /// Counted by TLC 2.15 of these configurations with nothing to check but `TypeOK`, and without symmetry.
  @Test(
    "What is violated has as many states as TLC counts",
    arguments: [
      ("MCFairness_published_rivals_L1.cfg", 14, 39, 4),
      ("MCFairness_unjudged_S1.cfg", 28, 119, 7),
    ])
  func wholeGraphs(file: String, distinct: Int, generated: Int, depth: Int) throws {
    try expectGraph(
      of: FairnessForms(SpecConfiguration(file)), distinct: distinct, generated: generated,
      depth: depth)
  }

  @Test("It keeps its promises", arguments: FairnessForms.Variant.allCases)
  func audit(variant: FairnessForms.Variant) {
    for areRivals in [false, true] {
      let model = FairnessForms(commands: 3, areRivals: areRivals, variant: variant)
      #expect(SystemAudit(model).broken == [])
    }
  }
}
