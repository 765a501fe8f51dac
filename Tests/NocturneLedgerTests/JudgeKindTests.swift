import Cryptography
import Determinism
import NocturneLedger
import Testing

@Suite("Kinds of commands")
struct JudgeKindTests {
  @Test("A transition puts, deletes and adds")
  func transition() {
    var court = Court()
    let (k, n, s) = (court.name("k"), court.name("n"), court.name("s"))
    let first: [StateOperation] = [.put(k, [1]), .add(n, 5), .add(n, -7), .put(k, [2])]
    #expect(court.verdict(court.command(1, payload: first.canonicalBytes)) == "event")
    #expect(court.state.value(of: k, in: s) == [2])
    #expect(court.state.counter(n, in: s) == -2)
    let second: [StateOperation] = [.delete(k), .delete(court.name("none"))]
    #expect(court.verdict(court.command(2, payload: second.canonicalBytes)) == "event")
    #expect(court.state.value(of: k, in: s) == nil)
  }

  @Test("A malformed operation or an overflow refuses the whole command")
  func noPartialEffect() {
    var court = Court()
    let (k, n, s) = (court.name("k"), court.name("n"), court.name("s"))
    let most: [StateOperation] = [.add(n, .max)]
    #expect(court.verdict(court.command(1, payload: most.canonicalBytes)) == "event")
    let over: [StateOperation] = [.put(k, [1]), .add(n, 1)]
    #expect(
      court.verdict(court.command(2, payload: over.canonicalBytes)) == "INVARIANT_VIOLATION 9")
    #expect(court.state.value(of: k, in: s) == nil)
    #expect(court.state.counter(n, in: s) == .max)
    let around: [StateOperation] = [.add(n, -1), .add(n, 1)]
    #expect(court.verdict(court.command(3, payload: around.canonicalBytes)) == "event")
    let trailing = around.canonicalBytes + [0]
    #expect(court.verdict(court.command(4, payload: trailing)) == "INVARIANT_VIOLATION 9")
    let least: [StateOperation] = [.add(court.name("m"), .min), .add(court.name("m"), -1)]
    #expect(
      court.verdict(court.command(5, payload: least.canonicalBytes)) == "INVARIANT_VIOLATION 9")
  }

  @Test("A teleport moves an object once, and raises its version")
  func teleport() throws {
    var court = Court()
    func send(_ sequence: UInt64, _ payload: [UInt8]) -> String {
      court.verdict(court.command(sequence, kind: .teleport, payload: payload))
    }
    #expect(send(1, court.teleport(domain: "e")) == "INVARIANT_VIOLATION 9")
    #expect(send(2, court.teleport("o", "a", "a")) == "INVARIANT_VIOLATION 9")
    #expect(send(3, court.teleport("o", "a", "zz")) == "INVARIANT_VIOLATION 9")
    #expect(send(4, court.teleport("p")) == "INVARIANT_VIOLATION 9")
    #expect(send(5, court.teleport("o", "b", "c")) == "TELEPORT_NOT_OWNER 9")
    #expect(send(6, court.teleport(version: 1)) == "TELEPORT_VERSION 9")
    #expect(send(7, court.teleport("o", "b", "c", version: 1)) == "TELEPORT_NOT_OWNER 9")
    #expect(send(8, court.teleport()) == "event")
    let owner = try #require(court.state.owner(of: court.name("o"), in: court.name("d")))
    #expect(owner == (court.name("b"), 1))
    #expect(send(9, court.teleport()) == "TELEPORT_NOT_OWNER 9")
    #expect(send(10, court.teleport("o", "b", "a", version: 1)) == "event")
  }

  @Test("A governor registers a key, which is good from the next slot on")
  func registration() {
    var court = Court()
    let fresh = court.crypto.makeKey(role: "client", index: 7)
    let governor = court.governors[0]
    let payload = court.registration(fresh, by: governor)
    let outcomes = court.judge(
      court.command(1, by: governor, kind: .registerKey, payload: payload),
      court.command(1, by: fresh))
    #expect(outcomes[0] != nil)
    #expect(outcomes[1] == nil)
    #expect(court.verdict(court.command(1, by: fresh)) == "event")
    #expect(
      court.verdict(court.command(2, by: governor, kind: .registerKey, payload: payload))
        == "INVARIANT_VIOLATION 9", "a known key again")
    #expect(court.verdict(court.command(3, by: governor)) == "event", "granting costs no key")
  }

  @Test("A client's rotation revokes the old key and needs the new one's consent")
  func rotation() {
    var court = Court()
    let (old, fresh) = (court.clients[0], court.crypto.makeKey(role: "client", index: 7))
    let stolen = court.registration(fresh, by: court.clients[1])
    #expect(
      court.verdict(court.command(1, by: old, kind: .registerKey, payload: stolen)) == "FORBIDDEN 9"
    )
    let payload = court.registration(fresh, by: old)
    #expect(
      court.verdict(court.command(2, by: old, kind: .registerKey, payload: payload)) == "event")
    #expect(court.verdict(court.command(3, by: old)) == "KEY_REVOKED 4")
    #expect(court.verdict(court.command(1, by: fresh)) == "event")
  }

  @Test("One key cannot be rotated twice in a slot")
  func doubleRotation() {
    var court = Court()
    let old = court.clients[0]
    let successors = (0..<2).map { court.crypto.makeKey(role: "heir", index: $0) }
    let outcomes = court.judge(
      slot: successors.enumerated().map {
        court.command(
          1, by: old, lane: UInt16($0.offset), kind: .registerKey,
          payload: court.registration($0.element, by: old))
      })
    #expect(outcomes.count { if case .event = $0 { true } else { false } } == 1)
  }

  @Test("A key is revoked by its owner or a governor, once")
  func revocation() {
    var court = Court()
    let other = court.publicKey(court.clients[1]).canonicalBytes
    #expect(court.verdict(court.command(1, kind: .revokeKey, payload: other)) == "FORBIDDEN 9")
    #expect(
      court.verdict(court.command(2, kind: .revokeKey, payload: [1])) == "INVARIANT_VIOLATION 9")
    let governor = court.governors[1]
    #expect(
      court.verdict(court.command(1, by: governor, kind: .revokeKey, payload: other)) == "event")
    #expect(
      court.verdict(court.command(2, by: governor, kind: .revokeKey, payload: other))
        == "INVARIANT_VIOLATION 9")
  }

  @Test("A session opens once, in a domain that there is")
  func opening() {
    var court = Court()
    let access = [court.publicKey(court.clients[0])]
    let payload = SessionOpening(domain: court.name("e"), access: access).canonicalBytes
    let nowhere = SessionOpening(domain: court.name("zz")).canonicalBytes
    func open(_ sequence: UInt64, _ payload: [UInt8]) -> String {
      court.verdict(court.command(sequence, session: "new", kind: .openSession, payload: payload))
    }
    #expect(open(1, nowhere) == "INVARIANT_VIOLATION 9")
    #expect(open(2, [9]) == "INVARIANT_VIOLATION 9")
    #expect(open(3, payload) == "event")
    #expect(open(4, payload) == "INVARIANT_VIOLATION 9")
    #expect(court.verdict(court.command(5, session: "new")) == "event")
    #expect(court.verdict(court.command(1, by: court.clients[1], session: "new")) == "FORBIDDEN 6")
    #expect(
      court.verdict(court.command(6, session: "new", kind: .closeSession, payload: [1]))
        == "INVARIANT_VIOLATION 9")
  }

  @Test("Quarantine takes the signatures of two governors and the next version")
  func quarantine() {
    var court = Court()
    let governor = court.governors[0]
    func send(_ sequence: UInt64, _ payload: [UInt8]) -> String {
      court.verdict(
        court.command(sequence, by: governor, kind: .quarantineDomain, payload: payload))
    }
    #expect(send(1, court.quarantine("d", on: true, version: 1, signers: [1])) == "FORBIDDEN 9")
    #expect(send(2, court.quarantine("d", on: true, version: 2, signers: [0, 1])) == "FORBIDDEN 9")
    #expect(
      send(3, court.quarantine("zz", on: true, version: 1, signers: [0, 1])) == "FORBIDDEN 9")
    #expect(send(4, [1]) == "INVARIANT_VIOLATION 9")
    let twice = QuarantineOrder(
      body: .init(domain: court.name("d"), isOn: true, version: 1),
      endorsements: [
        Endorsement(replica: 0, signature: court.crypto.sign([UInt8](), Tag("qd"), with: governor)),
        Endorsement(replica: 9, signature: court.crypto.sign([UInt8](), Tag("qd"), with: governor)),
      ])
    #expect(send(5, twice.canonicalBytes) == "FORBIDDEN 9")
    let good = court.quarantine("d", on: true, version: 1, signers: [0, 1])
    #expect(
      court.verdict(court.command(1, kind: .quarantineDomain, payload: good)) == "event",
      "anyone may bring the order")
    #expect(send(6, good) == "FORBIDDEN 9", "an order works once")
  }
}
