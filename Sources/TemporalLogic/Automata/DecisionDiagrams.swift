import Determinism

/// A Boolean function: its place among the decision diagrams of an automaton. Two functions are equal when their places are.
public struct Diagram: Hashable, Comparable, Sendable {
  @usableFromInline
  let index: Int32

  @inlinable
  init(_ index: Int32) { self.index = index }

  /// Nowhere true.
  public static let never = Diagram(0)
  /// Everywhere true.
  public static let always = Diagram(1)

  /// In the order in which they were made.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// Boolean functions of numbered variables, as reduced ordered binary decision diagrams that share their parts. A
/// variable with a smaller number is tested first.
///
/// - Source: Bryant, *Graph-based algorithms for Boolean function manipulation* (IEEE TC 1986).
struct DecisionDiagrams: Sendable {
  private struct Node: Sendable {
    let variable: Int32
    let low: Int32
    let high: Int32
  }

  private enum Operation: UInt64 {
    case and = 1
    case or, xor, minus
  }

  private struct Memo: Sendable {
    /// The operation and its operands; 0 is free.
    var key: UInt64 = 0
    var result: Int32 = 0
  }

  /// More nodes than this do not fit into the key of a memo.
  static let mostNodes = 1 << 30

  /// How many nodes there may be. With fewer than ``mostNodes``, operations that would make more are given up.
  var limit = Self.mostNodes
  /// Whether one was given up; what was computed since then means nothing.
  private(set) var isExhausted = false

  private var nodes: [Node]
  /// Places of nodes by hash, open addressing; -1 is free.
  private var table: [Int32]
  /// Results of operations, one by hash; a later one takes its place.
  private var memos: [Memo]

  init() {
    // The constants come after all variables.
    let constant = Node(variable: .max, low: -1, high: -1)
    nodes = [constant, constant]
    table = Array(repeating: -1, count: 1 << 10)
    memos = Array(repeating: Memo(), count: 1 << 10)
  }

  /// How many nodes there are.
  var count: Int { nodes.count }

  /// The variable that a function tests first; `Int.max` of a constant.
  func variable(_ diagram: Diagram) -> Int { Int(nodes[Int(diagram.index)].variable) }
  /// What is left of it where its first variable is false.
  func low(_ diagram: Diagram) -> Diagram { Diagram(nodes[Int(diagram.index)].low) }
  /// What is left of it where its first variable is true.
  func high(_ diagram: Diagram) -> Diagram { Diagram(nodes[Int(diagram.index)].high) }

  /// The function that is a variable, or its negation.
  mutating func literal(_ variable: Int, _ isTrue: Bool = true) -> Diagram {
    isTrue
      ? Diagram(node(Int32(variable), 0, 1)) : Diagram(node(Int32(variable), 1, 0))
  }

  // MARK: Operations

  mutating func and(_ left: Diagram, _ right: Diagram) -> Diagram {
    Diagram(apply(.and, left.index, right.index))
  }

  mutating func or(_ left: Diagram, _ right: Diagram) -> Diagram {
    Diagram(apply(.or, left.index, right.index))
  }

  /// Where the one is true and the other is not.
  mutating func minus(_ left: Diagram, _ right: Diagram) -> Diagram {
    Diagram(apply(.minus, left.index, right.index))
  }

  mutating func not(_ diagram: Diagram) -> Diagram { minus(.always, diagram) }

  mutating func xor(_ left: Diagram, _ right: Diagram) -> Diagram {
    Diagram(apply(.xor, left.index, right.index))
  }

  /// Whether the one is true wherever the other is.
  mutating func contains(_ larger: Diagram, _ smaller: Diagram) -> Bool {
    smaller == larger || minus(smaller, larger) == .never
  }

  /// A function with some more of a variable decided.
  mutating func make(_ variable: Int, low: Diagram, high: Diagram) -> Diagram {
    Diagram(node(Int32(variable), low.index, high.index))
  }

  private mutating func node(_ variable: Int32, _ low: Int32, _ high: Int32) -> Int32 {
    if low == high { return low }
    var place = slot(variable, low, high)
    while table[place] >= 0 {
      let known = nodes[Int(table[place])]
      if known.low == low, known.high == high, known.variable == variable { return table[place] }
      place = (place &+ 1) & (table.count &- 1)
    }
    if nodes.count >= limit {
      precondition(limit < Self.mostNodes, "too many decision diagrams")
      isExhausted = true
      return 0
    }
    let index = Int32(nodes.count)
    nodes.append(Node(variable: variable, low: low, high: high))
    table[place] = index
    if nodes.count &* 2 > table.count { grow() }
    return index
  }

  private func slot(_ variable: Int32, _ low: Int32, _ high: Int32) -> Int {
    let word = UInt64(UInt32(bitPattern: low)) << 32 | UInt64(UInt32(bitPattern: high))
    let hash = (word ^ UInt64(UInt32(bitPattern: variable)) &* 0xD134_2543_DE82_EF95).scattered
    return Int(truncatingIfNeeded: hash) & (table.count &- 1)
  }

  private mutating func grow() {
    table = Array(repeating: -1, count: table.count * 4)
    for index in 2..<nodes.count {
      let node = nodes[index]
      var place = slot(node.variable, node.low, node.high)
      while table[place] >= 0 { place = (place &+ 1) & (table.count &- 1) }
      table[place] = Int32(index)
    }
    // Fewer of them than of places, so that both stay in the cache.
    if memos.count < min(table.count / 4, 1 << 18) {
      memos = Array(repeating: Memo(), count: min(table.count / 4, 1 << 18))
    }
  }

  private mutating func apply(_ operation: Operation, _ left: Int32, _ right: Int32) -> Int32 {
    switch operation {
    case .and:
      if left == right || right == 1 { return left }
      if left == 1 { return right }
      if left == 0 || right == 0 { return 0 }
    case .or:
      if left == right || right == 0 { return left }
      if left == 0 { return right }
      if left == 1 || right == 1 { return 1 }
    case .xor:
      if left == right { return 0 }
      if left == 0 { return right }
      if right == 0 { return left }
    case .minus:
      if left == right || left == 0 || right == 1 { return 0 }
      if right == 0 { return left }
    }
    let (one, other) = operation != .minus && left > right ? (right, left) : (left, right)
    let key =
      operation.rawValue << 60 | UInt64(UInt32(bitPattern: one)) << 30
      | UInt64(UInt32(bitPattern: other))
    let hash = Int(truncatingIfNeeded: key.scattered)
    let place = hash & (memos.count &- 1)
    if memos[place].key == key { return memos[place].result }
    if isExhausted { return 0 }
    let (a, b) = (nodes[Int(one)], nodes[Int(other)])
    let variable = min(a.variable, b.variable)
    let low = apply(
      operation, a.variable == variable ? a.low : one, b.variable == variable ? b.low : other)
    let high = apply(
      operation, a.variable == variable ? a.high : one, b.variable == variable ? b.high : other)
    let result = node(variable, low, high)
    // The memos may have grown since.
    memos[hash & (memos.count &- 1)] = Memo(key: key, result: result)
    return result
  }

  // MARK: Reading

  /// Whether a function is true, given its variables' values.
  func isTrue(_ diagram: Diagram, _ value: (Int) -> Bool) -> Bool {
    var index = diagram.index
    while index > 1 {
      let node = nodes[Int(index)]
      index = value(Int(node.variable)) ? node.high : node.low
    }
    return index == 1
  }
}
