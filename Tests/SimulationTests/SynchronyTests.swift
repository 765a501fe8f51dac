import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Synchrony")
struct SynchronyTests {
  /// Messages from node 1 to node 0 at some instants, over a bad link.
  static func run(
    _ instants: some Sequence<UInt64>, nodes: Int = 2,
    _ change: @escaping (inout SimulationPlan<Toy>) -> Void
  ) -> Outcome<ToyNode> {
    let idle = Array(repeating: ToyNode(), count: nodes - 2)
    return simulate([ToyNode(), .beacon(at: instants, to: 0)] + idle) { plan in
      plan.synchrony = Synchrony(from: Ticks(100), bound: Ticks(20))
      change(&plan)
    }
  }

  @Test("What is under way at the instant arrives within the bound after it, the rest as ever")
  func underWay() {
    let outcome = Self.run([0, 40, 99, 100, 101]) {
      $0.profiles = [LinkProfile(delay: .always(Ticks(70)))]
    }
    #expect(outcome.nodes[0].arrivals == [70, 110, 120, 120, 121])
    let short = Self.run([0, 99, 100]) { $0.profiles = [LinkProfile(delay: .always(Ticks(5)))] }
    #expect(short.nodes[0].arrivals == [5, 104, 105])
  }

  @Test("What was lost before stays lost; from then on nothing is lost, doubled, altered or held")
  func calm() {
    var bad = LinkProfile(delay: .always(Ticks(1)))
    bad.reorder = .always
    bad.reorderBy = Ticks(500)
    for kind in [FaultKind.drop, .duplicate, .corrupt] {
      var link = bad
      if kind == .drop { link.loss = .always }
      if kind == .duplicate { link.duplicate = .always }
      if kind == .corrupt { link.corrupt = .percent(100) }
      let outcome = Self.run([90, 100, 110]) { $0.profiles = [link] }
      #expect(outcome.fault(kind).requested == 1, "\(kind)")
      // What was held back before arrives by the bound.
      let held: [UInt64] = kind == .drop ? [] : kind == .duplicate ? [120, 120] : [120]
      #expect(outcome.nodes[0].received.prefix(2) == [100, 110], "\(kind)")
      let arrivals = outcome.nodes[0].arrivals
      // A flipped bit may leave no message.
      #expect(arrivals == [101, 111] + held || kind == .corrupt && arrivals.count == 2, "\(kind)")
    }
  }

  @Test("Cuts between correct nodes are over, those from liars are not")
  func cuts() {
    let cut = Partition(
      .symmetric, sides: [NodeSet(0), NodeSet(1, 2)], from: .zero, until: .never)
    let outcome = Self.run([50, 100], nodes: 3) { $0.faults.partitions = [cut] }
    #expect(outcome.nodes[0].received == [100])
    let lying = Self.run([50, 100], nodes: 3) { plan in
      plan.faults.partitions = [cut]
      plan.faults.stores = [StoreFault(.rollback, of: StoreID(0), at: [NodeID(1)])]
    }
    #expect(lying.nodes[0].received.isEmpty)
    let twin = Self.run([50, 100], nodes: 3) { plan in
      plan.faults.partitions = [cut]
      plan.faults.twins = [Twin(NodeID(1), side: NodeSet(2))]
    }
    #expect(twin.nodes[0].received.isEmpty)
  }

  @Test("It holds among the nodes it names only")
  func among() {
    let run = { (nodes: NodeSet) in
      Self.run([50, 100]) { plan in
        plan.profiles = [LinkProfile(delay: .always(Ticks(70)))]
        plan.synchrony?.nodes = nodes
      }
    }
    #expect(run(NodeSet(0, 1)).nodes[0].arrivals == [120, 120])
    #expect(run(NodeSet(0)).nodes[0].arrivals == [120, 170])
  }

  @Test("A node that is down misses what comes, and one that is paused takes it later")
  func down() {
    let outcome = Self.run([95, 105, 130]) { plan in
      plan.faults.crashes = [Crash(NodeID(0), at: Ticks(90), restart: Ticks(110))]
      plan.faults.pauses = [Pause(NodeID(0), at: Ticks(112), until: Ticks(150))]
    }
    #expect(outcome.nodes[0].log == ["110: start", "150: 105 from 1", "150: 130 from 1"])
  }

  @Test(
    "An instant that never comes changes nothing, and links that keep the bound stay as they are")
  func nothing() throws {
    let link = LinkProfile(delay: try .uniform(low: 0, high: 20), loss: .percent(10))
    let run = { (synchrony: Synchrony?) in
      Self.run(0..<200) { plan in
        plan.profiles = [link]
        plan.synchrony = synchrony
      }.record
    }
    let plain = run(nil)
    let never = run(Synchrony(from: .never, bound: Ticks(20)))
    #expect(plain.messages.dropped > 0)
    #expect(never.traceDigest == plain.traceDigest)
    let bound = run(Synchrony(from: .zero, bound: Ticks(20)))
    #expect(bound.messages.dropped == 0 && bound.messages.delivered == 200)
  }

  @Test("The bound holds for links with a bandwidth and an order, too")
  func queued() {
    let outcome = Self.run([97, 98, 99, 100, 101, 102]) { plan in
      var link = LinkProfile(delay: .always(Ticks(3)))
      // A toy's message has 12 bytes, which take 12 µs.
      link.bytesPerSecond = 1_000_000
      link.isOrdered = true
      plan.profiles = [link]
    }
    #expect(outcome.nodes[0].arrivals == [112, 120, 120, 120, 121, 122])
  }
}
