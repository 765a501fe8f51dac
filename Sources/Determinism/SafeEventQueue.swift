/// The pending events of a run in an array, searched from end to end: what ``EventQueue`` must
/// equal.
public struct SafeEventQueue: Hashable, Sendable {
  private var entries: [EventQueue.Entry] = []

  /// Makes an empty queue.
  public init() {}

  /// The number of pending events.
  public var count: Int { entries.count }

  /// Whether no event is pending.
  public var isEmpty: Bool { entries.isEmpty }

  /// The next event, or nil when none is pending.
  public var peek: EventQueue.Entry? {
    entries.min { ($0.time, $0.order) < ($1.time, $1.order) }
  }

  /// Adds an event.
  public mutating func push(_ entry: EventQueue.Entry) {
    entries.append(entry)
  }

  /// Removes the next event and returns it, or nil when none is pending.
  public mutating func pop() -> EventQueue.Entry? {
    guard let next = peek, let index = entries.firstIndex(of: next) else { return nil }
    return entries.remove(at: index)
  }

  /// Removes every event that the predicate names.
  public mutating func removeAll(where isRemoved: (EventQueue.Entry) -> Bool) {
    entries.removeAll(where: isRemoved)
  }
}
