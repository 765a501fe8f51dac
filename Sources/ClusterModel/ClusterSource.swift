import Determinism
import Machine
import ModelChecking

/// What a ``ClusterSystem`` asks of the cluster, whatever its nodes are.
protocol ClusterSource: AnyObject, Sendable {
  /// All that may happen to a member as it is.
  func moves(seat: UInt32, inbox: UInt32) -> Part
  /// The same in runs: each move that others can notice, with the silent ones that it needs before it.
  func runs(seat: UInt32, inbox: UInt32) -> Part
  /// The moves that a run stands for, by number.
  func parts(of run: Move) -> [UInt32]
  /// How a member begins.
  func boots(of place: Int) -> Part
  /// What waits for a member once a message came.
  func add(_ input: UInt32, to inbox: UInt32) -> UInt32
  /// What waits for a member of what waits in two inboxes of it.
  func join(_ inbox: UInt32, _ other: UInt32) -> UInt32
  /// What properties know once something was told.
  func tell(_ told: UInt32, to state: UInt32) -> UInt32
  /// The number of a member's empty inbox, and of what it is before it boots.
  func blank(_ place: Int) -> (seat: UInt32, inbox: UInt32)
  /// Tells what was met since it was asked last.
  func learn(into known: inout ClusterKnowledge)

  /// The label, view and slot of an input.
  func marks(of input: UInt32) -> (label: UInt8, view: UInt32, slot: UInt64)
  /// What tells a move of a member from others, but for what exactly is in a message or timer.
  func kind(of move: Move, at place: Int) -> Fingerprint128
  /// Lets nothing happen from now on but moves of some kinds, boots in the beginning aside.
  func restrict(to kinds: LookupTable<Fingerprint128, Bool>)
  /// Whether a move is the arrival of a message that a liar has constructed.
  func isConstructed(_ move: Move) -> Bool
  /// The canonical bytes of a message, and its sender.
  func message(of input: UInt32) -> (bytes: [UInt8], sender: NodeID)
  /// A move in words.
  func text(of move: Move) -> String?
  /// What a member is, and what waits for it.
  func text(seat: UInt32, inbox: UInt32) -> (seat: String, inbox: String)
  /// What tells two states of a member apart, part by part; nil where nobody can say.
  func differences(from seat: UInt32, to other: UInt32) -> [ModelVariable]?
  /// What waits for a member and did not before.
  func news(from inbox: UInt32, to other: UInt32) -> [String]
  /// The canonical bytes of a row, and back.
  func encode(_ row: [UInt32]) -> [UInt8]
  func decode(_ bytes: [UInt8]) -> [UInt32]?
  /// Of each property of facts, whether something happened that it speaks of.
  var exercised: [Bool] { get }
  /// Notes that something happened that some of them speak of.
  func exercise(_ properties: [Bool])
}

/// What one worker knows of all that was met, by number.
struct ClusterKnowledge: Sendable {
  var seatKeys: [Fingerprint128] = []
  var seatLetters: [UInt64] = []
  var inboxKeys: [Fingerprint128] = []
  var factKeys: [Fingerprint128] = []
  var factLetters: [UInt64] = []
  var moves: [Move] = []
  var sendings: [Sending] = []
}

extension ClusterCore {
  func blank(_ place: Int) -> (seat: UInt32, inbox: UInt32) {
    locked {
      let stores = members[place].stores.count
      let seat = Seat<N>(place: place, stores: stores, timers: bounds.timers)
      return (number(seat), number(ofInbox: [], at: place))
    }
  }

  func learn(into known: inout ClusterKnowledge) {
    // Only what is new is copied.
    func extend<Thing>(_ list: inout [Thing], _ all: [Thing]) {
      if list.count < all.count { list += all[list.count...] }
    }
    locked {
      extend(&known.seatKeys, seats.keys)
      extend(&known.seatLetters, seatLetters)
      extend(&known.inboxKeys, inboxes.keys)
      extend(&known.factKeys, facts.keys)
      extend(&known.factLetters, facts.letters)
      extend(&known.moves, moves)
      extend(&known.sendings, sendings)
    }
  }

  var exercised: [Bool] { locked { facts.exercised } }

  func exercise(_ properties: [Bool]) { locked { facts.exercise(properties) } }

  func marks(of input: UInt32) -> (label: UInt8, view: UInt32, slot: UInt64) {
    locked { marksOf(input) }
  }

  private func marksOf(_ input: UInt32) -> (label: UInt8, view: UInt32, slot: UInt64) {
    switch inputs[input] {
    case .message(let message, _): (message.label, message.view, message.slot)
    case .timer(let timer): (timer.label, timer.view, timer.slot)
    }
  }

  func kind(of move: Move, at place: Int) -> Fingerprint128 {
    locked { kindOf(move, at: place) }
  }

  /// The same, under the lock.
  func kindOf(_ move: Move, at place: Int) -> Fingerprint128 {
    var writer = CanonicalWriter(capacity: 32)
    writer.put(UInt8(move.kind.rawValue))
    writer.put(UInt16(place))
    writer.put(move.store)
    if move.input != .max {
      writer.put(sender(move.input))
      let marks = marksOf(move.input)
      writer.put(marks.label)
      writer.put(marks.view)
      writer.put(marks.slot)
    }
    return Fingerprint.hash128(writer.bytes)
  }

  func restrict(to kinds: LookupTable<Fingerprint128, Bool>) {
    locked {
      allowed = kinds
      (movesOf, runsOf) = (LookupTable(), LookupTable())
    }
  }

  func isConstructed(_ move: Move) -> Bool {
    locked { move.kind == .deliver && constructed.contains { $0.input == move.input } }
  }

  func message(of input: UInt32) -> (bytes: [UInt8], sender: NodeID) {
    locked {
      guard case .message(let message, let sender) = inputs[input] else {
        preconditionFailure("a timer is no message")
      }
      return (message.canonicalBytes, routes.identity(Int(sender)))
    }
  }

  // MARK: Words

  func text(of move: Move) -> String? {
    locked {
      if move.input == .max { return nil }
      switch inputs[move.input] {
      case .message(let message, _): return Self.text(message)
      case .timer(let timer): return Self.text(timer)
      }
    }
  }

  private static func text(_ value: some Labelled) -> String {
    var text = value.labelText
    if value.view > 0 { text += " view \(value.view)" }
    if value.slot > 0 { text += " slot \(value.slot)" }
    return text
  }

  func text(seat: UInt32, inbox: UInt32) -> (seat: String, inbox: String) {
    locked {
      let known = seats[seat]
      var text = known.node.map(textOfNode) ?? "down"
      for (number, store) in known.stores.enumerated() {
        let name = members[Int(known.place)].stores[number]
        if !store.durable.isEmpty { text += "; \(name) keeps \(store.durable.count)" }
        if !store.pending.isEmpty { text += ", writes \(store.pending.count)" }
      }
      let waiting = self.inbox(inbox).map(text(ofInput:))
      return (text, waiting.isEmpty ? "nothing" : waiting.joined(separator: ", "))
    }
  }

  private func text(ofInput input: UInt32) -> String {
    switch inputs[input] {
    case .message(let message, let sender):
      "\(Self.text(message)) of \(names.members[Int(sender)])"
    case .timer(let timer): Self.text(timer)
    }
  }

  func news(from inbox: UInt32, to other: UInt32) -> [String] {
    locked {
      var before = self.inbox(inbox)
      return self.inbox(other).filter { input in
        guard let place = before.firstIndex(of: input) else { return true }
        before.remove(at: place)
        return false
      }.map(text(ofInput:))
    }
  }

  func differences(from seat: UInt32, to other: UInt32) -> [ModelVariable]? {
    locked {
      guard let before = seats[seat].node, let after = seats[other].node else { return nil }
      return differencesOfNodes.map { $0(before, after) }
    }
  }

  // MARK: Bytes

  func encode(_ row: [UInt32]) -> [UInt8] {
    locked {
      var writer = CanonicalWriter(capacity: 1024)
      for place in members.indices {
        writer.put(bytes: seats[row[2 * place]].bytes)
        let inbox = inbox(row[2 * place + 1])
        writer.put(UInt32(inbox.count))
        for input in inbox { writer.put(bytes: inputKeys[Int(input)]) }
      }
      writer.put(row[row.count - 2])
      facts.encode(row[row.count - 1], into: &writer)
      return writer.bytes
    }
  }

  func decode(_ bytes: [UInt8]) -> [UInt32]? {
    locked { try? read(bytes) }
  }

  private func read(_ bytes: [UInt8]) throws(CanonicalError) -> [UInt32] {
    var reader = CanonicalReader(bytes)
    var row: [UInt32] = []
    for place in members.indices {
      var seatReader = CanonicalReader(try reader.takeBytes())
      let seat = try Seat<N>(decoding: &seatReader, hasTimerBudget: bounds.timers != nil)
      guard Int(seat.place) == place else {
        throw .notCanonical("a member at another's place", at: reader.offset)
      }
      row.append(number(seat))
      var inbox: [UInt32] = []
      for _ in 0..<(try reader.take(UInt32.self)) {
        var inputReader = CanonicalReader(try reader.takeBytes())
        inbox.append(number(try Pending<N.S>(decoding: &inputReader)))
      }
      row.append(number(ofInbox: inbox, at: place))
    }
    row.append(try reader.take())
    row.append(try facts.decode(&reader))
    return row
  }
}
