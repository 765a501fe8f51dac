public import Cryptography
public import Determinism

/// What a node may use during one step.
///
/// The engine owns it and reuses its storage, so that a step allocates nothing; a node only calls
/// its methods. Effects keep their order.
@frozen
@safe
public struct Context<S: System>: ~Copyable {
  /// The node that takes the step.
  @inlinable
  public var me: NodeID { node }

  /// The node's own clock, in microseconds since the start of the run; zero in untimed exploration.
  ///
  /// It may be ahead or behind, run too fast or too slowly, and jump either way, as a plan of faults
  /// says. Timers go by it too, but count only how far it has run: a jump neither hastens nor delays
  /// them. What happens outside the node, links, stores and the work it is charged for, takes true
  /// time.
  @inlinable
  public var now: Ticks { clock }

  /// The virtual time of work that the step has charged so far.
  @inlinable
  public var cost: Ticks { spent }

  @usableFromInline
  var node = NodeID(0)
  @usableFromInline
  var clock = Ticks.zero
  @usableFromInline
  var spent = Ticks.zero
  @usableFromInline
  var used = 0
  @usableFromInline
  var key: SigningKey?
  @usableFromInline
  var grants: [Grant] = []
  @usableFromInline
  var nextTicket: UInt32 = 0
  @usableFromInline
  let cryptographer: Cryptographer
  @usableFromInline
  let prices: PriceList
  @usableFromInline
  var choices: Choices
  @usableFromInline
  var buffer: UnsafeMutablePointer<Effect<S>>
  @usableFromInline
  var capacity: Int
  /// The number of effects so far: a mark that ``rewrite(since:_:)`` takes.
  @inlinable
  public var count: Int { used }

  /// Makes the context of a run or an exploration.
  ///
  /// - Parameters:
  ///   - cryptographer: The keys, the verification memo and the counters of the run.
  ///   - prices: What each cryptographic operation and each named piece of work costs.
  ///   - choices: Where the answers of ``choose(_:)`` come from.
  @inlinable
  public init(cryptographer: Cryptographer, prices: PriceList, choices: Choices) {
    self.cryptographer = cryptographer
    self.prices = prices
    self.choices = choices
    capacity = 64
    // The only owner of this memory, which `deinit` gives back.
    unsafe buffer = UnsafeMutablePointer<Effect<S>>.allocate(capacity: 64)
  }

  @inlinable
  deinit {
    // `count` effects from the start are initialised.
    unsafe buffer.deinitialize(count: used)
    unsafe buffer.deallocate()
  }

  // MARK: For nodes

  /// Sends a message to one node; to itself it arrives like any other.
  @inlinable
  @inline(__always)
  public mutating func send(_ message: consuming S.Message, to receiver: NodeID) {
    append(.send(message, to: receiver))
  }

  /// Sends one shared message to each of some nodes, in ascending order.
  @inlinable
  @inline(__always)
  public mutating func broadcast(_ message: consuming S.Message, to receivers: NodeSet) {
    append(.broadcast(message, to: receivers))
  }

  /// Has ``Input/timerFired(_:)`` come after a time by the node's clock; a timer of the same name is replaced.
  @inlinable
  @inline(__always)
  public mutating func setTimer(_ timer: S.Timer, after delay: Ticks) {
    append(.setTimer(timer, after: delay))
  }

  /// Forgets a timer, if it is set.
  @inlinable
  @inline(__always)
  public mutating func cancelTimer(_ timer: S.Timer) { append(.cancelTimer(timer)) }

  /// Writes a record to one of the node's stores.
  ///
  /// - Returns: The ticket by which ``Input/stored(_:)`` or ``Input/storeFailed(_:)`` will speak of it.
  @inlinable
  public mutating func write(_ record: consuming S.Record, to store: StoreID) -> Ticket {
    let ticket = Ticket(nextTicket)
    nextTicket += 1
    append(.write(record, to: store, ticket: ticket))
    return ticket
  }

  /// Releases the records of a store whose tickets are no later than one: a boot after a crash no
  /// longer gives them.
  ///
  /// It is how a log is truncated once a checkpoint of what it told is durable. It takes no time, and
  /// no input answers it. A write that is under way is acknowledged all the same, but not kept.
  /// Records of earlier lives have earlier tickets.
  @inlinable
  public mutating func forget(upTo ticket: Ticket, in store: StoreID) {
    append(.forget(upTo: ticket, in: store))
  }

  /// Tells the properties a fact.
  @inlinable
  @inline(__always)
  public mutating func observe(_ fact: consuming S.Fact, _ latch: Latch) {
    append(.observe(fact, latch))
  }

  /// A number from 0 up to, not including, `count`.
  ///
  /// In a run it is drawn from the node's own stream; in exploration the step is run again for every answer.
  ///
  /// - Precondition: `count` is positive.
  @inlinable
  public mutating func choose(_ count: Int) -> Int {
    precondition(count > 0, "a choice among \(count)")
    return choices.answer(for: me, among: count)
  }

  /// Charges a time of work to the step.
  @inlinable
  public mutating func work(_ time: Ticks) { spent = spent + time }

  /// Charges the price of a named piece of work.
  @inlinable
  public mutating func work(_ operation: Tag) { charge(.work, operation) }

  /// The effects of the step so far, in order; for wrappers and tests.
  public var effects: [Effect<S>] {
    // `count` effects from the start are initialised.
    (0..<used).map { unsafe buffer[$0] }
  }

  /// Edits what a wrapped node did since a mark; for wrappers around nodes.
  ///
  /// - Parameters:
  ///   - mark: The ``count`` of effects when the wrapped node began.
  ///   - edit: Changes the effect in place; the effect stays when it returns true.
  @inlinable
  public mutating func rewrite(since mark: Int, _ edit: (inout Effect<S>) -> Bool) {
    var kept = mark
    for index in mark..<used {
      // Both positions are below `count`, hence initialised.
      if unsafe edit(&buffer[index]) {
        if kept != index { unsafe swap(&buffer[kept], &buffer[index]) }
        kept += 1
      }
    }
    // The effects from `kept` on were dropped, and are initialised.
    unsafe (buffer + kept).deinitialize(count: used - kept)
    used = kept
  }

  /// Takes back what a wrapped node did since a mark, for a wrapper that does something else instead;
  /// what is to happen after all, it ``perform(_:)``s.
  public mutating func withdraw(since mark: Int) -> [Effect<S>] {
    // Positions from the mark up to `count` are initialised; all of them move out.
    let withdrawn = (mark..<used).map { unsafe (buffer + $0).move() }
    used = mark
    return withdrawn
  }

  /// Does what an effect says; for wrappers around nodes.
  @inlinable
  public mutating func perform(_ effect: consuming Effect<S>) { append(effect) }

  @inlinable
  @inline(__always)
  mutating func append(_ effect: consuming Effect<S>) {
    if used == capacity { grow() }
    // There is room for one more, not yet initialised.
    unsafe (buffer + used).initialize(to: effect)
    used += 1
  }

  @usableFromInline
  @inline(never)
  mutating func grow() {
    let larger = UnsafeMutablePointer<Effect<S>>.allocate(capacity: capacity * 2)
    // The effects move; the old memory is left uninitialised and given back.
    unsafe larger.moveInitialize(from: buffer, count: used)
    unsafe buffer.deallocate()
    unsafe buffer = larger
    capacity *= 2
  }
}
