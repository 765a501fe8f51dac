import ModelChecking

// What rows are made of.
extension Teleport {
  /// The state of a node: of each object whether the node has it, and in which version.
  ///
  /// The module has a set of copies. No node there comes to have two of one object: the whole state is written over, or an
  /// object that is in one place moves.
  struct Holding: Equatable {
    /// Three bits for each object: 0 if it is not there, else one more than its version.
    let code: UInt32

    static let bits: UInt32 = 3
    /// Of all nodes, in the first word of a row: the first two have an object each, in version 0.
    static let initial = 1 | 1 &<< (At.holds[1].shift + bits)

    init(_ code: UInt32) { self.code = code }

    /// The version of an object; nil if it is not there.
    subscript(object: Int) -> UInt32? {
      let value = code &>> (Self.bits * UInt32(object)) & 7
      return value == 0 ? nil : value - 1
    }

    /// The same with an object in a version, or without it.
    func with(_ object: Int, _ version: UInt32?) -> Holding {
      let value = version.map { $0 + 1 } ?? 0
      precondition(value < 8, "version \(value)")
      let place = Self.bits * UInt32(object)
      return Holding(code & ~(7 &<< place) | value &<< place)
    }

    /// Whether all copies of another state are here, in the same versions.
    func contains(_ other: Holding) -> Bool {
      objects.indices.allSatisfy { other[$0] == nil || other[$0] == self[$0] }
    }

    /// One object alone.
    func only(_ object: Int) -> Holding {
      Holding(code & 7 &<< (Self.bits * UInt32(object)))
    }

    var text: String {
      Notation.set(
        objects.indices.compactMap { object in
          self[object].map { "\(objects[object]) version \($0)" }
        })
    }
  }

  /// What an operation moves, and what it has read.
  struct Request {
    let (from, to, object): (Int, Int, Int)
    let read: Holding

    init(from: Int, to: Int, object: Int, read: Holding) {
      (self.from, self.to, self.object, self.read) = (from, to, object, read)
    }

    /// What an operation has asked for, once it has.
    init(_ op: Int, of row: Span<UInt32>) {
      let code = row[At.request[op]]
      self.init(
        from: Int(code &>> 1 & 3), to: Int(code &>> 3 & 3), object: Int(code &>> 5 & 1),
        read: Holding(code &>> 6))
    }

    /// Never 0.
    var code: UInt32 {
      1 | UInt32(from) &<< 1 | UInt32(to) &<< 3 | UInt32(object) &<< 5 | read.code &<< 6
    }

    func isSame(as other: Request) -> Bool {
      (from, to, object) == (other.from, other.to, other.object)
    }

    /// What the repaired operation expects to find.
    var expected: Holding { read.only(object) }
  }

  /// A proof that an operation has written a state to a node.
  struct Proof {
    let (op, to): (Int, Int)
    let state: Holding

    init(op: Int, to: Int, state: Holding) { (self.op, self.to, self.state) = (op, to, state) }

    init(_ op: Int, _ request: Request) {
      self.init(op: op, to: request.to, state: request.read)
    }

    func append(to row: inout MutableSpan<UInt32>) {
      let place = Int(row[At.logCount])
      row[At.log[place]] = UInt32(op) | UInt32(to) &<< 1 | state.code &<< 3
      row[At.logCount] += 1
    }

    static func all(of row: Span<UInt32>) -> [Proof] {
      (0..<Int(row[At.logCount])).map { place in
        let code = row[At.log[place]]
        return Proof(
          op: Int(code & 1), to: Int(code &>> 1 & 3), state: Holding(code &>> 3))
      }
    }
  }

  /// What a transaction does to the states of all nodes, in one step.
  enum Effect {
    case update(node: Int, object: Int)
    case overwrite(from: Int, to: Int)
    case replay(to: Int, state: Holding)
    case move(from: Int, to: Int, object: Int)

    /// Ten bits: two for the kind.
    private var code: UInt32 {
      switch self {
      case .update(let node, let object): 0 | UInt32(node) &<< 2 | UInt32(object) &<< 4
      case .overwrite(let from, let to): 1 | UInt32(from) &<< 2 | UInt32(to) &<< 4
      case .replay(let to, let state): 2 | UInt32(to) &<< 2 | state.code &<< 4
      case .move(let from, let to, let object):
        3 | UInt32(from) &<< 2 | UInt32(to) &<< 4 | UInt32(object) &<< 6
      }
    }

    private init(_ code: UInt32) {
      let (first, second) = (Int(code &>> 2 & 3), Int(code &>> 4 & 3))
      switch code & 3 {
      case 0: self = .update(node: first, object: second)
      case 1: self = .overwrite(from: first, to: second)
      case 2: self = .replay(to: first, state: Holding(code &>> 4))
      default: self = .move(from: first, to: second, object: Int(code &>> 6))
      }
    }

    private static func place(_ index: Int) -> (word: Int, field: Field) {
      (At.effects.word + index / 3, At.effects[index % 3])
    }

    func append(to row: inout MutableSpan<UInt32>) {
      let (word, field) = Self.place(Int(row[At.effectCount]))
      field.write(code, into: &row[word])
      row[At.effectCount] += 1
    }

    static func all(of row: Span<UInt32>) -> [Effect] {
      (0..<Int(row[At.effectCount])).map {
        let (word, field) = place($0)
        return Effect(field.read(row[word]))
      }
    }

    /// What it makes of the states of all nodes, in the first word of a row.
    func apply(to word: inout UInt32) {
      func state(_ node: Int) -> Holding { Holding(At.holds[node].read(word)) }
      switch self {
      case .update(let node, let object):
        guard let version = state(node)[object] else { return }
        At.holds[node].write(state(node).with(object, version + 1).code, into: &word)
      case .overwrite(let from, let to): At.holds[to].write(state(from).code, into: &word)
      case .replay(let to, let state): At.holds[to].write(state.code, into: &word)
      case .move(let from, let to, let object):
        guard let version = state(from)[object] else { return }
        precondition(state(to)[object] == nil, "two copies of one object at a node")
        At.holds[from].write(state(from).with(object, nil).code, into: &word)
        At.holds[to].write(state(to).with(object, version + 1).code, into: &word)
      }
    }

    var text: String {
      switch self {
      case .update(let node, let object): "update of \(objects[object]) at \(nodes[node])"
      case .overwrite(let from, let to): "overwrite of \(nodes[to]) from \(nodes[from])"
      case .replay(let to, let state): "replay of \(state.text) to \(nodes[to])"
      case .move(let from, let to, let object):
        "move of \(objects[object]) from \(nodes[from]) to \(nodes[to])"
      }
    }
  }

  /// Whether some order of effects, one after the other, leads to some states.
  ///
  /// - Parameters:
  ///   - effects: The effects.
  ///   - left: Those that are still to come, as bits.
  ///   - word: The first word of a row, with the states before them.
  ///   - end: Another one, with the states wanted.
  static func someOrder(
    of effects: [Effect], left: UInt32, from word: UInt32, to end: UInt32
  ) -> Bool {
    if left == 0 { return (word ^ end) & (1 &<< At.pc.shift - 1) == 0 }
    return effects.indices.contains { place in
      let bit: UInt32 = 1 &<< UInt32(place)
      if left & bit == 0 { return false }
      var next = word
      effects[place].apply(to: &next)
      return someOrder(of: effects, left: left & ~bit, from: next, to: end)
    }
  }
}
