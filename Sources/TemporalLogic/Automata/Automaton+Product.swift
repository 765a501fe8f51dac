import Determinism

extension Automaton {
  /// Whether some word is accepted by both; true as well where the product is too large to tell.
  ///
  /// - Precondition: The other one's propositions are ours.
  mutating func intersects(_ other: Automaton, limit: Int = 200_000) -> Bool {
    guard let product = product(other, limit: limit) else { return true }
    return !product.isEmpty
  }

  /// The automaton of the words that both accept, or nil where it would be too large.
  ///
  /// - Precondition: The other one's propositions are ours.
  /// - Parameter suspended: Whether the other one accepts a word if and only if it accepts what is left of it after any
  ///   letter. It begins then where this one comes into a component in which it may be accepted.
  mutating func product(_ other: Automaton, limit: Int, suspended: Bool = false) -> Automaton? {
    guard markCount + other.markCount <= 64 else { return nil }
    var labels = LookupTable<UInt64, Diagram>()
    let others = other.edges.map { leaving in
      leaving.map { Edge(copy($0.label, of: other, &labels), $0.marks, to: $0.target) }
    }
    var places = LookupTable<UInt64, Int>()
    var pairs: [(Int, Int)] = []
    var made = self
    (made.edges, made.initial, made.markCount) = ([], 0, markCount + other.markCount)
    let components = components()
    let rests = (0..<components.count).map { suspended && !isAccepting($0, of: components) }
    func place(_ one: Int, _ two: Int, from: Int? = nil) -> Int {
      // At rest it stays where it begins, and begins anew in another component.
      let number = components.number[one]
      let isNew = rests[number] || suspended && from.map { components.number[$0] != number } ?? true
      let two = isNew ? other.initial : two
      let key = UInt64(one) << 32 | UInt64(two) + 1
      if let known = places[key] { return known }
      places.insert(key, pairs.count)
      pairs.append((one, two))
      return pairs.count - 1
    }
    _ = place(initial, other.initial)
    while made.edges.count < pairs.count {
      let (one, two) = pairs[made.edges.count]
      var leaving: [Edge] = []
      for left in edges[one]
      where suspended
        && (rests[components.number[one]]
          || components.number[left.target] != components.number[one])
      {
        leaving.append(.init(left.label, 0, to: place(left.target, 0, from: one)))
      }
      for left in edges[one]
      where !suspended
        || !rests[components.number[one]]
          && components.number[left.target] == components.number[one]
      {
        for right in others[two] {
          let label = diagrams.and(left.label, right.label)
          if label == .never { continue }
          leaving.append(
            .init(
              label, left.marks | right.marks << UInt64(markCount),
              to: place(left.target, right.target, from: one)))
        }
      }
      made.edges.append(leaving)
      if pairs.count > limit { return nil }
    }
    made.diagrams = diagrams
    return made
  }

  /// A label of another automaton as one of ours.
  mutating func copy(
    _ label: Diagram, of other: Automaton, _ labels: inout LookupTable<UInt64, Diagram>
  ) -> Diagram {
    if label == .never || label == .always { return label }
    let key = UInt64(UInt32(bitPattern: label.index))
    if let known = labels[key] { return known }
    let low = copy(other.diagrams.low(label), of: other, &labels)
    let high = copy(other.diagrams.high(label), of: other, &labels)
    // The order of atoms may be another one.
    let name = other.atoms[other.diagrams.variable(label)]
    guard let number = atoms.firstIndex(of: name) else {
      preconditionFailure("a product with propositions that are not ours")
    }
    let test = diagrams.literal(number)
    let result = diagrams.or(diagrams.and(test, high), diagrams.minus(low, test))
    labels.insert(key, result)
    return result
  }
}
