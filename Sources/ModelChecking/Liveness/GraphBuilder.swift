import Determinism

/// Finds all states of a system and the steps between them, breadth first.
struct GraphBuilder<System: TransitionSystem>: ~Copyable {
  private var system: System
  private let limits: SearchLimits
  private var graph: StateGraph
  private var numbers = LookupTable<Fingerprint128, UInt32>()
  private var rows: RowBlocks
  private var buffer: SuccessorBuffer
  private(set) var counts: ExplorationCounts
  private(set) var limit: SearchLimits.Reason?
  private var failure: Int?
  private let reduction: StubbornSets?

  /// - Parameter reduction: What tells which steps may be left out; nil if none may.
  init(_ system: System, _ limits: SearchLimits, reduction: StubbornSets?) {
    (self.system, self.limits, self.reduction) = (system, limits, reduction)
    graph = StateGraph(of: system, isReduced: reduction != nil)
    rows = RowBlocks(width: system.width)
    buffer = SuccessorBuffer(width: system.width)
    counts = ExplorationCounts(actions: system.actions)
  }

  /// Builds the graph; the steps of some states are missing if a limit was reached.
  mutating func build() throws(ExplorationError) -> StateGraph {
    system.appendInitialStates(to: &buffer)
    if buffer.hasFailed { throw .failed }
    counts.generated = buffer.count
    for index in 0..<buffer.count {
      let target = number(of: index)
      graph.addStep(to: target, pulses: 0, taken: 0, ordinal: index)
    }
    graph.endSteps(of: 0, enabled: 0)
    counts.initial = graph.count
    // No action leads to where runs begin.
    counts.actions = system.actions.map { ActionCount(name: $0) }
    var (state, end) = (1, 1)
    while state <= graph.count {
      if state == end {
        counts.depth += 1
        end = graph.count + 1
        if counts.depth >= limits.depth {
          limit = .depth
          break
        }
      }
      try expand(state, newFrom: end)
      state += 1
      if state & 0xFF == 0, isBeyondLimits { break }
    }
    counts.distinct = graph.count
    counts.tableBytes = numbers.bytes
    counts.linkBytes = graph.bytes
    return graph
  }

  /// Adds the steps of a state.
  ///
  /// - Parameter newFrom: The first number of states that are deeper than this one.
  private mutating func expand(_ state: Int, newFrom: Int) throws(ExplorationError) {
    buffer.clear()
    rows.withRow(state - 1) { system.appendSuccessors(of: $0, to: &buffer) }
    if buffer.hasFailed { throw .failed }
    counts.generated += buffer.count
    if buffer.count == 0 { counts.deadlocks += 1 }
    let kept = keptSteps(newFrom)
    var enabled: UInt64 = 0
    for index in 0..<buffer.count {
      counts.actions[buffer.action(index)].taken += 1
      var taken: UInt64 = 0
      if !graph.fairness.isEmpty {
        taken = rows.withRow(state - 1) { row in
          buffer.withRow(index) { next in
            system.demands(ofAction: buffer.action(index), from: row, to: next)
          }
        }
        enabled |= taken
      }
      if let kept, !kept.contains(buffer.action(index)) { continue }
      let target = number(of: index)
      graph.addStep(
        to: target, pulses: buffer.pulses(index) & system.pulses, taken: taken, ordinal: index)
    }
    if !graph.fairness.isEmpty {
      enabled |= rows.withRow(state - 1) { system.demands(enabledIn: $0, taken: enabled) }
    }
    graph.endSteps(of: state, enabled: enabled)
    rows.release(before: state)
  }

  /// The actions to which reduction restricts the steps in the buffer; nil if all of them are kept.
  private mutating func keptSteps(_ newFrom: Int) -> [Int]? {
    guard let reduction, buffer.count > 1 else { return nil }
    let told = (0..<buffer.count).map { buffer.action($0) }
    return reduction.choices(among: told).first { actions in
      // Where a step of the set leads back, another action might be put off for ever.
      told.indices.allSatisfy { index in
        if !actions.contains(told[index]) { return true }
        let key = buffer.withRow(index) { system.fingerprint128(of: $0) }
        guard let known = numbers[key] else { return true }
        return known >= newFrom
      }
    }
  }

  /// The number of a state that was told, which is a new one if it was not found before.
  private mutating func number(of index: Int) -> Int {
    let key = buffer.withRow(index) { system.fingerprint128(of: $0) }
    if let known = numbers[key] { return Int(known) }
    let letter = buffer.withRow(index) { system.letter(of: $0) }
    graph.addState(letter: letter)
    numbers.insert(key, UInt32(graph.count))
    counts.actions[buffer.action(index)].distinct += 1
    buffer.withRow(index) { rows.append($0) }
    return graph.count
  }

  private var isBeyondLimits: Bool {
    mutating get {
      counts.frontierBytes = max(counts.frontierBytes, rows.bytes)
      limits.tell(graph.count)
      if graph.count > limits.states {
        limit = .states
      } else if graph.bytes + rows.bytes + numbers.bytes > limits.bytes {
        limit = .memory
      } else if limits.shouldStop() {
        limit = .time
      }
      return limit != nil
    }
  }
}
