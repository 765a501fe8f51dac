extension DecisionDiagrams {
  /// Where a function, of letters and of further variables, is which function of the further ones alone: the letters,
  /// and what is left. Letters for which nothing is left are not listed.
  ///
  /// - Parameters:
  ///   - diagram: The function.
  ///   - count: How many variables letters have; they come first.
  mutating func regions(
    of diagram: Diagram, letters count: Int
  ) -> [(label: Diagram, rest: Diagram)] {
    var labels: [(place: Diagram, label: Diagram)] = [(diagram, .always)]
    var regions: [(label: Diagram, rest: Diagram)] = []
    // From the smallest variable on, so that all that leads to a place was seen before it.
    while let first = labels.indices.min(by: {
      (variable(labels[$0].place), labels[$0].place) < (
        variable(labels[$1].place), labels[$1].place
      )
    }) {
      let (place, label) = labels.remove(at: first)
      let variable = variable(place)
      if place == .never { continue }
      if variable >= count {
        regions.append((label, place))
        continue
      }
      let test = literal(variable)
      for (next, part) in [(low(place), minus(label, test)), (high(place), and(label, test))] {
        if let known = labels.firstIndex(where: { $0.place == next }) {
          labels[known].label = or(labels[known].label, part)
        } else {
          labels.append((next, part))
        }
      }
    }
    return regions
  }
}
