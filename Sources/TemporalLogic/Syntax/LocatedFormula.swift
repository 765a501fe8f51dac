public import Diagnostics

/// A formula with the place of each of its parts in the text that it was read from. What is written twice stands there
/// twice.
public struct LocatedFormula: Sendable {
  /// A part where it is written.
  public struct Occurrence: Sendable {
    /// The part.
    public let formula: FormulaID
    /// The bytes that it is written with; of what stands in parentheses those within.
    public let range: Range<Int>
    /// The occurrences that are its operands, by number.
    public let operands: [Int]
  }

  /// What it was read from.
  public let text: SourceText
  /// Where the formulas are.
  public let store: FormulaStore
  /// The occurrences, each after its operands, the whole formula last.
  public let occurrences: [Occurrence]

  /// The whole formula.
  public var formula: FormulaID { occurrences[occurrences.count - 1].formula }

  init(_ text: SourceText, _ store: FormulaStore, _ occurrences: [Occurrence]) {
    (self.text, self.store, self.occurrences) = (text, store, occurrences)
  }

  /// The formula with something else in one place of it.
  ///
  /// - Parameters:
  ///   - number: The occurrence.
  ///   - other: What stands in its place.
  ///   - store: Where the formulas are, and where the new one goes.
  public func replacing(
    _ number: Int, by other: FormulaID, in store: inout FormulaStore
  ) -> FormulaID {
    var made: [FormulaID] = []
    for (place, occurrence) in occurrences.enumerated() {
      let operands = occurrence.operands.map { made[$0] }
      made.append(
        place == number
          ? other
          : operands.isEmpty
            ? occurrence.formula : store.make(store.form(occurrence.formula), operands))
    }
    return made[made.count - 1]
  }
}
