import Determinism
import Machine

extension ClusterCore {
  /// All that may happen to a member as it is, in an order that does not depend on numbers.
  func moves(seat number: UInt32, inbox inboxNumber: UInt32) -> Part {
    locked { singleMoves(seat: number, inbox: inboxNumber) }
  }

  /// The same, under the lock.
  func singleMoves(seat number: UInt32, inbox inboxNumber: UInt32) -> Part {
    let key = UInt64(number) << 32 | UInt64(inboxNumber)
    if let known = movesOf[key] { return known }
    var list = MoveList(
      seat: seats[number], number: number, inbox: inbox(inboxNumber), inboxNumber: inboxNumber)
    appendArrivals(&list)
    if adversary.contains(NodeID(list.place)) { return keep([], as: key) }
    if list.seat.node != nil {
      appendLies(&list)
      appendOwn(&list)
    } else if bounds.restarts > 0 {
      let durable = list.seat.stores.flatMap { $0.durable.map(\.record) }
      append(.boot, .start(durable: durable), &list, cost: .restart)
    }
    if let allowed {
      let place = list.place
      list.moves.removeAll { allowed[kindOf($0, at: place)] == nil }
    }
    return keep(list.moves, as: key)
  }

  /// How a member begins.
  func boots(of place: Int) -> Part {
    locked {
      let seat = Seat<N>(
        place: place, stores: members[place].stores.count, timers: bounds.timers)
      var list = MoveList(
        seat: seat, number: number(seat), inbox: [], inboxNumber: number(ofInbox: [], at: place))
      if adversary.contains(NodeID(place)) {
        let inbox = number(ofInbox: [], at: place)
        list.moves = [Move(action: 0, seat: list.number, inbox: inbox, kind: .boot)]
      } else {
        append(.boot, .start(durable: []), &list)
      }
      return keep(list.moves, as: nil)
    }
  }

  /// The moves of one member, as they are found.
  struct MoveList {
    let seat: Seat<N>
    let number: UInt32
    let inbox: [UInt32]
    let inboxNumber: UInt32
    var moves: [Move] = []
    var place: Int { Int(seat.place) }
  }

  private func keep(_ found: [Move], as key: UInt64?) -> Part {
    let part = Part(first: UInt32(moves.count), count: UInt32(found.count))
    moves += found
    if let key { movesOf.insert(key, part) }
    return part
  }

  /// What arrives, or is lost on the way.
  private func appendArrivals(_ list: inout MoveList) {
    var before: UInt32?
    var senders = NodeSet()
    for (position, input) in list.inbox.enumerated() {
      guard case .message(let message, let sender) = inputs[input] else { continue }
      // Of equal ones it does not matter which; of a link's only the first can arrive.
      if before == input { continue }
      before = input
      if bounds.network == .fifo, !senders.insert(NodeID(Int(sender))) { continue }
      let isSet = bounds.network == .set
      if list.seat.node != nil {
        let arrival = Input<N.S>.received(message, from: routes.identity(Int(sender)))
        append(
          .deliver, arrival, &list, from: sender, input: input, removing: isSet ? nil : position)
        if bounds.duplicates > 0, !isSet {
          append(.duplicate, arrival, &list, cost: .duplicate, from: sender, input: input)
        }
      }
      if bounds.drops > 0, !isSet {
        var rest = list.inbox
        rest.remove(at: position)
        list.moves.append(
          Move(
            action: names.number(.drop, at: list.place, from: Int(sender)), cost: .drop,
            seat: list.number, inbox: number(ofInbox: rest, at: list.place), input: input,
            kind: .drop))
      }
    }
  }

  /// What the adversary says to a member.
  private func appendLies(_ list: inout MoveList) {
    for (number, construction) in constructed.enumerated() {
      guard case .message(let message, _) = inputs[construction.input] else { continue }
      let heard = list.seat.heard
      let isNew = construction.isCounted && !heard.contains(UInt16(number))
      let ofGroup = heard.count { constructed[Int($0)].group == construction.group }
      if isNew, ofGroup >= constructionsPerSlot { continue }
      append(
        .deliver, .received(message, from: construction.liar), &list,
        from: construction.liar.index, input: construction.input
      ) {
        if isNew { $0.heard = ($0.heard + [UInt16(number)]).sorted() }
      }
    }
  }

  /// What happens at a member that is up, without the network.
  private func appendOwn(_ list: inout MoveList) {
    if list.seat.timers != 0 {
      for (position, input) in list.inbox.enumerated() {
        guard case .timer(let timer) = inputs[input] else { continue }
        append(.timer, .timerFired(timer), &list, input: input, removing: position)
      }
    }
    if bounds.requests > 0, let request = requests[list.place] {
      append(.request, .timerFired(request), &list, cost: .request)
    }
    for (store, contents) in list.seat.stores.enumerated() {
      guard let write = contents.pending.first else { continue }
      append(.stored, .stored(write.ticket), &list, store: UInt8(store)) {
        Self.complete(&$0.stores[store])
      }
      if bounds.storeFaults > 0 {
        append(
          .storeFailed, .storeFailed(write.ticket), &list, cost: .storeFault, store: UInt8(store)
        ) {
          $0.stores[store].pending.removeFirst()
        }
      }
    }
    if bounds.crashes > 0 { appendCrash(&list) }
  }

  private static func complete(_ store: inout Seat<N>.Store) {
    let write = store.pending.removeFirst()
    if store.forgotten.map({ $0 < write.ticket }) ?? true { store.durable.append(write) }
  }

  /// The volatile state, the timers and the writes under way are gone.
  private func appendCrash(_ list: inout MoveList) {
    var seat = list.seat
    seat.node = nil
    for store in seat.stores.indices { seat.stores[store].pending = [] }
    list.moves.append(
      Move(
        action: names.number(.crash, at: list.place), cost: .crash, seat: number(seat),
        inbox: number(ofInbox: list.inbox.filter(isMessage), at: list.place), kind: .crash))
  }

  /// Adds what can come of an input.
  ///
  /// - Parameters:
  ///   - removing: Where the input waited, if it does so no longer.
  ///   - ready: Changes the seat before the node takes the input, in a way that the seat and the input decide.
  private func append(
    _ kind: ActionNames.Kind, _ input: Input<N.S>, _ list: inout MoveList,
    cost: Budgets.Cost = .nothing, from sender: UInt16 = 0, input pending: UInt32 = .max,
    removing position: Int? = nil, store: UInt8 = 0, _ ready: (inout Seat<N>) -> Void = { _ in }
  ) {
    var rest = list.inbox
    if let position { rest.remove(at: position) }
    let key = UInt64(list.number) << 32 | UInt64(pending)
    let part: Part
    if pending != .max, let known = resultsOf[key] {
      part = known
    } else {
      var seat = list.seat
      if case .timer = kind, let left = seat.timers { seat.timers = left - 1 }
      ready(&seat)
      let first = results.count
      for outcome in outcomes(of: input, at: seat) { results.append(result(of: outcome)) }
      part = Part(first: UInt32(first), count: UInt32(results.count - first))
      if pending != .max { resultsOf.insert(key, part) }
    }
    for result in results[part.range] {
      var inbox = rest
      for edit in result.edits { change(&inbox, by: edit) }
      var move = Move(
        action: names.number(kind, at: list.place, from: Int(sender)), cost: cost,
        seat: result.seat, inbox: number(ofInbox: inbox, at: list.place), told: result.told,
        firstSend: result.firstSend, sendCount: result.sendCount, input: pending, kind: kind,
        store: store)
      let isIdle =
        move.seat == list.number && move.sendCount == 0 && move.told == 0
        && move.inbox == list.inboxNumber
      move.isSilent =
        move.sendCount == 0 && move.told == 0 && cost == .nothing
        && seatLetters[Int(move.seat)] == seatLetters[Int(list.number)]
      if !isIdle || cost != .nothing { list.moves.append(move) }
    }
  }

  /// What a step of a node comes to, whatever else waits for it.
  struct Result {
    var seat: UInt32
    var told: UInt32 = 0
    var firstSend: UInt32
    var sendCount: UInt32 = 0
    /// What changes in what waits for the node itself.
    var edits: [InboxEdit] = []
  }

  /// A change of what waits for a member.
  enum InboxEdit {
    case insert(UInt32)
    case remove(UInt32)
  }

  private func change(_ inbox: inout [UInt32], by edit: InboxEdit) {
    switch edit {
    case .insert(let input): insert(input, into: &inbox)
    case .remove(let input): inbox.removeAll { $0 == input }
    }
  }

  /// Carries out the effects of a step.
  private func result(of outcome: Outcome) -> Result {
    var seat = outcome.seat
    let place = Int(seat.place)
    var told: [(N.S.Fact, Latch)] = []
    var result = Result(seat: 0, firstSend: UInt32(sendings.count))
    for effect in outcome.effects {
      switch effect {
      case .send(let message, let receiver): send(message, [receiver], from: place, &result)
      case .broadcast(let message, let receivers): send(message, receivers, from: place, &result)
      case .lies(let lies):
        for case .message(let message, let receivers, _, _) in lies {
          send(message, receivers, from: place, &result)
        }
      case .setTimer(let timer, _): result.edits.append(.insert(number(.timer(timer))))
      case .cancelTimer(let timer): result.edits.append(.remove(number(.timer(timer))))
      case .write(let record, let store, let ticket):
        seat.stores[Int(store.index)].pending.append(.init(record, ticket))
      case .forget(let ticket, let store):
        seat.stores[Int(store.index)].durable.removeAll { $0.ticket <= ticket }
        let before = seat.stores[Int(store.index)].forgotten
        seat.stores[Int(store.index)].forgotten = max(ticket, before ?? ticket)
      case .observe(let fact, let latch): told.append((fact, latch))
      }
    }
    result.sendCount = UInt32(sendings.count) - result.firstSend
    if correct.contains(NodeID(place)) { result.told = facts.number(told, at: place) }
    result.seat = number(seat)
    return result
  }

  private func send(
    _ message: N.S.Message, _ receivers: NodeSet, from place: Int, _ result: inout Result
  ) {
    let input = number(.message(message, from: UInt16(place)))
    for receiver in receivers {
      guard let target = routes.place(from: place, to: receiver), !adversary.contains(receiver)
      else { continue }
      if target == place {
        result.edits.append(.insert(input))
      } else {
        sendings.append(Sending(place: UInt32(target), input: input))
      }
    }
  }
}
