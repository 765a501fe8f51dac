/// What one worker of a ``BreadthFirstSearch`` does: expands a part of the round's states, and then looks up what all
/// workers found, as far as it falls into its segments.
///
/// In each phase only one thread has a worker, and it reads of the others what they left in the phase before.
@safe
final class SearchWorker<System: TransitionSystem, Visited: VisitedStates>: @unchecked Sendable {
  // Unchecked, as the phases say who may read and write what.
  var system: System
  var buffer: SuccessorBuffer
  /// What is to be looked up, in order: keys, and which steps told them.
  var keys: UnsafeMutablePointer<Visited.Key>
  var told: UnsafeMutablePointer<Int32>
  var lookups = 0
  /// What became of each step.
  var fates: UnsafeMutablePointer<Fate>
  var capacity = 0
  /// The canonical rows, where there is symmetry; room for `capacity` then, and else for none.
  var canonical: UnsafeMutablePointer<UInt32>
  var isSymmetric: Bool
  let isConstrained: Bool
  var judge: LetterJudge
  /// What was found first of each property, and of what has no property.
  var found: [Discovery?]
  var deadlock: UInt64?
  var failure: UInt64?
  var deadlocks = 0
  var taken: [Int]
  var distinct: [Int]
  /// What leaves steps out, and how many it has left out of those in the buffer.
  var reduction: Reduction<Visited>?
  var omitted = 0

  enum Fate: UInt8 {
    /// Visited before, or not yet looked up.
    case known
    /// Found by this step.
    case new
    /// Out of the constraint.
    case outside
  }

  /// A state that decides a property.
  struct Discovery {
    /// How it was come to.
    var link: UInt64
    var row: [UInt32]
  }

  init(_ system: System, _ judge: LetterJudge, properties: Int) {
    (self.system, self.judge) = (system, judge)
    buffer = SuccessorBuffer(width: system.width)
    (isSymmetric, isConstrained) = (system.hasSymmetry, system.hasConstraint)
    found = Array(repeating: nil, count: properties)
    taken = Array(repeating: 0, count: system.actions.count)
    distinct = taken
    // Empty until `makeRoom`; freed there or in `deinit`.
    unsafe keys = .allocate(capacity: 0)
    unsafe told = .allocate(capacity: 0)
    unsafe fates = .allocate(capacity: 0)
    unsafe canonical = .allocate(capacity: 0)
  }

  deinit {
    // The types are trivial.
    unsafe keys.deallocate()
    unsafe told.deallocate()
    unsafe fates.deallocate()
    unsafe canonical.deallocate()
  }

  /// Counts no action as taken.
  func forgetActions() {
    for action in taken.indices { (taken[action], distinct[action]) = (0, 0) }
  }

  // MARK: Expanding

  /// Tells the steps of some states of the frontier into the buffer, and takes their keys.
  ///
  /// - Parameters:
  ///   - range: Which states, by their places in the frontier.
  ///   - frontier: The states of this depth.
  ///   - number: The number of the frontier's first state.
  func expand(_ range: Range<Int>, of frontier: RowBlocks, from number: UInt64) {
    buffer.clear()
    (lookups, omitted) = (0, 0)
    for place in range {
      let before = buffer.count
      let number = number &+ UInt64(truncatingIfNeeded: place)
      buffer.begin(number)
      frontier.withRow(place) { row in
        system.appendSuccessors(of: row, to: &buffer)
        if buffer.hasFailed { fail(number) }
        if buffer.count == before { stuck(number) } else { finish(from: before, parent: row) }
      }
    }
  }

  /// Tells the initial states into the buffer.
  func begin() {
    buffer.clear()
    (lookups, omitted) = (0, 0)
    buffer.begin(Link.root)
    system.appendInitialStates(to: &buffer)
    if buffer.hasFailed { fail(Link.root) }
    let none: [UInt32] = []
    finish(from: 0, parent: none.span)
  }

  func stuck(_ number: UInt64) {
    deadlocks += 1
    if deadlock == nil { deadlock = number }
  }

  func fail(_ number: UInt64) {
    if failure == nil { failure = number }
  }

  /// Takes the keys of the steps of one state, and asks of each step what is to be asked of steps.
  @inline(__always)
  func finish(from first: Int, parent: Span<UInt32>) {
    if buffer.count > capacity { makeRoom(buffer.count) }
    precondition(buffer.count - first < 1 << Link.ordinalBits, "a state has too many steps")
    for index in first..<buffer.count {
      // Room was made for as many keys and fates as there are steps.
      unsafe fates[index] = .known
      let action = unsafe Int(truncatingIfNeeded: buffer.actions[index])
      taken[action] &+= 1
    }
    if isConstrained { markOutside(from: first, parent) }
    if judge.open & judge.ofSteps != 0 { judgeSteps(from: first) }
    let firstLookup = lookups
    for index in first..<buffer.count {
      // A step that changes nothing finds nothing.
      if buffer.isRow(index, parent) { continue }
      // As above.
      unsafe keys[lookups] = isSymmetric ? canonicalKey(index) : plainKey(index)
      unsafe told[lookups] = Int32(truncatingIfNeeded: index)
      lookups &+= 1
    }
    if let reduction { reduce(from: first, lookups: firstLookup, reduction) }
  }

  @inline(__always)
  func plainKey(_ index: Int) -> Visited.Key {
    buffer.withRow(index) { Visited.key(of: $0, in: &system) }
  }

  @inline(never)
  func makeRoom(_ count: Int) {
    let larger = max(2 * capacity, count, 256)
    let newKeys = UnsafeMutablePointer<Visited.Key>.allocate(capacity: larger)
    let newTold = UnsafeMutablePointer<Int32>.allocate(capacity: larger)
    let newFates = UnsafeMutablePointer<Fate>.allocate(capacity: larger)
    // The types are trivial; the old blocks, which hold `capacity` entries, are moved and freed.
    unsafe newKeys.update(from: keys, count: capacity)
    unsafe newTold.update(from: told, count: capacity)
    unsafe newFates.update(from: fates, count: capacity)
    unsafe keys.deallocate()
    unsafe told.deallocate()
    unsafe fates.deallocate()
    unsafe (keys, told, fates) = (newKeys, newTold, newFates)
    if isSymmetric {
      let newRows = UnsafeMutablePointer<UInt32>.allocate(capacity: larger * buffer.width)
      unsafe newRows.update(from: canonical, count: capacity * buffer.width)
      unsafe canonical.deallocate()
      unsafe canonical = newRows
    }
    capacity = larger
  }

  func markOutside(from first: Int, _ parent: Span<UInt32>) {
    for index in first..<buffer.count {
      let isWithin = buffer.withRow(index) { system.isWithin($0, from: parent) }
      // As in `finish`.
      if !isWithin { unsafe fates[index] = .outside }
    }
  }

  func judgeSteps(from first: Int) {
    for index in first..<buffer.count {
      let letter = buffer.withRow(index) { system.letter(of: $0) }
      // The index is that of a step that was told.
      let pulses = unsafe buffer.pulses[index]
      note(judge.decided(by: letter | pulses) & judge.ofSteps, buffer, index)
    }
  }

  func canonicalKey(_ index: Int) -> Visited.Key {
    let width = buffer.width
    // Room was made for as many rows as there are steps.
    let target = unsafe canonical + index * width
    buffer.withRow(index) { row in
      for word in 0..<width { unsafe target[word] = row[word] }
    }
    var draft = unsafe MutableSpan(_unsafeStart: target, count: width)
    system.canonicalise(&draft)
    return Visited.key(of: draft.span, in: &system)
  }

  // MARK: Looking up

  /// Looks up what a worker found, as far as it falls into segments of this one.
  ///
  /// - Parameters:
  ///   - other: The worker, this one or another.
  ///   - visited: The states that were visited.
  ///   - own: The segments that are this worker's, and of which no other worker may be asked.
  func settle(_ other: SearchWorker, _ visited: Visited, segments own: Range<Int>) {
    let count = other.lookups
    let isAlone = own.count == Segments.count
    var first = 0
    while first < count {
      let end = min(first &+ 32, count)
      // Looking at 32 slots together lets their cache misses overlap.
      var misses: UInt32 = 0
      for index in first..<end {
        // There are as many keys as look-ups.
        let key = unsafe other.keys[index]
        if !isAlone && !own.contains(Visited.segment(of: key)) { continue }
        misses |= (visited.glance(key) ? 0 : 1) << UInt32(truncatingIfNeeded: index &- first)
      }
      while misses != 0 {
        let index = first &+ misses.trailingZeroBitCount
        misses &= misses &- 1
        settle(other, index, visited)
      }
      first = end
    }
  }

  @inline(__always)
  func settle(_ other: SearchWorker, _ lookup: Int, _ visited: Visited) {
    // As above; the fate of a step is written by the one worker that its key falls to.
    let (key, index) = unsafe (other.keys[lookup], Int(other.told[lookup]))
    if unsafe other.fates[index] != .known {
      if isConstrained { judgeOutside(other, index) }
      return
    }
    let isNew = other.withCanonicalRow(index) { visited.insert(key, $0) }
    if !isNew { return }
    if let reduction { _ = other.withCanonicalRow(index) { reduction.fresh.insert(key, $0) } }
    unsafe other.fates[index] = .new
    let action = unsafe Int(truncatingIfNeeded: other.buffer.actions[index])
    distinct[action] &+= 1
    if judge.open != 0 { judgeState(other, index) }
  }

  /// A state out of the constraint is judged, as TLC does.
  func judgeOutside(_ other: SearchWorker, _ index: Int) {
    // As in `settle`.
    if unsafe other.fates[index] == .outside { judgeState(other, index) }
  }

  @inline(__always)
  func withCanonicalRow<R>(_ index: Int, _ body: (Span<UInt32>) -> R) -> R {
    if !isSymmetric { return buffer.withRow(index, body) }
    // The row was written when its key was taken.
    return unsafe body(
      Span(_unsafeStart: canonical + index * buffer.width, count: buffer.width))
  }

  /// Asks of a state what is to be asked of states.
  func judgeState(_ other: SearchWorker, _ index: Int) {
    let letter = other.buffer.withRow(index) { system.letter(of: $0) }
    let decided = judge.decided(by: letter) & judge.open & ~judge.ofSteps
    if decided != 0 { note(decided, other.buffer, index) }
  }

  /// Notes what a step decides, if nothing before it did.
  func note(_ decided: UInt64, _ buffer: borrowing SuccessorBuffer, _ index: Int) {
    var bits = decided & judge.open
    while bits != 0 {
      let property = bits.trailingZeroBitCount
      bits &= bits - 1
      judge.open &= ~(1 << UInt64(property))
      // The index is that of a step that was told.
      let link = unsafe buffer.links[index]
      let row = buffer.withRow(index) { row in row.indices.map { row[$0] } }
      found[property] = Discovery(link: link, row: row)
    }
  }
}
