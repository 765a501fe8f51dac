import Determinism
import TemporalLogic

/// Draws formulas and words.
struct RandomFormulas {
  var store = FormulaStore()
  private var random: RandomStream
  private let names = ["a", "b", "c"]

  init(seed: UInt64) { random = RandomStream(seed: seed, name: "formulas", index: 0) }

  mutating func below(_ count: Int) -> Int { Int(random.below(UInt64(count))) }

  /// A formula of some operators at most.
  mutating func formula(size: Int, past: Bool = false) -> FormulaID {
    if size <= 1 {
      let pick = below(names.count + 1)
      return pick < names.count
        ? store.atom(names[pick]) : below(2) == 0 ? FormulaStore.true : FormulaStore.false
    }
    let forms = Operator.allCases.filter { $0.arity > 0 && (past || !$0.isPast) }
    let form = forms[below(forms.count)]
    if form.arity == 1 { return store.make(form, formula(size: size - 1, past: past)) }
    let left = below(size - 1)
    return store.make(
      form, formula(size: left, past: past), formula(size: size - 1 - left, past: past))
  }

  mutating func letters(_ count: Int) -> [[String]] {
    (0..<count).map { _ in names.filter { _ in below(2) == 0 } }
  }

  /// A word, with a cycle unless it is to be finite.
  mutating func word(isFinite: Bool = false) -> Word {
    isFinite
      ? Word(prefix: letters(1 + below(5)))
      : Word(prefix: letters(below(4)), cycle: letters(1 + below(4)))
  }
}
