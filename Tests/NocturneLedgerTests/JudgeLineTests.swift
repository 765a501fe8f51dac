import Cryptography
import Determinism
import NocturneLedger
import Testing

@Suite("Lines of the judge")
struct JudgeLineTests {
  @Test("Line 1: a judged command, an old number, a lane too many and a stranger have no outcome")
  func line1() {
    var court = Court()
    let command = court.command()
    #expect(court.verdict(command) == "event")
    #expect(court.verdict(command) == "none")
    #expect(court.verdict(court.command(0)) == "none")
    #expect(court.verdict(court.command(1, lane: 16)) == "none")
    #expect(court.verdict(court.command(lane: 15)) == "event")
    let stranger = court.crypto.makeKey(role: "stranger", index: 0)
    #expect(court.verdict(court.command(1, by: stranger)) == "none")
  }

  @Test("Line 2: another command with a number that is taken")
  func line2() {
    var court = Court()
    #expect(court.verdict(court.command(1)) == "event")
    #expect(court.verdict(court.command(1, expire: 99)) == "DUPLICATE_SEQ 2")
    #expect(court.verdict(court.command(2)) == "event", "the lane did not move")
  }

  @Test("Line 3: a number beyond the next one")
  func line3() {
    var court = Court()
    #expect(court.verdict(court.command(2)) == "OUT_OF_ORDER 3")
    #expect(court.verdict(court.command(1)) == "event", "the lane did not move")
    #expect(court.verdict(court.command(.max)) == "OUT_OF_ORDER 3")
  }

  @Test("Lines 2 and 3 give a client 64 receipts a checkpoint interval")
  func receiptLimit() {
    var court = Court()
    let floods = (0..<65).map { court.command(100, expire: UInt64(1_000 + $0)) }
    let outcomes = court.judge(slot: floods)
    #expect(outcomes.count { $0 != nil } == 64)
    #expect(court.verdict(court.command(100)) == "none")
    #expect(court.verdict(court.command(100, by: court.clients[1])) == "OUT_OF_ORDER 3")
    court.pass(16)
    #expect(court.verdict(court.command(200)) == "OUT_OF_ORDER 3", "a checkpoint forgives")
  }

  @Test("Line 4: a key revoked in an earlier slot; the lane moves on")
  func line4() {
    var court = Court()
    let own = court.publicKey(court.clients[0]).canonicalBytes
    let outcomes = court.judge(
      court.command(1, kind: .revokeKey, payload: own), court.command(1, lane: 1))
    #expect(outcomes.allSatisfy { if case .event = $0 { true } else { false } }, "still valid")
    #expect(court.verdict(court.command(2)) == "KEY_REVOKED 4")
    #expect(court.verdict(court.command(2, expire: 99)) == "DUPLICATE_SEQ 2")
  }

  @Test("Line 5: past the last slot")
  func line5() {
    var court = Court()
    #expect(court.verdict(court.command(1, expire: 1)) == "event", "its last slot is good")
    #expect(court.verdict(court.command(2, expire: 1)) == "EXPIRED 5")
  }

  @Test("Line 6: no such session, a closed one, and one for others")
  func line6() {
    var court = Court()
    #expect(court.verdict(court.command(1, session: "zz")) == "UNKNOWN_SESSION 6")
    #expect(court.verdict(court.command(1, by: court.clients[1], session: "r")) == "FORBIDDEN 6")
    #expect(court.verdict(court.command(2, session: "r")) == "event")
    #expect(court.verdict(court.command(3, kind: .closeSession, payload: [])) == "event")
    #expect(court.verdict(court.command(4)) == "SESSION_CLOSED 6")
  }

  @Test("Line 7: quarantine stops a domain's sessions, but not keys, not other domains")
  func line7() {
    var court = Court()
    let governor = court.governors[0]
    let on = court.quarantine("d", on: true, version: 1, signers: [0, 2])
    let order = court.command(1, by: governor, kind: .quarantineDomain, payload: on)
    #expect(court.verdict(order) == "event")
    #expect(court.verdict(court.command(1)) == "DOMAIN_QUARANTINED 7")
    #expect(court.verdict(court.command(2, session: "t")) == "event")
    let opening = SessionOpening(domain: court.name("d")).canonicalBytes
    #expect(
      court.verdict(court.command(3, session: "new", kind: .openSession, payload: opening))
        == "DOMAIN_QUARANTINED 7")
    let own = court.publicKey(court.clients[1]).canonicalBytes
    #expect(
      court.verdict(court.command(1, by: court.clients[1], kind: .revokeKey, payload: own))
        == "event")
    let off = court.quarantine("d", on: false, version: 2, signers: [0, 1])
    #expect(
      court.verdict(court.command(2, by: governor, kind: .quarantineDomain, payload: off))
        == "event")
    #expect(court.verdict(court.command(4)) == "event")
  }

  @Test("Line 8: the head is not the expected one")
  func line8() throws {
    var court = Court()
    let first = try #require(court.state.head(of: court.name("s")))
    #expect(first.sequence == 0)
    #expect(court.verdict(court.command(1, head: first)) == "event")
    guard case .receipt(let receipt) = court.judge(court.command(2, head: first))[0] else {
      Issue.record("a stale head passed")
      return
    }
    #expect(receipt.reason == .staleHead)
    #expect(receipt.attemptedSequence == 2)
    let head = try #require(court.state.head(of: court.name("s")))
    #expect(court.verdict(court.command(3, head: head)) == "event")
  }

  @Test("Refusals before line 8 attempted no number")
  func attempted() {
    var court = Court()
    guard case .receipt(let receipt) = court.judge(court.command(1, session: "zz"))[0] else {
      Issue.record("an unknown session passed")
      return
    }
    #expect(receipt.attemptedSequence == nil)
  }

  /// Each command breaks the rules of two lines; the earlier one must be named.
  @Test("The first line that applies decides")
  func firstMatch() {
    var court = Court()
    let malformed: [UInt8] = [1]
    let stale = SessionHead(sequence: 7, hash: .zero)
    let governor = court.governors[0]
    #expect(court.verdict(court.command(1, kind: .closeSession, payload: [])) == "event")
    // 2 before 5, 3 before 5, 5 before 6, 6 (unknown) before 9, 6 (closed) before 8.
    #expect(court.verdict(court.command(1, expire: 0)) == "DUPLICATE_SEQ 2")
    #expect(court.verdict(court.command(9, expire: 0)) == "OUT_OF_ORDER 3")
    #expect(court.verdict(court.command(2, session: "zz", expire: 0)) == "EXPIRED 5")
    #expect(
      court.verdict(court.command(3, session: "zz", payload: malformed)) == "UNKNOWN_SESSION 6")
    #expect(court.verdict(court.command(4, head: stale)) == "SESSION_CLOSED 6")
    // 6 before 7, 7 before 8, 8 before 9.
    let on = court.quarantine("d", on: true, version: 1, signers: [0, 1])
    #expect(
      court.verdict(
        court.command(1, by: governor, session: "t", kind: .quarantineDomain, payload: on))
        == "event")
    #expect(court.verdict(court.command(1, by: court.clients[1], session: "r")) == "FORBIDDEN 6")
    #expect(court.verdict(court.command(5, session: "r", head: stale)) == "DOMAIN_QUARANTINED 7")
    #expect(
      court.verdict(court.command(6, session: "t", payload: malformed, head: stale))
        == "STALE_HEAD 8")
    // 1 before 2, 4 before 5.
    let revocation = court.command(
      7, session: "t", kind: .revokeKey,
      payload: court.publicKey(court.clients[0]).canonicalBytes)
    #expect(court.verdict(revocation) == "event")
    #expect(court.verdict(revocation) == "none")
    #expect(court.verdict(court.command(8, expire: 0)) == "KEY_REVOKED 4")
    #expect(court.verdict(court.command(8, expire: 1)) == "DUPLICATE_SEQ 2", "2 before 4")
  }
}
