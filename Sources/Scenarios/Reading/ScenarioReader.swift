import Cryptography
import Determinism
import Diagnostics
import Faults

extension Scenario {
  /// Reads one case from its tree, whose overrides are applied and whose cases are taken out.
  ///
  /// Every field is read, whatever is wrong with others, so that all findings come at once. The
  /// result is of use only if there were no errors.
  init?(_ tree: YAMLNode, reading: Reading) {
    guard
      let reader = ObjectReader(
        tree, name: "a scenario", fields: TopFields.all, reading: reading)
    else { return nil }
    name = reader[TopFields.name]
    about = reader[TopFields.about]
    system = reader[TopFields.system]
    if reading.system.isStandIn, let node = tree["system"], node.text != nil {
      reading.reportUnknown(
        system, node.place, noun: "system", known: reading.systemNames, code: .unknownSystem)
    }
    variant = Self.variant(reader)
    cluster = Self.cluster(reader)
    _ = reader[TopFields.letValues]
    groups = Self.groups(reader, replicas: cluster.replicas)
    reading.groups = groups
    parameters = reader[TopFields.parameters]
    clients = reader[TopFields.clients]
    links = reader[TopFields.links]
    stores = reader[TopFields.stores]
    clocks = reader[TopFields.clocks]
    costs = reader[TopFields.costs]
    cores = reader[TopFields.cores]
    partitions = reader[TopFields.partitions]
    crashes = reader[TopFields.crashes]
    pauses = reader[TopFields.pauses]
    byzantine = reader[TopFields.byzantine]
    gst = reader[TopFields.gst]
    delta = reader[TopFields.delta]
    duration = reader[TopFields.duration]
    limits = reader[TopFields.limits]
    seeds = reader[TopFields.seeds]
    crypto = reader[TopFields.crypto]
    mode = reader[TopFields.mode]
    formulas = reader[TopFields.formulas]
    properties = Self.properties(reader)
    mutant = reader[TopFields.mutant].flatMap { $0 == "none" ? nil : $0 }
    liveness = reader[TopFields.liveness]
    draw = reader[TopFields.draw]
    canaries = reader[TopFields.canary]
    schedule = reader[TopFields.schedule]
    check = reader[TopFields.check]
    _ = reader[TopFields.cases]
    _ = reader[TopFields.sweep]
    expectations = reader[TopFields.expect]
    if var phase = liveness {
      phase.core = LivenessFields.completed(
        phase.core, replicas: reading.groups.first?.nodes ?? NodeSet(),
        liars: liars.union(faultPlan.byzantine), quorum: cluster.quorum)
      liveness = phase
      if phase.isWorkedOut {
        phase.within = bound(reader)
        liveness = phase
      }
    }
    CrossChecks(reader: reader, scenario: self).run()
    reader.finish()
  }

  /// How soon everything asked for must be done, by the system's own account of the scenario.
  private func bound(_ reader: ObjectReader) -> Ticks {
    let reading = reader.reading
    guard !reading.findings.hasErrors, !reading.system.isStandIn else { return Ticks(1) }
    guard let bound = reading.system.progressBound(self) else {
      reading.report(
        .missingField, reader.place(of: TopFields.liveness), "'within' is missing",
        hint: "the system '\(reading.system.name)' works out no bound; write 'within: 10 s'")
      return Ticks(1)
    }
    reader.note(TopFields.liveness, LivenessFields.within, durationText(bound))
    return bound
  }

  private static func variant(_ reader: ObjectReader) -> VariantChoice {
    if let choice = reader[TopFields.variant] { return choice }
    let base = reader.reading.system.variants.first.flatMap(VariantChoice.Variant.init)
    let choice = VariantChoice(base: base ?? .repaired)
    reader.note(TopFields.variant, choice.base.rawValue)
    return choice
  }

  private static func cluster(_ reader: ObjectReader) -> ClusterSize {
    let reading = reader.reading
    let replicas = reader[TopFields.replicas]
    let faults = reader[TopFields.faults] ?? (replicas - 1) / 3
    if !reader.has(TopFields.faults) { reader.note(TopFields.faults, "\(faults)") }
    let quorum =
      reader[TopFields.quorum] ?? ClusterSize.quorum(replicas: replicas, faults: faults)
    if !reader.has(TopFields.quorum) { reader.note(TopFields.quorum, "\(quorum)") }
    reading.quorum = quorum
    reading.clusterNames = [Named("n", "\(replicas)"), Named("f", "\(faults)")]
    return ClusterSize(
      replicas: replicas, faults: faults, quorum: quorum, isUnsafe: reader[TopFields.unsafe])
  }

  /// The groups with their sizes; more nodes than node sets can hold are a finding.
  private static func groups(_ reader: ObjectReader, replicas: Int) -> [GroupSize] {
    var first = 0
    var sizes: [GroupSize] = []
    for group in reader.reading.system.groups {
      let (count, place) =
        switch group.count {
        case .fixed(let count): (count, reader.node.place)
        case .replicas: (replicas, reader.place(of: TopFields.replicas))
        case .clients:
          (
            clientCount(reader),
            reader.has(TopFields.clients)
              ? reader.place(of: TopFields.clients) : reader.place(of: TopFields.replicas)
          )
        case .parameter(let name):
          (count(name, reader), reader.place(of: TopFields.parameters))
        }
      let room = NodeSet.capacity - first
      if count > room {
        reader.reading.report(
          .outOfRange, place,
          (count == 1 ? "1 \(group.singular) is" : "\(count) \(group.plural) are")
            + " too many" + (first == 0 ? "" : " beside \(first) other nodes"),
          hint: "all groups together have at most \(NodeSet.capacity) nodes")
      }
      let size = GroupSize(
        singular: group.singular, plural: group.plural, first: NodeID(first),
        count: max(0, min(count, room)))
      sizes.append(size)
      first += size.count
    }
    return sizes
  }

  // Nodes are named in sections that are read before their number is; it is looked up ahead, and
  // what is wrong with it is reported in its turn.

  private static func clientCount(_ reader: ObjectReader) -> Int {
    reader.reading.quietly {
      let field = ClientFields.count
      let node = reader.node[TopFields.clients.name].flatMap(reader.reading.resolved)
      return node?[field.name].flatMap { reader.reading.read(field.kind, $0) } ?? 1
    }
  }

  private static func count(_ name: String, _ reader: ObjectReader) -> Int {
    reader.reading.quietly {
      let table = reader.reading.system.parameters
      guard let standard = table.first(where: { $0.name == name })?.standard,
        let other = YAMLNode(standard: standard)
      else { return 0 }
      let node = reader.node[TopFields.parameters.name].flatMap(reader.reading.resolved)
      return reader.reading.read(Kind<Int>.count(0...65_535), node?[name] ?? other) ?? 0
    }
  }

  private static func properties(_ reader: ObjectReader) -> [String] {
    if let names = reader[TopFields.properties] { return names }
    let system = reader.reading.system
    let names = system.properties.filter { !system.published.contains($0) }
    reader.note(TopFields.properties, "[\(names.joined(separator: ", "))]")
    return names
  }
}
