/// States and their edges.
extension HOAReader {
  mutating func body() throws(Stop) {
    while token.kind == .header("State") {
      advance()
      try state()
    }
    if token.kind == .abort { throw unsupported("the automaton was not finished") }
    // Without a line that says how many there are, those that are named are all.
    if stateCount == nil, let last = starts.map(\.state).max() { reserve(last + 1) }
  }

  /// Makes room for states.
  mutating func reserve(_ count: Int) {
    while edges.count < count {
      edges.append([])
      isDeclared.append(false)
    }
  }

  private mutating func stateNumber() throws(Stop) -> Int {
    let number = try number("a state", below: stateCount ?? Self.mostStates)
    reserve(number + 1)
    return number
  }

  private mutating func state() throws(Stop) {
    let shared = try bracketedLabel()
    let place = token.range
    let state = try stateNumber()
    if isDeclared[state] { throw bad("the state \(state) stands twice", at: place) }
    isDeclared[state] = true
    if case .text = token.kind { advance() }
    let own = try marks()
    var unlabelled = 0
    while true {
      let start = token.range
      let label = try bracketedLabel()
      guard case .number = token.kind else {
        if label != nil { throw unexpected("a state") }
        break
      }
      if label != nil, shared != nil {
        throw bad("edges of a state with a label have none of their own", at: start)
      }
      if label == nil, shared == nil { unlabelled += 1 }
      let target = try stateNumber()
      try refuseConjunction()
      edgeCount += 1
      if edgeCount > Self.mostEdges {
        throw tooLarge("there are more than \(Self.mostEdges) edges")
      }
      edges[state].append(.init(label ?? shared ?? .always, own | (try marks()), to: target))
    }
    if unlabelled > 0 { try labelByLetter(state, unlabelled, place) }
  }

  /// Edges without labels stand for the letters, in order: the first proposition is the lowest bit.
  private mutating func labelByLetter(
    _ state: Int, _ unlabelled: Int, _ place: Range<Int>
  ) throws(Stop) {
    let count = atoms?.count ?? 0
    guard unlabelled == edges[state].count else {
      throw bad("some edges of the state \(state) have labels and some have none", at: place)
    }
    guard count <= Self.mostListed, unlabelled == 1 << count else {
      throw bad(
        "the state \(state) has \(unlabelled) edges without labels", at: place,
        hint: "without labels there is an edge for each of the 2^\(count) letters")
    }
    for letter in edges[state].indices {
      var label = Diagram.always
      for number in (0..<count).reversed() {
        label = diagrams.and(diagrams.literal(number, letter >> number & 1 == 1), label)
      }
      edges[state][letter].label = label
    }
  }

  private mutating func bracketedLabel() throws(Stop) -> Diagram? {
    guard token.kind == .sign(UInt8(ascii: "[")) else { return nil }
    advance()
    let label = try label(depth: 0)
    try expect("]")
    return label
  }

  /// The marks in braces, if there are any.
  private mutating func marks() throws(Stop) -> UInt64 {
    guard token.kind == .sign(UInt8(ascii: "{")) else { return 0 }
    advance()
    var marks: UInt64 = 0
    let sets = markOfSet ?? []
    while case .number = token.kind {
      marks |= sets[try number("an acceptance set", below: sets.count)]
    }
    try expect("}")
    return marks
  }

  mutating func refuseConjunction() throws(Stop) {
    if token.kind == .sign(UInt8(ascii: "&")) {
      throw unsupported("to be in several states at once is not understood")
    }
  }
}
