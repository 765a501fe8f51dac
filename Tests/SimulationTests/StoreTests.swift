import Determinism
import Faults
import Machine
import Simulation
import Testing

@Suite("Stores")
struct StoreTests {
  @Test("Writes are pipelined: those of one instant are durable together, in order")
  func pipelined() {
    let outcome = simulate([
      ToyNode([.start: [.write(1, to: 0), .write(2, to: 0), .write(3, to: 1), .write(4, to: 0)]])
    ]) { $0.stores = { _, store in .init(delay: .always(Ticks(store.index == 0 ? 30 : 20))) } }
    #expect(
      outcome.log(0) == [
        "0: start", "20: stored 2", "30: stored 0", "30: stored 1", "30: stored 3",
      ])
  }

  @Test("A store acknowledges in the order of writing, whatever it draws")
  func ordered() throws {
    let delay = try Sampler.uniform(low: 0, high: 1_000)
    let outcome = simulate([
      ToyNode([.start: (0..<300).map { .write($0, to: 1) }])
    ]) { $0.stores = { _, _ in .init(delay: delay) } }
    var stream = RandomStream(seed: 1, name: "store", index: 1)
    var latest: UInt64 = 0
    let expected = (0..<300).map { ticket in
      latest = max(latest, delay.draw(from: &stream))
      return "\(latest): stored \(ticket)"
    }
    #expect(outcome.log(0) == ["0: start"] + expected)
  }

  @Test("Stores of different nodes draw from streams of their own")
  func streams() throws {
    let delay = try Sampler.uniform(low: 0, high: 1_000_000)
    let node = ToyNode([.start: [.write(1, to: 0), .write(1, to: 1)]])
    let run = { (nodes: [ToyNode]) in
      simulate(nodes) { $0.stores = { _, _ in .init(delay: delay) } }
    }
    let both = run([node, node])
    let times = Set(both.lines.filter { $0.contains("stored") }.map { $0.prefix { $0 != " " } })
    #expect(times.count == 4)
    #expect(run([node, ToyNode()]).log(0) == both.log(0))
  }

  @Test("A member without stores has none, and a delay for ever is never over")
  func never() {
    let outcome = simulate([
      ToyNode([.start: [.write(1, to: 0), .set(1, after: .max)]])
    ]) { $0.stores = { _, _ in .init(delay: .always(.never)) } }
    // The longest delay of a sampler is 2^53 − 1 µs.
    #expect(outcome.log(0) == ["0: start", "9007199254740991: stored 0"])
  }
}
