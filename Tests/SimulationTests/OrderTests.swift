import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("Order of events")
struct OrderTests {
  @Test("At one instant: faults, ends of work, stores, deliveries, timers, clients")
  func classes() {
    // Everything of node 0 falls on 100 µs. Each input is put into the queue after those that it precedes.
    let outcome = simulate(
      [
        ToyNode([
          .start: [.set(1, after: 100)], .timer(7): [.write(5, to: 0)], .timer(8): [.work(25)],
        ]),
        ToyNode([.timer(9): [.send(2, to: 0)]]),
        ToyNode([.timer(8): [.work(25), .send(3, to: 2)]]),
      ]
    ) { plan in
      plan.stores = { _, _ in .init(delay: .always(Ticks(30))) }
      plan.loads = [
        .init(
          node: NodeID(0), timer: ToyTimer(4), arrivals: .steady(1, per: .zero),
          first: Ticks(100), count: 1),
        .init(
          node: NodeID(1), timer: ToyTimer(9), arrivals: .steady(1, per: .zero),
          first: Ticks(90), count: 1),
        .init(
          node: NodeID(2), timer: ToyTimer(8), arrivals: .steady(1, per: .zero),
          first: Ticks(75), count: 1),
        .init(
          node: NodeID(0), timer: ToyTimer(7), arrivals: .steady(1, per: .zero),
          first: Ticks(70), count: 1),
      ]
      plan.faults.pauses = [Pause(NodeID(1), at: Ticks(100), until: Ticks(101))]
    }
    #expect(
      outcome.lines.filter { $0.hasPrefix("100 ") } == [
        "100 1: pause", "100 0: stored log 0", "100 0: deliver EVEN 2 from 1",
        "100 0: timer tick 1",
        "100 0: client tick 4",
      ])
    // Work that ends at 100 lets its message out then.
    #expect(outcome.lines.contains("110 2: deliver ODD 3 from 2"))
  }

  @Test("Within a class the earlier insertion goes first, and broadcasts go in ascending order")
  func insertion() {
    let outcome = simulate([
      ToyNode([.start: [.broadcast(0, to: [3, 1, 2])]]),
      ToyNode([.start: [.send(1, to: 3), .send(2, to: 3)]]),
      ToyNode([.start: [.send(3, to: 3)]]), ToyNode(),
    ])
    #expect(
      outcome.log(3) == [
        "0: start", "10: 0 from 0", "10: 1 from 1", "10: 2 from 1", "10: 3 from 2",
      ])
    #expect(
      outcome.lines.dropFirst(4).prefix(3) == [
        "10 1: deliver EVEN 0 from 0", "10 2: deliver EVEN 0 from 0", "10 3: deliver EVEN 0 from 0",
      ])
  }

  @Test("Members boot at the start, in order, before anything else")
  func boots() {
    let outcome = simulate([ToyNode([.start: [.send(1, to: 1)]]), ToyNode(), ToyNode()]) {
      $0.profiles = [LinkProfile()]
      $0.faults.crashes = [Crash(NodeID(2), at: .zero)]
    }
    #expect(
      outcome.lines == [
        "0 0: start", "0 1: start", "0 2: start", "0 2: crash", "0 1: deliver ODD 1 from 0",
      ])
  }

  @Test("A node hears itself over the link to itself")
  func itself() {
    let outcome = simulate([ToyNode([.start: [.send(1, to: 0)]])])
    #expect(outcome.log(0) == ["0: start", "10: 1 from 0"])
  }
}
