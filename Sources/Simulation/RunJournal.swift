public import Traces

/// What a run did and why, event by event; engines keep it on request only.
public struct RunJournal: Sendable {
  /// What caused each event.
  public internal(set) var history = CausalHistory()
  /// The events that a schedule can name, as its steps, in order.
  public internal(set) var steps: [Entry] = []

  /// An event as a step of a schedule.
  public struct Entry: Equatable, Sendable {
    /// The number of the event, counted from 1.
    public var event: UInt64
    /// What would let it happen again.
    public var step: Schedule.Step
  }

  /// The insertions after a number are of an event, up to the next span.
  private struct Span {
    var after: UInt64
    var event: UInt64
  }

  /// A copy that a link has altered or doubled.
  struct Copy: Sendable {
    /// The number of its insertion into the queue.
    var insertion: UInt64
    /// The number by which the copies of one message on one link are known.
    var group: UInt64
    /// What it was before a bit of it flipped.
    var original: Schedule.Mark?
    /// The type that it was of before.
    var label: UInt8
    /// The bit.
    var bit: Int?
  }

  private var spans: [Span] = []
  /// The latest event of each seat.
  private var latest: [UInt64]
  /// In the order of insertion.
  private var copies: [Copy] = []
  /// What liars say by steps of a schedule, in the order of insertion.
  private var said: [(insertion: UInt64, action: Schedule.Action)] = []
  /// Where among the steps a copy of a group has arrived.
  private var arrivals: [(group: UInt64, step: Int)] = []

  init(seats: Int) { latest = [UInt64](repeating: 0, count: seats) }

  /// Says that what is inserted from now on is the doing of an event.
  mutating func begin(_ event: UInt64, insertions: UInt64) {
    spans.append(Span(after: insertions, event: event))
  }

  /// Adds the next event.
  ///
  /// - Parameters:
  ///   - seat: Where it happens; nil for the network.
  ///   - insertion: The insertion that made it wait to happen; nil for what no event has caused.
  mutating func add(seat: Int?, insertion: UInt64?) {
    let origin = insertion.map(event) ?? 0
    history.append(.init(previous: seat.map { latest[$0] } ?? 0, origin: origin))
    if let seat { latest[seat] = history.count }
  }

  /// Adds a step for the latest event.
  mutating func add(_ step: Schedule.Step) {
    steps.append(Entry(event: history.count, step: step))
  }

  /// The event whose doing an insertion was.
  private func event(of insertion: UInt64) -> UInt64 {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].after < insertion { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? spans[low - 1].event : 0
  }

  mutating func add(_ copy: Copy) { copies.append(copy) }

  mutating func add(said action: Schedule.Action, by insertion: UInt64) {
    said.append((insertion, action))
  }

  /// The step by which a liar has said a message, if it was one.
  func said(by insertion: UInt64) -> Schedule.Action? {
    // Mostly it happens as soon as it is said.
    said.last { $0.insertion <= insertion }.flatMap { $0.insertion == insertion ? $0.action : nil }
  }

  /// What a link has done to a copy, if anything.
  func copy(of insertion: UInt64) -> Copy? {
    var (low, high) = (0, copies.count)
    while low < high {
      let middle = (low + high) / 2
      if copies[middle].insertion < insertion { low = middle + 1 } else { high = middle }
    }
    return low < copies.count && copies[low].insertion == insertion ? copies[low] : nil
  }

  /// Adds the arrival of a copy; an earlier arrival of the same message then has to leave one behind.
  mutating func add(arrival step: Schedule.Step, of copy: Copy) {
    if let earlier = arrivals.last(where: { $0.group == copy.group }) {
      steps[earlier.step].step.keeps = true
    }
    arrivals.append((copy.group, steps.count))
    add(step)
  }
}
