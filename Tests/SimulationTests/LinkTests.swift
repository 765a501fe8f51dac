import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

/// Each test draws what the link must have drawn, from the same stream in the documented order.
@Suite("Links")
struct LinkTests {
  static let count: UInt64 = 2_000

  /// The stream of the link from node 0 to node 1.
  static func stream() -> RandomStream { RandomStream(seed: 1, name: "link", index: 1) }

  static func flood(_ change: (inout LinkProfile) -> Void) -> Outcome<ToyNode> {
    simulate([ToyNode([.start: [.flood(count, to: 1)]]), ToyNode()]) { plan in
      change(&plan.profiles[0])
    }
  }

  /// What arrives when message k departs at 0 and arrives at each of `arrivals(k)`, by time and departure.
  static func expected(_ arrivals: (UInt64) -> [UInt64]) -> [String] {
    var copies: [(time: UInt64, number: UInt64)] = []
    for number in 0..<count {
      for time in arrivals(number) { copies.append((time, number)) }
    }
    // Sorting is stable.
    return ["0: start"]
      + copies.sorted { $0.time < $1.time }.map { "\($0.time): \($0.number) from 0" }
  }

  @Test("Loss drops each message by its own draw")
  func loss() {
    let outcome = Self.flood { $0.loss = .percent(10) }
    var stream = Self.stream()
    let expected = Self.expected { _ -> [UInt64] in stream.chance(.percent(10)) ? [] : [10] }
    #expect(outcome.log(1) == expected)
    let dropped = Self.count - UInt64(expected.count - 1)
    #expect((140...260).contains(dropped), "about 200 of 2,000")
    #expect(outcome.record.messages.dropped == dropped)
    #expect(outcome.fault(.drop) == FaultCount(dropped, dropped, dropped))
    #expect(outcome.record.messages.sent == Self.count)
    #expect(outcome.underWay == 0)
  }

  @Test("A duplicate is a second copy with a delay of its own")
  func duplication() throws {
    let delay = try Sampler.uniform(low: 5, high: 500)
    let outcome = Self.flood { profile in
      profile.delay = delay
      profile.duplicate = .percent(20)
    }
    var stream = Self.stream()
    var copies: UInt64 = 0
    let expected = Self.expected { _ in
      let first = delay.draw(from: &stream)
      guard stream.chance(.percent(20)) else { return [first] }
      copies += 1
      return [first, delay.draw(from: &stream)]
    }
    #expect(outcome.log(1) == expected)
    #expect((300...500).contains(copies), "about 400 of 2,000")
    #expect(outcome.record.messages.duplicated == copies)
    #expect(outcome.record.messages.sent == Self.count, "a link's copies are not sent by anyone")
    #expect(outcome.fault(.duplicate) == FaultCount(copies, copies, copies))
    #expect(outcome.underWay == 0)
  }

  @Test("Jitter is a second time, drawn apart")
  func jitter() throws {
    let delay = try Sampler.exponential(mean: 100)
    let jitter = try Sampler.uniform(low: 0, high: 9)
    let outcome = Self.flood { profile in
      profile.delay = delay
      profile.jitter = jitter
    }
    var stream = Self.stream()
    let expected = Self.expected { _ in
      let first = delay.draw(from: &stream)
      return [first + jitter.draw(from: &stream)]
    }
    #expect(outcome.log(1) == expected)
  }

  @Test("Reordering holds a message back", arguments: [UInt64(0), 50])
  func reordering(by time: UInt64) {
    let outcome = Self.flood { profile in
      profile.reorder = .percent(10)
      profile.reorderBy = Ticks(time)
    }
    var stream = Self.stream()
    var held: UInt64 = 0
    let expected = Self.expected { _ in
      guard stream.chance(.percent(10)) else { return [10] }
      held += 1
      return [10 + time]
    }
    #expect(outcome.log(1) == expected)
    #expect((140...260).contains(held))
    #expect(outcome.fault(.reorder) == FaultCount(held, held, time > 0 ? held : 0))
  }

  @Test("Corruption flips one bit; bytes that are no message any more are lost")
  func corruption() {
    let outcome = Self.flood { $0.corrupt = .percent(50) }
    var stream = Self.stream()
    var (altered, lost, corrupted) = (UInt64(0), UInt64(0), UInt64(0))
    var expected = ["0: start"]
    for number in 0..<Self.count {
      guard stream.chance(.percent(50)) else {
        expected.append("10: \(number) from 0")
        continue
      }
      corrupted += 1
      // 8 bytes of number, then 4 bytes of length, which admit no other value.
      let bit = stream.below(96)
      if bit >= 64 {
        lost += 1
        continue
      }
      altered += 1
      let place = (7 - bit / 8) * 8 + bit % 8
      expected.append("10: \(number ^ 1 << place) from 0")
    }
    #expect(outcome.log(1) == expected)
    #expect(lost * 3 > altered && lost < altered, "a third of the bits are of the length")
    #expect(outcome.fault(.corrupt) == FaultCount(corrupted, corrupted, corrupted))
    #expect(outcome.record.messages.dropped == lost)
    #expect(outcome.underWay == 0)
  }

  @Test("A corrupted copy leaves the other receivers' copies alone")
  func corruptionOfOneCopy() {
    let outcome = simulate([
      ToyNode([.start: [.broadcast(6, to: [1, 2])], .anyMessage: [.reply]]), ToyNode(), ToyNode(),
    ]) { plan in
      plan.profiles.append(plan.profiles[0])
      plan.profiles[1].corrupt = .always
      plan.profile = { _, to in to == NodeID(1) ? 1 : 0 }
    }
    #expect(outcome.nodes[2].received == [6])
    #expect(outcome.nodes[1].received != [6])
  }

  @Test("A link with a bandwidth sends one message after the other")
  func bandwidth() {
    // 12 bytes and the filler; 1,000 bytes a second.
    let node = ToyNode([
      .start: [.sendBytes(1, 8, to: 1), .sendBytes(2, 0, to: 1), .set(0, after: 100_000)],
      .timer(0): [.sendBytes(3, 1, to: 1)],
    ])
    for isDigested in [true, false] {
      let outcome = simulate([node, ToyNode()]) { plan in
        plan.profiles[0].bytesPerSecond = 1_000
        plan.isDigested = isDigested
      }
      #expect(outcome.nodes[1].arrivals == [20_010, 32_010, 113_010])
      #expect(outcome.record.messages.bytes == 20 + 12 + 13)
    }
  }

  @Test(
    "Sending times are rounded up to whole microseconds",
    arguments: [
      (7_000_000, 2), (12_000_000, 1), (11_999_999, 2), (.max, 1), (1, 12_000_000),
    ] as [(UInt64, UInt64)])
  func roundedBandwidth(bytesPerSecond: UInt64, time: UInt64) {
    let outcome = simulate([ToyNode([.start: [.flood(2, to: 1)]]), ToyNode()]) { plan in
      plan.profiles[0].bytesPerSecond = bytesPerSecond
    }
    #expect(outcome.nodes[1].arrivals == [10 + time, 10 + 2 * time])
  }

  @Test("An ordered link never lets a message overtake")
  func ordered() throws {
    let delay = try Sampler.uniform(low: 0, high: 1_000)
    let outcome = Self.flood { profile in
      profile.delay = delay
      profile.isOrdered = true
    }
    var stream = Self.stream()
    var latest: UInt64 = 0
    let expected = Self.expected { _ in
      latest = max(latest, delay.draw(from: &stream))
      return [latest]
    }
    #expect(outcome.log(1) == expected)
    #expect(outcome.nodes[1].received == Array(0..<Self.count))
  }

  @Test("The short path draws what the long one draws")
  func paths() throws {
    let delay = try Sampler.lognormal(median: 300, sigmaMillionths: 400_000)
    let short = Self.flood { profile in
      profile.delay = delay
      profile.jitter = delay
      profile.loss = .percent(5)
    }
    #expect((60...140).contains(short.record.messages.dropped))
    // A doubled node elsewhere takes the long path with the very same draws.
    let twin = simulate([ToyNode([.start: [.flood(Self.count, to: 1)]]), ToyNode(), ToyNode()]) {
      $0.profiles[0].delay = delay
      $0.profiles[0].jitter = delay
      $0.profiles[0].loss = .percent(5)
      $0.faults.twins = [Twin(NodeID(2), side: NodeSet())]
    }
    #expect(twin.log(1) == short.log(1))
  }

  @Test("Each direction has a profile and a stream of its own")
  func directions() throws {
    let delay = try Sampler.uniform(low: 0, high: 100)
    let run = { (others: [Int]) in
      simulate([
        ToyNode([.start: [.flood(20, to: 1)]]), ToyNode(),
        ToyNode([.start: others.map { .flood(20, to: $0) }]),
      ]) { plan in
        plan.profiles = [LinkProfile(delay: delay), LinkProfile(delay: .always(Ticks(7)))]
        plan.profile = { from, to in from == NodeID(2) && to == NodeID(1) ? 1 : 0 }
      }
    }
    let alone = run([])
    let busy = run([0, 1, 2])
    #expect(
      busy.log(1).filter { $0.hasSuffix("from 0") }
        == alone.log(1).filter { $0.hasSuffix("from 0") })
    #expect(busy.log(1).filter { $0.hasSuffix("from 2") }.allSatisfy { $0.hasPrefix("7: ") })
    #expect(Set(busy.log(0).filter { $0.hasSuffix("from 2") }.map { $0.prefix(3) }).count > 3)
  }
}
