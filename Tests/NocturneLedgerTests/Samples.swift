import Cryptography
import Determinism
import NocturneLedger

/// Random values of every body and message, for round trips.
struct Samples {
  var stream: RandomStream

  init(seed: UInt64) { stream = RandomStream(seed: seed, name: "samples", index: 0) }

  mutating func number<T: FixedWidthInteger & UnsignedInteger>() -> T {
    T(truncatingIfNeeded: stream.next() >> stream.below(64))
  }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in number() } }
  mutating func below(_ bound: Int) -> Int { Int(stream.below(UInt64(bound))) }
  mutating func flag() -> Bool { below(2) == 0 }
  mutating func digest() -> Digest { Digest(bytes: bytes(32)) }
  mutating func key() -> PublicKey { PublicKey(bytes: bytes(32)) }
  mutating func signature() -> Signature { Signature(bytes: bytes(64)) }

  mutating func name() -> Name {
    let length = 1 + below(below(4) == 0 ? 64 : 8)
    return Name(
      known: String(
        (0..<length).map { _ in
          Character(UnicodeScalar(UInt8(0x21 + below(0x7E - 0x20))))
        }))
  }

  mutating func list<T>(_ most: Int, _ make: (inout Samples) -> T) -> [T] {
    (0..<below(most + 1)).map { _ in make(&self) }
  }

  mutating func ascending<T: Comparable>(_ most: Int, _ make: (inout Samples) -> T) -> [T] {
    var values: [T] = []
    for value in list(most, make).sorted() where values.last != value { values.append(value) }
    return values
  }

  mutating func endorsements() -> [Endorsement] {
    ascending(4) { $0.number() as UInt16 }.map { Endorsement(replica: $0, signature: signature()) }
  }

  mutating func kind() -> CommandKind { CommandKind.allCases[below(CommandKind.allCases.count)] }

  mutating func command() -> Command {
    Command(
      client: key(), lane: number(), sequence: number(), session: name(), kind: kind(),
      payload: bytes(below(40)),
      expectedHead: flag() ? SessionHead(sequence: number(), hash: digest()) : nil,
      expireSlot: flag() ? number() : nil, clientTime: number())
  }

  mutating func signedCommand() -> SignedCommand {
    SignedCommand(command: command(), signature: signature())
  }

  mutating func batch(slot: UInt64? = nil, epoch: UInt32? = nil) -> Batch {
    let commands = list(3) { $0.signedCommand() }
    return Batch(
      slot: slot ?? number(), time: commands.isEmpty ? 0 : number(), epoch: epoch ?? number(),
      commands: commands)
  }

  mutating func event(slot: UInt64? = nil, index: UInt32? = nil) -> LedgerEvent {
    LedgerEvent(
      epoch: number(), slot: slot ?? number(), index: index ?? number(), session: name(),
      sequence: number() | 1, previous: digest(), command: digest(), client: key(), kind: kind(),
      payload: digest(), time: number())
  }

  mutating func receipt(slot: UInt64? = nil, index: UInt32? = nil) -> Receipt {
    let line = UInt8(2 + below(8))
    return Receipt(
      epoch: number(), slot: slot ?? number(), index: index ?? number(), command: digest(),
      client: key(), lane: number(), clientSequence: number(), session: name(),
      attemptedSequence: line >= 8 ? number() : nil,
      reason: ReceiptReason.allCases[below(ReceiptReason.allCases.count)], violated: line,
      time: number())
  }

  mutating func outcome(slot: UInt64? = nil, index: UInt32? = nil) -> Outcome {
    flag() ? .event(event(slot: slot, index: index)) : .receipt(receipt(slot: slot, index: index))
  }

  mutating func outcomeDigest() -> OutcomeDigest {
    [
      .none, OutcomeDigest(kind: .event, hash: digest()),
      OutcomeDigest(kind: .receipt, hash: digest()),
    ][below(3)]
  }

  mutating func record(slot: UInt64? = nil) -> SlotRecord {
    let batch = batch(slot: slot)
    return SlotRecord(
      batch: batch, certificate: CommitCertificate(view: number(), endorsements: endorsements()),
      outcomes: batch.commands.map { _ in outcomeDigest() })
  }

  mutating func header(slot: UInt64? = nil) -> ExecutionHeader {
    ExecutionHeader(
      epoch: number(), slot: slot ?? number(), previous: digest(), batch: digest(),
      outcomes: digest(), state: digest())
  }

  mutating func path() -> MerklePath {
    let leaves = (0...below(9)).map { _ in digest() }
    return MerkleTree(of: leaves, in: Domain()).path(to: below(leaves.count))
  }

  mutating func report() -> OutcomeReport {
    let path = path()
    let header = header(slot: UInt64(1 + below(100)))
    let chain = (0..<below(3)).map { self.header(slot: header.slot + 1 + UInt64($0)) }
    return OutcomeReport(
      outcome: outcome(slot: header.slot, index: path.index), path: path, header: header,
      backing: flag()
        ? .anchor(Endorsement(replica: number(), signature: signature()))
        : .proof(
          FinalityProof(
            chain: chain, kind: flag() ? .anchors : .checkpoints, endorsements: endorsements())))
  }

  mutating func ballot() -> Ballot {
    Ballot(
      body: .init(
        epoch: number(), view: number(), slot: number(), batch: digest(), replica: number()),
      signature: signature())
  }

  mutating func anchor() -> Anchor {
    Anchor(
      body: .init(epoch: number(), slot: number(), execution: digest(), replica: number()),
      signature: signature())
  }
}
