import Determinism

/// The search of the product of a graph and an automaton for a fair accepted run. Nothing recurses: neither the depth
/// of the graph nor that of decompositions is bounded by a stack.
///
/// Components that are not yet complete are kept with what their edges have: the automaton's marks, and a bit for every
/// demand of fairness. An edge has the bit of a weak one if it takes the action or the action is disabled where it
/// begins; that of a strong one if it takes the action. As soon as a component has all marks, all weak bits, and the
/// strong bits of all that is enabled in it, it has a run. A complete one that lacks but strong bits is searched again
/// without the states in which such an action is enabled: no fair run goes through them for ever.
///
/// - Source: Couvreur, *On-the-fly verification of linear temporal logic* (FM 1999); Couvreur, Duret-Lutz and
///   Poitrenaud, *On-the-fly emptiness checks for generalized Büchi automata* (SPIN 2005); for strong fairness Emerson
///   and Lei, *Modalities for model checking* (SCP 8, 1987), and Duret-Lutz, Poitrenaud and Couvreur, *On-the-fly
///   emptiness check of transition-based Streett automata* (ATVA 2009).
struct ProductSearch: Sendable {
  /// A pair of a state of the graph and one of the automaton.
  struct Place: Sendable {
    var state: Int
    var automaton: Int32
  }

  /// An edge of the product.
  struct Edge: Sendable {
    var target: Place
    /// Which of the steps of the graph's state it is.
    var step: Int32
    /// The automaton's marks.
    var marks: UInt64
    /// The bits of demands of fairness.
    var fair: UInt64
  }

  /// What is known of a component, or of a part that is connected by what was seen.
  struct Component: Sendable {
    /// Where its first state is among ``live``.
    var first: Int
    var marks: UInt64 = 0
    var fair: UInt64 = 0
    /// The demands whose action is enabled in one of its states.
    var enabled: UInt64
    /// Whether an edge lies in it.
    var isCyclic = false
    /// What the edge has that leads to it from the component before.
    var entry: (marks: UInt64, fair: UInt64)
  }

  /// A state whose edges are being followed.
  struct Frame: Sendable {
    var place: Int32
    /// Where its edges begin among ``edges``, and which is next.
    var first: Int
    var next: Int
  }

  enum End: Sendable {
    case empty
    case found(Component)
    case limit
  }

  let stuttering: Stuttering
  let statesMax: Int
  let labels: LabelTable
  let stateCount: UInt64
  let initial: Int32
  let allMarks: UInt64
  /// The demands of each strength.
  let (weak, strong): (UInt64, UInt64)

  var counts = SearchCounts()
  var numbers = LookupTable<UInt64, Int32>()
  var places: [Place] = []
  /// Of each place: 0 if it is to be entered; its position among ``live`` plus 1; -1 once its component is complete.
  var positions: [Int32] = []
  /// The places of incomplete components, in the order in which they were entered.
  var live: [Int32] = []
  /// The incomplete components, each led to by the one before.
  var components: [Component] = []
  private var frames: [Frame] = []
  /// The edges of the places of ``frames``.
  var edges: [Edge] = []
  /// The steps of the state that was looked at last, and whether the last one of them is that of doing nothing.
  var steps: [GraphStep] = []
  var hasStutter = false
  /// What is to be entered again; for each decomposition, where its part begins, and how many frames lie below.
  private var starts: [Int32] = []
  private var decompositions: [(first: Int, depth: Int)] = []

  /// Prepares the search of a graph.
  init(
    _ automaton: Automaton, propositions: [String], fairness: [Fairness], stuttering: Stuttering,
    statesMax: Int
  ) {
    labels = LabelTable(automaton, propositions: propositions)
    (stateCount, initial) = (UInt64(automaton.stateCount), Int32(automaton.initial))
    allMarks = automaton.allMarks
    func bits(_ strength: Fairness.Strength) -> UInt64 {
      fairness.indices.reduce(0) {
        $0 | (fairness[$1].strength == strength ? 1 << UInt64($1) : 0)
      }
    }
    (weak, strong) = (bits(.weak), bits(.strong))
    self.stuttering = stuttering
    self.statesMax = min(statesMax, Int(Int32.max) - 1)
  }

  // MARK: The product

  /// What names a pair. States of the graph are not negative.
  func key(_ place: Place) -> UInt64 {
    UInt64(place.state) * stateCount + UInt64(place.automaton)
  }

  /// The number of a pair, a new one if it has none; nil once there are too many.
  private mutating func number(_ place: Place) -> Int32? {
    let key = key(place)
    if let known = numbers[key] { return known }
    if places.count >= statesMax { return nil }
    let number = Int32(places.count)
    numbers.insert(key, number)
    places.append(place)
    positions.append(0)
    return number
  }

  /// Appends the edges that leave a pair.
  ///
  /// - Returns: The demands whose action is enabled there.
  mutating func expand<Graph: FairGraph>(
    _ place: Place, on graph: inout Graph
  ) throws(GraphError) -> UInt64 {
    steps.removeAll(keepingCapacity: true)
    graph.appendSteps(of: place.state, to: &steps)
    hasStutter = false
    if stuttering == .everywhere || stuttering == .whereStuck && steps.isEmpty,
      let letter = graph.stutter(in: place.state)
    {
      steps.append(GraphStep(to: place.state, letter: letter))
      hasStutter = true
    }
    if steps.isEmpty { throw .deadlock(state: place.state) }
    let enabled = graph.enabled(in: place.state)
    let disabled = weak & ~enabled
    let leaving = labels.edges(of: place.automaton)
    for number in steps.indices {
      let step = steps[number]
      precondition(
        step.taken & ~enabled == 0, "a step of state \(place.state) takes what is not enabled")
      for index in leaving {
        let edge = labels[index]
        guard labels.takes(edge, step.letter) else { continue }
        edges.append(
          Edge(
            target: Place(state: step.target, automaton: edge.target), step: Int32(number),
            marks: edge.marks, fair: step.taken | disabled))
      }
    }
    return enabled
  }

  // MARK: The search

  /// Searches all that the initial states lead to, until a component with a run is found.
  mutating func run<Graph: FairGraph>(on graph: inout Graph) throws(GraphError) -> End {
    for state in graph.initialStates {
      guard let number = number(Place(state: state, automaton: initial)) else { return .limit }
      if positions[Int(number)] != 0 { continue }
      try enter(number, entry: (0, 0), on: &graph)
      let end = try follow(on: &graph)
      guard case .empty = end else { return end }
    }
    return .empty
  }

  /// Follows edges until no frame is left.
  private mutating func follow<Graph: FairGraph>(on graph: inout Graph) throws(GraphError) -> End {
    while true {
      if let (first, depth) = decompositions.last, depth == frames.count {
        if starts.count == first {
          decompositions.removeLast()
          continue
        }
        let start = starts.removeLast()
        if positions[Int(start)] == 0 { try enter(start, entry: (0, 0), on: &graph) }
        continue
      }
      guard let frame = frames.last else { return .empty }
      if frame.next == edges.count {
        leave(frame, on: &graph)
        continue
      }
      let edge = edges[frame.next]
      frames[frames.count - 1].next += 1
      if decompositions.isEmpty { counts.transitions += 1 } else { counts.repeated += 1 }
      guard let target = number(edge.target) else { return .limit }
      let position = Int(positions[Int(target)])
      if position == 0 {
        try enter(target, entry: (edge.marks, edge.fair), on: &graph)
      } else if position > 0, let found = close(edge, at: position - 1) {
        return .found(found)
      }
    }
  }

  /// Begins to follow the edges of a place, which is a component by itself for the time being.
  private mutating func enter<Graph: FairGraph>(
    _ number: Int32, entry: (UInt64, UInt64), on graph: inout Graph
  ) throws(GraphError) {
    if decompositions.isEmpty { counts.states += 1 }
    let first = edges.count
    let enabled = try expand(places[Int(number)], on: &graph)
    frames.append(Frame(place: number, first: first, next: first))
    components.append(Component(first: live.count, enabled: enabled, entry: entry))
    live.append(number)
    positions[Int(number)] = Int32(live.count)
  }

  /// Makes one component of all those from the one that holds a position on, as an edge leads back there.
  ///
  /// - Returns: The component, if a fair accepted run goes round in it.
  private mutating func close(_ edge: Edge, at position: Int) -> Component? {
    var (marks, fair, enabled) = (edge.marks, edge.fair, UInt64(0))
    while let last = components.last, last.first > position {
      marks |= last.marks | last.entry.marks
      fair |= last.fair | last.entry.fair
      enabled |= last.enabled
      components.removeLast()
    }
    let last = components.count - 1
    components[last].marks |= marks
    components[last].fair |= fair
    components[last].enabled |= enabled
    components[last].isCyclic = true
    let component = components[last]
    return lacksNoMark(component) && spoilers(component) == 0 ? component : nil
  }

  /// Whether nothing is missing but what strong fairness demands.
  private func lacksNoMark(_ component: Component) -> Bool {
    component.marks == allMarks && component.fair & weak == weak
  }

  /// The demands of strong fairness whose action is enabled in a component and not taken.
  private func spoilers(_ component: Component) -> UInt64 {
    strong & component.enabled & ~component.fair
  }

  /// Ends following a place; if it was the first of its component, that is complete.
  private mutating func leave<Graph: FairGraph>(_ frame: Frame, on graph: inout Graph) {
    frames.removeLast()
    edges.removeLast(edges.count - frame.first)
    guard let component = components.last,
      component.first == Int(positions[Int(frame.place)]) - 1
    else { return }
    components.removeLast()
    let spoilers = spoilers(component)
    let isHopeful = component.isCyclic && lacksNoMark(component)
    if decompositions.isEmpty { counts.components += 1 }
    if isHopeful {
      precondition(spoilers != 0, "a component with a run was left")
      counts.decompositions += 1
    }
    let start = starts.count
    while live.count > component.first, let member = live.popLast() {
      positions[Int(member)] = -1
      guard isHopeful else { continue }
      if graph.enabled(in: places[Int(member)].state) & spoilers == 0 {
        positions[Int(member)] = 0
        starts.append(member)
      }
    }
    if starts.count > start { decompositions.append((start, frames.count)) }
  }
}
