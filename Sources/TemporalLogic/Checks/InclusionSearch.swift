import Determinism

/// Looks for a word that one automaton accepts and another one, which need not be deterministic, does not; without
/// complementing it.
///
/// Of a finite word all that matters is between which states of the other automaton it leads, and whether past a mark;
/// there are finitely many such tables. A word that is missing is a stem, which leads the one automaton to a state and
/// the other one to a set of states, and a round, which leads the one back past a mark, and the other one round past a
/// mark from none of that set.
///
/// - Source: Büchi, *On a decision method in restricted second order arithmetic* (1962); Fogarty and Vardi, *Büchi
///   complementation and size-change termination* (TACAS 2009).
struct InclusionSearch {
  /// Where the letters of a round may lead.
  fileprivate struct Round {
    let state: Int
    let isMarked: Bool
    /// By state of the other automaton, where it may be led, and where past a mark.
    let (reach, marked): ([UInt64], [UInt64])
    /// The round without its last letter, and that.
    let (before, letter): (Int, Int)
  }

  private struct Stem {
    let state: Int
    let states: UInt64
    let (before, letter): (Int, Int)
  }

  private typealias Step = (target: Int, isMarked: Bool)

  private let atoms: [String]
  /// The letters that some label tells apart: one of each kind.
  private var letters: [[Bool]] = []
  /// By letter and state: the steps of the one automaton, and the rows of the other.
  private var steps: [[[Step]]] = []
  private var rows: [(reach: [UInt64], marked: [UInt64])] = []
  private let (first, start): (Int, Int)

  /// How many kinds of letters, stems and rounds there may be.
  private static let (mostLetters, mostStems, mostRounds) = (1 << 10, 10_000, 20_000)

  /// Prepares; nil where there is too much to look at.
  ///
  /// - Precondition: The propositions of the one are those of the other.
  init?(_ one: Automaton, within other: Automaton) {
    var (one, other) = (one.degeneralised(order: Array(0..<one.markCount)), other)
    other = other.degeneralised(order: Array(0..<other.markCount))
    one.pruneStateBased()
    other.pruneStateBased()
    guard other.stateCount <= 64 else { return nil }
    atoms = other.atoms
    (first, start) = (one.initial, other.initial)
    guard let letters = Self.letters(&other, one) else { return nil }
    self.letters = letters
    let numbers = one.atoms.map { name in atoms.firstIndex(of: name) ?? 0 }
    for letter in letters {
      steps.append(
        one.edges.map { leaving in
          leaving.filter { one.diagrams.isTrue($0.label) { letter[numbers[$0]] } }
            .map { ($0.target, $0.marks == 1) }
        })
      var row = (reach: [UInt64](), marked: [UInt64]())
      for leaving in other.edges {
        let taken = leaving.filter { other.diagrams.isTrue($0.label) { letter[$0] } }
        row.reach.append(taken.reduce(0) { $0 | 1 << UInt64($1.target) })
        row.marked.append(taken.reduce(0) { $0 | ($1.marks == 1 ? 1 << UInt64($1.target) : 0) })
      }
      rows.append(row)
    }
  }

  /// One letter of each kind that labels tell apart.
  private static func letters(_ other: inout Automaton, _ one: Automaton) -> [[Bool]]? {
    var labels = other.edges.flatMap { $0.map(\.label) }
    var known = LookupTable<UInt64, Diagram>()
    labels += one.edges.flatMap { leaving in
      leaving.map { other.copy($0.label, of: one, &known) }
    }
    var kinds = [Diagram.always]
    var isDone = LookupTable<UInt64, Bool>()
    for label in labels {
      let key = UInt64(UInt32(bitPattern: label.index))
      if isDone[key] != nil { continue }
      isDone.insert(key, true)
      kinds = kinds.flatMap { kind in
        [other.diagrams.and(kind, label), other.diagrams.minus(kind, label)].filter { $0 != .never }
      }
      if kinds.count > mostLetters || other.diagrams.isExhausted { return nil }
    }
    return kinds.map { other.diagrams.letter(of: $0, count: other.atoms.count) }
  }

  /// A word that is accepted by the one alone; none, or nil where that would take too long.
  mutating func run() -> Word?? {
    guard let stems = stems() else { return nil }
    var isHome = [Bool](repeating: false, count: steps.first?.count ?? 0)
    for stem in stems { isHome[stem.state] = true }
    for home in isHome.indices where isHome[home] {
      guard let (rounds, found) = rounds(of: home, stems.filter { $0.state == home }) else {
        return nil
      }
      guard let (stem, round) = found else { continue }
      return .some(Word(prefix: word(stems, stem), cycle: word(rounds, round)))
    }
    return .some(nil)
  }

  /// Where finite words lead both, each once.
  private func stems() -> [Stem]? {
    var stems = [Stem(state: first, states: 1 << UInt64(start), before: -1, letter: -1)]
    var known = LookupTable<Fingerprint128, Bool>()
    var next = 0
    while next < stems.count {
      let stem = stems[next]
      for letter in letters.indices {
        let states = Self.image(stem.states, rows[letter].reach)
        for step in steps[letter][stem.state] {
          var key = FingerprintAccumulator()
          key.absorb(UInt64(step.target))
          key.absorb(states)
          if known[key.value] != nil { continue }
          known.insert(key.value, true)
          stems.append(Stem(state: step.target, states: states, before: next, letter: letter))
          if stems.count > Self.mostStems { return nil }
        }
      }
      next += 1
    }
    return stems
  }

  private static func image(_ states: UInt64, _ rows: [UInt64]) -> UInt64 {
    var (rest, image): (UInt64, UInt64) = (states, 0)
    while rest != 0 {
      image |= rows[rest.trailingZeroBitCount]
      rest &= rest &- 1
    }
    return image
  }

  /// The rounds from a state, until one is found that a stem goes with.
  private func rounds(
    of home: Int, _ stems: [Stem]
  ) -> (rounds: [Round], found: (stem: Stem, round: Round)?)? {
    var rounds: [Round] = []
    var known = LookupTable<Fingerprint128, Bool>()
    let identity = rows[0].reach.indices.map { 1 << UInt64($0) as UInt64 }
    let empty = Round(
      state: home, isMarked: false, reach: identity, marked: identity.map { _ in 0 }, before: -1,
      letter: -1)
    var next = -1
    while next < rounds.count {
      let round = next < 0 ? empty : rounds[next]
      for letter in letters.indices {
        let (reach, marked) = (rows[letter].reach, rows[letter].marked)
        let longer = round.reach.map { Self.image($0, reach) }
        let past = round.reach.indices.map {
          Self.image(round.reach[$0], marked) | Self.image(round.marked[$0], reach)
        }
        for step in steps[letter][round.state] {
          let made = Round(
            state: step.target, isMarked: round.isMarked || step.isMarked, reach: longer,
            marked: past, before: next, letter: letter)
          if known[made.key] != nil { continue }
          known.insert(made.key, true)
          rounds.append(made)
          if rounds.count > Self.mostRounds { return nil }
          guard made.state == home, made.isMarked else { continue }
          let accepted = made.acceptedStarts
          if let stem = stems.first(where: { $0.states & accepted == 0 }) {
            return (rounds, (stem, made))
          }
        }
      }
      next += 1
    }
    return (rounds, nil)
  }

  private func names(_ letter: Int) -> [String] {
    atoms.indices.filter { letters[letter][$0] }.map { atoms[$0] }
  }

  private func word(_ stems: [Stem], _ last: Stem) -> [[String]] {
    var (letters, stem): ([[String]], Stem) = ([], last)
    while stem.letter >= 0 {
      letters.append(names(stem.letter))
      stem = stems[stem.before]
    }
    return letters.reversed()
  }

  private func word(_ rounds: [Round], _ last: Round) -> [[String]] {
    var letters = [names(last.letter)]
    var before = last.before
    while before >= 0 {
      letters.append(names(rounds[before].letter))
      before = rounds[before].before
    }
    return letters.reversed()
  }
}

extension InclusionSearch.Round {
  var key: Fingerprint128 {
    var accumulator = FingerprintAccumulator()
    accumulator.absorb(UInt64(state) << 1 | (isMarked ? 1 : 0))
    for row in reach + marked { accumulator.absorb(row) }
    return accumulator.value
  }

  /// The states from which the round, repeated for ever, is accepted: it leads to one that it leads back to past a mark.
  var acceptedStarts: UInt64 {
    var paths = reach
    for middle in paths.indices {
      for state in paths.indices where paths[state] >> UInt64(middle) & 1 == 1 {
        paths[state] |= paths[middle]
      }
    }
    var starts: UInt64 = 0
    for state in paths.indices {
      // Whether a mark is passed from here, after which the way leads back here.
      let isRound = paths.indices.contains { place in
        let isReached = place == state || paths[state] >> UInt64(place) & 1 == 1
        let targets = marked[place]
        return isReached
          && paths.indices.contains { target in
            targets >> UInt64(target) & 1 == 1
              && (target == state || paths[target] >> UInt64(state) & 1 == 1)
          }
      }
      if isRound { starts |= 1 << UInt64(state) }
    }
    let rounds = starts
    for state in paths.indices where paths[state] & rounds != 0 { starts |= 1 << UInt64(state) }
    return starts
  }
}
