import Determinism

/// What a search that spills keeps besides its table: states on disk, and states of which it is not known yet whether
/// they are among those.
///
/// The table in memory has all states that were found since it was last emptied. What is not in it may be on disk, and is
/// a candidate until a look-up of all candidates together, in the order of their keys, has told.
final class SpilledSearch<Key: BitwiseCopyable & Comparable & Sendable> {
  /// A state that was found, and may be on disk.
  struct Candidate: BitwiseCopyable, Sendable {
    var key: Key
    var link: UInt64
    /// The action of the step that found it.
    var action: UInt32
  }

  let scratch: ScratchBlocks
  private let tellBytes: @Sendable (Int) -> Void
  private let width: Int
  private let blockBytes: Int
  /// The states of this depth that are still to be expanded, and those of the next one, with the candidates last.
  private(set) var frontier: RowSpool
  private(set) var next: RowSpool
  /// The states on disk, by segment.
  private(set) var runs: [SortedRun<Key>]
  /// Whether states are on disk.
  private(set) var hasRuns = false
  private(set) var candidates: WordLog<Candidate>

  /// - Parameter limit: The most bytes of memory, of which a block takes little.
  init(_ spill: Spill, width: Int, limit: Int) {
    scratch = ScratchBlocks(spill.store)
    tellBytes = spill.tell
    self.width = width
    blockBytes = min(max(limit / 64, 64), 1 << 20)
    frontier = RowSpool(width: width, blockBytes: blockBytes)
    next = RowSpool(width: width, blockBytes: blockBytes)
    runs = Array(repeating: SortedRun(), count: Segments.count)
    candidates = WordLog(blockBytes: blockBytes)
  }

  /// An empty log of links.
  var links: WordLog<UInt64> { WordLog(blockBytes: blockBytes) }

  /// The bytes of memory of waiting rows.
  var rowBytes: Int { frontier.bytes + next.bytes }
  /// The bytes of memory of what belongs to the table.
  var tableBytes: Int { candidates.bytes + runs.reduce(0) { $0 + $1.bytes } }

  /// Tells how much is on disk.
  func tell() { tellBytes(scratch.bytes) }

  /// What was found is what is to be expanded.
  func descend() {
    frontier = next
    next = RowSpool(width: width, blockBytes: blockBytes)
  }

  /// Adds a state that is in the table, and may be on disk.
  func append(_ candidate: Candidate, _ row: Span<UInt32>) {
    next.append(row)
    candidates.append(candidate)
  }

  /// Finds out which of the candidates are on disk, and strikes those out.
  ///
  /// - Parameters:
  ///   - segment: The segment of a key.
  ///   - tell: Told of each candidate in turn whether it is new.
  func settle(
    segment: (Key) -> Int, _ tell: (Candidate, _ isNew: Bool) -> Void
  ) throws(SpillError) {
    let base = next.added - candidates.count
    let (order, ends) = placesBySegment(segment)
    for number in 0..<Segments.count {
      let start = number == 0 ? 0 : ends[number - 1]
      if start == ends[number] { continue }
      var wanted = order[start..<ends[number]].map { place in
        (key: candidates[Int(place)].key, place: Int(place))
      }
      wanted.sort { $0.key < $1.key }
      try runs[number].lookUp(wanted.map(\.key), in: scratch) {
        next.strike(base + wanted[$0].place)
      }
    }
    for place in 0..<candidates.count { tell(candidates[place], !next.isStruck(base + place)) }
    candidates = WordLog(blockBytes: blockBytes)
  }

  /// The places of the candidates, those of the first segment first, and where each segment ends.
  private func placesBySegment(_ segment: (Key) -> Int) -> (order: [UInt32], ends: [Int]) {
    var ends = [Int](repeating: 0, count: Segments.count)
    for place in 0..<candidates.count { ends[segment(candidates[place].key)] += 1 }
    for number in 1..<Segments.count { ends[number] += ends[number - 1] }
    var starts = [0] + ends.dropLast()
    var order = [UInt32](repeating: 0, count: candidates.count)
    for place in 0..<candidates.count {
      let number = segment(candidates[place].key)
      order[starts[number]] = UInt32(place)
      starts[number] += 1
    }
    return (order, ends)
  }

  /// Puts the keys of a segment on disk.
  func store(_ keys: consuming [Key], of segment: Int) throws(SpillError) {
    if keys.isEmpty { return }
    keys.sort()
    try runs[segment].merge(
      keys, blockKeys: max(4, blockBytes / MemoryLayout<Key>.stride), in: scratch)
    hasRuns = true
  }

  /// Writes out rows that wait.
  func writeOutRows() throws(SpillError) {
    try frontier.writeOut(to: scratch)
    try next.writeOut(to: scratch)
  }
}
