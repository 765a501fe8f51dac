/// The fingerprints of states that were visited, without locks: the table is cut into 64 segments by the upper bits,
/// and in each phase of a search a segment belongs to one worker.
///
/// Open addressing with linear probing, at most three quarters full. A segment grows by two fifths at a time, when its
/// worker needs room, so that a fingerprint takes between 10.7 and 14.9 bytes, and never more than a 64th of the table is there twice.
///
/// The upper bits choose the place too, in a way that keeps the order of fingerprints: no division, and any capacity.
@safe
@usableFromInline
final class FingerprintTable: VisitedStates, @unchecked Sendable {
  // Unchecked, as whoever uses it keeps to its segments.
  @usableFromInline let segments: UnsafeMutablePointer<Segment>

  /// Safe, as what probes it stays below its capacity.
  @frozen
  @safe
  @usableFromInline
  struct Segment {
    /// `capacity` slots; 0 marks the unused ones.
    @usableFromInline var slots: UnsafeMutablePointer<UInt64>
    @usableFromInline var capacity: UInt64
    @usableFromInline var used: UInt64 = 0

    init(capacity: UInt64) {
      self.capacity = capacity
      // Freed by the table, or when the segment grows.
      unsafe slots = .allocate(capacity: Int(capacity))
      unsafe slots.initialize(repeating: 0, count: Int(capacity))
    }
  }

  @usableFromInline
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

  /// The fingerprint, but 1 instead of 0, which marks unused slots.
  @inlinable
  @inline(__always)
  static func key<System: TransitionSystem>(
    of row: Span<UInt32>, in system: inout System
  ) -> UInt64 {
    let fingerprint = system.fingerprint(of: row)
    return fingerprint == 0 ? 1 : fingerprint
  }

  @inlinable
  @inline(__always)
  static func segment(of key: UInt64) -> Int { Segments.index(key) }

  /// What is in the first slot where a key may be: what makes the later look-up find it in the cache.
  @inlinable
  @inline(__always)
  func glance(_ key: UInt64) -> Bool {
    // The index is below 64, the place below the capacity.
    let segment = unsafe segments + Segments.index(key)
    return unsafe segment.pointee.slots[Segments.place(key, segment.pointee.capacity)] == key
  }

  @inlinable
  @inline(__always)
  func insert(_ key: UInt64, _ row: Span<UInt32>) -> Bool {
    // As in `glance`; only the worker that the segment belongs to comes here.
    let segment = unsafe segments + Segments.index(key)
    let capacity = unsafe segment.pointee.capacity
    let slots = unsafe segment.pointee.slots
    var place = Segments.place(key, capacity)
    while true {
      let found = unsafe slots[place]
      if found == key { return false }
      if found == 0 { break }
      place &+= 1
      if place == Int(truncatingIfNeeded: capacity) { place = 0 }
    }
    unsafe slots[place] = key
    let used = unsafe segment.pointee.used &+ 1
    unsafe segment.pointee.used = used
    if used &* 4 > capacity &* 3 { unsafe Self.grow(segment) }
    return true
  }

  @usableFromInline
  func contains(_ key: UInt64, _ row: Span<UInt32>) -> Bool {
    // As in `glance`.
    let segment = unsafe segments[Segments.index(key)]
    var place = Segments.place(key, segment.capacity)
    while true {
      let found = unsafe segment.slots[place]
      if found == key { return true }
      if found == 0 { return false }
      place += 1
      if place == Int(segment.capacity) { place = 0 }
    }
  }

  @usableFromInline var count: Int {
    // As above, of all 64.
    (0..<Segments.count).reduce(0) { unsafe $0 + Int(segments[$1].used) }
  }

  @usableFromInline var bytes: Int {
    // As above.
    (0..<Segments.count).reduce(0) { unsafe $0 + 8 * Int(segments[$1].capacity) }
  }

  @usableFromInline var collisionBits: Int? { 64 }
  @usableFromInline static var keyWords: Int { 1 }

  @usableFromInline
  func words(of segment: Int) -> [UInt64] {
    // The index is below 64, and all slots are initialised.
    let slots = unsafe UnsafeBufferPointer(
      start: segments[segment].slots, count: Int(segments[segment].capacity))
    return unsafe slots.filter { $0 != 0 }
  }

  @usableFromInline
  func keys(of segment: Int) -> [UInt64] { words(of: segment) }

  @usableFromInline
  func insert(words: [UInt64], into segment: Int) -> Bool {
    let none: [UInt32] = []
    return words.allSatisfy { key in
      key != 0 && Self.segment(of: key) == segment && insert(key, none.span)
    }
  }

  @usableFromInline
  @inline(never)
  static func grow(_ segment: UnsafeMutablePointer<Segment>) {
    // The fingerprints move to a larger block, and the old one is freed.
    let old = unsafe segment.pointee
    var new = Segment(capacity: old.capacity + old.capacity * 2 / 5)
    new.used = old.used
    for index in 0..<Int(old.capacity) {
      let key = unsafe old.slots[index]
      if key == 0 { continue }
      var place = Segments.place(key, new.capacity)
      while unsafe new.slots[place] != 0 {
        place += 1
        if place == Int(new.capacity) { place = 0 }
      }
      unsafe new.slots[place] = key
    }
    unsafe old.slots.deallocate()
    unsafe segment.pointee = new
  }
}

/// How tables of visited states are cut.
@usableFromInline
enum Segments {
  @usableFromInline static var count: Int { 64 }

  @inlinable
  @inline(__always)
  static func index(_ fingerprint: UInt64) -> Int { Int(truncatingIfNeeded: fingerprint >> 58) }

  /// A place below a capacity, chosen by the bits below those that choose the segment.
  @inlinable
  @inline(__always)
  static func place(_ fingerprint: UInt64, _ capacity: UInt64) -> Int {
    Int(truncatingIfNeeded: (fingerprint << 6).multipliedFullWidth(by: capacity).high)
  }
}
