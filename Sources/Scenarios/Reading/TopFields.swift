import Cryptography
import Determinism
import Faults

/// The fields of a scenario file, in the order of the reference.
enum TopFields {
  static let name = Field(
    "name", Kind<String>.name, absent: .required(standIn: ""),
    "What the experiment is called; results are filed under it.")
  static let about = Field(
    "about", Kind<String>.text(4_000), absent: .value("", saying: "nothing"),
    "What it shows, in a sentence or two.")
  static let system = Field(
    "system", Kind<String>.name, absent: .required(standIn: ""), "The system under test.")
  static let variant = Field(
    "variant", Kind<VariantChoice>.variant.optional, absent: .derived(nil, saying: "the system's"),
    "`published`, `repaired`, or a mapping from operators (and `default`) to these.")
  static let replicas = Field(
    "n", Kind<Int>.count(1...NodeSet.capacity), "4", "The number of replicas.")
  static let faults = Field(
    "f", Kind<Int>.count(0...NodeSet.capacity).optional,
    absent: .derived(nil, saying: "(n - 1) / 3"),
    "The number of liars that the system is built for.")
  static let quorum = Field(
    "quorum", Kind<Int>.count(1...NodeSet.capacity).optional,
    absent: .derived(nil, saying: "(n + f) / 2 + 1"),
    "How many votes decide; the default lets any two quorums meet in an honest replica.")
  static let unsafe = Field(
    "unsafe", Kind<Bool>.boolean, "false",
    "Allows sizes and liars under which the system promises nothing.")
  static let letValues = Field(
    "let", letMap, "{}",
    "Values with a name; `$name` stands for one in any field, and `sweep:` and `--set` know it.")
  static let parameters = Field(
    "parameters", Kind<Parameters>.systemParameters, "{}", "The system's own parameters.")
  static let clients = Field(
    "clients", ClientFields.kind, "{}", "The clients and their load.")
  static let links = Field(
    "links", LinkFields.links, "{}",
    "Rules of the network by name; each adds what it says, and later rules win. The rule "
      + "`default` comes first.")
  static let stores = Field(
    "stores", StoreFields.stores, "{}", "The stores of a node, by name.")
  static let clocks = Field(
    "clocks", ClockFields.clocks, "{}",
    "Clocks that are not exact, by name; of the rules for a node the latest to begin counts.")
  static let costs = Field(
    "costs", Kind<[Named<Ticks>]>.costs, "{}",
    "The price of each operation in time; 0 where unsaid.")
  static let cores = Field(
    "cores", Kind<Int>.count(1...1_024), "1", "How many inputs a node works on at a time.")
  static let partitions = Field(
    "partitions", Kind<[Partition]>.list(of: PartitionFields.kind), "[]", "Cuts of the network.")
  static let crashes = Field(
    "crashes", Kind<[Outage]>.list(of: CrashFields.kind), "[]",
    "Nodes that stop, and perhaps boot again.")
  static let pauses = Field(
    "pauses", Kind<[Outage]>.list(of: PauseFields.kind), "[]",
    "Nodes that stand still with their memory intact.")
  static let byzantine = Field(
    "byzantine", Kind<[Liars]>.list(of: LiarFields.kind), "[]", "Nodes that lie.")
  static let gst = Field(
    "gst", Kind<Ticks>.durationOrNever, "never",
    "From when links between correct nodes deliver within `delta` whatever `links` and `partitions` "
      + "say; what departed before arrives within `delta` after it, unless it was lost.")
  static let delta = Field(
    "delta", Kind<Ticks>.duration, "100 ms", "The longest delay of such a link from `gst` on.")
  static let duration = Field(
    "duration", Kind<Ticks>.positiveDuration, "60 s", "When a run ends.")
  static let limits = Field(
    "limits", LimitFields.kind, "{}",
    "What cuts a run short; reaching one makes it inconclusive.")
  static let seeds = Field(
    "seeds", Kind<Seeds>.seeds, "1", "The seeds to run if the command line names none.")
  static let crypto = Field(
    "crypto", Kind<CryptoMode>.word("crypto mode"), "memo",
    "`ideal` signatures, or real ones verified once (`memo`) or always (`full`).")
  static let mode = Field(
    "mode", Kind<Mode>.word("mode"), "simulate", "What the scenario is for.")
  static let formulas = Field(
    "formulas", FormulaFields.formulas, "{}",
    "Properties of the scenario's own, as formulas over what the system tells; see "
      + "`list --propositions`.")
  static let properties = Field(
    "properties", Kind<[String]>.list(of: Kind<String>.property).optional,
    absent: .derived(nil, saying: "all"),
    "The properties that are judged.")
  static let mutant = Field(
    "mutant", Kind<String>.mutant.optional, absent: .value(nil, saying: "none"),
    "A system with one thing broken on purpose, in place of the sound one; or `none`.")
  static let liveness = Field(
    "liveness", LivenessFields.kind.optional, absent: .value(nil, saying: "none"),
    "A second phase, in which a core heals and progress is demanded.")
  static let draw = Field(
    "draw", DrawFields.draws, "{}", "Fields whose values are drawn from the seed.")
  static let canary = Field(
    "canary", CanaryFields.canaries, "[]",
    "Runs that are known to fail: every campaign runs them too, and fails if it does not see it.")
  static let schedule = Field(
    "schedule", ScheduleFields.schedule.optional, absent: .value(nil, saying: "none"),
    "A scripted run: pending inputs, performed in this order.")
  static let check = Field(
    "check", CheckFields.kind.optional, absent: .value(nil, saying: "none"),
    "What `check` explores, and what it is expected to find.")
  static let cases = Field(
    "cases", CaseFields.cases, "[]",
    "Named sets of other values; results come case by case.")
  static let sweep = Field(
    "sweep", CaseFields.sweep, "{}",
    "A list of values for each of some fields; every combination is a case.")
  static let expect = Field(
    "expect", ExpectationKinds.ofRuns, "{}",
    "What will come out: a verdict for a property, a value for a figure.")

  /// A name that is also a field would be ambiguous in `sweep:` and `--set`.
  private static let letMap = Kind<[Named<String>]>.map(from: "names", to: Kind<String>.raw) {
    entry, reading in
    guard reading.checkName(entry) else { return false }
    guard reading.lets.contains(where: { $0.key == entry.key }) else {
      reading.report(
        .tooLarge, entry.place, "more than \(Reading.mostLets) names",
        hint: "at most \(Reading.mostLets)")
      return false
    }
    guard all.contains(where: { $0.name == entry.key }) else { return true }
    reading.report(
      .badName, entry.place, "'\(entry.key)' is the name of a field",
      hint: "call the value something else")
    return false
  }

  static let all: [any AnyField] = [
    name, about, system, variant, replicas, faults, quorum, unsafe, letValues, parameters, clients,
    links, stores, clocks, costs, cores, partitions, crashes, pauses, byzantine, gst, delta,
    duration, limits, seeds, crypto, mode, formulas, properties, mutant, liveness, draw, canary,
    schedule,
    check, cases, sweep,
    expect,
  ]
}
