public import Cryptography
public import Determinism
public import Machine

/// A replica of the three-phase exchange; replica 0 leads.
@frozen
public struct ThreePhaseReplica: Node {
  /// The system.
  public typealias S = ThreePhase

  /// The votes of one slot.
  @frozen
  @usableFromInline
  struct SlotState: Canonical {
    @usableFromInline
    var slot: UInt64 = .max
    /// What the votes are for: the proposal, or before it the first vote.
    @usableFromInline
    var digest: UInt64 = 0
    @usableFromInline
    var prepares = NodeSet()
    @usableFromInline
    var commits = NodeSet()
    @usableFromInline
    var prepareCount: UInt16 = 0
    @usableFromInline
    var commitCount: UInt16 = 0
    @usableFromInline
    var isProposed = false
    @usableFromInline
    var isPrepared = false
    @usableFromInline
    var isDecided = false

    @inlinable
    init() {}

    @usableFromInline
    func encode(into writer: inout CanonicalWriter) {
      writer.put(slot)
      writer.put(digest)
      writer.encode(prepares)
      writer.encode(commits)
      writer.encode(isProposed)
      writer.encode(isPrepared)
      writer.encode(isDecided)
    }

    @usableFromInline
    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      slot = try reader.take()
      digest = try reader.take()
      prepares = try reader.decode()
      commits = try reader.decode()
      prepareCount = UInt16(prepares.count)
      commitCount = UInt16(commits.count)
      isProposed = try reader.decode()
      isPrepared = try reader.decode()
      isDecided = try reader.decode()
    }
  }

  /// Slots whose votes are remembered at one time; an older one is forgotten.
  public static let window = 64

  /// The domain of its signatures.
  @inlinable
  static var tag: Tag { Tag("3p") }

  @usableFromInline
  let id: NodeID
  @usableFromInline
  let peers: NodeSet
  @usableFromInline
  let quorum: UInt16
  @usableFromInline
  let isSigned: Bool
  @usableFromInline
  let lastSlot: UInt64
  @usableFromInline
  let timeout: Ticks
  @usableFromInline
  let payloads: UInt16
  @usableFromInline
  let payload: [UInt8]
  @usableFromInline
  let keys: [PublicKey]
  @usableFromInline
  var nextSlot: UInt64 = 0
  @usableFromInline
  var slots: [SlotState]

  init(
    id: NodeID, configuration: ThreePhase.Configuration, keys: [PublicKey], payload: [UInt8]
  ) {
    self.id = id
    peers = NodeSet(0..<configuration.replicas).subtracting([id])
    quorum = UInt16(configuration.quorum)
    isSigned = configuration.isSigned
    lastSlot = configuration.slots
    timeout = configuration.timeout
    payloads = UInt16(configuration.payloads)
    self.payload = payload
    self.keys = keys
    slots = Array(repeating: SlotState(), count: Self.window)
  }

  /// The payload of a number, of so many bytes.
  @usableFromInline
  static func payload(_ number: Int, count: Int) -> [UInt8] {
    [UInt8](repeating: 7 &+ UInt8(truncatingIfNeeded: number), count: count)
  }

  /// Takes one input.
  @inlinable
  public mutating func step(_ input: Input<ThreePhase>, _ context: inout Context<ThreePhase>) {
    switch input {
    case .received(let message, let sender):
      if isSigned, !isAuthentic(message, from: sender, &context) { return }
      receive(message, from: sender, &context)
    case .start: if id == NodeID(0) { propose(&context) }
    case .timerFired(let timer): if isLatest(timer.slot) { propose(&context) }
    case .stored, .storeFailed: break  // It writes nothing.
    }
  }

  @inlinable
  func isAuthentic(
    _ message: ThreePhaseMessage, from sender: NodeID, _ context: inout Context<ThreePhase>
  ) -> Bool {
    context.verify(
      message.signature, of: ThreePhaseMessage.Body(message), Self.tag, by: keys[Int(sender.index)])
  }

  @inlinable
  @inline(__always)
  mutating func receive(
    _ message: ThreePhaseMessage, from sender: NodeID, _ context: inout Context<ThreePhase>
  ) {
    let ring = Int(message.slot % UInt64(Self.window))
    if slots[ring].slot != message.slot {
      // A slot that this one has replaced is over.
      guard slots[ring].slot == .max || slots[ring].slot < message.slot else { return }
      remember(message.slot, message.digest, at: ring)
    }
    switch message.phase {
    case .prePrepare: accept(message, from: sender, ring, &context)
    case .prepare:
      if slots[ring].digest == message.digest { prepare(by: sender, ring, &context) }
    case .commit:
      if slots[ring].digest == message.digest { commit(by: sender, ring, &context) }
    }
  }

  @inlinable
  mutating func accept(
    _ message: ThreePhaseMessage, from sender: NodeID, _ ring: Int,
    _ context: inout Context<ThreePhase>
  ) {
    guard !slots[ring].isProposed, sender == NodeID(0),
      message.digest == Fingerprint.hash64(message.payload)
    else { return }
    // Votes for anything else are forgotten: only a liar casts them, or misleads those who do.
    if slots[ring].digest != message.digest { remember(message.slot, message.digest, at: ring) }
    slots[ring].isProposed = true
    prepare(by: NodeID(0), ring, &context)
    prepare(by: id, ring, &context)
    broadcast(.prepare, ring, payload, &context)
  }

  @inlinable
  @inline(never)
  mutating func remember(_ slot: UInt64, _ digest: UInt64, at ring: Int) {
    slots[ring] = SlotState()
    slots[ring].slot = slot
    slots[ring].digest = digest
  }

  @inlinable
  @inline(__always)
  mutating func prepare(by voter: NodeID, _ ring: Int, _ context: inout Context<ThreePhase>) {
    guard slots[ring].prepares.insert(voter) else { return }
    slots[ring].prepareCount += 1
    guard slots[ring].isProposed, slots[ring].prepareCount >= quorum, !slots[ring].isPrepared
    else { return }
    slots[ring].isPrepared = true
    commit(by: id, ring, &context)
    broadcast(.commit, ring, payload, &context)
  }

  @inlinable
  mutating func commit(by voter: NodeID, _ ring: Int, _ context: inout Context<ThreePhase>) {
    guard slots[ring].commits.insert(voter) else { return }
    slots[ring].commitCount += 1
    guard slots[ring].isPrepared, slots[ring].commitCount >= quorum, !slots[ring].isDecided
    else { return }
    slots[ring].isDecided = true
    let slot = slots[ring].slot
    context.observe(
      .decided(replica: id, slot: slot, payload: slots[ring].digest), .latch)
    if id == NodeID(0), isLatest(slot) { propose(&context) }
  }

  /// Whether a slot is the one that was proposed last.
  @inlinable
  func isLatest(_ slot: UInt64) -> Bool { nextSlot > 0 && slot == nextSlot - 1 }

  @inlinable
  mutating func propose(_ context: inout Context<ThreePhase>) {
    if nextSlot > 0 { context.cancelTimer(ThreePhaseTimer(slot: nextSlot - 1)) }
    guard nextSlot < lastSlot else { return }
    let slot = nextSlot
    nextSlot += 1
    let ring = Int(slot % UInt64(Self.window))
    let payload =
      payloads > 1 ? Self.payload(context.choose(Int(payloads)), count: payload.count) : payload
    remember(slot, Fingerprint.hash64(payload), at: ring)
    slots[ring].isProposed = true
    context.observe(.proposed(slot: slot), .pulse)
    prepare(by: id, ring, &context)
    broadcast(.prePrepare, ring, payload, &context)
    context.setTimer(ThreePhaseTimer(slot: slot), after: timeout)
  }

  @inlinable
  @inline(__always)
  func broadcast(
    _ phase: ThreePhaseMessage.Phase, _ ring: Int, _ payload: [UInt8],
    _ context: inout Context<ThreePhase>
  ) {
    var message = ThreePhaseMessage(
      phase: phase, slot: slots[ring].slot, digest: slots[ring].digest, payload: payload)
    if isSigned { message.signature = context.sign(ThreePhaseMessage.Body(message), Self.tag) }
    context.broadcast(consume message, to: peers)
  }

  /// Appends the whole state.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(id)
    writer.encode(peers)
    writer.put(quorum)
    writer.encode(isSigned)
    writer.put(lastSlot)
    writer.encode(timeout)
    writer.put(payloads)
    writer.put(bytes: payload)
    writer.encode(keys)
    writer.put(nextSlot)
    writer.encode(slots)
  }

  /// Reads a state.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    id = try reader.decode()
    peers = try reader.decode()
    quorum = try reader.take()
    isSigned = try reader.decode()
    lastSlot = try reader.take()
    timeout = try reader.decode()
    payloads = try reader.take()
    payload = try reader.takeBytes()
    keys = try reader.decode()
    nextSlot = try reader.take()
    slots = try reader.decode()
  }
}
