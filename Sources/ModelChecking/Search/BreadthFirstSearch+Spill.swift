/// How a search goes on where memory has no room for it.
///
/// Between rounds, where too much is in memory, full blocks of links and of waiting rows are written out, and if that is
/// not enough, the states of the table, which begins anew. What a round finds that is not in the table is then a
/// candidate: it waits with the others, in order, without a number. Before the depth ends, or the table is emptied again,
/// all candidates are looked up on disk; those that are there are struck out, and the others get their numbers in order.
/// So every state has the number, the link and the depth that it has in memory. Judging a candidate that was visited is
/// harmless: what its letter decides was decided when it was found first.
///
/// - Source: Stern and Dill, *Using magnetic disk instead of main memory in the Murphi verifier* (CAV 1998), who look up a
///   depth at once; Korf, *Best-first frontier search with delayed duplicate detection* (AAAI 2004).
extension BreadthFirstSearch {
  typealias Spilled = SpilledSearch<Visited.Key>

  /// Explores until nothing is left, or something ends it.
  func goOn(_ spilled: Spilled) throws(SpillError) {
    while limit == nil, spilled.next.count > 0, descends() {
      spilled.descend()
      var number = UInt64(links.count - spilled.frontier.count)
      while limit == nil, spilled.frontier.count > 0 {
        frontier = RowBlocks(width: system.width)
        try spilled.frontier.take(options.round, into: frontier, from: spilled.scratch)
        expandRound(0..<frontier.count, from: number)
        number += UInt64(frontier.count)
        try relieve(spilled)
        // Which of the candidates are new matters to the limit, which ends the search after the same round as in memory.
        if links.count + spilled.candidates.count > options.limits.states {
          try settleCandidates(spilled)
        }
        _ = isBeyondLimits
      }
      try settleCandidates(spilled)
    }
    if limit != nil, spilled.next.count > 0 { counts.depth += 1 }
  }

  /// Takes over what is not in the table among the steps that a worker told.
  func take(from worker: SearchWorker<System, Visited>, _ spilled: Spilled) {
    worker.forEachFound { row, link, key, action in
      if spilled.hasRuns {
        spilled.append(Spilled.Candidate(key: key, link: link, action: action), row)
      } else {
        spilled.next.append(row)
        links.append(link)
      }
    }
  }

  /// Gives candidates that are new their numbers, and forgets the others.
  private func settleCandidates(_ spilled: Spilled) throws(SpillError) {
    try spilled.settle(segment: Visited.segment) { candidate, isNew in
      if isNew {
        links.append(candidate.link)
      } else {
        // The worker that looked it up took it for new; only the sum over all of them is told.
        workers[0].distinct[Int(candidate.action)] -= 1
      }
    }
  }

  /// Puts on disk what memory has no room for.
  private func relieve(_ spilled: Spilled) throws(SpillError) {
    defer { spilled.tell() }
    if !isTooMuch(spilled) { return }
    try links.writeOut(to: spilled.scratch)
    try spilled.writeOutRows()
    if !isTooMuch(spilled) { return }
    try settleCandidates(spilled)
    for segment in 0..<Segments.count {
      try spilled.store(visited.keys(of: segment), of: segment)
    }
    visited = Visited(width: system.width)
  }

  private func isTooMuch(_ spilled: Spilled) -> Bool {
    let table = visited.bytes + spilled.tableBytes
    return table + links.bytes + frontier.bytes + spilled.rowBytes > options.limits.bytes
      // Candidates are numbered by 32 bits.
      || spilled.candidates.count >= 1 << 31
  }
}
