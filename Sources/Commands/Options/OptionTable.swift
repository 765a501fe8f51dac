import Catalog
import TemporalLogic

/// Every option there is; parsing, help, completion and usage errors come from this table alone.
///
/// Adding one: a static constant, and its name in ``all``.
public enum OptionTable {
  /// In the order of the help.
  public static let all: [Option] = [
    .seed, .seeds, .jobs, .failFast, .variant, .case, .set, .crypto, .verify, .each, .explain,
    .spec, .ledger, .until, .trace, .property, .budget, .out, .emit, .peers, .rounds,
    .bounds, .search, .reduce, .workers, .walks, .steps, .states, .memory, .time, .depth,
    .spill, .checkpoint, .resume, .checkpointEvery, .noExpect, .graph, .save, .explore, .around,
    .scenarios, .systems, .models, .mutants, .propositions,
    .dialect, .prefix, .cycle, .finite, .to, .quick, .automaton, .task,
    .folder, .package,
    .json, .quiet,
    .help,
  ]

  /// The options that a command takes, in the order of the help.
  public static func options(of command: Command) -> [Option] {
    all.filter { $0.commands.contains(command) }
  }
}

extension Option {
  // MARK: Which runs

  /// The seed of the one run.
  public static let seed = value(
    "seed", "S", .seed, [.run, .replay, .shrink, .check], excludes: ["seeds"],
    "The run's seed, below 2^53; without it the scenario's own; of 'check' that of its walks (1)")
  /// A campaign.
  public static let seeds = value(
    "seeds", "A..B", .seeds, [.run], excludes: ["seed"],
    "One run for each seed from A to B, both included")
  /// Threads.
  public static let jobs = value(
    "jobs", "N", .integer(1...1024), [.run],
    "Work on N runs at a time; the results do not depend on N (default: the processors)")
  /// When a campaign ends early.
  public static let failFast = value(
    "fail-fast", "N", .integer(1...(1 << 53)), [.run],
    "End each case after N failing seeds; the results are those of the seeds so far")
  /// The variant of the system.
  public static let variant = value(
    "variant", "V", .text, [.run, .replay, .shrink, .check],
    "The variant of the system, or of the model; without it the scenario's own, or the first")
  /// One case out of a sweep.
  public static let `case` = value(
    "case", "NAME", .text, [.run, .replay, .shrink, .check], "Only the case of this name")
  /// Overrides.
  public static let set = repeated(
    "set", "KEY=VALUE", .setting, [.run, .replay, .shrink, .check],
    "Override a field of the scenario, such as 'links.default.loss=0.5 %'")
  /// The cryptography.
  public static let crypto = value(
    "crypto", "MODE", .word(["ideal", "memo", "full"]), [.run, .replay, .shrink],
    "Signatures by an ideal twin, real and remembered, or real at every call")

  // MARK: What runs also do

  /// Two processes.
  public static let verify = flag(
    "verify", [.run], "Run everything twice, in two processes, and compare byte for byte")
  /// Every seed's line.
  public static let each = flag("each", [.run], "Report every seed, not only those that fail")
  /// Why.
  public static let explain = flag(
    "explain", [.run], "Tell what violations came of, also of those that are expected")
  /// Step checking.
  public static let spec = flag(
    "spec", [.run], isAvailable: false, "Check every step against the system's TLA+ module")
  /// Ledgers for audits.
  public static let ledger = value(
    "ledger", "DIR", .path, [.run], isAvailable: false, "Write each replica's ledger for audits")
  /// Where to stop.
  public static let until = value(
    "until", "STEP", .integer(0...(1 << 53)), [.replay], "Stop after this step and show the state")
  /// A trace besides the results.
  public static let trace = value(
    "trace", "FORM", .word(TraceForm.allCases.map(\.rawValue)), [.run, .replay],
    "Also tell every event; 'run' writes both forms to the results, 'replay' prints one")
  /// What is printed in place of a report.
  public static let emit = value(
    "emit", "WHAT", .text, [.run], excludes: ["json"],
    "Print no report but 'digests', 'marks', or the events A..B")
  /// The folder of results.
  public static let out = value(
    "out", "PATH", .path, [.run, .shrink],
    "The folder for results (default: results); of 'shrink' the file of the small scenario")
  /// What must stay violated.
  public static let property = repeated(
    "property", "P", .text, [.shrink, .check],
    "The property that has to stay violated; of 'check' one that is judged (default: all)")
  /// How long it may take.
  public static let budget = value(
    "budget", "N", .integer(1...1_000_000), [.shrink],
    "Run so many candidates at most (default: 6000)")

  // MARK: What to measure

  /// Where the peers are.
  public static let peers = value(
    "peers", "DIR", .path, [.bench], "The folder of the programs to be measured beside")
  /// How often.
  public static let rounds = value(
    "rounds", "N", .integer(1...99), [.bench], "How often each is measured (default: 5)")

  // MARK: How to check all runs

  /// How large a model is.
  public static let bounds = value(
    "bounds", "KEY=VALUE,…", .text, [.check], "How large the model is, as 'managers=4'")
  /// How states are looked for.
  public static let search = value(
    "search", "HOW", .word(ModelRequest.Search.allCases.map(\.rawValue)), [.check],
    "How states are looked for (default: bfs, which gives shortest counterexamples)")
  /// What may be left out.
  public static let reduce = value(
    "reduce", "WHAT", .words(["none", "por", "symmetry"]), [.check],
    "Leave out orders of steps, or symmetric states, where no property tells (default: none)")
  /// Threads of a search.
  public static let workers = value(
    "workers", "N", .integer(1...256), [.check],
    "Search breadth first with N threads; the result does not depend on N (default: the processors)"
  )
  /// Walks at random.
  public static let walks = value(
    "walks", "N", .integer(1...1_000_000_000), [.check],
    "With '--search random': how many walks (default: 1000)")
  /// The length of a walk.
  public static let steps = value(
    "steps", "N", .integer(1...1_000_000_000), [.check],
    "With '--search random': how many steps a walk has at most (default: 100)")
  /// The most states.
  public static let states = value(
    "states", "N", .amount(.states), [.check], "Stop after so many states")
  /// The most memory.
  public static let memory = value(
    "memory", "SIZE", .amount(.memory), [.check],
    "Stop when tables and waiting states take so much (default: 4 GiB); with --spill go on, on disk"
  )
  /// The most time.
  public static let time = value(
    "time", "DURATION", .amount(.time), [.check], "Stop after so long")
  /// The longest paths.
  public static let depth = value(
    "depth", "N", .integer(1...1_000_000_000), [.check],
    "Follow no path of more than N states; an initial state alone is 1")
  /// Where a search goes on that memory has no room for.
  public static let spill = value(
    "spill", "DIR", .path, [.check], excludes: ["checkpoint", "resume"],
    "Put there, of a search breadth first, what --memory has no room for, and go on; it is gone at the end"
  )
  /// Where a search is saved.
  public static let checkpoint = value(
    "checkpoint", "DIR", .path, [.check], excludes: ["resume", "spill"],
    "Save the search breadth first there, now and then and at its end; the folder holds no other checkpoint"
  )
  /// Where a search goes on.
  public static let resume = value(
    "resume", "DIR", .path, [.check], excludes: ["checkpoint", "spill"],
    "Go on with the search that was saved there, given the same model and options, and save it there again"
  )
  /// How often a search is saved.
  public static let checkpointEvery = value(
    "checkpoint-every", "DURATION", .amount(.time), [.check],
    "How long to search between two checkpoints (default: 10 min)")
  /// Expectations.
  public static let noExpect = flag(
    "no-expect", [.check], "Expect nothing: end with 1 on any violation or deadlock")
  /// A graph of states.
  public static let graph = value(
    "graph", "FILE.dot", .path, [.check],
    "Write the graph of states in the DOT language, at most 1000 unless --states says it, and judge nothing"
  )
  /// A counterexample as a scenario.
  public static let save = value(
    "save", "FILE.yaml", .path, [.check],
    "Save a counterexample as a scenario that 'run' replays")
  /// Step by step.
  public static let explore = flag(
    "explore", [.check], "Walk through the states by hand, and judge nothing")

  /// The neighbourhood of a run.
  public static let around = flag(
    "around", [.check],
    "Explore only what the scenario's schedule lets happen, in any order or not at all, for a shorter run"
  )

  // MARK: What to list

  /// Scenarios.
  public static let scenarios = flag("scenarios", [.list], "Only the scenarios")
  /// Systems.
  public static let systems = flag("systems", [.list], "Only the systems")
  /// Models.
  public static let models = flag("models", [.list], "Only the models that 'check' explores")
  /// Mutants.
  public static let mutants = flag("mutants", [.list], "Only the mutants and what each breaks")
  /// Facts.
  public static let propositions = value(
    "propositions", "SYSTEM", .text, [.list], "The facts that the properties of a system may name")

  // MARK: Formulas

  /// How formulas are spelled.
  public static let dialect = value(
    "dialect", "D", .word(Dialect.allCases.map(\.rawValue)), [.ltl],
    "How formulas are spelled and grouped (default: nocturne)")
  /// The beginning of a word that goes on for ever.
  public static let prefix = value(
    "prefix", "W", .letters, [.ltl], excludes: ["finite"], "What comes before the cycle of the word"
  )
  /// What is repeated for ever.
  public static let cycle = value(
    "cycle", "W", .letters, [.ltl], excludes: ["finite"], "What the word repeats for ever")
  /// A finite word.
  public static let finite = value(
    "finite", "W", .letters, [.ltl], excludes: ["prefix", "cycle"], "A word that ends")
  /// The form of an automaton.
  public static let to = value(
    "to", "FORM", .word(AutomatonForm.allCases.map(\.rawValue)), [.ltl],
    "What 'translate' writes: the automaton itself, in this form")
  /// Less work for larger automata.
  public static let quick = flag(
    "quick", [.ltl], "With 'translate': make the automata sooner, and larger")
  /// What a formula is compared with.
  public static let automaton = value(
    "automaton", "FILE", .path, [.ltl],
    "With 'equivalent': compare the formula with this automaton, in the HOA format")
  /// What a batch does.
  public static let task = value(
    "task", "T", .word(LogicBatch.Task.allCases.map(\.rawValue)), [.ltl],
    "What 'batch' does with every row (default: eval)")

  // MARK: What is made, and how it is shown

  /// Where scaffolding goes.
  public static let folder = value(
    "folder", "DIR", .path, [.new], "Make it below this folder (default: the current one)")
  /// The sources that a new system depends on.
  public static let package = value(
    "package", "DIR", .path, [.new], "The sources of nocturne that a new system depends on")
  /// One JSON document.
  public static let json = flag(
    "json", [.run, .replay, .check, .shrink, .list, .ltl, .bench], excludes: ["emit"],
    "One JSON document on standard output")
  /// Verdicts only.
  public static let quiet = flag("quiet", [.run], "Only verdicts, digests and replay lines")
  /// Help.
  public static let help = flag("help", Command.allCases, "Show this text")
}
