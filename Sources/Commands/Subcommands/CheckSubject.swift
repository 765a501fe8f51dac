import Catalog
import Diagnostics
import ModelChecking
import TemporalLogic
import Traces

/// What is checked, as a command line says it.
struct CheckSubject {
  /// The words by which a command line says it again, after `nocturne check`.
  let words: [String]
  /// The variant's name.
  let variant: String
  /// The values of a model's bounds, in their order.
  var bounds: [Int] = []
  /// The properties that are judged, by name.
  let properties: [String]
  /// What is left out, by the words of `--reduce`.
  var reductions: [String] = []
  /// The most states and bytes, unless the command line says it.
  var states: Int?
  var bytes: UInt64?
  /// Whether the search ends with the first violation.
  var stopsAtViolation = false
  /// The digest of a scenario with what was set; nil of a model.
  var digest: String?
  /// Walks through it.
  let walk: () throws(CheckRefusal) -> any ModelWalk
  /// Explores it.
  let run: (ModelRequest) throws(CheckRefusal) -> CheckOutcome
  /// The scenario that replays a path, given the command that found it, and whether none is shorter; nil of what is no
  /// scenario.
  var save:
    ((_ property: String, _ steps: [ScriptStep], _ command: String, _ isShortest: Bool) -> String?)?
  /// Writes down what is expected of each property, and says whether what else is expected came out.
  let expect: (inout CheckRecord) -> Bool
}

extension CheckSubject {
  /// A model.
  init(_ entry: ModelEntry, _ arguments: ParsedArguments) throws(CheckRefusal) {
    let choice = CheckChoice(entry, arguments)
    let variant = try choice.variant()
    self.variant = variant.name
    bounds = try choice.bounds()
    properties = try choice.properties()
    reductions = try choice.reductions()
    let named = zip(entry.bounds, bounds).map { "\($0.0.name)=\($0.1)" }
    words =
      [entry.name, "--variant", variant.name]
      + (named.isEmpty ? [] : ["--bounds", named.joined(separator: ",")])
    let values = bounds
    walk = { entry.walk(variant.name, values) }
    run = { request throws(CheckRefusal) in
      do throws(ExplorationError) {
        return CheckOutcome(record: try entry.run(request), scripts: [])
      } catch {
        throw CheckRefusal(entry.name, error, arguments)
      }
    }
    expect = { record in
      for index in record.properties.indices {
        let isBroken = variant.violates.contains(record.properties[index].name)
        record.properties[index].expected = isBroken ? .violated : .holds
      }
      return true
    }
  }
}

extension CheckRefusal {
  /// What the engine refused.
  init(_ name: String, _ error: ExplorationError, _ arguments: ParsedArguments) {
    if case .checkpoint(let reason) = error, let checkpoint = CheckCheckpoint(arguments) {
      self = checkpoint.refusal(reason)
      return
    }
    if case .spill(let reason) = error, let spill = CheckSpill(arguments) {
      self = spill.refusal(reason)
      return
    }
    let line = CommandLineText(["check", name])
    let finding = line.finding(
      CheckFinding.engine, at: 1, "'\(name)' cannot be checked: \(Self.words(error))")
    self.init(exit: .internalFault, findings: [finding])
  }

  private static func words(_ error: ExplorationError) -> String {
    switch error {
    case .notRepeatable: "asked again, it does not tell the same steps"
    case .tooMany(let what, let count): "it has \(count) \(what), and 64 are the most"
    case .failed: "it told an error in some state"
    case .checkpoint: "the search cannot be saved"
    case .spill: "memory has no room for it, and the disk neither"
    case .unsound(let why): why
    case .graph(let why): "a formula cannot be judged: \(why)"
    }
  }
}
