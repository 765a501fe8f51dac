import Scenarios

/// Documents that say a little less than another.
struct ScenarioEdits {
  private let document: ScenarioDocument
  private let scenario: Scenario
  private let isOpen: Bool
  private(set) var all: [ScenarioDocument] = []

  /// - Parameter isOpen: Whether all that is known is what stays open at the end: that must not come of a
  ///   network that owes nothing, or of an end that comes too early.
  init(_ document: ScenarioDocument, _ scenario: Scenario, isOpen: Bool) {
    self.isOpen = isOpen
    self.document = document
    self.scenario = scenario
    if !isOpen { drop("liveness") }
    addSizes()
    addFaults()
    addNetwork()
    addRest()
    addDetails()
  }

  private mutating func add(_ change: (inout ScenarioDocument) -> Void) {
    var edited = document
    change(&edited)
    all.append(edited)
  }

  /// Takes something out, if it is there.
  private mutating func drop(_ path: String) {
    guard document.holds(path) else { return }
    add { $0.remove(path) }
  }

  /// Smaller numbers, the smallest first: 1, 2, 4, … below the present one, and the one before it.
  private static func smaller(than number: Int, from least: Int = 1) -> [Int] {
    guard number > least else { return [] }
    var numbers: [Int] = []
    var next = least
    while next < number - 1 {
      numbers.append(next)
      next = max(next * 2, next + 1)
    }
    return numbers + [number - 1]
  }

  private mutating func addSizes() {
    let cluster = scenario.cluster
    for count in 1..<max(1, cluster.replicas) {
      add { $0.set("n", "\(count)") }
      guard document.holds("f") || document.holds("quorum") else { continue }
      add { document in
        document.set("n", "\(count)")
        document.remove("f")
        document.remove("quorum")
      }
    }
    for count in Self.smaller(than: scenario.clients.count) {
      add { $0.set("clients.count", "\(count)") }
    }
    for count in Self.smaller(than: scenario.clients.lanes) {
      add { $0.set("clients.lanes", "\(count)") }
    }
    let commands = scenario.clients.load.commands ?? 1 << 20
    for count in Self.smaller(than: commands) where document.holds("clients") {
      add { $0.set("clients.load.commands", "\(count)") }
    }
  }

  private mutating func addFaults() {
    for list in ["byzantine", "crashes", "pauses", "partitions"] {
      for item in (0..<document.itemCount(list)).reversed() { drop("\(list).\(item)") }
    }
    for item in 0..<document.itemCount("byzantine") { addLies("byzantine.\(item)") }
    for store in document.keys("stores") {
      let faults = "stores.\(store).faults"
      for item in (0..<document.itemCount(faults)).reversed() { drop("\(faults).\(item)") }
    }
    for clock in document.keys("clocks") { drop("clocks.\(clock)") }
  }

  /// Liars that lie in fewer ways, in plainer ones, and without beginning or end.
  private mutating func addLies(_ liars: String) {
    let behaviours = "\(liars).behaviours"
    let count = document.itemCount(behaviours)
    for behaviour in (0..<count).reversed() {
      let path = "\(behaviours).\(behaviour)"
      if count > 1 { drop(path) }
      for option in document.keys(path) where option != "kind" { drop("\(path).\(option)") }
    }
    for window in ["from", "until"] { drop("\(liars).\(window)") }
  }

  private mutating func addNetwork() {
    for rule in document.keys("links") {
      drop("links.\(rule)")
      for field in document.keys("links.\(rule)") where field != "from" && field != "to" {
        drop("links.\(rule).\(field)")
      }
    }
  }

  private mutating func addRest() {
    // A bound in time is fair with the times for which it was set.
    let keepsTimes = isOpen || document.holds("liveness")
    for field in ["costs", "cores", "limits", "clients.payload"] { drop(field) }
    if !isOpen { drop("gst") }
    if !keepsTimes { drop("delta") }
    for parameter in document.keys("parameters")
    where !keepsTimes || scenario.parameters.duration(parameter) == nil {
      drop("parameters.\(parameter)")
    }
  }

  /// What makes no run shorter and every scenario easier to read: fewer nodes that a fault names, faults
  /// that strike for certain and always, and defaults.
  private mutating func addDetails() {
    for liars in (0..<document.itemCount("byzantine")).map({ "byzantine.\($0)" }) {
      dropSome(of: "\(liars).nodes")
      for behaviour in 0..<document.itemCount("\(liars).behaviours") {
        let path = "\(liars).behaviours.\(behaviour)"
        for option in document.keys(path) { dropSome(of: "\(path).\(option)") }
      }
    }
    for list in ["crashes", "pauses"] {
      for item in 0..<document.itemCount(list) { dropSome(of: "\(list).\(item).node") }
    }
    for cut in 0..<document.itemCount("partitions") { drop("partitions.\(cut).from") }
    for clock in document.keys("clocks") { dropSome(of: "clocks.\(clock).nodes") }
    for store in document.keys("stores") { addDetails(ofStore: "stores.\(store)") }
    for field in Self.plain { drop(field) }
  }

  private mutating func addDetails(ofStore store: String) {
    for item in 0..<document.itemCount("\(store).faults") {
      let fault = "\(store).faults.\(item)"
      dropSome(of: "\(fault).nodes")
      for field in ["chance", "from", "until", "by"] { drop("\(fault).\(field)") }
    }
    for field in ["checksums", "delay"] { drop("\(store).\(field)") }
  }

  /// Takes single items out of a list of several.
  private mutating func dropSome(of list: String) {
    let count = document.itemCount(list)
    guard count > 1 else { return }
    for item in (0..<count).reversed() { drop("\(list).\(item)") }
  }

  /// What may well stand in a small scenario as it does by default.
  private static let plain = [
    "clients.count", "clients.lanes", "clients.load.pattern", "clients.load.burst",
    "clients.load.start", "unsafe", "quorum", "f", "crypto",
  ]
}

extension ScenarioDocument {
  /// Where the faults stand that it tells of one by one: behaviours, lies of stores, cuts, pauses, crashes.
  var faults: [String] {
    let behaviours = (0..<itemCount("byzantine")).flatMap { liars in
      items("byzantine.\(liars).behaviours")
    }
    let stores = keys("stores").flatMap { items("stores.\($0).faults") }
    return behaviours + stores + ["crashes", "pauses", "partitions"].flatMap(items)
  }

  private func items(_ list: String) -> [String] {
    (0..<itemCount(list)).map { "\(list).\($0)" }
  }

  /// Whether something stands at a path.
  fileprivate func holds(_ path: String) -> Bool {
    text(path) != nil || itemCount(path) > 0 || !keys(path).isEmpty
  }
}
