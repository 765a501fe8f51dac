import ModelChecking
import PaperModels
import Testing

@Suite("The breaker is as its module")
struct HysteresisPubTests {
  static let twin = Twin(
    "HysteresisPub", HysteresisPub(window: 4, failures: 5, isRepaired: true).properties,
    quick: [
      "MCHysteresisPub_published.cfg", "MCHysteresisPub_published_ModeReturn.cfg",
      "MCHysteresisPub_published_NeverFVfromHealthy.cfg", "MCHysteresisPub_published_NoFlap.cfg",
      "MCHysteresisPub_published_TripsInBurst.cfg",
      "MCHysteresisPub_published_TripsOnlyInBurst.cfg", "MCHysteresisPub_repaired.cfg",
      "MCHysteresisPub_repaired_DegAbsorbing.cfg", "MCHysteresisPub_repaired_NoReturnWS.cfg",
    ])

  @Test("TLC finds the same", arguments: twin.quick)
  func agreement(file: String) throws {
    let configuration = try SpecConfiguration(file)
    var thresholds = HysteresisPub.Thresholds()
    thresholds.tooMany = try configuration.number("Theta")
    thresholds.calm = try configuration.number("Down")
    thresholds.duration = try configuration.number("Duration")
    thresholds.recovery = try configuration.number("Recovery")
    thresholds.hold = try configuration.number("Hold")
    let model = try HysteresisPub(
      thresholds: thresholds, window: configuration.number("Window"),
      failures: configuration.number("MaxFailures"),
      isRepaired: configuration.text("Variant") == "repaired")
    try expectAgreement(of: model, with: configuration)
  }

  @Test("It keeps its promises", arguments: [false, true])
  func audit(isRepaired: Bool) {
    let model = HysteresisPub(window: 4, failures: 5, isRepaired: isRepaired)
    #expect(SystemAudit(model).broken == [])
  }
}
