import Determinism

/// The fields of `clients:`.
enum ClientFields {
  static let count = Field(
    "count", Kind<Int>.count(0...NodeSet.capacity), "1", "How many clients there are.")
  private static let lanes = Field(
    "lanes", Kind<Int>.count(1...65_535), "1",
    "How many commands a client can have open, each on a lane of its own.")
  private static let payload = Field(
    "payload", Kind<Int>.size(0...(64 << 10), "0 B to 64 KiB"), "200 B",
    "The size of a command's payload.")
  private static let load = Field(
    "load", LoadFields.kind, "{}", "When they send their commands.")

  /// The clients.
  static let kind = Kind<Clients>.object("clients", [count, lanes, payload, load]) {
    Clients(count: $0[count], lanes: $0[lanes], payloadBytes: $0[payload], load: $0[load])
  }
}

/// The fields of `clients: load:`.
enum LoadFields {
  private static let model = Field(
    "model", Kind<Load.Model>.word("load model"), "open",
    "`open`: the clock makes a client send. `closed`: an answer does.")
  private static let pattern = Field(
    "pattern", Kind<Load.Pattern>.word("load pattern"), "constant",
    "How an open load is spread: at equal distances, at random, or in bursts.")
  private static let rate = Field.optional(
    "rate", Kind<Rate>.rate, saying: "1/s",
    "How often one client sends, or how often a burst comes.")
  private static let every = Field.optional(
    "every", Kind<Ticks>.positiveDuration, saying: "see rate",
    "The same as a distance in time; in place of `rate`.")
  private static let burst = Field(
    "burst", Kind<Int>.count(1...1_000_000), "10", "How many commands one burst has.")
  private static let outstanding = Field(
    "outstanding", Kind<Int>.count(1...65_535), "1",
    "How many answers a client of a closed load waits for at a time.")
  private static let think = Field(
    "think", Kind<Delay>.delay, "0 ms",
    "The pause of a closed load between an answer and the next command.")
  private static let commands = Field(
    "commands", Kind<Int?>.countOrUnlimited, "unlimited", "How many commands one client sends.")
  private static let start = Field(
    "start", Kind<Ticks>.duration, "0 ms", "When the first command is due.")
  private static let rest = Field.optional(
    "rest", Kind<Ticks>.duration, saying: "an open load goes on to the end",
    "Of an open load: how long before the end of the run it stops, so that what is open can end.")

  /// The load.
  static let kind = Kind<Load>.object(
    "a load", [model, pattern, rate, every, burst, outstanding, think, commands, start, rest]
  ) { reader in
    let (model, pattern) = (reader[Self.model], reader[Self.pattern])
    let (rate, every) = (reader[Self.rate], reader[Self.every])
    if rate != nil, every != nil {
      reader.reading.report(
        .conflictingFields, reader.place(of: Self.every), "'rate' and 'every' say the same",
        hint: "keep one of the two")
    }
    let effective = rate ?? every.map { Rate(1, per: $0) } ?? Rate(1, per: .seconds(1))
    if rate == nil, every == nil { reader.note(Self.rate, effective.description) }
    return Load(
      model: model, pattern: pattern, rate: effective, burst: reader[burst],
      outstanding: reader[outstanding], think: reader[think], commands: reader[commands],
      start: reader[start], rest: reader[rest])
  }
}
