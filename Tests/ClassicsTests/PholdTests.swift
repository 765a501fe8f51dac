import Classics
import Cryptography
import Determinism
import Faults
import Machine
import Simulation
import Testing
import Traces

@Suite("PHOLD and the idle cluster")
struct PholdTests {
  static func run(
    population: Int, events: UInt64, loss: Probability = .never
  ) throws -> (record: RunRecord, arrivals: [UInt64]) {
    let cryptographer = Cryptographer(mode: .ideal, seed: 1)
    var plan = SimulationPlan<Phold>(seed: 1)
    var link = LinkProfile(delay: try .exponential(mean: 1_000_000), loss: loss)
    link.jitter = .always(Ticks(100_000))
    plan.profiles = [link]
    plan.eventLimit = events
    var simulator = Simulator(
      Phold.cluster(population: population), cryptographer: cryptographer, plan: plan,
      properties: [])
    let record = try simulator.record()
    return (record, (0..<Phold.nodes).map { simulator[NodeID($0)].arrivals })
  }

  @Test("The population neither grows nor shrinks", arguments: [1, 31, 1_024, 3_000])
  func population(count: Int) throws {
    let (record, arrivals) = try Self.run(population: count, events: 10_000)
    // Every arrival sends one message on.
    #expect(record.messages.sent - record.messages.delivered == UInt64(count))
    #expect(arrivals.reduce(0, +) == record.messages.delivered)
    #expect(record.messages.delivered == 10_000 - UInt64(Phold.nodes))
    #expect(record.ending == .eventLimit)
  }

  @Test("Without a population nothing happens but boots; with losses it dies out")
  func extinction() throws {
    #expect(try Self.run(population: 0, events: 1_000).record.events == UInt64(Phold.nodes))
    let dying = try Self.run(
      population: 64, events: 100_000, loss: .init(partsPerBillion: 200_000_000) ?? .never)
    #expect(dying.record.ending == .quiet)
    #expect(dying.record.messages.dropped == 64)
  }

  @Test("One in four goes to a process drawn at random; the load spreads over all hosts")
  func spread() throws {
    let arrivals = try Self.run(population: 1_024, events: 32_000 + 32).arrivals
    // A thousand each on average; those of one process are correlated.
    #expect(arrivals.allSatisfy { (700...1_300).contains($0) })
  }

  @Test("A process that no node hosts is not a message")
  func unknownProcess() throws {
    #expect(try PholdMessage(canonicalBytes: [0, 0, 3, 255]).process == 1_023)
    #expect(throws: CanonicalError.notCanonical("no process 1024", at: 0)) {
      try PholdMessage(canonicalBytes: [0, 0, 4, 0])
    }
  }

  @Test("An idle cluster ticks at its interval and does nothing else")
  func idle() throws {
    let cryptographer = Cryptographer(mode: .ideal, seed: 1)
    var plan = SimulationPlan<Idle>(seed: 1)
    plan.duration = .seconds(5)
    var simulator = Simulator(
      Idle.cluster(nodes: 4), cryptographer: cryptographer, plan: plan, properties: [])
    let record = try simulator.record()
    let ticks = (0..<4).map { simulator[NodeID($0)].ticks }
    #expect(ticks == [500, 500, 500, 500])
    #expect(record.events == 4 + 2_000)
    #expect(record.messages.sent == 0 && record.virtualUs == 5_000_000)
  }
}
