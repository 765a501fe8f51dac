public import Diagnostics

/// What can be wrong with the scenario that a command line asks for.
public enum RunFinding: String, FindingCode {
  /// No file and no scenario is called so.
  case unknownScenario = "unknown-scenario"
  /// No system is called so.
  case unknownSystem = "no-such-system"
  /// The scenario has no such case.
  case unknownCase = "unknown-case"
  /// An option's word is none that it can have.
  case unknownForm = "unknown-form"
  /// The scenario has several cases, and the command takes one.
  case manyCases = "many-cases"
  /// The scenario judges no such property.
  case unknownProperty = "no-such-property"
  /// The run that is to be shrunk violates nothing.
  case nothingFails = "nothing-fails"
  /// A step of the schedule names an input that does not wait.
  case impossibleStep = "impossible-step"
  /// Two runs of one seed differ.
  case notDeterministic = "not-deterministic"

  /// What `nocturne explain` says about it.
  public var explanation: Explanation {
    switch self {
    case .unknownScenario:
      Explanation(
        "There is no such scenario",
        "A scenario is named by the path of its file, or by its name under scenarios/.",
        example: "nocturne run scenarios/noc-happy-160.yaml\nnocturne run noc-happy-160")
    case .unknownSystem:
      Explanation(
        "There is no such system", "'nocturne list --systems' shows those of this program.",
        example: "nocturne list --propositions nocturne")
    case .unknownCase:
      Explanation(
        "The scenario has no such case",
        "'nocturne list --scenarios' shows the cases of every scenario.",
        example: "nocturne run noc-write-pbft-sweep --case n=4,replicaDelay=25ms")
    case .unknownForm:
      Explanation(
        "The option has no such form", "The hint lists those that it has.",
        example: "nocturne run noc-happy-160 --emit 1..20")
    case .manyCases:
      Explanation(
        "The scenario has several cases",
        "'replay' and 'shrink' look at one run, so they need one case.",
        example: "nocturne replay noc-write-pbft-sweep --seed 1 --case n=4,replicaDelay=25ms")
    case .unknownProperty:
      Explanation(
        "The scenario judges no such property",
        "A scenario judges those of its system, or those that its field 'properties' names.",
        example: "nocturne shrink noc-quorum-fork --seed 1 --property Agreement")
    case .nothingFails:
      Explanation(
        "The run violates nothing",
        "'shrink' makes a run smaller that violates a property; this one violates none, or not the one.",
        example: "nocturne run noc-mutants --case quorumOffByOne --seeds 1..20 --each")
    case .impossibleStep:
      Explanation(
        "A step of the schedule names an input that does not wait",
        """
        A scripted run performs inputs that are pending: messages under way, timers that are set, \
        writes that are not durable yet, requests of clients. The hint lists what is pending at \
        that step.
        """,
        example:
          "schedule:\n  steps:\n    - deliver: {type: PREPARE, from: replica 1, to: replica 0}")
    case .notDeterministic:
      Explanation(
        "Two runs of one seed differ",
        """
        The build, the scenario and the seed decide every event. A node that reads a clock, a \
        global or the order of a dictionary breaks that. The message names the first event in \
        which two processes differ.
        """, example: "nocturne run noc-happy-160 --verify")
    }
  }
}
