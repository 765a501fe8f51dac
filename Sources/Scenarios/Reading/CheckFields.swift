import Determinism

/// The fields of `check:`.
enum CheckFields {
  private static let with = Field(
    "with", withMap, "{}", "Fields that have other values in exploration.")
  private static let network = Field(
    "network", Kind<Check.Network>.word("network"), "bag",
    "`set`: sent messages stay; `bag`: they are consumed; `fifo`: in order.")
  private static let time = Field(
    "time", timeKind, "untimed", "`untimed`: a timer may fire at any time; or `{ticks: 12}`.")
  private static let commands = Field(
    "commands", Kind<Int>.count(0...1_000), "1", "Commands of all clients together.")
  private static let timers = Field(
    "timers", Kind<Int>.count(0...1_000), "0", "How often the timers of a node may fire.")
  private static let budgets = Field(
    "budgets", BudgetFields.kind, "{}", "How often the adversary may act.")
  private static let byzantine = Field(
    "byzantine", AdversaryFields.kind, "{}",
    "Nodes that may send whatever they can construct.")
  private static let symmetry = Field(
    "symmetry", Kind.list(of: Kind<String>.group), "[]", "Groups of interchangeable nodes.")
  private static let limits = Field(
    "limits", CheckLimitFields.kind, "{}", "What cuts the exploration short.")
  private static let expect = Field(
    "expect", ExpectationKinds.ofChecks, "{}",
    "What it finds: a verdict for a property, a value for a count.")

  static let kind = Kind<Check>.object(
    "an exploration",
    [
      with, network, time, commands, timers, budgets, byzantine, symmetry, limits, expect,
    ]
  ) {
    Check(
      with: $0[with], network: $0[network], time: $0[time], commands: $0[commands],
      timers: $0[timers], budgets: $0[budgets], byzantine: $0[byzantine],
      symmetry: $0[symmetry], limits: $0[limits], expectations: $0[expect])
  }

  private static let withMap = Kind<[Named<String>]>.map(
    from: "field paths", to: Kind<String>.raw
  ) { $1.checkPath($0) }

  private static let ticks = Field(
    "ticks", Kind<Int>.count(1...1_000_000), absent: .required(standIn: 1), "How many.")
  private static let ticked = Kind<Check.Time>.object("a clock", [ticks]) { .ticks($0[ticks]) }

  private static let timeKind = Kind<Check.Time>(
    shape: .either([.words(["untimed"]), ticked.shape]),
    read: { node, reading in
      if case .mapping = node.content { return ticked.read(node, reading) }
      let word = Kind<String>.readWord(node, reading, words: ["untimed"], noun: "clock")
      return word.map { _ in .untimed }
    },
    write: { if case .untimed = $0 { "untimed" } else { nil } })
}

/// The fields of `check: budgets:`.
enum BudgetFields {
  private static func budget(_ name: String, _ about: String) -> Field<Int> {
    Field(name, Kind<Int>.count(0...1_000), "0", about)
  }

  private static let drop = budget("drop", "Lost messages.")
  private static let duplicate = budget("duplicate", "Messages delivered twice.")
  private static let crash = budget("crash", "Crashes.")
  private static let restart = budget("restart", "Boots after a crash.")
  private static let store = budget("store", "Store faults.")

  static let kind = Kind<Check.Budgets>.object(
    "budgets", [drop, duplicate, crash, restart, store]
  ) {
    Check.Budgets(
      drop: $0[drop], duplicate: $0[duplicate], crash: $0[crash], restart: $0[restart],
      store: $0[store])
  }
}

/// The fields of `check: byzantine:`.
enum AdversaryFields {
  private static let nodes = Field("nodes", Kind<NodeSet>.nodes, "[]", "Who lies.")
  private static let closure = Field("closure", closureKind, "{}", "How much they may say.")
  private static let perTypeViewSlot = Field(
    "perTypeViewSlot", Kind<Int>.count(0...1_000), "1",
    "Distinct messages of one type, view and slot.")

  private static let closureKind = Kind<Int>.object("a closure", [perTypeViewSlot]) {
    $0[perTypeViewSlot]
  }

  static let kind = Kind<Check.Adversary>.object("an adversary", [nodes, closure]) {
    Check.Adversary(nodes: $0[nodes], perTypeViewSlot: $0[closure])
  }
}

/// The fields of `check: limits:`.
enum CheckLimitFields {
  private static let states = Field(
    "states", Kind<UInt64>.largeCount(1...(1 << 53 - 1)), "50M", "Distinct states.")
  private static let memory = Field("memory", Kind<UInt64>.memory, "4 GiB", "Memory.")

  static let kind = Kind<Check.Limits>.object("limits of an exploration", [states, memory]) {
    Check.Limits(states: $0[states], memory: $0[memory])
  }
}

extension Kind where Value == String {
  /// A group of the system at hand, in the plural.
  static var group: Kind {
    .known("group", .unknownNode) { $0.system.groups.map(\.plural) }
  }

  /// Anything, kept as it could be written on one line.
  static var raw: Kind {
    Kind(
      shape: .anything("a value of the field"), read: { node, _ in node.flowText },
      write: { $0 })
  }
}

extension Reading {
  /// Says whether a key is the path of a field or a name of `let:`; reports it if not.
  func checkPath(_ entry: YAMLEntry) -> Bool {
    guard let parts = FieldPath.components(entry.key) else {
      report(
        .badPath, entry.place, "'\(entry.key.prefix(60))' is not the path of a field",
        hint: "join names by dots, as in 'clients.load.rate' or 'crashes.0.at'")
      return false
    }
    let fields = TopFields.all.map(\.name)
    let names = lets.map(\.key)
    guard fields.contains(parts[0]) || (parts.count == 1 && names.contains(parts[0])) else {
      reportUnknown(
        parts[0], entry.place, noun: "field", of: "a scenario", known: fields + names,
        code: .badPath)
      return false
    }
    return true
  }
}
