import Cryptography
import Determinism
import Machine

/// A system of bells, each of which does as a test says.
enum Bell: System {
  typealias Message = BellMessage
  typealias Timer = BellMessage
  typealias Record = BellMessage
  typealias Fact = BellMessage
}

/// A number, with an object whose life tells whether the message was kept, copied or let go.
struct BellMessage: Labelled {
  /// What a message holds on to.
  final class Token: Sendable {}

  static let labels = ["ding", "dong"]

  var number: UInt64
  var token: Token?

  init(_ number: UInt64, _ token: Token? = nil) {
    self.number = number
    self.token = token
  }

  var label: UInt8 { UInt8(number & 1) }

  func encode(into writer: inout CanonicalWriter) { writer.put(number) }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    number = try reader.take()
  }

  static func == (left: Self, right: Self) -> Bool { left.number == right.number }
}

/// A context that the expectation macros can hold, since they copy what they look at.
final class Bench {
  var context: Context<Bell>
  let cryptographer: Cryptographer

  init(
    prices: PriceList = PriceList(),
    choices: Choices = .scripted(answers: [], alternatives: []), mode: CryptoMode = .ideal
  ) {
    cryptographer = Cryptographer(mode: mode, seed: 1)
    context = Context(cryptographer: cryptographer, prices: prices, choices: choices)
  }

  /// Takes all effects as an engine does.
  func takeAll() -> [Effect<Bell>] {
    var effects: [Effect<Bell>] = []
    for position in 0..<context.count { effects.append(context.takeEffect(at: position)) }
    context.forgetEffects()
    return effects
  }
}

/// A node that rings twice for each message, and once more for a timer.
struct BellNode: Node {
  typealias S = Bell

  var rung: UInt64 = 0

  init() {}

  mutating func step(_ input: Input<Bell>, _ context: inout Context<Bell>) {
    switch input {
    case .start(let durable): rung = UInt64(durable.count)
    case .received(let message, let from):
      rung += 2
      context.send(message, to: from)
      context.broadcast(message, to: [NodeID(0), NodeID(2)])
    case .timerFired(let timer):
      rung += 1
      context.setTimer(timer, after: Ticks(5))
      context.cancelTimer(BellMessage(9))
    case .stored(let ticket): context.observe(BellMessage(UInt64(ticket.number)), .latch)
    case .storeFailed: _ = context.write(BellMessage(rung), to: StoreID(1))
    }
  }

  func encode(into writer: inout CanonicalWriter) { writer.put(rung) }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    rung = try reader.take()
  }
}
