import Cryptography
import Determinism
import Machine
import NocturneLedger
import Testing

@Suite("A replica by itself")
struct ReplicaTests {
  static func table(_ replicas: Int, _ change: (inout LedgerConfiguration) -> Void = { _ in })
    throws -> Table
  {
    var configuration = LedgerConfiguration()
    configuration.replicas = replicas
    configuration.faults = (replicas - 1) / 3
    change(&configuration)
    return try Table(configuration)
  }

  static let log = StoreID(0)
  static let ledger = StoreID(1)
  static let armed = Effect<Ledger>.setTimer(.resend, after: .milliseconds(500))

  @Test("Alone, it goes from request to finality, one durable write after the other")
  func alone() throws {
    var table = try Self.table(1)
    let signed = table.request(1)
    let proposal = table.proposal([signed])
    let (ticket, client) = (Ticket(0), NodeID(1))
    #expect(
      table.effects(0, .received(.request(signed), from: client))
        == [Self.armed, .write(.accepted(proposal), to: Self.log, ticket: ticket)])
    let prepared = PreparedCertificate(
      body: proposal.body, signature: proposal.signature, endorsements: [])
    #expect(
      table.effects(0, .stored(ticket))
        == [.write(.prepared(prepared), to: Self.log, ticket: ticket)])
    let decided = table.effects(0, .stored(ticket))
    let commit = table.ballot(proposal, Tag("c"), by: 0)
    guard decided.count == 3, case .write(.slot(let record), _, _) = decided[2],
      case .observe(.executed(0, 1, let execution), .latch) = decided[1]
    else {
      Issue.record("\(decided)")
      return
    }
    #expect(
      decided[0]
        == .observe(.ordered(replica: 0, slot: 1, batch: proposal.body.batch), .latch))
    #expect(decided[2] == .write(.slot(record), to: Self.ledger, ticket: ticket))
    #expect(record.batch == proposal.batch)
    #expect(
      record.certificate
        == CommitCertificate(
          view: 0, endorsements: [Endorsement(replica: 0, signature: commit.signature)]))
    Self.checkDurable(&table, signed, record.outcomes[0].hash, execution)
  }

  /// The second half: the slot is durable, and one replica is a quorum.
  static func checkDurable(
    _ table: inout Table, _ signed: SignedCommand, _ hash: Digest, _ execution: Digest
  ) {
    let client = NodeID(1)
    let durable = table.effects(0, .stored(Ticket(0)))
    let anchor = table.anchor(1, execution, by: 0)
    let own = Endorsement(replica: 0, signature: anchor.signature)
    guard durable.count == 7,
      case .send(.outcome(let committed), client) = durable[3],
      case .event(let event) = committed.outcome
    else {
      Issue.record("\(durable)")
      return
    }
    #expect(committed.backing == .anchor(own))
    #expect(committed.level == .committed)
    var final = committed
    final.backing = .proof(FinalityProof(chain: [], kind: .anchors, endorsements: [own]))
    #expect(
      durable == [
        .observe(.durable(replica: 0, slot: 1, execution: execution), .latch),
        .observe(
          .bound(.init(replica: 0, event: event, hash: hash, lane: 0, clientSequence: 1)), .latch),
        .observe(.anchored(replica: 0, slot: 1, execution: execution), .latch),
        .send(.outcome(committed), to: client),
        .observe(.finalised(replica: 0, command: table.hash(signed), event: hash), .latch),
        .send(.outcome(final), to: client),
        .observe(.height(replica: 0, slot: 1, lag: 16), .latch),
      ])
    #expect(
      table.effects(0, .received(.request(signed), from: client))
        == [.send(.outcome(final), to: client)], "an exact retransmission gets the stored outcome")
    #expect(table.effects(0, .timerFired(.resend)) == [])
  }

  @Test("A backup logs before it votes, and votes once")
  func backup() throws {
    var table = try Self.table(4)
    let proposal = table.proposal([table.request(4)])
    let ticket = Ticket(0)
    let peers: NodeSet = [NodeID(0), NodeID(2), NodeID(3)]
    #expect(
      table.effects(1, .received(.prePrepare(proposal), from: NodeID(0)))
        == [Self.armed, .write(.accepted(proposal), to: Self.log, ticket: ticket)])
    #expect(table.effects(1, .received(.prePrepare(proposal), from: NodeID(0))) == [])
    let own = table.ballot(proposal, Tag("p"), by: 1)
    #expect(table.effects(1, .stored(ticket)) == [.broadcast(.prepare(own), to: peers)])
    // The proposal stands for the primary's PREPARE: with the own one and another there are three.
    let second = table.ballot(proposal, Tag("p"), by: 2)
    let prepared = PreparedCertificate(
      body: proposal.body, signature: proposal.signature,
      endorsements: [
        Endorsement(replica: 1, signature: own.signature),
        Endorsement(replica: 2, signature: second.signature),
      ])
    #expect(
      table.effects(1, .received(.prepare(second), from: NodeID(2)))
        == [.write(.prepared(prepared), to: Self.log, ticket: ticket)])
    #expect(table.effects(1, .received(.prepare(second), from: NodeID(2))) == [])
    let commit = table.ballot(proposal, Tag("c"), by: 1)
    #expect(table.effects(1, .stored(ticket)) == [.broadcast(.commit(commit), to: peers)])
    let other = table.ballot(proposal, Tag("c"), by: 2)
    #expect(table.effects(1, .received(.commit(other), from: NodeID(2))) == [])
    #expect(table.effects(1, .received(.commit(other), from: NodeID(2))) == [], "one vote each")
    let third = table.ballot(proposal, Tag("c"), by: 0)
    let decided = table.effects(1, .received(.commit(third), from: NodeID(0)))
    #expect(
      decided.first
        == .observe(.ordered(replica: 1, slot: 1, batch: proposal.body.batch), .latch))
    #expect(decided.count == 3)
  }

  @Test("A primary's PREPARE, a stranger's vote and a forged one count for nothing")
  func badVotes() throws {
    var table = try Self.table(4)
    let proposal = table.proposal([table.request(4)])
    _ = table.effects(1, .received(.prePrepare(proposal), from: NodeID(0)))
    _ = table.effects(1, .stored(Ticket(0)))
    var forged = table.ballot(proposal, Tag("p"), by: 2)
    forged.signature = table.ballot(proposal, Tag("c"), by: 2).signature
    var stranger = table.ballot(proposal, Tag("p"), by: 3)
    stranger.body.replica = 9
    var later = table.ballot(proposal, Tag("p"), by: 3)
    later.body.view = 1
    for ballot in [table.ballot(proposal, Tag("p"), by: 0), forged, stranger, later] {
      #expect(table.effects(1, .received(.prepare(ballot), from: NodeID(2))) == [])
    }
  }

  @Test("Proposals that others may have broken are not voted on")
  func badProposals() throws {
    var table = try Self.table(4)
    let good = table.request(4)
    var swapped = table.proposal([good])
    swapped.batch.time = .max
    for proposal in [
      table.proposal([good], by: 2), table.proposal([good], slot: 65), swapped,
    ] {
      #expect(table.effects(1, .received(.prePrepare(proposal), from: NodeID(0))) == [])
    }
    let right = table.proposal([good])
    #expect(
      table.effects(1, .received(.prePrepare(right), from: NodeID(0)))
        == [Self.armed, .write(.accepted(right), to: Self.log, ticket: Ticket(0))],
      "nothing bad was kept in its place")
  }

  @Test("A proposal whose signature proves it bad ends the view", arguments: 0..<3)
  func provenLie(kind: Int) throws {
    var table = try Self.table(4) { $0.parameters.batchLimit = 1 }
    let good = table.request(4)
    let two = [good, table.request(4, lane: 1)].sorted { table.hash($0) < table.hash($1) }
    var unsigned = good
    unsigned.signature = Signature(bytes: Array(repeating: 0, count: 64))
    let proposal = table.proposal([[], two, [unsigned]][kind])
    let change = table.viewChange(1, by: 1)
    #expect(
      table.effects(1, .received(.prePrepare(proposal), from: NodeID(0))) == [
        Self.armed, .write(.viewChange(change), to: Self.log, ticket: Ticket(0)),
      ])
    #expect(
      table.effects(1, .stored(Ticket(0))) == [
        .observe(.view(replica: 1, view: 1), .latch),
        .broadcast(.viewChange(change), to: [NodeID(0), NodeID(2), NodeID(3)]),
      ])
    #expect(
      table.effects(1, .received(.prePrepare(table.proposal([good])), from: NodeID(0))) == [],
      "it votes in the view no more")
  }

  @Test("A proposal that is too late is not voted on")
  func lateProposal() throws {
    var table = try Self.table(4)
    let late = table.proposal([table.request(4)], time: 1)
    #expect(
      table.effects(1, .received(.prePrepare(late), from: NodeID(0)), at: 2_000_002)
        == [Self.armed])
  }

  @Test("A proposal that is too early waits for the clock")
  func earlyProposal() throws {
    var table = try Self.table(4)
    let early = table.proposal([table.request(4)], time: 3_000_000)
    #expect(
      table.effects(1, .received(.prePrepare(early), from: NodeID(0)), at: 999_999) == [Self.armed])
    #expect(
      table.effects(1, .timerFired(.resend), at: 1_499_999) == [
        Self.armed, .write(.accepted(early), to: Self.log, ticket: Ticket(0)),
      ])
  }

  @Test("Proposals are accepted in the order of slots")
  func slotOrder() throws {
    var table = try Self.table(4)
    let (first, second) = (
      table.proposal([table.request(4)]), table.proposal([table.request(4, lane: 1)], slot: 2)
    )
    #expect(table.effects(1, .received(.prePrepare(second), from: NodeID(0))) == [])
    #expect(
      table.effects(1, .received(.prePrepare(first), from: NodeID(0))) == [
        Self.armed, .write(.accepted(first), to: Self.log, ticket: Ticket(0)),
        .write(.accepted(second), to: Self.log, ticket: Ticket(1)),
      ])
  }

  @Test("Requests that cannot be taken are refused, with the reason")
  func refusals() throws {
    var table = try Self.table(4)
    func refused(_ signed: SignedCommand, _ reason: Refusal.Reason, at node: Int = 0) {
      let effects = table.effects(node, .received(.request(signed), from: NodeID(4)))
        .filter { if case .setTimer(.summary, _) = $0 { false } else { true } }
      let expected: [Effect<Ledger>] = [
        .observe(
          .rejected(replica: UInt16(node), command: table.hash(signed), reason: reason), .latch),
        .send(.refusal(table.refusal(signed, reason, by: node)), to: NodeID(4)),
      ]
      #expect(effects == expected)
    }
    var bad = table.request(4)
    bad.signature = Signature(bytes: Array(repeating: 0, count: 64))
    refused(bad, .badSignature)
    refused(bad, .badSignature, at: 1)
    refused(table.request(4, lane: 16), .malformed)
    var long = table.request(4)
    long.command.payload = Array(repeating: 0, count: Command.payloadLimit + 1)
    refused(long, .malformed)
    refused(table.request(3), .unknownKey)
    for sequence in UInt64(1)...4 {
      _ = table.effects(
        0, .received(.request(table.request(4, sequence: sequence)), from: NodeID(4)))
    }
    refused(table.request(4, sequence: 5), .busy)
    let relayed = table.effects(
      0, .received(.request(table.request(4, sequence: 6)), from: NodeID(2)))
    #expect(relayed.count == 1, "a relay gets no refusal")
  }

  @Test("A backup relays a client's request to the primary, and a peer's to nobody")
  func relay() throws {
    var table = try Self.table(4)
    let signed = table.request(4)
    #expect(
      table.effects(2, .received(.request(signed), from: NodeID(4)))
        == [
          .send(.request(signed), to: NodeID(0)), .setTimer(.request, after: .milliseconds(500)),
        ])
    #expect(table.effects(2, .received(.request(signed), from: NodeID(3))) == [])
  }

  @Test("What no vote can undo is found again after a crash, and said again")
  func recovery() throws {
    var table = try Self.table(4)
    let proposal = table.proposal([table.request(4)])
    let own = table.ballot(proposal, Tag("p"), by: 1)
    let peers: NodeSet = [NodeID(0), NodeID(2), NodeID(3)]
    #expect(
      table.effects(1, .start(durable: [.accepted(proposal)])) == [
        .observe(.view(replica: 1, view: 0), .latch),
        .observe(.height(replica: 1, slot: 0, lag: 16), .latch),
        .broadcast(.prepare(own), to: peers),
        .broadcast(.fetch(SlotRange(first: 1, last: 16)), to: peers), Self.armed,
      ])
    let other = table.proposal([table.request(4, lane: 3)])
    #expect(
      table.effects(1, .received(.prePrepare(other), from: NodeID(0))) == [],
      "it accepts no other batch for the slot")
  }

  @Test("A write that failed is done again, and nothing leaves before it is durable")
  func failedWrite() throws {
    var table = try Self.table(4)
    let proposal = table.proposal([table.request(4)])
    _ = table.effects(1, .received(.prePrepare(proposal), from: NodeID(0)))
    #expect(table.effects(1, .storeFailed(Ticket(0))) == [])
    let again = table.effects(1, .timerFired(.resend))
    #expect(
      again == [
        .write(.accepted(proposal), to: Self.log, ticket: Ticket(0)),
        .setTimer(.resend, after: .milliseconds(1_000)),
      ])
    let own = table.ballot(proposal, Tag("p"), by: 1)
    #expect(
      table.effects(1, .stored(Ticket(0)))
        == [.broadcast(.prepare(own), to: [NodeID(0), NodeID(2), NodeID(3)])])
  }
}
