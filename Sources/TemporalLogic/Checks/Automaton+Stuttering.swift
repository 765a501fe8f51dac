/// Two words that differ only in how often letters are repeated in a row, of which a formula holds on one.
public struct StutterWitness: Equatable, Sendable {
  /// The word on which it holds.
  public let holds: Word
  /// The word on which it does not.
  public let fails: Word
}

/// Whether repetitions of letters matter.
enum StutterVerdict: Sendable {
  case invariant
  case sensitive(StutterWitness)
  /// The automata on the way would be too large.
  case undecided
}

extension Automaton {
  /// Whether of two words that differ only in how often letters are repeated in a row, never for ever, both are
  /// accepted or none.
  ///
  /// If it is not so, then of some word repetitions can be taken out such that the one is accepted and the other is not;
  /// the one with repetitions may be either of the two.
  ///
  /// - Parameter negation: An automaton of all other words, over the same propositions in the same order.
  /// - Source: Michaud and Duret-Lutz, *Practical stutter-invariance checks for ω-regular languages* (SPIN 2015), §4.
  func stuttering(negation: Automaton, limit: Int = 100_000) -> StutterVerdict {
    let isSmaller = stateCount <= negation.stateCount
    let (small, large) = isSmaller ? (self, negation) : (negation, self)
    for (one, other, holdsOnLonger) in [(small, large, isSmaller), (large, small, !isSmaller)] {
      guard var shortened = one.withoutRepetitions(limit: 10 * limit),
        let both = shortened.product(other, limit: limit)
      else { return .undecided }
      guard let short = both.acceptedWord() else { continue }
      var repeated = one
      guard let longer = repeated.product(one.stretching(short), limit: limit) else {
        return .undecided
      }
      guard let long = longer.acceptedWord() else {
        preconditionFailure("a word that was shortened was longer before")
      }
      return .sensitive(
        holdsOnLonger
          ? StutterWitness(holds: long, fails: short) : StutterWitness(holds: short, fails: long))
    }
    return .invariant
  }

  /// The automaton of the words that a word becomes when its letters are repeated, over the same propositions.
  private func stretching(_ word: Word) -> Automaton {
    let letters = word.prefix + word.cycle
    var made = self
    (made.edges, made.initial, made.markCount) = ([], 0, 1)
    for (position, letter) in letters.enumerated() {
      var label = Diagram.always
      for (number, atom) in atoms.enumerated() {
        label = made.diagrams.and(label, made.diagrams.literal(number, letter.contains(atom)))
      }
      let next = position + 1 < letters.count ? position + 1 : word.prefix.count
      made.edges.append([.init(label, 0, to: position), .init(label, 1, to: next)])
    }
    return made
  }

  /// The automaton that accepts a word if it accepts it with letters repeated: an edge stands for a path on which all
  /// labels share a letter, and has the marks of all of it.
  private func withoutRepetitions(limit: Int) -> Automaton? {
    // There is a row for each state, and a place in it for each other one.
    if stateCount > 4_096 { return nil }
    var made = self
    var steps = 0
    for state in edges.indices {
      // Where letters lead, by target: for each set of marks the letters. More marks are as good as fewer.
      var reached = [[(marks: UInt64, label: Diagram)]](repeating: [], count: stateCount)
      var pending = edges[state]
      while let edge = pending.popLast() {
        steps += 1
        if steps > limit { return nil }
        var label = edge.label
        for known in reached[edge.target] where known.marks & edge.marks == edge.marks {
          label = made.diagrams.minus(label, known.label)
        }
        if label == .never { continue }
        if let place = reached[edge.target].firstIndex(where: { $0.marks == edge.marks }) {
          let known = reached[edge.target][place].label
          reached[edge.target][place].label = made.diagrams.or(known, label)
        } else {
          reached[edge.target].append((edge.marks, label))
        }
        for next in edges[edge.target] {
          let both = made.diagrams.and(label, next.label)
          if both != .never {
            pending.append(.init(both, edge.marks | next.marks, to: next.target))
          }
        }
      }
      made.edges[state] = reached.enumerated().flatMap { target, labels in
        labels.map { Edge($0.label, $0.marks, to: target) }
      }
    }
    return made
  }
}
