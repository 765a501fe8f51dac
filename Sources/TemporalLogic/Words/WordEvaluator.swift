import Determinism

/// Whether a formula holds at the positions of a word: exactly, past and future.
///
/// Every part of the formula is evaluated at every position, the innermost first. A word that repeats its cycle for
/// ever is written out with the cycle once more than past operators are nested: from then on every part has the same
/// values in each repetition, so that the last one leads back to itself.
///
/// - Complexity: O(parts × positions)
/// - Source: Markey and Schnoebelen, *Model checking a path* (CONCUR 2003), §4.
public struct WordEvaluator: Sendable {
  /// What `X p` means at the last position of a finite word.
  public enum NextReading: Sendable {
    /// It fails, as there is no next position.
    case strong
    /// It holds.
    case weak
  }

  /// The parts of the formula, itself last.
  public let parts: [FormulaID]
  /// How many positions are evaluated; of a cycle several repetitions.
  public let positions: Int
  /// The position that comes after the last one, or nil in a finite word.
  public let loop: Int?
  private let reading: NextReading
  /// Where the values of each part begin, by place in the store.
  private var rows: [Int32]
  private var values: [Bool]

  /// Evaluates a formula.
  ///
  /// - Parameters:
  ///   - formula: The formula.
  ///   - store: Where it is.
  ///   - word: The word; not empty.
  ///   - reading: What `X` means at the end of a finite word.
  public init(
    _ formula: FormulaID, in store: FormulaStore, on word: Word, next reading: NextReading = .strong
  ) {
    precondition(word.count > 0, "an empty word has no positions")
    self.reading = reading
    parts = store.parts(of: formula)
    rows = Array(repeating: -1, count: Int(formula.index) + 1)
    var letters = word.prefix
    if word.cycle.isEmpty {
      loop = nil
    } else {
      for _ in 0...Self.pastDepth(parts, store) { letters += word.cycle }
      loop = letters.count - word.cycle.count
    }
    positions = letters.count
    values = []
    values.reserveCapacity(parts.count * positions)
    let places = Self.places(of: parts, store, letters)
    for part in parts {
      rows[Int(part.index)] = Int32(values.count)
      values += row(of: part, store, places)
    }
  }

  /// Where each proposition of the formula holds, by its number in the store; others are left out.
  private static func places(
    of parts: [FormulaID], _ store: FormulaStore, _ letters: [[String]]
  ) -> [[Bool]] {
    var places = [[Bool]](repeating: [], count: store.atoms.count)
    var numbers = OrderedMap<String, Int>()
    for part in parts {
      guard let number = store.atomNumber(part) else { continue }
      numbers[store.atoms[number]] = number
      places[number] = Array(repeating: false, count: letters.count)
    }
    for (position, letter) in letters.enumerated() {
      for name in letter {
        if let number = numbers[name] { places[number][position] = true }
      }
    }
    return places
  }

  /// How many values an evaluation computes: for each part of the formula one at every position.
  public static func size(of formula: FormulaID, in store: FormulaStore, on word: Word) -> Int {
    let parts = store.parts(of: formula)
    return parts.count * (word.prefix.count + word.cycle.count * (pastDepth(parts, store) + 1))
  }

  /// Whether the whole formula holds at the first position.
  public var holds: Bool { self[parts[parts.count - 1], 0] }

  /// Whether a part holds at a position.
  public subscript(part: FormulaID, position: Int) -> Bool {
    values[Int(rows[Int(part.index)]) + position]
  }

  /// How deep past operators are nested.
  private static func pastDepth(_ parts: [FormulaID], _ store: FormulaStore) -> Int {
    var depths = [Int](repeating: 0, count: Int(parts[parts.count - 1].index) + 1)
    for part in parts {
      let deepest = store.operands(part).map { depths[Int($0.index)] }.max() ?? 0
      depths[Int(part.index)] = deepest + (store.form(part).isPast ? 1 : 0)
    }
    return depths[depths.count - 1]
  }

  private func row(
    of part: FormulaID, _ store: FormulaStore, _ places: [[Bool]]
  ) -> [Bool] {
    let form = store.form(part)
    switch form {
    case .true, .false: return row { _ in form == .true }
    case .atom:
      return places[store.atomNumber(part) ?? 0]
    case .not:
      let operand = row(store.left(part))
      return row { !values[operand + $0] }
    case .and, .or:
      let operands = store.operands(part).map(row)
      return row { position in
        form == .and
          ? operands.allSatisfy { values[$0 + position] }
          : operands.contains { values[$0 + position] }
      }
    case .xor, .implies, .iff:
      let (left, right) = (row(store.left(part)), row(store.right(part)))
      return row { position in
        let (one, other) = (values[left + position], values[right + position])
        return form == .implies ? !one || other : (one == other) == (form == .iff)
      }
    case .next, .strongNext, .weakNext:
      let operand = row(store.left(part))
      return row { after($0).map { values[operand + $0] } ?? isLastNext(form) }
    case .previous, .weakPrevious:
      let operand = row(store.left(part))
      return row { $0 == 0 ? form == .weakPrevious : values[operand + $0 - 1] }
    case .eventually, .always, .until, .weakUntil, .release, .strongRelease:
      let right = store.operands(part).count == 2 ? store.right(part) : store.left(part)
      return forward(form, row(store.left(part)), row(right))
    case .once, .historically, .since, .triggered:
      let right = store.operands(part).count == 2 ? store.right(part) : store.left(part)
      return backward(form, row(store.left(part)), row(right))
    }
  }

  private func row(_ part: FormulaID) -> Int { Int(rows[Int(part.index)]) }

  private func after(_ position: Int) -> Int? { position + 1 < positions ? position + 1 : loop }

  private func isLastNext(_ form: Operator) -> Bool {
    form == .weakNext || form == .next && reading == .weak
  }

  private func row(_ value: (Int) -> Bool) -> [Bool] { (0..<positions).map(value) }

  /// What a position says, given what the one after it, or before it, does.
  private static func unfolded(
    _ form: Operator, _ left: Bool, _ right: Bool, _ beyond: Bool
  ) -> Bool {
    switch form {
    case .eventually, .once: right || beyond
    case .always, .historically: right && beyond
    case .until, .weakUntil, .since: right || left && beyond
    default: right && (left || beyond)
    }
  }

  /// Whether the operator holds for ever where nothing decides it.
  private static func isGreatest(_ form: Operator) -> Bool {
    [.always, .weakUntil, .release, .historically, .triggered].contains(form)
  }

  /// The least solution of `now = right ∨ left ∧ next`, or the greatest of the dual: the second round along the cycle
  /// gives it.
  private func forward(_ form: Operator, _ left: Int, _ right: Int) -> [Bool] {
    var row = [Bool](repeating: Self.isGreatest(form), count: positions)
    for _ in 0..<(loop == nil ? 1 : 2) {
      for position in stride(from: positions - 1, through: 0, by: -1) {
        let beyond = after(position).map { row[$0] } ?? Self.isGreatest(form)
        row[position] = Self.unfolded(
          form, values[left + position], values[right + position], beyond)
      }
    }
    return row
  }

  private func backward(_ form: Operator, _ left: Int, _ right: Int) -> [Bool] {
    var before = Self.isGreatest(form)
    var row: [Bool] = []
    row.reserveCapacity(positions)
    for position in 0..<positions {
      before = Self.unfolded(form, values[left + position], values[right + position], before)
      row.append(before)
    }
    return row
  }
}
