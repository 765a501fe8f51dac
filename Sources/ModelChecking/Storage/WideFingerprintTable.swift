import Determinism

/// As ``FingerprintTable``, with 128 bits of each state.
@safe
final class WideFingerprintTable: VisitedStates, @unchecked Sendable {
  // Unchecked, as whoever uses it keeps to its segments.
  private let segments: UnsafeMutablePointer<Segment>

  /// Safe, as what probes it stays below its capacity.
  @safe
  private struct Segment {
    /// `capacity` slots of two words; 0 in the first marks the unused ones.
    var slots: UnsafeMutablePointer<Fingerprint128>
    var capacity: UInt64
    var used: UInt64 = 0

    init(capacity: UInt64) {
      self.capacity = capacity
      // Freed by the table, or when the segment grows.
      unsafe slots = .allocate(capacity: Int(capacity))
      unsafe slots.initialize(repeating: Fingerprint128(high: 0, low: 0), count: Int(capacity))
    }

    /// The slot that holds a key, or the unused one where it belongs.
    func place(of key: Fingerprint128) -> Int {
      var place = Segments.place(key.low, capacity)
      // The place is below the capacity, and some slot is unused.
      while unsafe slots[place] != key && slots[place].low != 0 {
        place += 1
        if place == Int(capacity) { place = 0 }
      }
      return place
    }
  }

  init(width: Int) {
    // Freed in `deinit`.
    unsafe segments = .allocate(capacity: Segments.count)
    for index in 0..<Segments.count {
      unsafe (segments + index).initialize(to: Segment(capacity: 64))
    }
  }

  deinit {
    // Allocated in `init`; the slots are the segment's.
    for index in 0..<Segments.count { unsafe segments[index].slots.deallocate() }
    unsafe segments.deallocate()
  }

  static func key<System: TransitionSystem>(
    of row: Span<UInt32>, in system: inout System
  ) -> Fingerprint128 {
    let fingerprint = system.fingerprint128(of: row)
    return fingerprint.low == 0 ? Fingerprint128(high: fingerprint.high, low: 1) : fingerprint
  }

  static func segment(of key: Fingerprint128) -> Int { Segments.index(key.low) }

  func glance(_ key: Fingerprint128) -> Bool {
    // The index is below 64, the place below the capacity.
    let segment = unsafe segments + Segments.index(key.low)
    return unsafe segment.pointee.slots[Segments.place(key.low, segment.pointee.capacity)] == key
  }

  func insert(_ key: Fingerprint128, _ row: Span<UInt32>) -> Bool {
    // As in `glance`; only the worker that the segment belongs to comes here.
    let segment = unsafe segments + Segments.index(key.low)
    let place = unsafe segment.pointee.place(of: key)
    if unsafe segment.pointee.slots[place].low != 0 { return false }
    unsafe segment.pointee.slots[place] = key
    unsafe segment.pointee.used += 1
    if unsafe segment.pointee.used * 4 > segment.pointee.capacity * 3 { unsafe Self.grow(segment) }
    return true
  }

  func contains(_ key: Fingerprint128, _ row: Span<UInt32>) -> Bool {
    // As in `glance`.
    let segment = unsafe segments[Segments.index(key.low)]
    return unsafe segment.slots[segment.place(of: key)].low != 0
  }

  var count: Int {
    // As above, of all 64.
    (0..<Segments.count).reduce(0) { unsafe $0 + Int(segments[$1].used) }
  }

  var bytes: Int {
    // As above.
    (0..<Segments.count).reduce(0) { unsafe $0 + 16 * Int(segments[$1].capacity) }
  }

  var collisionBits: Int? { 128 }
  static var keyWords: Int { 2 }

  func keys(of segment: Int) -> [Fingerprint128] {
    // The index is below 64, and all slots are initialised.
    let slots = unsafe UnsafeBufferPointer(
      start: segments[segment].slots, count: Int(segments[segment].capacity))
    return unsafe slots.filter { $0.low != 0 }
  }

  func words(of segment: Int) -> [UInt64] { keys(of: segment).flatMap { [$0.high, $0.low] } }

  func insert(words: [UInt64], into segment: Int) -> Bool {
    let none: [UInt32] = []
    if words.count % 2 != 0 { return false }
    return stride(from: 0, to: words.count, by: 2).allSatisfy { place in
      let key = Fingerprint128(high: words[place], low: words[place + 1])
      return key.low != 0 && Self.segment(of: key) == segment && insert(key, none.span)
    }
  }

  private static func grow(_ segment: UnsafeMutablePointer<Segment>) {
    // The fingerprints move to a larger block, and the old one is freed.
    let old = unsafe segment.pointee
    var new = Segment(capacity: old.capacity + old.capacity * 2 / 5)
    new.used = old.used
    for index in 0..<Int(old.capacity) {
      let key = unsafe old.slots[index]
      if key.low != 0 { unsafe new.slots[new.place(of: key)] = key }
    }
    unsafe old.slots.deallocate()
    unsafe segment.pointee = new
  }
}
