import Cryptography
import Determinism
import Machine
import NocturneLedger
import Testing

@Suite("Canonical bytes of bodies and messages")
struct EncodingTests {
  @Test("Every message comes back from its bytes", arguments: 0..<UInt64(40))
  func roundTrip(seed: UInt64) throws {
    var samples = Samples(seed: seed)
    for label in LedgerMessage.labels.indices {
      let message = samples.message(label)
      let bytes = message.canonicalBytes
      #expect(try LedgerMessage(canonicalBytes: bytes) == message)
      #expect(message.labelText == LedgerMessage.labels[label])
      #expect(throws: CanonicalError.trailingBytes(1)) {
        try LedgerMessage(canonicalBytes: bytes + [0])
      }
      #expect(throws: CanonicalError.self) {
        try LedgerMessage(canonicalBytes: Array(bytes.dropLast()))
      }
    }
  }

  @Test("Every record comes back from its bytes", arguments: 0..<UInt64(40))
  func recordRoundTrip(seed: UInt64) throws {
    var samples = Samples(seed: seed)
    for label in LedgerRecord.labels.indices {
      let record = samples.stored(label)
      let bytes = record.canonicalBytes
      #expect(try LedgerRecord(canonicalBytes: bytes) == record)
      #expect(record.labelText == LedgerRecord.labels[label])
      #expect(throws: CanonicalError.self) {
        try LedgerRecord(canonicalBytes: Array(bytes.dropLast()))
      }
    }
  }

  @Test("A change of view with a stable slot that its proof does not name is refused")
  func viewChangeBytes() throws {
    var samples = Samples(seed: 5)
    var change = samples.viewChange().body
    change.checkpoint = nil
    change.prepared = [3, 4].map { samples.prepared(slot: $0) }
    var bytes = change.canonicalBytes
    #expect(try ViewChangeBody(canonicalBytes: bytes) == change)
    bytes[15] = 1  // The last byte of the stable slot.
    #expect(throws: CanonicalError.self) { try ViewChangeBody(canonicalBytes: bytes) }
    change.prepared.swapAt(0, 1)
    #expect(throws: CanonicalError.self) {
      try ViewChangeBody(canonicalBytes: change.canonicalBytes)
    }
  }

  /// Whatever decodes is the encoding of what it decodes to: no value has two forms.
  @Test("Mutated bytes are refused or are another value's own bytes", arguments: 0..<UInt64(40))
  func mutations(seed: UInt64) {
    var samples = Samples(seed: seed)
    for label in LedgerMessage.labels.indices {
      let bytes = samples.message(label).canonicalBytes
      for _ in 0..<20 {
        var mutated = bytes
        for _ in 0...samples.below(3) { mutated[samples.below(bytes.count)] = samples.number() }
        if samples.flag() { mutated.remove(at: samples.below(bytes.count)) }
        if let value = try? LedgerMessage(canonicalBytes: mutated) {
          #expect(value.canonicalBytes == mutated)
        }
      }
    }
  }

  @Test("A command's fields stand in the order of the protocol, big-endian")
  func commandBytes() {
    let command = Command(
      client: PublicKey(bytes: Array(repeating: 7, count: 32)), lane: 0x0102, sequence: 3,
      session: Name(known: "s"), kind: .teleport, payload: [9, 8],
      expectedHead: SessionHead(sequence: 4, hash: .zero), expireSlot: 5, clientTime: 6)
    let expected: [UInt8] =
      Array(repeating: 7, count: 32) + [1, 2] + [0, 0, 0, 0, 0, 0, 0, 3] + [0, 0, 0, 1, 0x73] + [1]
      + [0, 0, 0, 2, 9, 8] + [1, 0, 0, 0, 0, 0, 0, 0, 4] + Array(repeating: 0, count: 32)
      + [1, 0, 0, 0, 0, 0, 0, 0, 5] + [0, 0, 0, 0, 0, 0, 0, 6]
    #expect(command.canonicalBytes == expected)
  }

  @Test("Names are 1 to 64 printable bytes", arguments: ["", "a b", "ü", "\u{7F}", "\n"])
  func badNames(text: String) throws {
    #expect(Name(text) == nil)
    var writer = CanonicalWriter()
    writer.put(bytes: Array(text.utf8))
    #expect(throws: CanonicalError.self) { try Name(canonicalBytes: writer.bytes) }
  }

  @Test("A name of 64 bytes passes and one of 65 does not")
  func nameLimit() {
    #expect(Name(String(repeating: "~", count: 64)) != nil)
    #expect(Name(String(repeating: "~", count: 65)) == nil)
  }

  @Test("A payload over 64 KiB is refused")
  func payloadLimit() throws {
    var samples = Samples(seed: 1)
    var command = samples.command()
    command.payload = Array(repeating: 0, count: Command.payloadLimit)
    #expect(try Command(canonicalBytes: command.canonicalBytes) == command)
    command.payload.append(0)
    #expect(throws: CanonicalError.self) { try Command(canonicalBytes: command.canonicalBytes) }
  }

  @Test("Batches out of order, and with one command twice, are found out")
  func batchOrder() throws {
    var crypto = Cryptographer(mode: .ideal, seed: 1)
    var samples = Samples(seed: 2)
    let signed = (0..<3).map { _ in samples.signedCommand() }
      .sorted { crypto.hash($0.command, Tag("cmd")) < crypto.hash($1.command, Tag("cmd")) }
    var batch = Batch(slot: 1, time: 1, epoch: 0, commands: signed)
    #expect(batch.orderedHashes(&crypto)?.count == 3)
    batch.commands.swapAt(0, 1)
    #expect(batch.orderedHashes(&crypto) == nil)
    batch.commands = [signed[0], signed[0]]
    #expect(batch.orderedHashes(&crypto) == nil)
  }

  @Test("Lists that must ascend are refused otherwise")
  func unsortedLists() {
    var samples = Samples(seed: 3)
    let endorsements = [UInt16(2), 1].map {
      Endorsement(replica: $0, signature: samples.signature())
    }
    let certificate = CommitCertificate(view: 0, endorsements: endorsements)
    #expect(throws: CanonicalError.self) {
      try CommitCertificate(canonicalBytes: certificate.canonicalBytes)
    }
    let twice = CommitCertificate(view: 0, endorsements: [endorsements[0], endorsements[0]])
    #expect(throws: CanonicalError.self) {
      try CommitCertificate(canonicalBytes: twice.canonicalBytes)
    }
    let records = SlotTransfer(
      records: [samples.record(slot: 2), samples.record(slot: 1)], anchors: [])
    #expect(throws: CanonicalError.self) {
      try SlotTransfer(canonicalBytes: records.canonicalBytes)
    }
  }

  @Test("Payloads come back from their bytes", arguments: 0..<UInt64(20))
  func payloads(seed: UInt64) throws {
    var samples = Samples(seed: seed)
    let operations: [StateOperation] = [
      .put(samples.name(), samples.bytes(5)), .delete(samples.name()),
      .add(samples.name(), Int64(bitPattern: samples.number())),
    ]
    #expect(try [StateOperation](canonicalBytes: operations.canonicalBytes) == operations)
    let teleport = TeleportOrder(
      domain: samples.name(), object: samples.name(), from: samples.name(), to: samples.name(),
      expectedVersion: samples.number())
    #expect(try TeleportOrder(canonicalBytes: teleport.canonicalBytes) == teleport)
    let opening = SessionOpening(domain: samples.name(), access: [samples.key(), samples.key()])
    #expect(try SessionOpening(canonicalBytes: opening.canonicalBytes) == opening)
    let order = QuarantineOrder(
      body: .init(domain: samples.name(), isOn: samples.flag(), version: samples.number()),
      endorsements: samples.endorsements())
    #expect(try QuarantineOrder(canonicalBytes: order.canonicalBytes) == order)
    let registration = KeyRegistration(key: samples.key(), signature: samples.signature())
    #expect(try KeyRegistration(canonicalBytes: registration.canonicalBytes) == registration)
  }

  @Test("A genesis comes back from its bytes, and its chain is the hash of them")
  func genesis() throws {
    var samples = Samples(seed: 4)
    let genesis = Genesis(
      replicas: 4, faults: 1, replicaKeys: (0..<4).map { _ in samples.key() },
      clientKeys: [samples.key()], governorKeys: [samples.key()], governorThreshold: 1,
      sessions: [GenesisSession(name: Name(known: "s"), domain: Name(known: "d"))],
      domains: [
        GenesisDomain(
          name: Name(known: "d"), nodes: [Name(known: "a"), Name(known: "b")],
          objects: [.init(object: Name(known: "o"), node: Name(known: "a"))])
      ], parameters: GenesisParameters())
    let bytes = genesis.canonicalBytes
    #expect(try Genesis(canonicalBytes: bytes) == genesis)
    #expect(genesis.chain == Hashing.sha256(bytes))
    #expect(throws: CanonicalError.self) { try Genesis(canonicalBytes: [9] + bytes.dropFirst()) }
  }

  @Test("An event's identifier is a version 8 UUID")
  func identifier() {
    let bytes = LedgerEvent.identifier(of: Digest(bytes: Array(repeating: 0xFF, count: 32)))
    #expect(bytes.count == 16)
    #expect(bytes[6] == 0x8F)
    #expect(bytes[8] == 0xBF)
  }
}
