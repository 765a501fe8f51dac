public import Diagnostics

/// What can be wrong with the check that a command line asks for.
public enum CheckFinding: String, FindingCode {
  /// There is no such model, nor such a scenario.
  case unknownSubject = "no-such-model"
  /// Something in the scenario is not explored.
  case notExplored = "not-explored"
  /// What was checked has no schedule.
  case notAround = "no-schedule"
  /// What was checked is no scenario, and its runs are none.
  case notSaved = "not-saved"
  /// The model has no such variant.
  case unknownVariant = "no-such-variant"
  /// The model has no such bound, or not with this value.
  case badBound = "bad-bound"
  /// The model does not say what the reduction needs.
  case noReduction = "no-such-reduction"
  /// The engine cannot explore the model.
  case engine = "not-explorable"

  /// What `nocturne explain` says about it.
  public var explanation: Explanation {
    switch self {
    case .unknownSubject:
      Explanation(
        "There is no such model, and no such scenario",
        "'nocturne list --models' names the models; a scenario is a file, or a name under 'scenarios/'.",
        example: "nocturne check philosophers")
    case .notExplored:
      Explanation(
        "Something in the scenario is not explored",
        """
        Exploration has no clock, and no more of an adversary than faults within budgets and liars with behaviours.
        """, example: "check:\n  time: {ticks: 12}")
    case .notAround:
      Explanation(
        "There is no schedule to look around",
        "'--around' explores what a scripted run lets happen; a scenario with 'schedule:' is one, as 'check --save' writes it.",
        example: "nocturne check philosophers --around")
    case .notSaved:
      Explanation(
        "A model's run is no scenario",
        "Only what was found of a scenario can be saved as one, for 'run' and 'replay' to repeat.",
        example: "nocturne check philosophers --save run.yaml")
    case .unknownVariant:
      Explanation(
        "The model has no such variant",
        "'nocturne list --models' shows the variants of each model.",
        example: "nocturne check two-phase-commit --variant hasty")
    case .badBound:
      Explanation(
        "The model has no such bound",
        "Bounds say how large a model is. They are joined by commas, and each has a range of whole numbers.",
        example: "nocturne check two-phase-commit --bounds managers=4")
    case .noReduction:
      Explanation(
        "The model does not allow the reduction",
        """
        'por' needs to know which actions do not depend on each other, 'symmetry' which parts are \
        interchangeable. A model that says neither is explored whole.
        """, example: "nocturne check two-phase-commit-bag --reduce por")
    case .engine:
      Explanation(
        "The model cannot be explored",
        "It broke a promise of its own, or is too large for a formula. That is our fault.",
        example: "nocturne check two-phase-commit")
    }
  }
}
