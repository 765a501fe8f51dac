import Cryptography
import Determinism
import Machine
import Testing

@testable import NocturneLedger

@Suite("A client with a log")
struct DurableClientTests {
  private static func table(commands: UInt64 = 2) throws -> Table {
    var configuration = NormalCaseTests.configuration(replicas: 4, commands: commands)
    configuration.hasDurableClients = true
    return try Table(configuration)
  }

  /// What a boot writes, and the command that waits for it.
  private static func boot(_ table: inout Table) throws -> (
    record: LedgerRecord, said: SignedCommand
  ) {
    let effects = table.effects(4, .start(durable: []))
    let writes = effects.compactMap { effect -> LedgerRecord? in
      if case .write(let record, StoreID(0), _) = effect { record } else { nil }
    }
    #expect(
      !effects.contains { if case .send = $0 { true } else { false } }, "nothing leaves before that"
    )
    let said = table.effects(4, .stored(Ticket(0)))
    let record = try #require(writes.first)
    guard case .broadcast(.request(let signed), [NodeID(0)])? = said.last else {
      throw CanonicalError.notCanonical("no request leaves: \(said)", at: 0)
    }
    #expect(
      said.dropLast() == [
        .observe(.submitted(request: 1, command: table.hash(signed)), .latch),
        .observe(.admitted(request: 1), .latch),
      ])
    return (record, signed)
  }

  @Test("A command leaves when its number is in the log")
  func order() throws {
    var table = try Self.table()
    _ = try Self.boot(&table)
  }

  @Test("After a crash it asks all replicas for the same again, under the same number")
  func again() throws {
    var table = try Self.table()
    let (record, signed) = try Self.boot(&table)
    table.nodes[4] = table.members[4].node
    let effects = table.effects(4, .start(durable: [record]))
    let everyone: NodeSet = [NodeID(0), NodeID(1), NodeID(2), NodeID(3)]
    // It may have gone down before it could tell; whoever hears of it twice knows it by its number.
    #expect(
      effects == [
        .observe(.submitted(request: 1, command: table.hash(signed), again: true), .latch),
        .observe(.admitted(request: 1), .latch),
        .broadcast(.request(signed), to: everyone),
        .setTimer(.retry(lane: 0), after: .milliseconds(800)),
      ])
    // What it was told is lost with a crash that comes before the write: then nobody has heard of it.
    table.nodes[4] = table.members[4].node
    let anew = table.effects(4, .start(durable: []))
    #expect(anew.contains(.observe(.offered(request: 1), .latch)))
  }

  @Test("What it took and could not tell of before it went down, it tells when it boots")
  func untold() throws {
    var table = try Self.table()
    let (record, _) = try Self.boot(&table)
    guard case .client(var snapshot) = record else { throw CanonicalError.notCanonical("", at: 0) }
    let taken = LedgerFact.delivered(
      client: 0, session: Name(known: "main"), sequence: 1, event: .zero)
    snapshot.untold = [taken]
    table.nodes[4] = table.members[4].node
    let effects = table.effects(4, .start(durable: [.client(snapshot)]))
    guard case .observe(.delivered(0, _, 1, .zero, again: true), .latch)? = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(!effects.contains { if case .write = $0 { true } else { false } })
  }

  @Test("A failed write is tried again, and what waits goes on waiting")
  func failure() throws {
    var table = try Self.table()
    _ = table.effects(4, .start(durable: []))
    let effects = table.effects(4, .storeFailed(Ticket(0)))
    #expect(effects.count == 1)
    guard case .write(.client, StoreID(0), _)? = effects.first else {
      Issue.record("\(effects)")
      return
    }
  }

  @Test("It is the same from its bytes, whatever it waits for")
  func encoding() throws {
    var table = try Self.table()
    _ = table.effects(4, .start(durable: []))
    let bytes = table.nodes[4].canonicalBytes
    #expect(bytes.first == 2)
    let other = try LedgerNode(canonicalBytes: bytes)
    #expect(other == table.nodes[4])
    #expect(other.canonicalBytes == bytes)
  }

  @Test("Without a log it is the client that it was")
  func plain() throws {
    let table = try Table(NormalCaseTests.configuration(replicas: 4, commands: 1))
    #expect(table.members[4].stores == [])
    #expect(table.nodes[4].canonicalBytes.first == 1)
  }
}
