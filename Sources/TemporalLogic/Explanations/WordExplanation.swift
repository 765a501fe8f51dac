/// Why a formula holds on a word or does not: what each of its parts says at each position, and which obligation fails.
///
/// Positions count from 0. Of a word that goes on for ever the cycle is written out once more than operators that look
/// back are nested, see ``WordEvaluator``.
public struct WordExplanation: Sendable {
  /// What a part says.
  public struct Row: Sendable {
    /// The part, as it is written; of a very long one the beginning.
    public let text: String
    /// How many operators are around it where it stands first.
    public let depth: Int
    /// Whether it holds, by position.
    public let values: [Bool]
  }

  /// A part that says at a position what it should not.
  public struct Fault: Hashable, Sendable {
    /// The row of the part; nil of one that was left out.
    public let row: Int?
    /// The part, as it is written.
    public let text: String
    /// The position.
    public let position: Int
    /// Whether it should hold there, and does not; otherwise the other way round.
    public let isWanted: Bool
  }

  /// Why a formula fails: one fault follows from the next, down to the obligation that is to blame.
  public struct Failure: Hashable, Sendable {
    /// The faults, that of the whole formula first.
    public let faults: [Fault]
    /// What is wrong with the last one, in words; empty if the fault says it.
    public let reason: String
  }

  /// The parts in reading order, the whole formula first; what stands in several places is told once. Constants are
  /// left out.
  public let rows: [Row]
  /// How many parts more there are than are told.
  public let rowsLeftOut: Int
  /// How many positions are told.
  public let positions: Int
  /// The position that comes after the last one; nil where the word ends.
  public let loop: Int?
  /// Why the formula does not hold at the first position; nil if it does.
  public let failure: Failure?

  /// How many parts are told, and how many characters of each.
  public static let (mostRows, longestText) = (200, 200)

  /// Whether the formula holds at the first position.
  public var holds: Bool { failure == nil }

  /// Explains a formula on a word.
  ///
  /// - Parameters:
  ///   - formula: The formula.
  ///   - store: Where it is.
  ///   - word: The word; not empty.
  /// - Complexity: O(parts × positions)
  public init(_ formula: FormulaID, in store: FormulaStore, on word: Word) {
    // A chain of `&` is one operator to a reader.
    var store = store
    let formula = store.rebuilt(formula) { store, form, parts in store.make(form, parts) }
    let evaluator = WordEvaluator(formula, in: store, on: word)
    let order = store.readingOrder(of: formula)
    rows = order.prefix(Self.mostRows).map { part, depth in
      Row(
        text: store.text(part, longest: Self.longestText), depth: depth,
        values: (0..<evaluator.positions).map { evaluator[part, $0] })
    }
    rowsLeftOut = max(0, order.count - Self.mostRows)
    (positions, loop) = (evaluator.positions, evaluator.loop)
    if evaluator.holds {
      failure = nil
      return
    }
    let (found, reason) = FaultSearch(store, evaluator).search(formula)
    let faults = found.map { fault in
      Fault(
        row: order.prefix(Self.mostRows).firstIndex { $0.part == fault.part },
        text: store.text(fault.part, longest: Self.longestText), position: fault.position,
        isWanted: fault.isWanted)
    }
    failure = Failure(faults: faults, reason: reason)
  }
}

extension FormulaStore {
  /// The parts of a formula without constants, in the order in which they begin in its text, each with the operators
  /// around its first place; the formula itself even if it is a constant.
  fileprivate func readingOrder(of root: FormulaID) -> [(part: FormulaID, depth: Int)] {
    var isKnown = [Bool](repeating: false, count: Int(root.index) + 1)
    var order: [(FormulaID, Int)] = []
    var pending = [(root, 0)]
    while let (part, depth) = pending.popLast() {
      let isConstant = part == Self.true || part == Self.false
      if isKnown[Int(part.index)] || isConstant && part != root { continue }
      isKnown[Int(part.index)] = true
      order.append((part, depth))
      pending += operands(part).reversed().map { ($0, depth + 1) }
    }
    return order
  }
}
