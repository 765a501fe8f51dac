import Determinism
import Diagnostics
import Faults

/// What single fields cannot tell: whether they fit together.
struct CrossChecks {
  let reader: ObjectReader
  let scenario: Scenario

  private var reading: Reading { reader.reading }

  func run() {
    checkSizes()
    checkLiars()
    checkTwins()
    checkCrashes()
    checkLiveness()
    checkHealing()
    checkSaying()
    checkExpectations()
    checkFeatures()
    if !reading.findings.hasErrors, !reading.system.isStandIn { runSystemCheck() }
  }

  private func checkSizes() {
    let size = scenario.cluster
    if size.quorum > size.replicas {
      reading.report(
        .outOfRange, reader.place(of: TopFields.quorum),
        "a quorum of \(size.quorum) votes cannot be had from \(size.replicas) replicas",
        hint: "at most \(size.replicas)")
    }
    guard !size.isUnsafe else { return }
    if size.replicas < 3 * size.faults + 1 {
      reading.report(
        .tooFewReplicas, reader.place(of: TopFields.replicas),
        "\(size.replicas) replicas cannot bear f = \(size.faults): n must be at least 3f + 1",
        hint: "take \(boundedSize(size)), or say 'unsafe: true' to study less")
    } else if 2 * size.quorum - size.replicas <= size.faults {
      let common = max(0, 2 * size.quorum - size.replicas)
      reading.report(
        .quorumTooSmall, reader.place(of: TopFields.quorum),
        "two quorums of \(size.quorum) out of \(size.replicas) may share only "
          + "\(common) of the replicas, and \(size.faults) may lie",
        hint: "take quorum: "
          + "\(ClusterSize.quorum(replicas: size.replicas, faults: size.faults)), "
          + "or say 'unsafe: true' to study less")
    }
  }

  /// The nearest size that can bear its faults: more replicas where there may be so many, else fewer
  /// faults.
  private func boundedSize(_ size: ClusterSize) -> String {
    let others = reading.groups.dropFirst().reduce(0) { $0 + $1.count }
    let needed = 3 * size.faults + 1
    return needed + others <= NodeSet.capacity
      ? "n: \(needed)" : "f: \((size.replicas - 1) / 3) or less"
  }

  private func checkLiars() {
    guard let replicas = reading.groups.first, !scenario.cluster.isUnsafe else { return }
    let stores = scenario.faultPlan.lyingStores
    let liars = scenario.liars.union(stores).intersection(replicas.nodes).count
    guard liars > scenario.cluster.faults else { return }
    let isOfStores = scenario.liars.isEmpty
    reading.report(
      .tooManyLiars,
      isOfStores ? reader.place(of: TopFields.stores) : reader.place(of: TopFields.byzantine),
      "\(liars) \(replicas.plural) lie\(stores.isEmpty ? "" : " or have lying stores"), "
        + "more than f = \(scenario.cluster.faults)",
      hint: "say 'unsafe: true' to study it")
  }

  /// A node has one second copy at most.
  private func checkTwins() {
    var doubled = NodeSet()
    for twin in scenario.faultPlan.twins where !doubled.insert(twin.node) {
      reading.report(
        .overlappingFaults, reader.place(of: TopFields.byzantine),
        "\(reading.groups.name(of: twin.node)) has twins twice",
        hint: "a node exists twice at most; give its second copy one side")
      return
    }
  }

  /// A node that is down cannot crash; of crashes that come again and again only each by itself is
  /// looked at, for the simulator leaves a node alone that is down.
  private func checkCrashes() {
    let crashes = scenario.crashes
    let order = crashes.indices.sorted { (crashes[$0].from, $0) < (crashes[$1].from, $1) }
    var last: [Outage?] = Array(repeating: nil, count: NodeSet.capacity)
    for position in order where crashes[position].every == .never {
      let next = crashes[position]
      for node in next.nodes {
        if let down = last[Int(node.index)], next.from < down.until {
          let item = reader.node.at([TopFields.crashes.name, String(position)])
          reading.report(
            .overlappingFaults, item?.place ?? reader.place(of: TopFields.crashes),
            "\(reading.groups.name(of: node)) is down since \(durationText(down.from)) and "
              + "cannot crash at \(durationText(next.from))",
            hint: "let it restart before, or crash it once")
          return
        }
        last[Int(node.index)] = next
      }
    }
  }

  /// The core must be able to decide, and have the time to.
  private func checkLiveness() {
    guard let phase = scenario.liveness, !reading.system.isStandIn else { return }
    let quorum = scenario.cluster.quorum
    if phase.core.count < quorum {
      reading.report(
        .outOfRange, reader.place(of: TopFields.liveness),
        "only \(phase.core.count) replicas are correct, fewer than the \(quorum) of a core",
        hint: "a core can decide by itself")
    }
    if let after = phase.after, after + phase.within > scenario.duration {
      reading.report(
        .outOfRange, reader.place(of: TopFields.liveness),
        "the run ends at \(durationText(scenario.duration)), before what is demanded within "
          + "\(durationText(phase.within)) after \(durationText(after)) is due",
        hint: "let the duration be \(durationText(after + phase.within)) at least")
    }
  }

  /// Of a property that is not judged nothing can be expected.
  private func checkExpectations() {
    for entry in reader.node["expect"].flatMap(reading.resolved)?.entries ?? []
    where reading.system.properties.contains(entry.key)
      && !scenario.properties.contains(entry.key)
    {
      reading.report(
        .conflictingFields, entry.place,
        "something is expected of '\(entry.key)', which 'properties:' leaves out",
        hint: "judge it too, or expect nothing of it")
    }
  }

  private func checkFeatures() {
    let tree = reader.node
    for (feature, field) in Self.features {
      guard let node = tree[field] else { continue }
      switch node.content {
      case .mapping(let entries) where entries.isEmpty: continue
      case .sequence(let items) where items.isEmpty: continue
      case .scalar where field == TopFields.gst.name && scenario.gst == .never: continue
      case .scalar, .mapping, .sequence: break
      }
      reading.require(feature, node.place, "'\(field):'")
    }
    if let limit = tree["limits"]?["memory"] {
      reading.require(.memoryLimit, limit.place, "'limits.memory'")
    }
    if scenario.mode == .explore {
      reading.require(.exploration, reader.place(of: TopFields.mode), "'mode: explore'")
    }
    for store in scenario.stores where !store.value.faults.isEmpty {
      let place = tree["stores"]?[store.name]?["faults"]?.place ?? tree.place
      reading.require(.storeFaults, place, "a store fault")
    }
  }

  private static let features: [(ScenarioFeature, String)] = [
    (.partitions, "partitions"), (.crashes, "crashes"), (.pauses, "pauses"),
    (.byzantine, "byzantine"), (.clocks, "clocks"), (.gst, "gst"), (.schedule, "schedule"),
    (.liveness, "liveness"), (.draw, "draw"), (.check, "check"),
  ]

  private func runSystemCheck() {
    for complaint in reading.system.check(scenario) {
      let path = complaint.path.split(separator: ".").map(String.init)
      var place = reader.node.place
      for length in path.indices {
        if let node = reader.node.at(path[...length]) { place = node.place }
      }
      if place == reader.node.place { place = Reading.nowhere }
      reading.report(.systemCheck, place, complaint.message, hint: complaint.hint)
    }
  }
}
