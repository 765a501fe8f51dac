import Determinism

/// The fields of `schedule:`.
enum ScheduleFields {
  private static let deliver = Field.optional(
    "deliver", DeliverFields.kind, saying: "no delivery", "Delivers a message that is under way.")
  private static let timer = Field.optional(
    "timer", TimerFields.kind, saying: "no timer", "Lets a timer fire.")
  private static let stored = Field.optional(
    "stored", StoredFields.kind, saying: "no acknowledgement", "Lets a store acknowledge.")
  private static let client = Field.optional(
    "client", clientNode, saying: "no client", "Lets a client send its next command.")
  private static let crash = Field.optional(
    "crash", Kind<NodeID>.node, saying: "no crash", "Crashes a node.")
  private static let restart = Field.optional(
    "restart", Kind<NodeID>.node, saying: "no restart", "Boots a node again.")
  private static let heal = Field.optional(
    "heal", Kind<Healed>.word("healing"), saying: "no healing",
    "Lets the core of `liveness:` heal, once; what is under way then is lost.")
  private static let say = Field.optional(
    "say", SayFields.kind, saying: "no lie",
    "Lets a liar say a message that it constructs, which arrives at once.")
  private static let at = Field.optional(
    "at", Kind<Ticks>.duration, saying: "at once", "When it happens.")
  private static let then = Field.optional(
    "then", Kind<Schedule.Ending>.word("ending"), saying: "stop",
    "As the last item: whether the run ends or goes on by itself.")

  /// What a step can heal.
  private enum Healed: String, CaseIterable, Sendable {
    case core
  }

  /// A step, or the ending.
  struct Item: Sendable {
    var step: Schedule.Step?
    var ending: Schedule.Ending?
  }

  private static let item = Kind<Item>.object(
    "a step", [deliver, timer, stored, client, crash, restart, say, heal, at, then]
  ) { reader in
    let delivery = reader[deliver]
    let actions: [Schedule.Action?] = [
      delivery?.action, reader[timer], reader[stored], reader[client].map { .client($0) },
      reader[crash].map { .crash($0) }, reader[restart].map { .restart($0) },
      reader[say], reader[heal].map { _ in .heal },
    ]
    let ending = reader[then]
    let time = reader[at]
    let names = ["deliver", "timer", "stored", "client", "crash", "restart", "say", "heal", "then"]
    let given = names.filter { reader.node[$0] != nil }.count
    if given != 1 {
      reader.reading.report(
        .conflictingFields, reader.node.place, "a step does one thing, not \(given)",
        hint: "one of: \(names.joined(separator: ", "))")
    }
    let step = actions.compactMap { $0 }.first.map { action in
      Schedule.Step(
        action: action, at: time, keeps: delivery?.keeps ?? false, flip: delivery?.flip)
    }
    return Item(step: step, ending: ending)
  }

  private static let items = Kind<[Item]>.list(of: item, most: 100_000)

  /// The steps in order, with the ending last.
  static let schedule = Kind<Schedule>(
    shape: items.shape,
    read: { node, reading in
      guard let all = items.read(node, reading) else { return nil }
      if case .sequence(let nodes) = node.content {
        for child in nodes.dropLast() where child["then"] != nil {
          reading.report(
            .conflictingFields, child.place, "'then' is not the last item",
            hint: "move it to the end")
        }
      }
      return Schedule(
        steps: all.compactMap(\.step), ending: all.last?.ending ?? .stop)
    },
    write: { _ in nil })

  /// `client 0`, or `{node: client 0}`.
  private static let clientNode = Kind<NodeID>(
    shape: .either([
      Kind<NodeID>.node.shape, .object(name: "a client", fields: [clientField.summary]),
    ]),
    read: { node, reading in
      guard case .mapping = node.content else { return Kind<NodeID>.node.read(node, reading) }
      return Kind<NodeID>.object("a client", [clientField]) { $0[clientField] }
        .read(node, reading)
    },
    write: { _ in nil })

  private static let clientField = Field(
    "node", Kind<NodeID>.node, absent: .required(standIn: NodeID(0)), "Which client.")
}

/// The fields of `deliver:`.
enum DeliverFields {
  private static let type = Field(
    "type", Kind<String>.known("message", .unknownMessage) { $0.system.messages },
    absent: .required(standIn: ""), "The type of the message.")
  private static let from = Field(
    "from", Kind<NodeID>.node, absent: .required(standIn: NodeID(0)), "Who sent it.")
  private static let to = Field(
    "to", Kind<NodeID>.node, absent: .required(standIn: NodeID(0)), "Who gets it.")
  private static let nth = Field(
    "nth", Kind<Int>.count(1...1_000_000), "1",
    "Which of those under way on this link, the oldest being 1.")
  private static let keep = Field(
    "keep", Kind<Bool>.boolean, "false",
    "Whether a copy stays under way, to be delivered again.")
  private static let flip = Field(
    "flip", Kind<Int>.count(0...8_388_607).optional, absent: .value(nil, saying: "none"),
    "The bit of the message's canonical bytes that flips on the way, from 0.")

  /// A delivery, and what happens to the message.
  struct Delivery: Sendable {
    var action: Schedule.Action
    var keeps: Bool
    var flip: Int?
  }

  static let kind = Kind<Delivery>.object("a delivery", [type, from, to, nth, keep, flip]) {
    Delivery(
      action: .deliver(type: $0[type], from: $0[from], to: $0[to], nth: $0[nth]),
      keeps: $0[keep], flip: $0[flip])
  }
}

/// The fields of `timer:`.
enum TimerFields {
  private static let node = Field(
    "node", Kind<NodeID>.node, absent: .required(standIn: NodeID(0)), "Whose timer.")
  private static let name = Field(
    "name", Kind<String>.known("timer", .unknownTimer) { $0.system.timers },
    absent: .required(standIn: ""), "Which.")
  private static let nth = Field(
    "nth", Kind<Int>.count(1...1_000_000), "1",
    "Which of those of the name that are set, the first to run out being 1.")

  static let kind = Kind<Schedule.Action>.object("a timer", [node, name, nth]) {
    .timer(node: $0[node], name: $0[name], nth: $0[nth])
  }
}

/// The fields of `stored:`.
enum StoredFields {
  private static let node = Field(
    "node", Kind<NodeID>.node, absent: .required(standIn: NodeID(0)), "Whose store.")
  private static let store = Field(
    "store", Kind<String>.known("store", .unknownStore) { $0.system.stores.map(\.name) },
    absent: .required(standIn: ""), "Which.")
  private static let nth = Field(
    "nth", Kind<Int>.count(1...1_000_000), "1",
    "Of a doubled node: which write under way tells the copy whose oldest write is meant.")

  static let kind = Kind<Schedule.Action>.object("an acknowledgement", [node, store, nth]) {
    .stored(node: $0[node], store: $0[store], nth: $0[nth])
  }
}
