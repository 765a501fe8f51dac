// A program whose only system breaks the rules on purpose: proof that `--verify` notices.
import Catalog
import Commands
import Determinism
import Machine
import Scenarios

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Two nodes pass a number to and fro; after many rounds one of them reads the process's number.
enum Impure: System {
  typealias Message = Number
  typealias Timer = Unused
  typealias Record = Unused
  typealias Fact = Unused
}

struct Number: Labelled {
  static let labels = ["NUMBER"]
  var round: UInt32
  var content: UInt32
  var label: UInt8 { 0 }
  var slot: UInt64 { UInt64(round) }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(round)
    writer.put(content)
  }

  init(round: UInt32, content: UInt32) {
    self.round = round
    self.content = content
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    round = try reader.take()
    content = try reader.take()
  }
}

struct ImpureNode: Node {
  typealias S = Impure
  /// The round in which purity ends.
  static let impureRound: UInt32 = 9_000
  var id: UInt32

  mutating func step(_ input: Input<Impure>, _ context: inout Context<Impure>) {
    switch input {
    case .start: if id == 0 { context.send(Number(round: 0, content: 0), to: NodeID(1)) }
    case .received(let number, let sender):
      let content = number.round == Self.impureRound ? UInt32(getpid()) : number.content
      if number.round < 20_000 {
        context.send(Number(round: number.round + 1, content: content), to: sender)
      }
    case .timerFired, .stored, .storeFailed: break
    }
  }

  func encode(into writer: inout CanonicalWriter) { writer.put(id) }

  init(id: UInt32) { self.id = id }
  init(decoding reader: inout CanonicalReader) throws(CanonicalError) { id = try reader.take() }
}

let impure: SystemEntry = {
  var schema = SystemSchema(name: "impure", about: "Reads the number of its process")
  schema.groups = [.init("node", "nodes", count: .fixed(2))]
  return SystemEntry(
    schema,
    Blueprint<ImpureNode>(properties: []) { _, _ in
      Cluster([
        .init(group: "node", index: 0, node: ImpureNode(id: 0)),
        .init(group: "node", index: 1, node: ImpureNode(id: 1)),
      ])
    })
}()

exit(Command.main(systems: [impure]).rawValue)
