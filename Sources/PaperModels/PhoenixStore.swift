public import ModelChecking
import TemporalLogic

/// From a commit certificate to what a client is shown: the stores of the replicas, what they anchor, and what is
/// durable after all. Every ledger is a prefix of one sequence of events, so that a ledger is its length.
///
/// Claims NOC-021 and NOC-038; flaw FN-12.
///
/// - Source: The Nocturne paper, operator Phoenix and invariant S2; the module `PhoenixStore`.
@frozen
public struct PhoenixStore: CompiledModel {
  /// What a store's word is worth, and what is shown.
  public enum Variant: String, CaseIterable, Sendable {
    /// A store acknowledges what is in its cache; the replica shows it at once, and as final at any time.
    case published
    /// A store acknowledges what is on disk; an event is shown on F + 1 ANCHORs, and as final on a quorum.
    case repaired
    /// The published replica, that does not wait for its store.
    case showFirst
  }

  /// How many replicas and events there are, and what is expected of them.
  public struct Size: Hashable, Sendable {
    /// How many replicas follow the protocol, from 1 to 4.
    public var correct: Int
    /// How many of these have stores that do not: the first ones.
    public var lyingStores = 0
    /// How many other replicas there are.
    public var liars = 0
    /// For how many of both the protocol is made.
    public var faults: Int
    /// The quorum.
    public var quorum: Int
    /// How many events are decided, from 1 to 3.
    public var events = 1
    /// How often a replica crashes, in all, at most 7.
    public var crashes = 1

    /// One event and one crash, and nobody who lies.
    ///
    /// - Parameters:
    ///   - correct: How many replicas follow the protocol.
    ///   - faults: For how many liars and lying stores it is made.
    ///   - quorum: The quorum.
    public init(correct: Int, faults: Int, quorum: Int) {
      (self.correct, self.faults, self.quorum) = (correct, faults, quorum)
    }
  }

  /// How large it is.
  public let size: Size
  /// What a store's word is worth.
  public let variant: Variant
  /// What is owed to the client, and to each replica and its store.
  public let fairness: [ActionFairness]
  /// Whether it says that replicas whose stores are alike are interchangeable.
  public let hasSymmetry: Bool

  /// Some replicas with their stores.
  ///
  /// - Parameters:
  ///   - size: How many, and how much may happen to them.
  ///   - variant: What a store's word is worth.
  ///   - isFair: Whether everything but decisions and faults goes on if it can.
  ///   - isSymmetric: Whether it says that replicas whose stores are alike are interchangeable.
  public init(_ size: Size, variant: Variant, isFair: Bool = true, isSymmetric: Bool = false) {
    precondition(
      (1...4).contains(size.correct) && (0...size.correct).contains(size.lyingStores)
        && size.liars >= 0 && (1...3).contains(size.events) && (0...7).contains(size.crashes),
      "\(size)")
    (self.size, self.variant, hasSymmetry) = (size, variant, isSymmetric)
    let owed = [("Persist", 0), ("Flush", 1), ("Anchor", 2), ("Restart", 6)]
    let each = (0..<size.correct).flatMap { replica in
      owed.map { name, kind in
        ActionFairness(.weak("WF \(name)(r\(replica + 1))"), actions: [3 + 7 * replica + kind])
      }
    }
    fairness =
      isFair
      ? [
        ActionFairness(.weak("WF Show"), actions: [1]),
        ActionFairness(.weak("WF ShowFinal"), actions: [2]),
      ] + each : []
  }

  // Word 0 has eight bits for each replica: how much is in its cache, on its disk and anchored (2 bits each), and
  // whether it is up. Word 1: how many events are certified, shown, and shown as final (2 bits each), and from bit 6 on
  // the crashes that are left.
  /// Two words.
  @inlinable public var width: Int { 2 }
  /// What the quorum and the client do, then what each replica and its store do.
  public var actions: [String] {
    ["Decide", "Show", "ShowFinal"]
      + (1...size.correct).flatMap { replica in
        ["Persist", "Flush", "Anchor", "CacheAck", "Truncate", "Crash", "Restart"].map {
          "\($0)(r\(replica))"
        }
      }
  }
  /// The formulas without time, and how much is decided and final.
  public var propositions: [String] {
    [
      "shownAnchored", "shownStored", "finalStored", "finalDurable", "finalOnAll", "lostAndFinal",
    ]
      + events.map { "decided\($0)" } + events.map { "final\($0)" }
  }
  /// In the end there is nothing left to do.
  public var mayEnd: Bool { true }

  private var events: ClosedRange<Int> { 1...size.events }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "S2pub", .always, "shownAnchored",
        about: "what is visible is committed, if the word of a store is enough",
        tla: "PhoenixStore!S2_pub"),
      ModelProperty(
        "S2", .always, "shownStored", about: "what is visible is durable with a correct replica",
        tla: "PhoenixStore!S2"),
      ModelProperty(
        "S2f", .always, "finalStored",
        about: "what is shown as final is durable with Q - F correct replicas",
        tla: "PhoenixStore!S2f"),
      ModelProperty(
        "Durability", .always, "finalDurable",
        about: "what is shown as final is in the ledgers of any Q replicas together",
        tla: "PhoenixStore!Durability"),
      ModelProperty(
        "Finalises", .temporal,
        events.map { "G (decided\($0) -> F final\($0))" }.joined(separator: " & "),
        about: "all that is decided is final in the end", tla: "PhoenixStore!Finalises"),
      ModelProperty(
        "FinalOnAll", .sometimes, "finalOnAll",
        about: "all can be final after all crashes, with all replicas up",
        tla: "PhoenixStore!NeverFinalOnAll"),
      ModelProperty(
        "LostAndFinal", .sometimes, "lostAndFinal",
        about: "what is final can be lost by a lying store", tla: "PhoenixStore!NeverLostAndFinal"),
    ]
  }

  /// Nothing is decided, and all are up.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    let up = (0..<size.correct).reduce(0 as UInt32) { $0 | 64 << UInt32(8 * $1) }
    buffer.emit(0, [up, UInt32(size.crashes) << 6])
  }

  /// What the quorum, the client and the replicas can do.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let (certs, shown, final) = (row[1] & 3, row[1] >> 2 & 3, row[1] >> 4 & 3)
    if certs < size.events { buffer.emit(0, copying: row) { $0[1] += 1 } }
    if shown < size.events {
      // One step for each reason to show, which all lead to the same state.
      for _ in 0..<reasonsToShow(row, certs, shown) { buffer.emit(1, copying: row) { $0[1] += 4 } }
    }
    if final < shown, variant != .repaired || anchors(row, final + 1) >= size.quorum {
      buffer.emit(2, copying: row) { $0[1] += 16 }
    }
    for replica in 0..<size.correct { appendSteps(of: row, replica, certs, &buffer) }
  }

  @inlinable
  func reasonsToShow(_ row: Span<UInt32>, _ certs: UInt32, _ shown: UInt32) -> Int {
    switch variant {
    case .published:
      var count = 0
      for replica in 0..<UInt32(size.correct) {
        let state = row[0] >> (8 * replica)
        if state & 64 != 0 && state >> 4 & 3 > shown { count += 1 }
      }
      return count
    case .showFirst: return certs > shown && row[0] & 0x4040_4040 != 0 ? 1 : 0
    case .repaired: return anchors(row, shown + 1) >= size.faults + 1 ? 1 : 0
    }
  }

  /// How many replicas say that they have so many events.
  @inlinable
  func anchors(_ row: Span<UInt32>, _ height: UInt32) -> Int {
    var count = size.liars
    for replica in 0..<UInt32(size.correct) where row[0] >> (8 * replica + 4) & 3 >= height {
      count += 1
    }
    return count
  }

  /// What a replica and its store do, and what befalls them.
  @inlinable
  func appendSteps(
    of row: Span<UInt32>, _ replica: Int, _ certs: UInt32, _ buffer: inout SuccessorBuffer
  ) {
    let (shift, action) = (UInt32(8 * replica), 3 + 7 * replica)
    let state = row[0] >> shift & 255
    let (cache, disk, anchored) = (state & 3, state >> 2 & 3, state >> 4 & 3)
    let isUp = state & 64 != 0
    let isLying = replica < size.lyingStores
    if isUp, cache < certs { buffer.emit(action, copying: row) { $0[0] += 1 << shift } }
    if disk < cache { buffer.emit(action + 1, copying: row) { $0[0] += 4 << shift } }
    if isUp, anchored < disk {
      buffer.emit(action + 2, copying: row) { $0[0] += (disk - anchored) << (shift + 4) }
    }
    if isUp, anchored < cache, variant != .repaired || isLying {
      buffer.emit(action + 3, copying: row) { $0[0] += (cache - anchored) << (shift + 4) }
    }
    if isLying, disk > 0 {
      buffer.emit(action + 4, copying: row) { $0[0] -= (4 + cache - (disk - 1)) << shift }
    }
    if isUp, row[1] >> 6 != 0 {
      buffer.emit(action + 5, copying: row) {
        $0[0] -= (64 + cache - disk) << shift
        $0[1] -= 64
      }
    }
    if !isUp { buffer.emit(action + 6, copying: row) { $0[0] += 64 << shift } }
  }

  /// How many of the replicas from one on have so many events on disk.
  @inlinable
  func stored(_ row: Span<UInt32>, _ height: UInt32, from first: Int) -> Int {
    var count = 0
    for replica in first..<size.correct where row[0] >> UInt32(8 * replica + 2) & 3 >= height {
      count += 1
    }
    return count
  }

  /// What is shown, and where it is.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    let (certs, shown, final) = (row[1] & 3, row[1] >> 2 & 3, row[1] >> 4 & 3)
    let (sound, all) = (size.lyingStores, size.correct + size.liars)
    var letter: UInt64 = shown == 0 || anchors(row, shown) > size.liars ? 1 : 0
    if shown == 0 || stored(row, shown, from: sound) > 0 { letter |= 2 }
    if final == 0 || stored(row, final, from: sound) >= size.quorum - size.faults { letter |= 4 }
    if final == 0 || stored(row, final, from: 0) > all - size.quorum { letter |= 8 }
    let up = (row[0] & 0x4040_4040).nonzeroBitCount
    if final == size.events, row[1] >> 6 == 0, up == size.correct { letter |= 16 }
    for replica in 0..<size.lyingStores {
      let state = row[0] >> UInt32(8 * replica)
      if state >> 2 & 3 < state >> 4 & 3, state & 3 < final { letter |= 32 }
    }
    for event in 0..<UInt32(size.events) {
      if certs > event { letter |= 64 << UInt64(event) }
      if final > event { letter |= 64 << UInt64(event + UInt32(size.events)) }
    }
    return letter
  }

  /// Puts the replicas whose stores lie in the order of their states, and so the others.
  @inlinable
  public func canonicalise(_ row: inout MutableSpan<UInt32>) {
    row[0] = sorted(sorted(row[0], 0..<size.lyingStores), size.lyingStores..<size.correct)
  }

  @inlinable
  func sorted(_ word: UInt32, _ replicas: Range<Int>) -> UInt32 {
    var word = word
    for end in replicas.dropFirst() {
      for place in (replicas.lowerBound..<end).reversed() {
        let shift = UInt32(8 * place)
        let (low, high) = (word >> shift & 255, word >> (shift + 8) & 255)
        if low <= high { break }
        word ^= (low ^ high) << shift | (low ^ high) << (shift + 8)
      }
    }
    return word
  }

  /// Each action by itself is owed, if it is; it changes the state.
  @inlinable
  public func demands(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> UInt64 {
    if fairness.isEmpty || action == 0 { return 0 }
    if action < 3 { return 1 << UInt64(action - 1) }
    let (replica, kind) = ((action - 3) / 7, (action - 3) % 7)
    switch kind {
    case 0...2: return 4 << UInt64(4 * replica + kind)
    case 6: return 4 << UInt64(4 * replica + 3)
    default: return 0
    }
  }

  /// The variables, those of each replica by themselves.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let replicas = (0..<size.correct).map { (number: $0 + 1, state: row[0] >> UInt32(8 * $0)) }
    let up = replicas.reduce(0 as UInt32) { up, replica in
      up | (replica.state >> 6 & 1) << UInt32(replica.number - 1)
    }
    return [ModelVariable("certs", "\(row[1] & 3)")]
      + replicas.map { ModelVariable("cache[r\($0)]", "\($1 & 3)") }
      + replicas.map { ModelVariable("disk[r\($0)]", "\($1 >> 2 & 3)") }
      + replicas.map { ModelVariable("anchored[r\($0)]", "\($1 >> 4 & 3)") }
      + [
        ModelVariable("shown", "\(row[1] >> 2 & 3)"),
        ModelVariable("shownFinal", "\(row[1] >> 4 & 3)"),
        ModelVariable("up", Notation.set(up, of: Notation.names("r", size.correct))),
        ModelVariable("crashes", "\(row[1] >> 6)"),
      ]
  }
}
