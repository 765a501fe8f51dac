import Scenarios

/// Systems to test with; the names are those of the ledger, the numbers are ours.
enum SampleSystems {
  static let all = [ledger, counter]

  /// A system with something of everything.
  static let ledger: SystemSchema = {
    var system = SystemSchema(name: "ledger", about: "A replicated event ledger.")
    system.variants = ["repaired"]
    system.operators = ["xavier", "phoenix"]
    system.groups = [
      .init("replica", "replicas", count: .replicas),
      .init("client", "clients", count: .clients),
      .init("observer", "observers", count: .parameter("observers")),
    ]
    system.messages = ["REQUEST", "PREPREPARE", "PREPARE", "COMMIT", "OUTCOME"]
    system.messageType = { bytes in
      let types = ["REQUEST", "PREPREPARE", "PREPARE", "COMMIT", "OUTCOME"]
      return bytes.count == 2 && bytes[0] < 5 ? types[Int(bytes[0])] : nil
    }
    system.timers = ["requestOverdue", "retry"]
    system.stores = [.init("wal"), .init("ledger", delay: "100 ms")]
    system.operations = [
      .init("sign", price: "0 us", about: "A signature."),
      .init("verify", about: "A verification."),
      .init("hash.3p", about: "A hash; its name holds a dot."),
    ]
    system.parameters = [
      .init("window", .count(1...4_096), "64", about: "Slots in flight."),
      .init("checkpoint", .count(1...4_096), "16", about: "Slots between checkpoints."),
      .init("retry", .duration, "400 ms", about: "When a client asks again."),
      .init("sample", .probability, "0 %", about: "The share of reads."),
      .init("reads", .rate, "10/s", about: "How often an observer reads."),
      .init("page", .size, "4 KiB", about: "The size of a read."),
      .init("anchors", .boolean, "true", about: "Whether slots are anchored."),
      .init("order", .word(["arrival", "hash"]), "arrival", about: "The order in a batch."),
      .init("observers", .count(0...16), "0", about: "How many observers."),
      .init("watched", .nodes, "[]", about: "Whom observers read from."),
    ]
    system.properties = ["S1", "S2", "Agreement", "L1"]
    system.behaviours = [
      .init("silent"),
      .init("twins", options: [.init("side", .nodes, nil, about: "Who hears the second copy.")]),
      .init("equivocatePrePrepare", isAvailable: false),
      .init(
        "delayTo",
        options: [
          .init("to", .nodes, "[]", about: "Who waits."),
          .init("by", .duration, "100 ms", about: "How long."),
          .init("last", .count(1...9), "1", about: "How many."),
        ]),
      .init("reorderBatch", groups: ["replica"]),
      .init("falseHalt", isAvailable: false, obstacle: "there is no HALT to lie about"),
    ]
    system.mutants = [.init("rawBatchTime", breaks: "L2")]
    system.stages = ["visible", "final"]
    system.figures = [.init("slots", .count)]
    system.check = { scenario in
      guard let window = scenario.parameters.count("window"),
        let checkpoint = scenario.parameters.count("checkpoint")
      else { return [] }
      return window % checkpoint == 0
        ? []
        : [
          .init(
            "parameters.checkpoint",
            "a checkpoint every \(checkpoint) slots does not divide "
              + "the window of \(window)", hint: "take a divisor of \(window)")
        ]
    }
    return system
  }()

  /// A system with almost nothing, and few things that can be executed.
  static let counter: SystemSchema = {
    var system = SystemSchema(name: "counter", about: "Counts.")
    system.groups = [.init("node", "nodes", count: .replicas)]
    system.executable = [.crashes]
    system.defaults = [Named("n", "1"), Named("links.default.delay", "1 ms")]
    return system
  }()
}
