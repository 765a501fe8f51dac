import Cryptography
import Determinism
import Testing

@testable import NocturneLedger

@Suite("The replicated state")
struct LedgerStateTests {
  @Test("Events of a session are chained, numbered and timed")
  func chain() throws {
    var court = Court()
    var previous = try #require(court.state.head(of: court.name("s")))
    #expect(previous.hash == court.crypto.hash(court.name("s"), Tag("session")))
    var time: UInt64 = 0
    for slot in 0..<5 {
      let commands = (0..<3).map { court.command(UInt64(slot) + 1, lane: UInt16($0)) }
      // The proposer's clock goes backwards; the slots' times must not.
      let events = court.judge(slot: commands, time: UInt64(100 - 10 * slot)).compactMap {
        if case .event(let event) = $0 { event } else { nil }
      }.sorted { $0.sequence < $1.sequence }
      #expect(events.count == 3)
      for event in events {
        #expect(event.previous == previous.hash)
        #expect(event.sequence == previous.sequence + 1)
        #expect(event.time > time)
        previous = SessionHead(
          sequence: event.sequence, hash: court.crypto.hash(event, Tag("event")))
        time = event.time
      }
    }
    #expect(court.state.head(of: court.name("s")) == previous)
  }

  @Test("A batch's time is its clock, or one above the last event's")
  func effectiveTime() {
    var court = Court()
    func time(_ sequence: UInt64, _ clock: UInt64) -> UInt64 {
      guard case .event(let event) = court.judge(court.command(sequence), time: clock)[0] else {
        return 0
      }
      return event.time
    }
    #expect(time(1, 500) == 500)
    // One event at 500, so lastTime = 501.
    #expect(time(2, 20) == 502)
    court.pass(1)  // A null slot takes 504 and counts no event.
    #expect(time(3, 20) == 505)
    #expect(time(4, .max) == .max, "saturates and does not trap")
    #expect(time(5, 0) == .max)
  }

  @Test("A checkpoint raises floors and forgets judged commands, but not the last outcome")
  func pruning() throws {
    var court = Court()
    let command = court.command(1)
    let outOfOrder = court.command(9, lane: 1)
    let outcome = try #require(court.judge(command, outOfOrder)[0])
    #expect(court.state.judged.count == 2)
    court.pass(15)
    #expect(court.state.slot == 16)
    #expect(court.state.judged.map(\.sequence) == [9], "only what is above its lane's floor")
    let lane = try #require(court.state.lanes[LaneKey(command)])
    #expect(lane.floor == 1)
    #expect(lane.lastOutcome == outcome)
    #expect(court.verdict(command) == "none")
    #expect(court.verdict(outOfOrder) == "none")
  }

  @Test("Equal histories give equal states and digests; another order another digest")
  func determinism() {
    func run(_ lanes: [UInt16]) -> (Digest, LedgerState) {
      var court = Court()
      for lane in lanes { _ = court.judge(court.command(1, lane: lane)) }
      return (court.state.digest(setup: court.setup, crypto: &court.crypto), court.state)
    }
    let (first, second, other) = (run([0, 1, 2]), run([0, 1, 2]), run([1, 0, 2]))
    #expect(first.0 == second.0)
    #expect(first.1 == second.1)
    #expect(first.0 != other.0)
  }

  /// The kept hashes must never go stale: a state that comes fresh from its bytes has none.
  @Test("The kept digest is that of the state read from its bytes", arguments: 0..<UInt64(6))
  func incrementalDigest(seed: UInt64) throws {
    var court = Court()
    var stream = RandomStream(seed: seed, name: "test", index: 0)
    var sequences = [UInt64](repeating: 0, count: 16)
    for _ in 0..<40 {
      var commands: [Command] = []
      for lane in 0..<16 where stream.below(3) == 0 {
        sequences[lane] += 1
        let key = court.name("k\(stream.below(30))")
        let operation: StateOperation =
          switch stream.below(3) {
          case 0: .put(key, [UInt8(stream.below(256))])
          case 1: .delete(key)
          default: .add(key, 3)
          }
        commands.append(
          court.command(sequences[lane], lane: UInt16(lane), payload: [operation].canonicalBytes))
      }
      _ = court.judge(slot: commands)
      let kept = court.state.digest(setup: court.setup, crypto: &court.crypto)
      var fresh = try LedgerState(canonicalBytes: court.state.canonicalBytes)
      #expect(fresh == court.state)
      #expect(fresh.digest(setup: court.setup, crypto: &court.crypto) == kept)
    }
  }

  /// The slow oracle: a tree built anew over all entries.
  @Test("A Merkle map's root is that of a tree over its entries", arguments: 0..<UInt64(20))
  func merkleMap(seed: UInt64) {
    var crypto = Cryptographer(mode: .ideal, seed: 1)
    let empty = Domain().hash(encoded: [], Tag("empty"))
    var stream = RandomStream(seed: seed, name: "test", index: 0)
    var map = MerkleMap<UInt16, UInt64>()
    for _ in 0..<60 {
      for _ in 0..<stream.below(4) {
        let key = UInt16(stream.below(24))
        map[key] = stream.below(3) == 0 ? nil : stream.next()
      }
      let entries = zip(map.keys, map.values).map { key, value in
        var writer = CanonicalWriter()
        writer.put(key)
        writer.put(value)
        return Domain().hash(encoded: writer.bytes, Tag("entry"))
      }
      #expect(map.root(&crypto, empty: empty) == MerkleTree(of: entries, in: Domain()).root)
      #expect(map.keys == map.keys.sorted())
    }
  }
}
