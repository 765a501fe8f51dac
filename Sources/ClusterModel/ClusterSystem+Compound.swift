import Determinism

extension ClusterSystem {
  /// The same cluster in runs.
  public var compound: Self? {
    var system = self
    (system.isCompound, system.parts) = (true, LookupTable())
    return system
  }

  /// The moves of a run, by their places among those that the cluster itself tells.
  public mutating func parts(ofStep ordinal: Int, from row: Span<UInt32>) -> [Int] {
    guard let (run, place) = move(ordinal: ordinal, from: row.indices.map { row[$0] }) else {
      return []
    }
    if !isCompound { return [ordinal] }
    var plain = self
    (plain.isCompound, plain.parts) = (false, LookupTable())
    var (after, ordinals) = (row.indices.map { row[$0] }, [Int]())
    for number in source.parts(of: run) {
      guard let ordinal = plain.ordinal(of: number, at: place, from: after) else { return [] }
      ordinals.append(ordinal)
      var draft = after.mutableSpan
      plain.take(plain.known.moves[Int(number)], at: place, &draft)
    }
    return ordinals
  }

  /// The place of a move of a member among the steps that a state tells.
  private mutating func ordinal(of number: UInt32, at place: Int, from row: [UInt32]) -> Int? {
    var count = 0
    for member in 0...place {
      for each in moves(row[2 * member], row[2 * member + 1]).range {
        let cost = known.moves[each].cost
        if cost.mask != 0, row[width - 2] & cost.mask == 0 { continue }
        if member == place && each == Int(number) { return count }
        count += 1
      }
    }
    return nil
  }
}
