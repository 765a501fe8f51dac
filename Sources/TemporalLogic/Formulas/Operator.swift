/// What a node of a formula says about its operands, at one position of a word.
///
/// - Source: Manna and Pnueli, *The Temporal Logic of Reactive and Concurrent Systems* (1992), chapter 3; for
///   finite words De Giacomo and Vardi, *Linear Temporal Logic and Linear Dynamic Logic on Finite Traces*
///   (IJCAI 2013).
public enum Operator: UInt8, CaseIterable, Sendable {
  /// Holds everywhere, nowhere.
  case `true`, `false`
  /// A proposition of the letter.
  case atom
  /// The Boolean operators; `and` and `or` take two operands or more, the others as many as usual.
  case not, and, or, xor, implies, iff
  /// At the next position. Where a finite word ends, `next` means what the reader wants (see ``WordEvaluator/NextReading``),
  /// `strongNext` fails, and `weakNext` holds.
  case next, strongNext, weakNext
  /// Now or later; now and always later.
  case eventually, always
  /// p until q: q comes, and p holds until then. p weakUntil q: that, or p for ever.
  case until, weakUntil
  /// p release q: q holds up to and with the position at which p does, or for ever. p strongRelease q: p comes.
  case release, strongRelease
  /// At the position before. At the first one `previous` fails and `weakPrevious` holds.
  case previous, weakPrevious
  /// Now or before; now and always before.
  case once, historically
  /// p since q: q was, and p has held since. p triggered q: the dual, ¬(¬p since ¬q).
  case since, triggered

  /// How many operands it takes; of ``and`` and ``or`` the least number.
  public var arity: Int {
    switch self {
    case .true, .false, .atom: 0
    case .not, .next, .strongNext, .weakNext, .eventually, .always, .previous, .weakPrevious, .once,
      .historically:
      1
    case .and, .or, .xor, .implies, .iff, .until, .weakUntil, .release, .strongRelease, .since,
      .triggered:
      2
    }
  }

  /// Whether it speaks of the letter alone, given its operands.
  public var isBoolean: Bool { rawValue <= Operator.iff.rawValue }

  /// Whether it looks back.
  public var isPast: Bool { rawValue >= Operator.previous.rawValue }
}
