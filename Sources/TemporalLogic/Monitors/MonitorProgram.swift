/// A formula made ready for runs where its table would be too large: a list of steps, one for each operator, that each
/// letter goes through once.
///
/// What an operator says is a word: the set of what has to hold from the next letter on, one bit for each part that
/// looks forward. Nothing is left to be shown where the set is empty, and all bits stand for what is false; so `&` is
/// the union of sets, and `|`, of which one side speaks of the letter or the past alone, the intersection. Operators
/// that look back keep their last word. Where both sides of an `|` look forward there are several sets, of which one
/// is enough, and steps work on lists of them. To avoid that, the formula is split where it is made of others without
/// time, and of each of these the part or its negation is followed, whichever needs fewer lists.
///
/// Verdicts: `true` and `false` come as soon as the letters so far show why, which is when nothing is left to be shown,
/// or no alternative is left. Of a formula that looks forward and contradicts itself, such as `G p & F !p`, that may be
/// later than a ``MonitorTable`` knows it, or never; the presumable verdicts are exact.
///
/// - Source: Havelund and Roșu, *Synthesizing monitors for safety properties* (TACAS 2002), for the past; Geilen, *On the
///   construction of monitors for temporal logic properties* (RV 2001), for sets of obligations; Kupferman and Vardi,
///   *Model checking of safety properties* (FMSD 19, 2001), §3, for informative prefixes, which are those that are told;
///   Maidl, *The common fragment of CTL and LTL* (FOCS 2000), for formulas with one set.
public struct MonitorProgram: Sendable {
  /// The propositions; bit i of a letter says whether proposition i holds.
  public let atoms: [String]
  /// How many operators and propositions the formula has.
  public let nodeCount: Int
  /// Whether no step needs more than one set.
  public var isPlain: Bool { lists.isEmpty && listMemories.isEmpty }

  /// What a step does with the words in its places.
  enum Action: UInt8, Sendable {
    /// right ∨ (left ∧ rest), as `U` unfolds.
    case until
    /// right ∧ (left ∨ rest), as `R` unfolds.
    case release
    /// Whether an even number of left, right and rest is false, of which none looks forward.
    case even
  }

  struct Step: Sendable {
    var action: Action
    var (left, right, rest, target): (UInt16, UInt16, UInt16, UInt16)
  }

  /// A step on lists: what it is of, or of the list that the operator kept.
  struct ListStep: Sendable {
    /// Nil of one that says what was kept.
    var action: Action?
    var (left, right, rest, target): (UInt16, UInt16, UInt16, UInt16)
    /// Which of the kept lists stands for `rest`; -1 for none.
    var memory: Int
  }

  /// The places with what they hold before the first letter: false, true, propositions, and those of steps.
  var words: [UInt64]
  var steps: [Step]
  /// They come after the others, of which none needs a list.
  var lists: [ListStep]
  /// Of each operator that looks back, where its word is kept and which it is; the innermost first.
  var memories: [(place: UInt16, source: UInt16)]
  /// Of each one that looks back at what looks forward, which list it keeps, and whether that begins as true.
  var listMemories: [(source: UInt16, isTrue: Bool)]
  /// Which places hold lists.
  var isList: [Bool]
  /// Of each bit, the place of the word that the next letter puts for it.
  var targets: [UInt16]
  /// The bits that nothing need come for.
  var holdsAtEnd: UInt64
  /// What is followed by itself, how often each goal and its negation stand in the formula, and how they are put
  /// together there; the last place says what the formula does.
  var goals: [Goal] = []
  var literals: [Literal] = []
  var combination: [Step] = []
  var root: Int

  static var always: UInt64 { 0 }
  static var never: UInt64 { .max }

  /// A part of the formula, or its negation.
  struct Goal: Sendable {
    /// What is to be shown before the first letter.
    var initial: UInt64
    /// Whether it needs a list.
    var isList: Bool
  }

  /// A goal, or what it is the negation of.
  struct Literal: Sendable {
    var goal: Int
    var isNegated: Bool
  }

  /// Prepares for a formula.
  ///
  /// - Returns: Nil with more than 64 propositions, 63 parts that look forward, or some thousand operators.
  /// - Complexity: O(operators) each letter if ``isPlain``; each list may cost `Alternatives/most` squared times as much.
  public init?(_ formula: FormulaID, in store: FormulaStore) {
    guard ProgramCompiler.isSmall(formula, in: store),
      let split = ProgramSplit(formula, in: store),
      let program = ProgramCompiler.compile(split, of: formula, in: store)
    else { return nil }
    self = program
  }

  /// The letter in which some propositions hold; others than those of the formula do not matter.
  public func letter(_ names: [String]) -> UInt64 {
    atoms.indices.reduce(0) { $0 | (names.contains(atoms[$1]) ? 1 << UInt64($1) : 0) }
  }

  init(atoms: [String], nodeCount: Int, _ split: ProgramSplit?) {
    (self.atoms, self.nodeCount) = (atoms, nodeCount)
    words = [Self.never, Self.always] + atoms.map { _ in Self.never }
    isList = words.map { _ in false }
    (steps, lists, memories, listMemories, targets) = ([], [], [], [], [])
    (literals, combination) = (split?.literals ?? [], split?.steps ?? [])
    (root, holdsAtEnd) = (split?.root ?? 0, 0)
  }
}
