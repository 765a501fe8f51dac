extension UInt32 {
  /// Whether the bit of a candidate is set.
  func hasCandidate(_ candidate: Int) -> Bool { self &>> UInt32(candidate - 1) & 1 == 1 }
}

// What the listing makes of a set of candidates.
extension XavierArgmax {
  private func utility(_ candidate: Int, _ utilities: UInt32) -> UInt32 {
    At.utility[candidate - 1].read(utilities)
  }

  private func members(_ set: UInt32) -> [Int] { proposals.candidates.filter(set.hasCandidate) }

  /// The candidates of a set that count at all.
  private func counted(_ set: UInt32, _ utilities: UInt32) -> [Int] {
    if variant == .published { return members(set) }
    return members(set).filter {
      !proposals.forged.contains($0) && utility($0, utilities) < Utility.infinite
    }
  }

  /// Those of greatest utility among the ones that count, in the order of their hashes; no number is ignored.
  func best(_ set: UInt32, _ utilities: UInt32) -> [Int] {
    let numbers = counted(set, utilities).filter {
      utility($0, utilities) != Utility.notANumber
    }
    let greatest = numbers.map { utility($0, utilities) }.max()
    return numbers.filter { utility($0, utilities) == greatest }
  }

  /// All that resolving a set may lead to.
  func results(_ set: UInt32, _ utilities: UInt32) -> [UInt32] {
    let best = best(set, utilities).map { UInt32($0) }
    if best.isEmpty { return [variant == .published ? Self.panic : Self.noCandidate] }
    return variant == .noTieBreak ? best : [best[0]]
  }

  /// The published formula: of any two of equal utility the one with the smaller hash is the result.
  private func fitsPublished(_ result: Int, _ set: UInt32, _ utilities: UInt32) -> Bool {
    let all = members(set)
    return all.allSatisfy { small in
      let value = utility(small, utilities)
      let isTied =
        value != Utility.notANumber
        && all.contains { $0 > small && utility($0, utilities) == value }
      return !isTied || result == small
    }
  }

  /// Whether a replica's word has a result that is a candidate.
  private func hasResult(_ word: UInt32) -> Bool {
    At.isResolved.read(word) == 1 && isCandidate(At.result.read(word))
  }

  func isCandidate(_ number: UInt32) -> Bool { proposals.candidates.contains(Int(number)) }

  // MARK: What the invariants say

  func isLeastOfBest(_ row: Span<UInt32>) -> Bool {
    let words = (1...Self.replicas).map { row[$0] }.filter(hasResult)
    return words.allSatisfy { word in
      let from = At.from.read(word)
      let result = At.result.read(word)
      return best(from, row[0]).first.map { UInt32($0) } == result
        && words.allSatisfy { At.from.read($0) != from || At.result.read($0) == result }
    }
  }

  func fitsPublished(_ row: Span<UInt32>) -> Bool {
    (1...Self.replicas).map { row[$0] }.filter(hasResult).allSatisfy {
      fitsPublished(Int(At.result.read($0)), At.from.read($0), row[0])
    }
  }

  /// Whether of every set of candidates there is a result that the published formula lets pass.
  func isPublishedSatisfiable(_ utilities: UInt32) -> Bool {
    let all = proposals.candidates.reduce(0 as UInt32) { $0 | 1 &<< UInt32($1 - 1) }
    return (1...all).allSatisfy { set in
      set & ~all != 0 || members(set).contains { fitsPublished($0, set, utilities) }
    }
  }

  /// Whether somebody has decided although somebody else has seen other candidates, both having made something of them.
  func isDecidedFromLess(_ row: Span<UInt32>) -> Bool {
    let words = (1...Self.replicas).map { row[$0] }.filter(hasResult)
    return words.contains { word in
      isCandidate(At.decision.read(word))
        && words.contains { At.from.read($0) != At.from.read(word) }
    }
  }
}
