import Determinism

extension ProductSearch {
  /// How each place was come to, in one search after the other.
  private struct Trail {
    /// The last search that saw a place.
    var seenBy: [Int32]
    /// The place before it, or -1 where that search began.
    var source: [Int32]
    /// Which of the edges of that place led here.
    var ordinal: [Int32]
    var search: Int32 = 0

    init(count: Int) {
      seenBy = Array(repeating: 0, count: count)
      (source, ordinal) = (seenBy, seenBy)
    }
  }

  /// An edge of the product on a walk.
  private struct Leg {
    var step: Walk.Step
    var marks: UInt64
    var fair: UInt64
    /// The demands whose action is enabled where it begins.
    var enabled: UInt64
    var target: Int32
  }

  /// A walk that leads to a component with a run and goes round in it by all that is demanded, along shortest ways
  /// through what was seen.
  mutating func walk<Graph: FairGraph>(
    round component: Component, on graph: inout Graph
  ) throws(GraphError) -> Walk {
    var trail = Trail(count: places.count)
    let (floor, positions) = (Int32(component.first), positions)
    let starts = graph.initialStates.compactMap {
      numbers[key(Place(state: $0, automaton: initial))]
    }
    if let anchor = starts.first(where: { positions[Int($0)] > floor }) {
      return Walk(stem: [], cycle: try cycle(from: anchor, floor, &trail, on: &graph))
    }
    let legs = try path(from: starts, above: .min, &trail, on: &graph) { _, target in
      positions[Int(target)] > floor
    }
    return Walk(
      stem: legs.map(\.step),
      cycle: try cycle(from: legs[legs.count - 1].target, floor, &trail, on: &graph))
  }

  /// From a place of a component round and back, by an edge of each mark, and giving every action its due.
  private mutating func cycle<Graph: FairGraph>(
    from anchor: Int32, _ floor: Int32, _ trail: inout Trail, on graph: inout Graph
  ) throws(GraphError) -> [Walk.Step] {
    var (cycle, place): ([Walk.Step], Int32) = ([], anchor)
    var (marks, fair, enabled): (UInt64, UInt64, UInt64) = (0, 0, 0)
    while true {
      let missing = (marks: allMarks & ~marks, fair: (weak | strong & enabled) & ~fair)
      let isDue = missing != (0, 0)
      if !isDue, place == anchor, !cycle.isEmpty { return cycle }
      let legs = try path(from: [place], above: floor, &trail, on: &graph) { edge, target in
        isDue
          ? edge.marks & missing.marks != 0 || edge.fair & missing.fair != 0 : target == anchor
      }
      for leg in legs {
        cycle.append(leg.step)
        marks |= leg.marks
        fair |= leg.fair
        enabled |= leg.enabled
        place = leg.target
      }
    }
  }

  /// A shortest path, of one edge at least, that ends with one that is wanted.
  ///
  /// - Precondition: There is one.
  ///
  /// - Parameters:
  ///   - starts: Where it may begin.
  ///   - floor: It leads to places only whose position is larger.
  ///   - isWanted: Whether it may end with an edge, which leads to a place.
  private mutating func path<Graph: FairGraph>(
    from starts: [Int32], above floor: Int32, _ trail: inout Trail, on graph: inout Graph,
    to isWanted: (Edge, Int32) -> Bool
  ) throws(GraphError) -> [Leg] {
    trail.search += 1
    var (queue, head) = (starts, 0)
    for start in starts {
      trail.seenBy[Int(start)] = trail.search
      trail.source[Int(start)] = -1
    }
    while head < queue.count {
      let source = queue[head]
      head += 1
      let first = edges.count
      defer { edges.removeLast(edges.count - first) }
      _ = try expand(places[Int(source)], on: &graph)
      for index in first..<edges.count {
        let edge = edges[index]
        guard let target = numbers[key(edge.target)], positions[Int(target)] > floor else {
          continue
        }
        let ordinal = Int32(index - first)
        if isWanted(edge, target) { return try legs(source, ordinal, trail, on: &graph) }
        if trail.seenBy[Int(target)] == trail.search { continue }
        trail.seenBy[Int(target)] = trail.search
        trail.source[Int(target)] = source
        trail.ordinal[Int(target)] = ordinal
        queue.append(target)
      }
    }
    preconditionFailure("nothing leads where the search was")
  }

  /// The edges of the path that a trail shows, of which the last one is given.
  private mutating func legs<Graph: FairGraph>(
    _ source: Int32, _ ordinal: Int32, _ trail: Trail, on graph: inout Graph
  ) throws(GraphError) -> [Leg] {
    var legs: [Leg] = []
    var (source, ordinal) = (source, ordinal)
    while source >= 0 {
      let first = edges.count
      let place = places[Int(source)]
      let enabled = try expand(place, on: &graph)
      let edge = edges[first + Int(ordinal)]
      edges.removeLast(edges.count - first)
      guard let target = numbers[key(edge.target)] else { preconditionFailure("an unknown place") }
      let step = Walk.Step(
        from: place.state, steps[Int(edge.step)],
        isStutter: hasStutter && Int(edge.step) == steps.count - 1)
      legs.append(
        Leg(step: step, marks: edge.marks, fair: edge.fair, enabled: enabled, target: target))
      ordinal = trail.ordinal[Int(source)]
      source = trail.source[Int(source)]
    }
    return legs.reversed()
  }
}
