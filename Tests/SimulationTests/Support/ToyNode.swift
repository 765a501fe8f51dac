import Determinism
import Machine

/// A node that answers each kind of input with a list of acts, and remembers what it took, and when.
struct ToyNode: Node {
  typealias S = Toy

  /// What an input is, as rules tell it.
  enum Trigger: Equatable {
    case start
    case message(UInt64)
    /// A message that no other rule names.
    case anyMessage
    case timer(UInt64)
    case anyTimer
    case stored
    case failed
  }

  /// What a rule does.
  enum Act: Equatable {
    case send(UInt64, to: Int)
    case sendBytes(UInt64, Int, to: Int)
    /// The messages 0, 1, 2, … up to a number of them.
    case flood(UInt64, to: Int)
    case broadcast(UInt64, to: [Int])
    /// The number of the message or timer that came, to a node.
    case forward(to: Int)
    /// Back to the sender, with one more.
    case reply
    case set(UInt64, after: UInt64)
    case cancel(UInt64)
    case write(UInt64, to: UInt8)
    /// The number of the timer, the message or the ticket.
    case writeNumber(to: UInt8)
    /// Everything in a store up to the ticket with a number.
    case forget(UInt32, in: UInt8)
    case work(UInt64)
    /// As many microseconds as the number of the message or timer says.
    case workAsNumbered
    case observe(ToyFact, Latch)
    /// A fact with the number of the message or timer.
    case observeNumber(@Sendable (UInt64) -> ToyFact)
    case choose(Int)

    static func == (left: Self, right: Self) -> Bool { "\(left)" == "\(right)" }
  }

  struct Rule: Equatable {
    var trigger: Trigger
    var acts: [Act]
  }

  var rules: [Rule]
  /// The inputs so far, in words, with the node's time.
  private(set) var log: [String] = []
  private(set) var chosen: [UInt64] = []

  init(_ rules: KeyValuePairs<Trigger, [Act]> = [:]) {
    self.rules = rules.map(Rule.init)
  }

  mutating func step(_ input: Input<Toy>, _ context: inout Context<Toy>) {
    var number: UInt64 = 0
    var sender = context.me
    let triggers: [Trigger]
    let words: String
    switch input {
    case .start(let durable):
      triggers = [.start]
      words = durable.isEmpty ? "start" : "start \(durable.map(\.number))"
    case .received(let message, let from):
      (number, sender) = (message.number, from)
      triggers = [.message(number), .anyMessage]
      words = "\(number) from \(from)"
    case .timerFired(let timer):
      number = timer.number
      triggers = [.timer(number), .anyTimer]
      words = "timer \(number)"
    case .stored(let ticket):
      number = UInt64(ticket.number)
      triggers = [.stored]
      words = "stored \(number)"
    case .storeFailed(let ticket):
      number = UInt64(ticket.number)
      triggers = [.failed]
      words = "failed \(number)"
    }
    log.append("\(context.now.microseconds): \(words)")
    for trigger in triggers {
      guard let rule = rules.first(where: { $0.trigger == trigger }) else { continue }
      for act in rule.acts { perform(act, number, sender, &context) }
      return
    }
  }

  private mutating func perform(
    _ act: Act, _ number: UInt64, _ sender: NodeID, _ context: inout Context<Toy>
  ) {
    switch act {
    case .send(let number, let to): context.send(ToyMessage(number), to: NodeID(to))
    case .sendBytes(let number, let count, let to):
      context.send(
        ToyMessage(number, filler: [UInt8](repeating: 0, count: count)), to: NodeID(to))
    case .flood(let count, let to):
      for number in 0..<count { context.send(ToyMessage(number), to: NodeID(to)) }
    case .broadcast(let number, let to):
      context.broadcast(ToyMessage(number), to: NodeSet(to.map(NodeID.init)))
    case .forward(let to): context.send(ToyMessage(number), to: NodeID(to))
    case .reply: context.send(ToyMessage(number + 1), to: sender)
    case .set(let number, let after): context.setTimer(ToyTimer(number), after: Ticks(after))
    case .cancel(let number): context.cancelTimer(ToyTimer(number))
    case .write(let number, let store): _ = context.write(ToyRecord(number), to: StoreID(store))
    case .forget(let number, let store):
      context.forget(upTo: Ticket(number), in: StoreID(store))
    case .writeNumber(let store):
      _ = context.write(ToyRecord(number), to: StoreID(store))
    case .work(let time): context.work(Ticks(time))
    case .workAsNumbered: context.work(Ticks(number))
    case .observe(let fact, let latch): context.observe(fact, latch)
    case .observeNumber(let fact): context.observe(fact(number), .pulse)
    case .choose(let count): chosen.append(UInt64(context.choose(count)))
    }
  }

  /// Appends what the node has seen; its rules never change.
  func encode(into writer: inout CanonicalWriter) {
    for line in log { writer.put(bytes: Array(line.utf8)) }
    writer.encode(chosen)
  }

  /// Refuses: no test reads a node back.
  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    throw .notCanonical("a toy", at: reader.offset)
  }
}

extension ToyNode {
  /// A node that sends, at each of some instants, the instant to another node.
  static func beacon(at instants: some Sequence<UInt64>, to receiver: Int) -> ToyNode {
    var node = ToyNode()
    node.rules = [
      Rule(trigger: .start, acts: instants.map { .set($0, after: $0) }),
      Rule(trigger: .anyTimer, acts: [.forward(to: receiver)]),
    ]
    return node
  }

  /// A node that writes at each of some instants the instant to its first store.
  static func writer(at instants: some Sequence<UInt64>) -> ToyNode {
    var node = ToyNode()
    node.rules = [
      Rule(trigger: .start, acts: instants.map { .set($0, after: $0) }),
      Rule(trigger: .anyTimer, acts: [.writeNumber(to: 0)]),
    ]
    return node
  }

  /// The numbers of the messages that the node took in its last life, in order.
  var received: [UInt64] {
    log.compactMap { line in
      let words = line.split(separator: " ")
      return words.count == 4 && words[2] == "from" ? UInt64(words[1]) : nil
    }
  }

  /// The instants of the messages that the node took in its last life, in order.
  var arrivals: [UInt64] {
    log.compactMap { line in
      let words = line.split(separator: " ")
      return words.count == 4 && words[2] == "from" ? UInt64(words[0].dropLast()) : nil
    }
  }
}
