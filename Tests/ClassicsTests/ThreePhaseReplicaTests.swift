import Classics
import Cryptography
import Determinism
import Machine
import Testing

/// One replica by itself: number 1 of four, with quorums of three.
@Suite("A replica of the three-phase exchange")
struct ThreePhaseReplicaTests {
  static let payload: [UInt8] = [7, 7, 7, 7]
  static let digest = Fingerprint.hash64(payload)

  static func replica() -> ThreePhaseReplica {
    let cryptographer = Cryptographer(mode: .ideal, seed: 1)
    return ThreePhase.cluster(.init(replicas: 4, payload: 4), cryptographer).members[1].node
  }

  static func input(
    _ phase: ThreePhaseMessage.Phase, from sender: Int, slot: UInt64 = 0, digest: UInt64 = digest,
    payload: [UInt8] = payload
  ) -> Input<ThreePhase> {
    .received(
      ThreePhaseMessage(phase: phase, slot: slot, digest: digest, payload: payload),
      from: NodeID(sender))
  }

  static func vote(
    _ phase: ThreePhaseMessage.Phase, slot: UInt64 = 0, digest: UInt64 = digest
  ) -> Effect<ThreePhase> {
    .broadcast(
      ThreePhaseMessage(phase: phase, slot: slot, digest: digest, payload: payload),
      to: [NodeID(0), NodeID(2), NodeID(3)])
  }

  static func decision(_ digest: UInt64 = digest) -> Effect<ThreePhase> {
    .observe(.decided(replica: NodeID(1), slot: 0, payload: digest), .latch)
  }

  @Test("It prepares the proposal, commits at a quorum of prepares, decides at one of commits")
  func normal() {
    var replica = Self.replica()
    #expect(replica.effects(of: .start(durable: []), as: NodeID(1)) == [])
    let steps: [(Input<ThreePhase>, [Effect<ThreePhase>])] = [
      (Self.input(.prePrepare, from: 0), [Self.vote(.prepare)]),
      (Self.input(.prePrepare, from: 0), []),
      (Self.input(.prepare, from: 2), [Self.vote(.commit)]),
      (Self.input(.prepare, from: 3), []),
      (Self.input(.commit, from: 2), []),
      (Self.input(.commit, from: 2), []),
      (Self.input(.commit, from: 0), [Self.decision()]),
      (Self.input(.commit, from: 3), []),
    ]
    for (input, effects) in steps { #expect(replica.effects(of: input, as: NodeID(1)) == effects) }
  }

  @Test("What a liar says it signs itself, whatever signature it had", arguments: [true, false])
  func spoken(isSigned: Bool) throws {
    let cryptographer = Cryptographer(mode: .ideal, seed: 1)
    let members = ThreePhase.cluster(
      .init(replicas: 4, payload: 4, isSigned: isSigned), cryptographer
    ).members
    var context = Context<ThreePhase>(
      cryptographer: cryptographer, prices: PriceList(),
      choices: .scripted(answers: [], alternatives: []))
    func said(_ message: ThreePhaseMessage, by liar: Int) throws -> ThreePhaseMessage {
      context.begin(as: NodeID(liar), at: .zero, key: members[liar].key, nextTicket: 0)
      return try #require(members[liar].node.spoken(message, &context))
    }
    let message = ThreePhaseMessage(
      phase: .commit, slot: 0, digest: Self.digest, payload: Self.payload)
    let (own, others) = (try said(message, by: 0), try said(message, by: 2))
    #expect((own.signature == .zero) == !isSigned)
    #expect((own.signature == others.signature) == !isSigned)
    #expect(try said(others, by: 0).canonicalBytes == own.canonicalBytes)
  }

  @Test("Votes that came before the proposal count once it is there")
  func early() {
    var replica = Self.replica()
    for sender in [2, 3] {
      #expect(replica.effects(of: Self.input(.prepare, from: sender), as: NodeID(1)) == [])
      #expect(replica.effects(of: Self.input(.commit, from: sender), as: NodeID(1)) == [])
    }
    #expect(
      replica.effects(of: Self.input(.prePrepare, from: 0), as: NodeID(1))
        == [Self.decision(), Self.vote(.commit), Self.vote(.prepare)])
  }

  @Test("Votes for another payload do not count, before the proposal or after it")
  func otherPayload() {
    let other = Fingerprint.hash64([8, 8, 8, 8])
    var replica = Self.replica()
    var effects = replica.effects(of: Self.input(.prepare, from: 2, digest: other), as: NodeID(1))
    effects += replica.effects(of: Self.input(.prepare, from: 3, digest: other), as: NodeID(1))
    #expect(effects == [])
    #expect(
      replica.effects(of: Self.input(.prePrepare, from: 0), as: NodeID(1)) == [Self.vote(.prepare)])
    for phase in [ThreePhaseMessage.Phase.prepare, .commit] {
      for sender in [0, 2, 3] {
        #expect(
          replica.effects(of: Self.input(phase, from: sender, digest: other), as: NodeID(1)) == [])
      }
    }
    #expect(
      replica.effects(of: Self.input(.prepare, from: 2), as: NodeID(1)) == [Self.vote(.commit)],
      "the commits that came are for something else")
  }

  @Test("Proposals by others, or with a digest that is not their payload's, are ignored")
  func wrongProposals() {
    var replica = Self.replica()
    #expect(replica.effects(of: Self.input(.prePrepare, from: 2), as: NodeID(1)) == [])
    #expect(replica.effects(of: Self.input(.prePrepare, from: 0, digest: 1), as: NodeID(1)) == [])
    #expect(
      replica.effects(of: Self.input(.prePrepare, from: 0, payload: [8]), as: NodeID(1)) == [])
    #expect(
      replica.effects(of: Self.input(.prePrepare, from: 0), as: NodeID(1)) == [Self.vote(.prepare)])
  }

  @Test("A slot that a later one has replaced is over, and does not disturb it")
  func window() {
    let window = UInt64(ThreePhaseReplica.window)
    var replica = Self.replica()
    #expect(
      replica.effects(of: Self.input(.prePrepare, from: 0, slot: window), as: NodeID(1))
        == [Self.vote(.prepare, slot: window)])
    #expect(replica.effects(of: Self.input(.prePrepare, from: 0, slot: 0), as: NodeID(1)) == [])
    #expect(
      replica.effects(of: Self.input(.prepare, from: 2, slot: window), as: NodeID(1))
        == [Self.vote(.commit, slot: window)])
  }

  @Test("No number of slot is too large to be heard of")
  func hugeSlots() {
    var replica = Self.replica()
    for slot in [UInt64.max, UInt64.max - 1, UInt64.max / 2] {
      for phase in ThreePhaseMessage.Phase.allCases {
        for sender in [0, 2, 3] {
          _ = replica.effects(of: Self.input(phase, from: sender, slot: slot), as: NodeID(1))
        }
      }
      _ = replica.effects(of: .timerFired(ThreePhaseTimer(slot: slot)), as: NodeID(1))
    }
    #expect(
      replica.effects(of: Self.input(.prePrepare, from: 0), as: NodeID(1)) == [Self.vote(.prepare)])
  }

  @Test("The leader proposes at its start, when it has decided, and when time is over")
  func leader() {
    let cryptographer = Cryptographer(mode: .ideal, seed: 1)
    var leader = ThreePhase.cluster(.init(replicas: 4, payload: 4), cryptographer).members[0].node
    func proposal(_ slot: UInt64) -> [Effect<ThreePhase>] {
      [
        .observe(.proposed(slot: slot), .pulse),
        .broadcast(
          ThreePhaseMessage(
            phase: .prePrepare, slot: slot, digest: Self.digest, payload: Self.payload),
          to: [NodeID(1), NodeID(2), NodeID(3)]),
        .setTimer(ThreePhaseTimer(slot: slot), after: .seconds(2)),
      ]
    }
    #expect(leader.effects(of: .start(durable: [])) == proposal(0))
    let overdue = leader.effects(of: .timerFired(ThreePhaseTimer(slot: 0)))
    #expect(overdue == [.cancelTimer(ThreePhaseTimer(slot: 0))] + proposal(1))
    #expect(leader.effects(of: .timerFired(ThreePhaseTimer(slot: 0))) == [], "it is over")
    var effects: [Effect<ThreePhase>] = []
    for sender in [1, 2] {
      effects += leader.effects(of: Self.input(.prepare, from: sender, slot: 1))
      effects += leader.effects(of: Self.input(.commit, from: sender, slot: 1))
    }
    #expect(effects.suffix(4) == [.cancelTimer(ThreePhaseTimer(slot: 1))] + proposal(2))
  }
}
