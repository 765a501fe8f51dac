import Determinism
import Testing

/// A queue that the expectation macros can hold, since they copy what they look at.
private final class Queue {
  private var queue: EventQueue

  init(capacity: Int = 64) { queue = EventQueue(capacity: capacity) }

  var count: Int { queue.count }
  var isEmpty: Bool { queue.isEmpty }
  var peek: EventQueue.Entry? { queue.peek }
  func push(_ entry: EventQueue.Entry) { queue.push(entry) }
  func pop() -> EventQueue.Entry? { queue.pop() }
  func removeAll(where isRemoved: (EventQueue.Entry) -> Bool) {
    queue.removeAll(where: isRemoved)
  }
}

@Suite("Event queue")
struct EventQueueTests {
  /// An entry whose other fields follow from its insertion number, so that a mix-up shows.
  static func entry(_ time: UInt64, _ insertion: UInt64, class: UInt8 = 0) -> EventQueue.Entry {
    EventQueue.Entry(
      time: time, order: EventQueue.Entry.order(class: `class`, insertion: insertion),
      slot: UInt32(insertion &* 2_654_435_761 & 0xFFFF_FFFF),
      to: UInt16(insertion & 0xFFFF), from: UInt16((insertion >> 3) & 0xFFFF))
  }

  @Test("An entry takes 24 bytes")
  func size() {
    #expect(MemoryLayout<EventQueue.Entry>.stride == 24)
  }

  @Test("Time comes first, then the class, then the insertion")
  func order() {
    let queue = Queue()
    let sorted = [
      Self.entry(5, 9, class: 7), Self.entry(6, 4, class: 0), Self.entry(6, 5, class: 0),
      Self.entry(6, 2, class: 1), Self.entry(6, 3, class: 255), Self.entry(.max, 0, class: 0),
      EventQueue.Entry(time: .max, order: .max, slot: 1, to: 2, from: 3),
    ]
    for entry in sorted.reversed() { queue.push(entry) }
    #expect(queue.count == sorted.count)
    var popped: [EventQueue.Entry] = []
    while let entry = queue.pop() { popped.append(entry) }
    #expect(popped == sorted)
    #expect(queue.isEmpty)
  }

  @Test("An empty queue has nothing to give, before and after use")
  func empty() {
    let queue = Queue(capacity: 0)
    #expect(queue.peek == nil)
    #expect(queue.pop() == nil)
    queue.push(Self.entry(1, 1))
    #expect(queue.peek == Self.entry(1, 1))
    #expect(queue.pop() == Self.entry(1, 1))
    #expect(queue.count == 0)
    #expect(queue.isEmpty)
    #expect(queue.peek == nil)
    #expect(queue.pop() == nil)
    queue.removeAll { _ in true }
    queue.push(Self.entry(2, 2))
    #expect(queue.count == 1)
    #expect(queue.pop() == Self.entry(2, 2))
  }

  /// Few distinct times make many ties; the two queues must agree after every operation.
  @Test(
    "Does what the plain array does, through any operations",
    arguments: 0..<12 as Range<UInt64>, [1, 4, 40, 1_000_000] as [UInt64])
  func differential(seed: UInt64, times: UInt64) {
    var stream = RandomStream(seed: seed, name: "queue", index: times)
    let queue = Queue(capacity: 1)
    var oracle = SafeEventQueue()
    var insertion: UInt64 = 0
    // Some histories mostly grow, some mostly shrink.
    let pushes = 3 + stream.below(5)
    for _ in 0..<400 {
      switch stream.below(10) {
      case 0..<pushes:
        for _ in 0...stream.below(3) {
          let entry = Self.entry(
            stream.below(times), insertion, class: UInt8(stream.below(3)))
          queue.push(entry)
          oracle.push(entry)
          insertion += 1
        }
      case 9 where stream.below(8) == 0:
        let remainder = stream.below(3)
        queue.removeAll { UInt64($0.to) % 3 == remainder }
        oracle.removeAll { UInt64($0.to) % 3 == remainder }
      default:
        let entry = queue.pop()
        let expected = oracle.pop()
        #expect(entry == expected, "seed \(seed), times \(times), insertion \(insertion)")
      }
      let next = queue.peek
      #expect(next == oracle.peek, "seed \(seed), times \(times), insertion \(insertion)")
      #expect(queue.count == oracle.count)
    }
    while let entry = queue.pop() {
      let expected = oracle.pop()
      #expect(entry == expected)
    }
    #expect(oracle.isEmpty)
  }

  @Test("Sorts many events, however they come in", arguments: [5, 341, 342, 2_000])
  func sorting(count: Int) {
    let sorted = (0..<count).map { Self.entry(UInt64($0 / 3), UInt64($0)) }
    var shuffled = sorted
    var stream = RandomStream(seed: 1, name: "sorting", index: UInt64(count))
    for _ in 0..<4 {
      stream.shuffle(&shuffled)
      let queue = Queue()
      for entry in shuffled { queue.push(entry) }
      var popped: [EventQueue.Entry] = []
      while let entry = queue.pop() { popped.append(entry) }
      #expect(popped == sorted)
    }
  }

  @Test("Removing nothing or everything keeps the queue usable")
  func removal() {
    let queue = Queue()
    for insertion in 0..<100 as Range<UInt64> { queue.push(Self.entry(insertion % 10, insertion)) }
    #expect(queue.pop() == Self.entry(0, 0))
    queue.removeAll { _ in false }
    #expect(queue.count == 99)
    #expect(queue.pop() == Self.entry(0, 10))
    queue.removeAll { $0.time != 4 }
    #expect(queue.count == 10)
    #expect(queue.peek == Self.entry(4, 4))
    queue.removeAll { _ in true }
    #expect(queue.isEmpty)
    queue.push(Self.entry(3, 200))
    #expect(queue.pop() == Self.entry(3, 200))
  }
}
