import Determinism

/// Explores what letters lead to, and tells what cannot be told apart.
struct MonitorBuilder {
  /// What was found after some letters.
  private struct Place {
    var left: Progression.State
    var states: PrefixAutomata.States

    var key: Fingerprint128 {
      var accumulator = FingerprintAccumulator()
      accumulator.absorb(UInt64(UInt32(bitPattern: left.rest.index)))
      accumulator.absorb(left.memory)
      for set in [states.holding, states.failing] {
        accumulator.absorb(UInt64(set.count))
        for state in set { accumulator.absorb(UInt64(state)) }
      }
      return accumulator.value
    }
  }

  private var progression: Progression
  private let automata: PrefixAutomata
  private let atoms: [String]
  private var places: [Place] = []
  private var numbers = LookupTable<Fingerprint128, Int>()
  /// What is known in each place, the first one before any letter.
  private(set) var verdicts: [RunVerdict] = []
  private var next: [Int] = []

  /// Prepares for a formula; nil where that is beyond ``Progression`` or its automata would be too large.
  init?(_ formula: FormulaID, in store: FormulaStore, atoms: [String]) {
    guard let progression = Progression(formula, in: store, atoms: atoms),
      let automata = PrefixAutomata(formula, in: store)
    else { return nil }
    (self.progression, self.automata, self.atoms) = (progression, automata, atoms)
  }

  /// Where letters lead from a place.
  func row(_ place: Int) -> ArraySlice<Int> {
    next[place << atoms.count..<(place + 1) << atoms.count]
  }

  /// Finds all places.
  ///
  /// - Returns: Whether they are few enough.
  mutating func explore() -> Bool {
    _ = number(Place(left: progression.initial, states: automata.initial))
    var current = 0
    while current < places.count {
      guard places.count << atoms.count <= MonitorTable.mostEntries else { return false }
      let place = places[current]
      for letter in 0..<UInt64(1) << UInt64(atoms.count) {
        if verdicts[current].isFinal {
          next.append(current)
          continue
        }
        let states = automata.after(place.states) { name in
          atoms.firstIndex(of: name).map { letter >> UInt64($0) & 1 == 1 } ?? false
        }
        next.append(number(Place(left: progression.after(place.left, letter), states: states)))
      }
      current += 1
    }
    return true
  }

  private mutating func number(_ place: Place) -> Int {
    var place = place
    let verdict = verdict(place)
    if verdict.isFinal {
      // What comes does not matter any more.
      place.left = Progression.State(rest: .never, memory: 0)
      (place.states.holding, place.states.failing) = verdict == .true ? ([0], []) : ([], [0])
    }
    if let known = numbers[place.key] { return known }
    numbers.insert(place.key, places.count)
    places.append(place)
    verdicts.append(verdict)
    return places.count - 1
  }

  private func verdict(_ place: Place) -> RunVerdict {
    RunVerdict(place.states.verdict, holdsSoFar: progression.holdsAtEnd(place.left))
  }

  /// The class of each place: those from which the same letters lead to the same verdicts are alike.
  func classes() -> [Int] {
    var classOf = verdicts.map { RunVerdict.allCases.firstIndex(of: $0) ?? 0 }
    var count = 0
    while true {
      var known = LookupTable<Fingerprint128, Int>()
      var made = 0
      var refined = classOf
      for place in places.indices {
        var accumulator = FingerprintAccumulator()
        accumulator.absorb(UInt64(classOf[place]))
        for target in row(place) { accumulator.absorb(UInt64(classOf[target])) }
        let key = accumulator.value
        if known[key] == nil {
          known.insert(key, made)
          made += 1
        }
        refined[place] = known[key] ?? 0
      }
      classOf = refined
      if made == count { return classOf }
      count = made
    }
  }
}
