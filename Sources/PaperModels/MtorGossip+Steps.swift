public import ModelChecking

extension MtorGossip {
  /// What can be issued, forged and lost, and what each node can do.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let all = size.intents + size.forged
    for intent in 0..<size.intents {
      let origin = node(row, intent)
      // It is up, and has nothing left to apply.
      if row[3] >> UInt32(16 + intent) & 1 == 1 || origin & 0x7000 != 0x4000 { continue }
      process(intent, intent, from: intent, removing: 0, row, &buffer, action: intent)
    }
    for intent in size.intents..<all where messages(row, intent) == 0 {
      for target in 0..<size.nodes where !hasLogged(node(row, target), intent) {
        for sender in 0..<size.nodes where areNeighbours(target, sender) {
          buffer.emit(intent, copying: row) {
            change(&$0, intent, removing: 0, adding: 1 << UInt32(4 * target + sender))
          }
        }
      }
    }
    for number in 0..<size.nodes { appendSteps(of: row, number, all + 5 * number, &buffer) }
    if row[3] >> 18 & 3 == 0 { return }
    for intent in 0..<all {
      var rest = messages(row, intent)
      while rest != 0 {
        let message = rest & (~rest &+ 1)
        rest ^= message
        buffer.emit(all + 5 * size.nodes, copying: row) {
          change(&$0, intent, removing: message, adding: 0)
          $0[3] -= 1 << 18
        }
      }
    }
  }

  @inlinable
  @inline(__always)
  func areNeighbours(_ node: Int, _ other: Int) -> Bool {
    neighbours >> UInt32(4 * node + other) & 1 == 1
  }

  /// What a node does, and what befalls it.
  @inlinable
  func appendSteps(
    of row: Span<UInt32>, _ number: Int, _ action: Int, _ buffer: inout SuccessorBuffer
  ) {
    let (word, shift) = (number >> 1, UInt32(16 * (number & 1)))
    let state = node(row, number)
    if state & 0x4000 == 0 {
      buffer.emit(action + 4, copying: row) { $0[word] |= 0x4000 << shift }
      return
    }
    let busy = state >> 12 & 3
    if busy == 0 {
      appendReceipts(of: row, number, action, &buffer)
    } else {
      buffer.emit(action + 1, copying: row) {
        $0[word] = $0[word] & ~(0x3000 << shift) + 1 << (shift + 4 + 2 * busy)
      }
    }
    if variant == .repaired { appendPulls(of: row, number, action + 2, &buffer) }
    if row[3] >> 20 & 3 != 0 {
      buffer.emit(action + 3, copying: row) {
        $0[word] &= ~(0x7000 << shift)
        $0[3] -= 1 << 20
      }
    }
  }

  @inlinable
  func appendReceipts(
    of row: Span<UInt32>, _ number: Int, _ action: Int, _ buffer: inout SuccessorBuffer
  ) {
    let state = node(row, number)
    for intent in 0..<(size.intents + size.forged) {
      let senders = messages(row, intent) >> UInt32(4 * number) & 15
      if senders == 0 { continue }
      let isDropped =
        variant == .repaired && (intent >= size.intents || hasLogged(state, intent))
      for sender in 0..<size.nodes where senders >> UInt32(sender) & 1 == 1 {
        let message: UInt32 = 1 << UInt32(4 * number + sender)
        if isDropped {
          buffer.emit(action, copying: row) {
            change(&$0, intent, removing: message, adding: 0)
          }
        } else {
          process(
            intent, number, from: sender, removing: message, row, &buffer, action: action)
        }
      }
    }
  }

  /// A node learns that a neighbour has what it lacks, and nothing of it is on its way.
  @inlinable
  func appendPulls(
    of row: Span<UInt32>, _ number: Int, _ action: Int, _ buffer: inout SuccessorBuffer
  ) {
    let state = node(row, number)
    for intent in 0..<size.intents {
      if hasLogged(state, intent) || messages(row, intent) >> UInt32(4 * number) & 15 != 0 {
        continue
      }
      for other in 0..<size.nodes where areNeighbours(number, other) {
        let neighbour = node(row, other)
        guard neighbour & 0x4000 != 0, hasLogged(neighbour, intent) else { continue }
        buffer.emit(action, copying: row) {
          change(&$0, intent, removing: 0, adding: 1 << UInt32(4 * number + other))
        }
      }
    }
  }

  /// What a node does with an intent that it has not dropped.
  ///
  /// - Parameters:
  ///   - intent: The intent.
  ///   - number: The node.
  ///   - sender: Whom it has it from; itself if it issues it.
  ///   - message: The message that it was, which is no longer on its way; 0 if it was none.
  ///   - row: The state.
  ///   - buffer: Where the step is told.
  ///   - action: The number of the action.
  @inlinable
  func process(
    _ intent: Int, _ number: Int, from sender: Int, removing message: UInt32, _ row: Span<UInt32>,
    _ buffer: inout SuccessorBuffer, action: Int
  ) {
    var targets = neighbours >> UInt32(4 * number) & 15
    var added: UInt32 = 1 << UInt32(2 * intent)
    switch variant {
    case .published:
      // The algorithm reads the logs of other nodes.
      for other in 0..<size.nodes where hasLogged(node(row, other), intent) {
        targets &= ~(1 << UInt32(other))
      }
      added += UInt32(intent + 1) << 12
    case .repaired:
      targets &= ~(1 << UInt32(sender))
      added += 64 << UInt32(2 * intent)
    }
    let spread =
      targets & 1 | (targets & 2) << 3 | (targets & 4) << 6 | (targets & 8) << 9
    let isIssued = action < size.intents
    buffer.emit(action, copying: row) {
      $0[number >> 1] += added << UInt32(16 * (number & 1))
      change(&$0, intent, removing: message, adding: spread << UInt32(number))
      if isIssued { $0[3] |= 1 << UInt32(16 + intent) }
    }
  }

  /// What is where, and whether it should be.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    // Of a store every other bit is used, as in a log.
    let issued = row[3] >> 16 & 1 | (row[3] >> 16 & 2) << 1
    let wanted: UInt32 = size.intents == 1 ? 1 : 5
    var (isApplied, isDuplicate) = (true, false)
    var (common, union): (UInt32, UInt32) = (~0, 0)
    for number in 0..<size.nodes {
      let state = node(row, number)
      let store = (state | state >> 1) & 0x15
      (common, union) = (common & store, union | store)
      var difference = (state ^ state >> 6) & 63
      let busy = state >> 12 & 3
      if busy != 0 { difference &= ~(3 << (2 * busy - 2)) }
      if difference != 0 { isApplied = false }
      for intent in 0..<(size.intents + size.forged) where hasLogged(state, intent) {
        if messages(row, intent) >> UInt32(4 * number) & 15 != 0 { isDuplicate = true }
      }
    }
    let isAll = common == wanted && union == wanted
    let isOnTheWay = row[2] != 0 || row[3] & 0xFFFF != 0
    var letter: UInt64 = (row[0] | row[1]) & 0x0AAA_0AAA == 0 ? 1 : 0
    if isApplied { letter |= 2 }
    if union & ~issued == 0 { letter |= 4 }
    if common == union { letter |= 8 }
    if isAll && !isOnTheWay { letter |= 16 }
    if isDuplicate { letter |= 32 }
    if isAll && row[3] >> 18 == 0 { letter |= 64 }
    let delivered = UInt64(common & 1 | common >> 1 & 2)
    let mask: UInt64 = 1 << UInt64(size.intents) - 1
    return letter | UInt64(row[3] >> 16 & 3) << 7 | (delivered & mask) << UInt64(7 + size.intents)
  }

  /// Each of a node's actions by itself is owed, but for crashes; it changes the state.
  @inlinable
  public func demands(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> UInt64 {
    let ofNodes = action - size.intents - size.forged
    if ofNodes < 0 || ofNodes >= 5 * size.nodes { return 0 }
    let (number, kind) = (ofNodes / 5, ofNodes % 5)
    return kind == 3 ? 0 : 1 << UInt64(4 * number + (kind == 4 ? 3 : kind))
  }

  /// The variables, those of each node by themselves.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let issued = Notation.names("i", size.intents)
    let intents = issued + (size.forged == 0 ? [] : ["x"])
    let names = Array(Self.names.prefix(size.nodes))
    let states = names.indices.map { node(row, $0) }
    func counts(_ word: UInt32) -> String {
      Notation.record(intents.enumerated().map { ($1, "\(word >> UInt32(2 * $0) & 3)") })
    }
    func each(_ name: String, _ value: (UInt32) -> String) -> [ModelVariable] {
      names.indices.map { ModelVariable("\(name)[\(names[$0])]", value(states[$0])) }
    }
    let sent = intents.indices.flatMap { intent -> [String] in
      (0..<16).filter { messages(row, intent) >> UInt32($0) & 1 == 1 }.map {
        Notation.sequence([names[$0 & 3], names[$0 >> 2], intents[intent]])
      }
    }
    let up = states.indices.reduce(0 as UInt32) { $0 | (states[$1] >> 14 & 1) << UInt32($1) }
    let budget = [
      (name: "losses", value: "\(row[3] >> 18 & 3)"), ("crashes", "\(row[3] >> 20 & 3)"),
    ]
    return [ModelVariable("issued", Notation.set(row[3] >> 16, of: issued))]
      + each("log") { counts($0) } + each("app") { counts($0 >> 6) }
      + each("busy") { Notation.set((1 << ($0 >> 12 & 3)) >> 1, of: intents) }
      + [
        ModelVariable("net", Notation.set(sent)),
        ModelVariable("up", Notation.set(up, of: names)),
        ModelVariable("budget", Notation.record(budget)),
      ]
  }
}
