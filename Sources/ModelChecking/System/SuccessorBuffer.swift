/// Where a ``TransitionSystem`` tells its steps.
///
/// The rows stand one after the other in one block, which is kept, so that telling a step allocates nothing. It is safe
/// to use: indices are checked, and nothing that it lends outlives the call.
@safe
public struct SuccessorBuffer: ~Copyable {
  /// How many words a row has.
  public let width: Int
  /// How many steps were told since the buffer was cleared.
  @inlinable public var count: Int { told }
  @usableFromInline var told = 0
  /// Whether a state was told that it has an error, see ``fail()``.
  public internal(set) var hasFailed = false

  @usableFromInline var capacity: Int
  /// `capacity` rows.
  @usableFromInline var rows: UnsafeMutablePointer<UInt32>
  /// Of each row the number of the state before it, and its place among the steps of that state; see ``Link``.
  @usableFromInline var links: UnsafeMutablePointer<UInt64>
  @usableFromInline var actions: UnsafeMutablePointer<UInt32>
  @usableFromInline var pulses: UnsafeMutablePointer<UInt64>
  /// What the links of the next steps begin with, less the count at which they do.
  @usableFromInline var linkBase: UInt64 = 0
  /// How many steps each step stands for; empty where all stand for one.
  private(set) var lengths: [UInt32] = []
  @usableFromInline var first = 0

  /// An empty buffer for rows of so many words.
  public init(width: Int, capacity: Int = 64) {
    precondition(width > 0 && capacity > 0, "width \(width), capacity \(capacity)")
    (self.width, self.capacity) = (width, capacity)
    // Each block has room for `capacity` entries, of trivial types, and is freed in `deinit` or `grow`.
    unsafe rows = .allocate(capacity: width * capacity)
    unsafe links = .allocate(capacity: capacity)
    unsafe actions = .allocate(capacity: capacity)
    unsafe pulses = .allocate(capacity: capacity)
  }

  deinit {
    // Allocated in `init` or `grow`, and nobody else has them.
    unsafe rows.deallocate()
    unsafe links.deallocate()
    unsafe actions.deallocate()
    unsafe pulses.deallocate()
  }

  /// Tells a step that makes some changes to a row.
  ///
  /// - Parameters:
  ///   - action: The number of the action.
  ///   - row: The words to begin with, usually those of the state that the step leaves.
  ///   - pulses: The propositions that the step tells, as bits.
  ///   - change: Changes the copy of the row.
  @inlinable
  @inline(__always)
  public mutating func emit(
    _ action: Int, copying row: Span<UInt32>, pulses: UInt64 = 0,
    _ change: (inout MutableSpan<UInt32>) -> Void
  ) {
    precondition(row.count == width, "a row of \(row.count) words where \(width) are expected")
    if told == capacity { grow() }
    // `grow` has made room for an entry at `count`.
    let target = unsafe rows + told &* width
    for index in 0..<width { unsafe target[index] = row[unchecked: index] }
    var draft = unsafe MutableSpan(_unsafeStart: target, count: width)
    change(&draft)
    finish(action, pulses)
  }

  /// Tells a step to a row.
  @inlinable
  public mutating func emit(_ action: Int, _ row: [UInt32], pulses: UInt64 = 0) {
    emit(action, copying: row.span, pulses: pulses) { _ in }
  }

  /// Tells a step of a compound system.
  ///
  /// - Parameters:
  ///   - action: The number of the action; of the last one that it stands for.
  ///   - length: How many steps it stands for, at least 1.
  ///   - row: The state whose steps are told.
  ///   - change: Makes of a copy of that state the one that the step leads to.
  public mutating func emit(
    _ action: Int, length: Int, copying row: Span<UInt32>,
    _ change: (inout MutableSpan<UInt32>) -> Void
  ) {
    precondition(length > 0 && lengths.count == told, "a length among steps without")
    emit(action, copying: row, change)
    lengths.append(UInt32(length))
  }

  /// Tells that something is wrong in the state whose steps are told, such as an expression without a value.
  public mutating func fail() { hasFailed = true }

  @inlinable
  @inline(__always)
  mutating func finish(_ action: Int, _ pulses: UInt64) {
    // As in `emit`.
    unsafe links[told] = linkBase &+ UInt64(truncatingIfNeeded: told)
    unsafe actions[told] = UInt32(truncatingIfNeeded: action)
    unsafe self.pulses[told] = pulses
    told &+= 1
  }

  /// Forgets all steps.
  mutating func clear() {
    told = 0
    lengths.removeAll(keepingCapacity: true)
    hasFailed = false
  }

  /// Forgets the steps from one on.
  mutating func truncate(to count: Int) {
    precondition(count <= told, "\(count) of \(told) steps")
    told = count
  }

  /// The next steps are those of the state with a number.
  @inline(__always)
  mutating func begin(_ number: UInt64) {
    first = told
    hasFailed = false
    linkBase = (number << Link.ordinalBits) &- UInt64(truncatingIfNeeded: count)
  }

  /// A row that was told.
  @inlinable
  @inline(__always)
  func withRow<R>(_ index: Int, _ body: (Span<UInt32>) -> R) -> R {
    precondition(index < count, "step \(index) of \(count)")
    // The row is within the block, which lives as long as the call.
    return unsafe body(Span(_unsafeStart: rows + index &* width, count: width))
  }

  /// The state that a step leads to.
  ///
  /// - Parameter index: Which step, in the order in which they were told.
  public func row(_ index: Int) -> [UInt32] {
    withRow(index) { row in row.indices.map { row[$0] } }
  }

  /// The action of a step.
  public func action(_ index: Int) -> Int {
    precondition(index < count, "step \(index) of \(count)")
    // Within the block, as was checked.
    return unsafe Int(actions[index])
  }

  /// The propositions that a step pulses, as bits.
  public func pulses(_ index: Int) -> UInt64 {
    precondition(index < count, "step \(index) of \(count)")
    // Within the block, as was checked.
    return unsafe pulses[index]
  }

  /// Whether a row that was told has the words of another one.
  @inline(__always)
  func isRow(_ index: Int, _ other: Span<UInt32>) -> Bool {
    if other.count != width { return false }
    // The row is within the block.
    let row = unsafe rows + index &* width
    for word in 0..<width where unsafe row[word] != other[unchecked: word] { return false }
    return true
  }

  @usableFromInline
  @inline(never)
  mutating func grow() {
    let larger = capacity * 2
    precondition(larger < Int(Int32.max), "too many steps for one buffer")
    // The blocks are moved to larger ones of our own, and the old ones are freed.
    unsafe rows = Self.moved(rows, width * capacity, to: width * larger)
    unsafe links = Self.moved(links, capacity, to: larger)
    unsafe actions = Self.moved(actions, capacity, to: larger)
    unsafe pulses = Self.moved(pulses, capacity, to: larger)
    capacity = larger
  }

  private static func moved<Word: BitwiseCopyable>(
    _ old: UnsafeMutablePointer<Word>, _ count: Int, to larger: Int
  ) -> UnsafeMutablePointer<Word> {
    let new = UnsafeMutablePointer<Word>.allocate(capacity: larger)
    // The types are trivial; the new block has room for all that was in the old one.
    unsafe new.update(from: old, count: count)
    unsafe old.deallocate()
    return unsafe new
  }
}

/// How a state was come to: the number of the state before it, and which of that state's steps led there.
@usableFromInline
enum Link {
  /// How many of a link's bits tell the step, counted in the order in which the system tells them.
  @usableFromInline static var ordinalBits: UInt64 { 24 }
  /// What initial states have instead of a state before them.
  @usableFromInline static var root: UInt64 { 1 << 40 - 1 }

  @usableFromInline
  static func parent(_ link: UInt64) -> UInt64 { link >> ordinalBits }
  @usableFromInline
  static func ordinal(_ link: UInt64) -> Int { Int(link & (1 << ordinalBits - 1)) }
}
