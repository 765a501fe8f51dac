import Determinism

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// PHOLD on the bare event queue: the numbers of `phold.cpp`, drawn in the same order.
///
/// The checksum must equal the C++ program's; logarithms are libm's there and here, so this kernel
/// belongs to the benchmarks and nowhere else.
struct QueuePhold {
  /// What the C++ program calls NLP, REMOTE, MEAN and LOOK (times in nanoseconds).
  static let processes: UInt32 = 1_024
  static let remote = 0.25
  static let mean = 1e9
  static let lookahead = 1e8

  /// The generator of `phold.cpp`: SplitMix64, 53 bits to a unit interval without 0.
  private struct Draws {
    var generator: SplitMix64

    @inline(__always)
    mutating func unit() -> Double { Double((generator.next() >> 11) &+ 1) * 0x1p-53 }

    @inline(__always)
    mutating func below(_ bound: UInt32) -> UInt32 {
      UInt32(truncatingIfNeeded: ((generator.next() >> 32) &* UInt64(bound)) >> 32)
    }

    @inline(__always)
    mutating func increment() -> UInt64 {
      UInt64(QueuePhold.lookahead - QueuePhold.mean * log(unit()))
    }

    @inline(__always)
    mutating func destination(_ process: UInt32) -> UInt32 {
      unit() < QueuePhold.remote ? below(QueuePhold.processes) : process
    }
  }

  /// Runs the hold model and returns its checksum.
  ///
  /// - Parameter started: Called once, between filling the queue and the first event, to read the clock.
  static func run(
    population: Int, events: Int, seed: UInt64 = 1, started: () -> Void
  ) -> UInt64 {
    var draws = Draws(generator: SplitMix64(state: seed))
    var queue = EventQueue()
    var counts = [UInt64](repeating: 0, count: Int(processes))
    var insertion: UInt64 = 0
    var sum: UInt64 = 0
    var now: UInt64 = 0
    for index in 0..<population {
      queue.push(
        EventQueue.Entry(
          time: draws.increment(), order: insertion, slot: UInt32(index % Int(processes)), to: 0,
          from: 0))
      insertion += 1
    }
    started()
    for _ in 0..<events {
      guard let event = queue.pop() else { break }
      now = event.time
      counts[Int(event.slot)] &+= 1
      sum = sum &* 31 &+ UInt64(event.slot) &+ now
      let next = now &+ draws.increment()
      queue.push(
        EventQueue.Entry(
          time: next, order: insertion, slot: draws.destination(event.slot), to: 0, from: 0))
      insertion &+= 1
    }
    return sum ^ now
  }
}
