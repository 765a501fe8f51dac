/// Steps of a ``FairGraph``, of which the last ones are repeated for ever. Anyone can write down any; a ``Lasso`` is
/// one that was checked.
public struct Walk: Hashable, Sendable {
  /// A step, with where it begins.
  public struct Step: Hashable, Sendable {
    /// The number of the state in which it is taken.
    public var source: Int
    /// What it does.
    public var step: GraphStep
    /// Whether it is that of doing nothing.
    public var isStutter: Bool

    /// A step that is taken in a state.
    public init(from source: Int, _ step: GraphStep, isStutter: Bool = false) {
      (self.source, self.step, self.isStutter) = (source, step, isStutter)
    }
  }

  /// The steps that are taken once; there may be none.
  public var stem: [Step]
  /// The steps that are repeated.
  public var cycle: [Step]

  /// A walk.
  public init(stem: [Step], cycle: [Step]) {
    (self.stem, self.cycle) = (stem, cycle)
  }

  /// The same run, with the fewest steps that its cycle and then its stem can be written with.
  func shortened() -> Walk {
    var cycle = cycle
    for period in 1..<max(1, cycle.count) where cycle.count % period == 0 {
      if (period..<cycle.count).allSatisfy({ cycle[$0] == cycle[$0 - period] }) {
        cycle.removeLast(cycle.count - period)
        break
      }
    }
    if cycle.isEmpty { return self }
    // What the stem ends with may be the end of a round already.
    var folded = 0
    while folded < stem.count,
      stem[stem.count - 1 - folded] == cycle[cycle.count - 1 - folded % cycle.count]
    {
      folded += 1
    }
    let turn = cycle.count - folded % cycle.count
    return Walk(stem: stem.dropLast(folded), cycle: Array(cycle[turn...] + cycle[..<turn]))
  }

  /// The word of its letters.
  ///
  /// - Parameter propositions: Their names, by their bits.
  public func word(_ propositions: [String]) -> Word {
    func letter(_ step: Step) -> [String] {
      if step.step.letter == 0 { return [] }
      return propositions.indices.filter { step.step.letter >> UInt64($0) & 1 == 1 }
        .map { propositions[$0] }
    }
    return Word(prefix: stem.map(letter), cycle: cycle.map(letter))
  }
}
