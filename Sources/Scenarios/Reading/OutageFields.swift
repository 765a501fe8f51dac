import Determinism
import Faults

/// The fields of `crashes:`.
enum CrashFields {
  private static let node = Field(
    "node", Kind<NodeSet>.nodes, absent: .required(standIn: []), "Who crashes; several at once too."
  )
  private static let at = Field(
    "at", Kind<Ticks>.duration, absent: .required(standIn: .zero), "When.")
  private static let restart = Field(
    "restart", Kind<Ticks>.durationOrNever, "never",
    "When it boots again from its stores.")

  private static let every = Field.optional(
    "every", Kind<Ticks>.positiveDuration, saying: "once",
    "Again and again: how long after one crash the next one comes.")

  static let kind = Kind<Outage>.object("a crash", [node, at, restart, every]) { reader in
    let (start, end) = reader.window(at, restart)
    let period = reader[every]
    if let period, end - start >= period {
      reader.reading.report(
        .overlappingFaults, reader.place(of: every),
        "the node is down for longer than the \(durationText(period)) after which it crashes again",
        hint: "let it restart before")
    }
    return Outage(nodes: reader[node], from: start, until: end, every: period ?? .never)
  }
}

/// The fields of `pauses:`.
enum PauseFields {
  private static let node = Field(
    "node", Kind<NodeSet>.nodes, absent: .required(standIn: []), "Who stands still.")
  private static let at = Field(
    "at", Kind<Ticks>.duration, absent: .required(standIn: .zero), "From when.")
  private static let until = Field(
    "until", Kind<Ticks>.durationOrNever, absent: .required(standIn: .never), "Until when.")

  static let kind = Kind<Outage>.object("a pause", [node, at, until]) { reader in
    let (start, end) = reader.window(at, until)
    return Outage(nodes: reader[node], from: start, until: end)
  }
}
