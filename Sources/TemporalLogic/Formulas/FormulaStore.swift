import Determinism

/// A formula in a ``FormulaStore``: its place there. Of two formulas of one store that are equal the places are.
public struct FormulaID: Hashable, Comparable, Sendable {
  /// The place.
  public let index: Int32

  @inlinable
  init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }

  /// In the order in which they were made: a formula comes after its operands.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// Formulas that share their parts: every formula is there once, after its operands.
///
/// So that equality is that of places, that what is computed by formula is an array, and that nothing recurses over
/// the depth of a formula, which is its writer's to choose.
public struct FormulaStore: Sendable {
  struct Node: Sendable {
    let form: Operator
    /// Of an atom, its number.
    let atom: Int32
    /// Where its operands are in ``operands``.
    let first: Int32
    let count: Int32
    /// Whether it speaks of the letter alone.
    let isBoolean: Bool
  }

  var nodes: [Node] = []
  private var operands: [FormulaID] = []
  /// The nodes of each hash, as chains through ``nextAlike``.
  private var places = LookupTable<UInt64, Int32>()
  private var nextAlike: [Int32] = []
  /// The propositions' names, by number.
  public private(set) var atoms: [String] = []
  private var formulaOfAtom = OrderedMap<String, FormulaID>()

  /// A store with the constants in it.
  public init() {
    _ = insert(.false, [])
    _ = insert(.true, [])
  }

  /// How many formulas there are.
  public var count: Int { nodes.count }
  /// What never holds.
  public static let `false` = FormulaID(0)
  /// What always does.
  public static let `true` = FormulaID(1)

  /// What a formula says of its operands.
  public func form(_ id: FormulaID) -> Operator { nodes[Int(id.index)].form }

  /// Whether a formula speaks of the letter alone, and not of other positions.
  public func isBoolean(_ id: FormulaID) -> Bool { nodes[Int(id.index)].isBoolean }

  /// The operands of a formula, in order.
  public func operands(_ id: FormulaID) -> ArraySlice<FormulaID> {
    let node = nodes[Int(id.index)]
    return operands[Int(node.first)..<Int(node.first + node.count)]
  }

  /// The first operand.
  ///
  /// - Precondition: There is one.
  public func left(_ id: FormulaID) -> FormulaID { operands[Int(nodes[Int(id.index)].first)] }

  /// The second operand.
  ///
  /// - Precondition: There is one.
  public func right(_ id: FormulaID) -> FormulaID { operands[Int(nodes[Int(id.index)].first) + 1] }

  /// The number of an atom's proposition, or nil of another formula.
  public func atomNumber(_ id: FormulaID) -> Int? {
    let node = nodes[Int(id.index)]
    return node.form == .atom ? Int(node.atom) : nil
  }

  /// The formula that a proposition is.
  public mutating func atom(_ name: String) -> FormulaID {
    if let known = formulaOfAtom[name] { return known }
    let id = FormulaID(nodes.count)
    nodes.append(
      Node(
        form: .atom, atom: Int32(atoms.count), first: Int32(operands.count), count: 0,
        isBoolean: true))
    nextAlike.append(-1)
    atoms.append(name)
    formulaOfAtom[name] = id
    return id
  }

  /// The formula that says something of some operands; nothing is simplified.
  ///
  /// - Precondition: They are as many as the operator takes.
  public mutating func make(_ form: Operator, _ parts: [FormulaID]) -> FormulaID {
    precondition(form != .atom)
    switch form {
    case .and, .or: precondition(parts.count >= 2)
    default: precondition(parts.count == form.arity)
    }
    return insert(form, parts)
  }

  /// The formula that says something of one operand.
  public mutating func make(_ form: Operator, _ part: FormulaID) -> FormulaID { make(form, [part]) }

  /// The formula that says something of two operands.
  public mutating func make(
    _ form: Operator, _ left: FormulaID, _ right: FormulaID
  ) -> FormulaID { make(form, [left, right]) }

  private mutating func insert(_ form: Operator, _ parts: [FormulaID]) -> FormulaID {
    var accumulator = FingerprintAccumulator()
    accumulator.absorb(UInt64(form.rawValue))
    for part in parts { accumulator.absorb(UInt64(part.index)) }
    let hash = accumulator.value.low
    let head = places[hash] ?? -1
    var place = head
    while place >= 0 {
      let id = FormulaID(Int(place))
      if self.form(id) == form, operands(id).elementsEqual(parts) { return id }
      place = nextAlike[Int(place)]
    }
    let id = FormulaID(nodes.count)
    nodes.append(
      Node(
        form: form, atom: -1, first: Int32(operands.count), count: Int32(parts.count),
        isBoolean: form.isBoolean && parts.allSatisfy { isBoolean($0) }))
    operands += parts
    nextAlike.append(head)
    places.insert(hash, id.index)
    return id
  }

  /// The formulas that one consists of, itself last, each after its operands.
  public func parts(of root: FormulaID) -> [FormulaID] {
    var isPart = [Bool](repeating: false, count: Int(root.index) + 1)
    isPart[Int(root.index)] = true
    var found: [FormulaID] = []
    for index in stride(from: Int(root.index), through: 0, by: -1) where isPart[index] {
      let id = FormulaID(index)
      found.append(id)
      for part in operands(id) { isPart[Int(part.index)] = true }
    }
    found.reverse()
    return found
  }

  /// How many operators are nested in a formula; a chain of `and`, or of `or`, counts as one.
  public func depth(of root: FormulaID) -> Int {
    var depths = [Int](repeating: 0, count: Int(root.index) + 1)
    for part in parts(of: root) {
      let form = form(part)
      for operand in operands(part) {
        let isLink = form == self.form(operand) && (form == .and || form == .or)
        depths[Int(part.index)] = max(
          depths[Int(part.index)], depths[Int(operand.index)] + (isLink ? 0 : 1))
      }
    }
    return depths[Int(root.index)]
  }
}
