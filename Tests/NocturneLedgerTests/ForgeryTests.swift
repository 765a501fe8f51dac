import Cryptography
import Determinism
import Faults
import Testing

@testable import NocturneLedger

@Suite("Lies of the ledger as values")
struct ForgeryTests {
  static let forgeries: [LedgerForgery] = {
    var spam = LedgerForgery.RequestSpam(every: .milliseconds(1))
    _ = spam.take(at: .milliseconds(7))
    var claims = LedgerForgery.Claims()
    claims.batches = [Batch(slot: 1, time: 0, epoch: 0, commands: [])]
    return [
      .equivocate(.init(side: [NodeID(1)], swap: .seconds(1))), .doublePrepare(Answers()),
      .doubleCommit(Answers()), .wrongDigest(.init()), .forgeReceipt, .lieState,
      .reorderBatch([NodeID(4)]), .lieViewChange, .staleCheckpoint(nil),
      .spamViewChange(.init(every: .seconds(1))), .spamRequests(spam), .forgeNewView,
      .claimPrepared(claims), .usurp,
    ]
  }()

  @Test("Lies come back from their bytes, and no two have the same")
  func bytes() throws {
    for forgery in Self.forgeries {
      #expect(try LedgerForgery(canonicalBytes: forgery.canonicalBytes) == forgery)
    }
    #expect(Set(Self.forgeries.map { $0.canonicalBytes[0] }).count == Self.forgeries.count)
    #expect(throws: CanonicalError.self) { try LedgerForgery(canonicalBytes: [14]) }
    // A flood without a pause would have no end.
    #expect(throws: CanonicalError.self) {
      try LedgerForgery(canonicalBytes: [10] + Array(repeating: 0, count: 24))
    }
  }

  @Test("A flood keeps its rate, whenever its liar wakes, and does not make up for a long sleep")
  func rate() {
    var spam = LedgerForgery.RequestSpam(every: .milliseconds(3))
    #expect(spam.take(at: .milliseconds(2)) == 0)
    #expect(spam.take(at: .milliseconds(7)) == 2)
    #expect(spam.take(at: .milliseconds(8)) == 0)
    #expect(spam.take(at: .milliseconds(9)) == 1)
    #expect(spam.take(at: .seconds(60)) == LedgerForgery.RequestSpam.most)
    #expect(spam.take(at: .seconds(60)) == 0)
  }
}
