/// The pending events of a run, the least (time, order) first.
///
/// A 4-ary heap. Popping leaves a hole at the root, which the next push fills and sinks from there:
/// the usual step of a simulation, one event out and one or more in, costs one walk instead of two.
/// The least of four siblings is chosen without a branch.
///
/// Orders must be distinct among events of one time; then the order of the pops is that of the keys
/// whatever the order of the pushes. ``SafeEventQueue`` is the same in plain words.
///
/// - Source: Johnson, *Priority queues with update and finding minimum spanning trees* (1975) for
///   d-ary heaps; LaMarca and Ladner, *The influence of caches on the performance of heaps* (1996)
///   for siblings on a cache line.
@frozen
@safe
public struct EventQueue: ~Copyable {
  @usableFromInline var cells: Cells
  /// The number of cells in use, the hole among them.
  @usableFromInline var used = 0
  @usableFromInline var capacity: Int
  /// Whether the root has been popped and not yet replaced.
  @usableFromInline var hasHole = false

  /// Makes an empty queue with room for so many events before it first grows.
  @inlinable
  public init(capacity: Int = 64) {
    self.capacity = Swift.max(capacity, 4)
    cells = Cells(capacity: self.capacity)
  }

  @inlinable
  deinit {
    cells.deallocate()
  }

  /// The number of pending events.
  @inlinable
  public var count: Int { used - (hasHole ? 1 : 0) }

  /// Whether no event is pending.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The next event, or nil when none is pending.
  @inlinable
  public var peek: Entry? {
    if !hasHole { return used > 0 ? cells[0] : nil }
    return used > 1 ? cells[leastChild(of: 0, in: cells)] : nil
  }

  /// Adds an event.
  ///
  /// - Complexity: O(log(count)), amortised
  @inlinable
  @inline(__always)
  public mutating func push(_ entry: Entry) {
    if hasHole {
      hasHole = false
      sink(entry, from: 0)
    } else {
      if used == capacity { grow() }
      used += 1
      rise(entry)
    }
  }

  /// Removes the next event and returns it, or nil when none is pending.
  ///
  /// - Complexity: O(log(count))
  @inlinable
  @inline(__always)
  public mutating func pop() -> Entry? {
    if hasHole { fillHole() }
    guard used > 0 else { return nil }
    hasHole = true
    return cells[0]
  }

  /// Looks at every event, in no particular order.
  ///
  /// - Complexity: O(count)
  public func forEach(_ body: (Entry) -> Void) {
    for index in (hasHole ? 1 : 0)..<max(used, 1) where index < used { body(cells[index]) }
  }

  /// Removes every event that the predicate names; it is asked in no particular order.
  ///
  /// - Complexity: O(count)
  public mutating func removeAll(where isRemoved: (Entry) -> Bool) {
    if hasHole { fillHole() }
    let before = used
    used = 0
    for index in 0..<before {
      let entry = cells[index]
      if isRemoved(entry) { continue }
      cells[used] = entry
      used += 1
    }
    for index in used..<before { cells.clear(index) }
    // Floyd's construction, from the last parent to the root.
    for index in stride(from: (used + 2) / 4 - 1, through: 0, by: -1) {
      sink(cells[index], from: index)
    }
  }

  /// Puts the last event in the place of the one that was popped.
  @usableFromInline
  @inline(never)
  mutating func fillHole() {
    hasHole = false
    used -= 1
    let last = cells[used]
    cells.clear(used)
    if used > 0 { sink(last, from: 0) }
  }

  /// The cell of the least of four siblings, found by arithmetic on the outcome of comparisons.
  ///
  /// As a conditional expression it would become a branch, mispredicted half of the time.
  @inlinable
  @inline(__always)
  func leastChild(of parent: Int, in cells: Cells) -> Int {
    let first = 4 &* parent &+ 1
    let key0 = cells.key(first)
    let key1 = cells.key(first &+ 1)
    let key2 = cells.key(first &+ 2)
    let key3 = cells.key(first &+ 3)
    let left = first &+ (key1 < key0 ? 1 : 0)
    let right = first &+ 2 &+ (key3 < key2 ? 1 : 0)
    let isRight = (key3 < key2 ? key3 : key2) < (key1 < key0 ? key1 : key0)
    return left &+ ((right &- left) & (isRight ? -1 : 0))
  }

  /// Moves lesser children up, from the cell on, until the event fits.
  @inlinable
  @inline(__always)
  mutating func sink(_ entry: Entry, from start: Int) {
    let cells = self.cells
    let used = self.used
    let key = entry.key
    var index = start
    while 4 &* index &+ 1 < used {
      let child = leastChild(of: index, in: cells)
      let childKey = cells.key(child)
      if childKey >= key { break }
      cells.move(child, key: childKey, to: index)
      index = child
    }
    cells[index] = entry
  }

  /// Moves greater ancestors down, from the last cell on, until the event fits.
  @inlinable
  @inline(__always)
  mutating func rise(_ entry: Entry) {
    let cells = self.cells
    let key = entry.key
    var index = used &- 1
    while index > 0 {
      let parent = (index &- 1) >> 2
      let parentKey = cells.key(parent)
      if parentKey <= key { break }
      cells.move(parent, key: parentKey, to: index)
      index = parent
    }
    cells[index] = entry
  }

  @usableFromInline
  @inline(never)
  mutating func grow() {
    let larger = Cells(capacity: 2 * capacity)
    larger.copy(used, from: cells)
    cells.deallocate()
    cells = larger
    capacity *= 2
  }
}
