/// The states that were visited, by all of their words: nothing is mistaken for something else.
///
/// As in ``FingerprintTable`` there are 64 segments; a slot has the place of a row among those of its segment, which also
/// keeps the rows' fingerprints, so that few other rows are compared.
@safe
final class RowTable: VisitedStates, @unchecked Sendable {
  // Unchecked, as whoever uses it keeps to its segments.
  private let segments: UnsafeMutablePointer<Segment>

  /// Safe, as what probes it stays below its capacity.
  @safe
  private struct Segment {
    /// `capacity` slots: a row's place plus 1, or 0 in unused ones.
    var slots: UnsafeMutablePointer<UInt64>
    var capacity: UInt64
    let rows: RowBlocks
    /// The fingerprints of the rows.
    var keys: [UInt64] = []

    init(capacity: UInt64, rows: RowBlocks) {
      (self.capacity, self.rows) = (capacity, rows)
      // Freed by the table, or when the segment grows.
      unsafe slots = Self.slots(capacity)
    }

    static func slots(_ capacity: UInt64) -> UnsafeMutablePointer<UInt64> {
      // Freed as said above.
      let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: Int(capacity))
      unsafe slots.initialize(repeating: 0, count: Int(capacity))
      return unsafe slots
    }

    /// The slot that holds a row, or the unused one where it belongs.
    func place(of key: UInt64, _ row: Span<UInt32>) -> Int {
      var place = Segments.place(key, capacity)
      while true {
        // The place is below the capacity, and some slot is unused.
        let slot = unsafe Int(slots[place])
        if slot == 0 || keys[slot - 1] == key && holds(slot - 1, row) { return place }
        place += 1
        if place == Int(capacity) { place = 0 }
      }
    }

    private func holds(_ index: Int, _ row: Span<UInt32>) -> Bool {
      rows.withRow(index) { known in row.indices.allSatisfy { row[$0] == known[$0] } }
    }
  }

  init(width: Int) {
    // Freed in `deinit`.
    unsafe segments = .allocate(capacity: Segments.count)
    for index in 0..<Segments.count {
      unsafe (segments + index).initialize(
        to: Segment(capacity: 64, rows: RowBlocks(width: width, blockBytes: 1 << 13)))
    }
  }

  deinit {
    // Allocated in `init`; the slots are the segment's.
    for index in 0..<Segments.count { unsafe segments[index].slots.deallocate() }
    unsafe segments.deinitialize(count: Segments.count)
    unsafe segments.deallocate()
  }

  static func key<System: TransitionSystem>(
    of row: Span<UInt32>, in system: inout System
  ) -> UInt64 {
    system.fingerprint(of: row)
  }

  static func segment(of key: UInt64) -> Int { Segments.index(key) }

  func glance(_ key: UInt64) -> Bool { false }

  func insert(_ key: UInt64, _ row: Span<UInt32>) -> Bool {
    // The index is below 64, and only the worker that the segment belongs to comes here.
    let segment = unsafe segments + Segments.index(key)
    let place = unsafe segment.pointee.place(of: key, row)
    if unsafe segment.pointee.slots[place] != 0 { return false }
    unsafe segment.pointee.rows.append(row)
    unsafe segment.pointee.keys.append(key)
    let count = unsafe UInt64(segment.pointee.keys.count)
    unsafe segment.pointee.slots[place] = count
    if unsafe count * 4 > segment.pointee.capacity * 3 { unsafe Self.grow(segment) }
    return true
  }

  func contains(_ key: UInt64, _ row: Span<UInt32>) -> Bool {
    // As above, but that nothing changes.
    let segment = unsafe segments[Segments.index(key)]
    return unsafe segment.slots[segment.place(of: key, row)] != 0
  }

  var count: Int {
    // As above, of all 64.
    (0..<Segments.count).reduce(0) { unsafe $0 + segments[$1].rows.count }
  }

  var bytes: Int {
    // As above.
    (0..<Segments.count).reduce(0) {
      unsafe $0 + 8 * (Int(segments[$1].capacity) + segments[$1].keys.count)
        + segments[$1].rows.bytes
    }
  }

  var collisionBits: Int? { nil }
  static var keyWords: Int { 0 }
  func words(of segment: Int) -> [UInt64] { [] }
  func keys(of segment: Int) -> [UInt64] { [] }

  func forEachRow(of segment: Int, _ body: (Span<UInt32>) -> Void) {
    // The index is below 64.
    let rows = unsafe segments[segment].rows
    for index in 0..<rows.count { rows.withRow(index, body) }
  }
  func insert(words: [UInt64], into segment: Int) -> Bool { false }

  private static func grow(_ segment: UnsafeMutablePointer<Segment>) {
    // The slots are made anew in a larger block, and the old one is freed; the rows stay where they are.
    let capacity = unsafe segment.pointee.capacity + segment.pointee.capacity * 2 / 5
    let slots = unsafe Segment.slots(capacity)
    for (index, key) in unsafe segment.pointee.keys.enumerated() {
      var place = Segments.place(key, capacity)
      while unsafe slots[place] != 0 {
        place += 1
        if place == Int(capacity) { place = 0 }
      }
      unsafe slots[place] = UInt64(index + 1)
    }
    unsafe segment.pointee.slots.deallocate()
    unsafe (segment.pointee.slots, segment.pointee.capacity) = (slots, capacity)
  }
}
