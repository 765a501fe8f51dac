import Determinism

extension LedgerConfiguration {
  /// Checks everything that could make a cluster block, fork or trap.
  ///
  /// - Returns: The rules, with the mutant.
  func validated() throws(LedgerConfigurationError) -> LedgerRules {
    try check("replicas", replicas, 1...128)
    try check("faults", faults, 0...64)
    try check("clients", clients, 0...(256 - replicas))
    try check("governors", governors, 0...64)
    try check("governorThreshold", governorThreshold, 0...governors)
    try checkQuorum()
    try checkLimits()
    try checkWorkload()
    try checkNames()
    guard let mutant else { return LedgerRules() }
    guard let known = LedgerMutant(named: mutant) else { throw .unknownMutant(mutant) }
    return LedgerRules(mutant: known)
  }

  private func check(
    _ name: String, _ value: Int, _ allowed: ClosedRange<Int>
  ) throws(LedgerConfigurationError) {
    guard allowed.contains(value) else {
      throw .outOfRange(name: name, value: value, allowed: allowed)
    }
  }

  private func checkQuorum() throws(LedgerConfigurationError) {
    if let quorum { try check("quorum", quorum, 1...replicas) }
    if isUnsafe { return }
    guard replicas > 3 * faults else {
      throw .tooFewReplicas(replicas: replicas, faults: faults)
    }
    guard let quorum else { return }  // ⌈(n + f + 1) / 2⌉ is right for n > 3f.
    guard 2 * quorum - replicas > faults else {
      throw .quorumsDisjoint(quorum: quorum, replicas: replicas, faults: faults)
    }
    guard quorum <= replicas - faults else {
      throw .quorumUnreachable(quorum: quorum, replicas: replicas, faults: faults)
    }
  }

  private func checkLimits() throws(LedgerConfigurationError) {
    try check("window", Int(parameters.window), 1...65_536)
    try check("batchLimit", Int(parameters.batchLimit), 1...Batch.commandLimit)
    try check("checkpointInterval", Int(parameters.checkpointInterval), 1...65_536)
    try check("lanes", Int(parameters.lanes), 1...4_096)
    guard parameters.window % parameters.checkpointInterval == 0 else {
      throw .intervalDoesNotDivideWindow(
        interval: Int(parameters.checkpointInterval), window: Int(parameters.window))
    }
    guard timing.clientRetry > .zero else {
      throw .outOfRange(name: "clientRetry", value: 0, allowed: 1...Int.max)
    }
    guard timing.summary > .zero else {
      throw .outOfRange(name: "summary", value: 0, allowed: 1...Int.max)
    }
    guard timing.resend > .zero else {
      throw .outOfRange(name: "resend", value: 0, allowed: 1...Int.max)
    }
    guard timing.requestTimeout > .zero else {
      throw .outOfRange(name: "requestTimeout", value: 0, allowed: 1...Int.max)
    }
    guard timing.viewTimeout > .zero else {
      throw .outOfRange(name: "viewTimeout", value: 0, allowed: 1...Int.max)
    }
  }

  private func checkWorkload() throws(LedgerConfigurationError) {
    try check("workload.lanes", Int(workload.lanes), 1...Int(parameters.lanes))
    try check("workload.perLane", Int(workload.perLane), 1...RequestQueue.laneLimit)
    try check("workload.keys", Int(workload.keys), 1...1_000_000)
    try check("workload.valueBytes", Int(workload.valueBytes), 0...Command.payloadLimit - 256)
    try check("workload.sessions", workload.sessions.count, 1...65_536)
  }

  private func checkNames() throws(LedgerConfigurationError) {
    func known(_ name: Name, _ names: [Name]) throws(LedgerConfigurationError) {
      guard names.contains(name) else { throw .unknownName(name.text) }
    }
    for session in sessions { try known(session.domain, domains.map(\.name)) }
    for session in workload.sessions { try known(session, sessions.map(\.name)) }
    for domain in domains {
      for place in domain.objects { try known(place.node, domain.nodes) }
    }
    for subscription in subscriptions {
      try known(subscription.session, sessions.map(\.name))
      try check("subscription.client", Int(subscription.client), 0...max(clients - 1, 0))
    }
    // A name that stands twice would make two entries of one key.
    for names in [sessions.map(\.name), domains.map(\.name)] {
      let sorted = names.sorted()
      for (name, next) in zip(sorted, sorted.dropFirst()) where name == next {
        throw .unknownName("\(name.text) (twice)")
      }
    }
  }
}

extension LedgerConfiguration {
  /// Checks that the configuration describes a cluster.
  ///
  /// - Throws: ``LedgerConfigurationError`` at the first thing that is wrong.
  public func validate() throws(LedgerConfigurationError) { _ = try validated() }
}
