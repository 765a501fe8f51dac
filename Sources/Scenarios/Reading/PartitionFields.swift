import Determinism
import Faults

/// The fields of `partitions:`.
enum PartitionFields {
  /// What an author calls the shapes of a partition.
  enum Shape: String, CaseIterable, Sendable {
    case symmetric
    case oneWay = "one-way"
    case flapping
    case permanent
  }

  private static let shape = Field(
    "kind", Kind<Shape>.word("partition"), "symmetric",
    "`symmetric`; `one-way`: nothing passes from an earlier side to a later one; `flapping`: "
      + "closed and open in turn; `permanent`: never healed.")
  private static let from = Field("from", Kind<Ticks>.duration, "0 ms", "When it begins.")
  private static let until = Field(
    "until", Kind<Ticks>.durationOrNever, "never", "When it is healed.")
  private static let period = Field.optional(
    "period", PeriodFields.either, saying: "needed for flapping",
    "Of flapping: how long a cycle lasts, half closed and half open; or `closed` and `open` apart.")
  private static let sides = Field(
    "sides", Kind.list(of: Kind<NodeSet>.nodes, most: 256), absent: .required(standIn: []),
    "The groups of nodes that lose each other; other nodes are not affected.")

  static let kind = Kind<Partition>.object(
    "a partition", [shape, from, until, period, sides]
  ) { reader in
    let form = reader[shape]
    let (start, end) = reader.window(from, until)
    let cycle = reader[period]
    let groups = reader[sides]
    check(groups, form, reader)
    if form == .permanent, end != .never {
      reader.reading.report(
        .conflictingFields, reader.place(of: until), "a permanent partition has no 'until'",
        hint: "leave out 'until', or take kind: symmetric")
    }
    if (form == .flapping) != reader.has(period) {
      reader.reading.report(
        form == .flapping ? .missingField : .conflictingFields, reader.place(of: period),
        form == .flapping
          ? "a flapping partition needs a 'period'" : "only a flapping partition has a 'period'",
        hint: "write 'kind: flapping' with 'period: 2 s'")
    }
    return Partition(partitionShape(form, cycle), sides: groups, from: start, until: end)
  }

  private static func partitionShape(_ form: Shape, _ cycle: Period?) -> Partition.Shape {
    switch form {
    case .symmetric, .permanent: .symmetric
    case .oneWay: .oneWay
    case .flapping: .flapping(closed: cycle?.closed ?? Ticks(1), open: cycle?.open ?? Ticks(1))
    }
  }

  private static func check(_ sides: [NodeSet], _ form: Shape, _ reader: ObjectReader) {
    let reading = reader.reading
    guard !reading.system.isStandIn, let node = reader.node["sides"] else { return }
    guard case .sequence(let items) = node.content, items.count == sides.count else { return }
    if sides.count < 2 {
      reading.report(
        .outOfRange, node.place, "a partition has at least two sides, not \(sides.count)",
        hint: "write 'sides: [replicas 0..1, replicas 2..3]'")
    }
    var seen = NodeSet()
    for (side, item) in zip(sides, items) {
      if side.isEmpty { reading.report(.outOfRange, item.place, "this side has no nodes") }
      let twice = seen.intersection(side)
      if !twice.isEmpty {
        let names = reading.groups.names(of: twice).joined(separator: ", ")
        reading.report(
          .overlappingSides, item.place, "\(names) already on another side",
          hint: "a node is on one side of a partition at most")
      }
      seen = seen.union(side)
    }
  }
}

/// How long a flapping partition is closed and open.
struct Period: Sendable {
  var closed: Ticks
  var open: Ticks
}

/// The fields of `period:` of a partition.
enum PeriodFields {
  private static let closed = Field(
    "closed", Kind<Ticks>.positiveDuration, absent: .required(standIn: Ticks(1)),
    "How long no message passes.")
  private static let open = Field(
    "open", Kind<Ticks>.positiveDuration, absent: .required(standIn: Ticks(1)),
    "How long all do.")

  private static let object = Kind<Period>.object("a period", [closed, open]) {
    Period(closed: $0[closed], open: $0[open])
  }

  static let either = Kind<Period>(
    shape: .either([Kind<Ticks>.positiveDuration.shape, object.shape]),
    read: { node, reading in
      if case .mapping = node.content { return object.read(node, reading) }
      guard let cycle = Kind<Ticks>.positiveDuration.read(node, reading) else { return nil }
      reading.note(durationText(cycle))
      let half = Ticks(cycle.microseconds / 2)
      return Period(closed: cycle - half, open: max(half, Ticks(1)))
    },
    write: { _ in nil })
}
