import Determinism

extension BreadthFirstSearch {
  /// Takes over what is new among the steps that a worker told.
  func take(from worker: SearchWorker<System, Visited>) {
    if let spilled { return take(from: worker, spilled) }
    worker.forEachNew { row, link in
      next.append(row)
      links.append(link)
    }
  }

  /// Puts together what the workers found since the last time.
  func gather() {
    for worker in workers {
      counts.deadlocks += worker.deadlocks
      worker.deadlocks = 0
      if let number = worker.deadlock { deadlock = min(deadlock ?? number, number) }
      if let number = worker.failure { failure = min(failure ?? number, number) }
      for property in properties.indices {
        guard let discovery = worker.found[property] else { continue }
        if let known = found[property], known.link <= discovery.link { continue }
        found[property] = discovery
      }
    }
    // What has been decided is no longer asked; what one worker found, the others need not find.
    let open = properties.indices.reduce(0 as UInt64) {
      $0 | (found[$1] == nil ? 1 << UInt64($1) : 0)
    }
    for worker in workers {
      worker.judge.open = open
      (worker.deadlock, worker.failure) = (nil, nil)
      for property in properties.indices { worker.found[property] = nil }
    }
    let rows = frontier.bytes + next.bytes + (spilled?.rowBytes ?? 0)
    counts.frontierBytes = max(counts.frontierBytes, rows)
    let table = visited.bytes + (spilled?.tableBytes ?? 0)
    if table + links.bytes > counts.tableBytes + counts.linkBytes {
      (counts.tableBytes, counts.linkBytes) = (table, links.bytes)
    }
  }

  /// Whether a limit is reached, which is then noted.
  var isBeyondLimits: Bool {
    counts.distinct = links.count
    options.limits.tell(counts.distinct)
    if counts.distinct > options.limits.states {
      limit = .states
    } else if spilled == nil, counts.bytes > options.limits.bytes {
      limit = .memory
    } else if options.limits.shouldStop() {
      limit = .time
    }
    return limit != nil
  }

  /// The choices that lead to a state.
  func choices(
    to link: UInt64
  ) throws(ExplorationError) -> (start: Int, ordinals: [Int]) {
    var (link, ordinals) = (link, [Int]())
    while Link.parent(link) != Link.root {
      ordinals.append(Link.ordinal(link))
      link = try self.link(of: Link.parent(link))
    }
    return (Link.ordinal(link), ordinals.reversed())
  }

  private func link(of number: UInt64) throws(ExplorationError) -> UInt64 {
    guard let spilled else { return links[Int(number)] }
    do throws(SpillError) {
      return try links.word(Int(number), from: spilled.scratch)
    } catch {
      throw .spill(error)
    }
  }

  private func path(to link: UInt64) throws(ExplorationError) -> StatePath {
    var replayed = system
    let (start, ordinals) = try choices(to: link)
    return try StatePath(replaying: ordinals, from: start, on: &replayed)
  }

  func result() throws(ExplorationError) -> Exploration {
    counts.distinct = links.count
    counts.spilledBytes = spilled?.scratch.most ?? 0
    for worker in workers {
      for action in counts.actions.indices {
        counts.actions[action].taken += worker.taken[action]
        counts.actions[action].distinct += worker.distinct[action]
      }
    }
    let isComplete = limit == nil && waiting == 0
    var results: [PropertyResult] = []
    for (number, property) in properties.enumerated() {
      let discovery = found[number]
      var path: StatePath?
      if let discovery {
        let replayed = try self.path(to: discovery.link)
        if replayed.last != discovery.row { throw .notRepeatable }
        path = replayed
      }
      results.append(PropertyResult(property, path: path, isComplete: isComplete))
    }
    return Exploration(
      counts: counts, limit: limit, isComplete: isComplete, properties: results,
      deadlock: try deadlock.map { number throws(ExplorationError) in
        try path(to: try link(of: number))
      },
      failure: try failure.map { number throws(ExplorationError) in
        // The initial states are told by no state.
        try path(to: number == Link.root ? number << Link.ordinalBits : try link(of: number))
      },
      fingerprintBits: visited.collisionBits)
  }
}

extension SearchWorker {
  /// Lends the states that were found by the steps that this worker told, in their order, with their links.
  func forEachNew(_ body: (Span<UInt32>, UInt64) -> Void) {
    for index in 0..<buffer.count {
      // As many fates as steps were told.
      guard unsafe fates[index] == .new else { continue }
      let link = unsafe buffer.links[index]
      buffer.withRow(index) { body($0, link) }
    }
  }

  /// Lends the states that were found by the steps that this worker told, as ``forEachNew(_:)`` does, with their keys and
  /// the actions of the steps.
  func forEachFound(_ body: (Span<UInt32>, UInt64, Visited.Key, _ action: UInt32) -> Void) {
    for lookup in 0..<lookups {
      // What was told has a fate, a link and an action.
      let index = unsafe Int(told[lookup])
      guard unsafe fates[index] == .new else { continue }
      let (link, key, action) = unsafe (buffer.links[index], keys[lookup], buffer.actions[index])
      buffer.withRow(index) { body($0, link, key, action) }
    }
  }
}
