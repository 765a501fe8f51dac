import Determinism
import TemporalLogic
import Testing

@testable import ModelChecking

/// A drawn graph whose edges have lengths: in single steps an edge is walked place by place.
struct LengthGraph: TransitionSystem {
  struct Edge: Sendable {
    let to: UInt32
    let length: UInt32
  }

  let width = 3
  let actions = ["begin", "walk"]
  let propositions = ["a", "b"]
  let letters: [UInt64]
  let edges: [[Edge]]
  var isCompound = false

  init(seed: UInt64, states: Int = 30) {
    var stream = RandomStream(seed: seed, name: "lengths", index: 0)
    func below(_ bound: Int) -> Int { Int(stream.below(UInt64(bound))) }
    letters = (0..<states).map { state in
      // The rarer the letters, the longer the paths to them.
      state > 0 && below(8) == 0 ? UInt64(below(4)) : 0
    }
    edges = (0..<states).map { _ in
      (0..<below(4)).map { _ in
        Edge(to: UInt32(below(states)), length: UInt32(1 + below(5)))
      }
    }
  }

  var compound: Self? {
    var graph = self
    graph.isCompound = true
    return graph
  }

  func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0, 0]) }

  /// A row is a state, and the edge that is walked with the places that are left.
  func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    if row[2] > 0 { return emit(Int(row[0]), Int(row[1]), left: row[2] - 1, row, &buffer) }
    for (number, edge) in edges[Int(row[0])].enumerated() {
      if isCompound {
        buffer.emit(1, length: Int(edge.length), copying: row) { $0[0] = edge.to }
      } else {
        emit(Int(row[0]), number, left: edge.length - 1, row, &buffer)
      }
    }
  }

  private func emit(
    _ state: Int, _ edge: Int, left: UInt32, _ row: Span<UInt32>, _ buffer: inout SuccessorBuffer
  ) {
    buffer.emit(1, copying: row) {
      $0[0] = left == 0 ? edges[state][edge].to : UInt32(state)
      ($0[1], $0[2]) = left == 0 ? (0, 0) : (UInt32(edge), left)
    }
  }

  func parts(ofStep ordinal: Int, from row: Span<UInt32>) -> [Int] {
    [ordinal]
      + Array(repeating: 0, count: Int(edges[Int(row[0])][ordinal].length) - 1)
  }

  func letter(of row: Span<UInt32>) -> UInt64 { letters[Int(row[0])] }
}

@Suite("Searches in compound steps")
struct CompoundSearchTests {
  static let properties: [LetterProperty] = [
    .always("no a", LetterCondition(reads: 1) { $0 & 1 == 0 }),
    .always("no b", LetterCondition(reads: 2) { $0 & 2 == 0 }),
    .sometimes("a and b", LetterCondition(all: 3)),
  ]

  static func options(reduces: Bool) -> SearchOptions {
    var options = SearchOptions()
    (options.reducesOrders, options.stopsAtViolation) = (reduces, false)
    options.refusesDeadlock = false
    return options
  }

  @Test("Verdicts and the lengths of paths are those of single steps")
  func lengths() throws {
    var (violated, longest) = (0, 0)
    for seed in UInt64(1)...400 {
      let checker = ModelChecker(LengthGraph(seed: seed))
      let single = try checker.explore(Self.properties, Self.options(reduces: false))
      let compound = try checker.explore(Self.properties, Self.options(reduces: true))
      #expect(single.isComplete && compound.isComplete)
      #expect(compound.properties.map(\.verdict) == single.properties.map(\.verdict))
      #expect(
        compound.properties.map { $0.path?.steps.count }
          == single.properties.map { $0.path?.steps.count }, "seed \(seed)")
      #expect(compound.counts.distinct <= single.counts.distinct)
      for property in single.properties where property.verdict == .violated {
        violated += 1
        longest = max(longest, property.path?.steps.count ?? 0)
      }
    }
    #expect(violated > 100 && longest > 15)
  }

  @Test("A violation ends it, and so does a limit")
  func ends() throws {
    let graph = try #require(
      (UInt64(1)...100).map { LengthGraph(seed: $0) }.first { graph in
        let all = try? ModelChecker(graph).explore(Self.properties, Self.options(reduces: true))
        return all.map { $0["no a"]?.verdict == .violated && $0.counts.distinct > 10 } ?? false
      })
    var options = Self.options(reduces: true)
    options.stopsAtViolation = true
    let ended = try ModelChecker(graph).explore([Self.properties[0]], options)
    #expect(ended["no a"]?.verdict == .violated && !ended.isComplete)
    options.limits.states = 3
    let limited = try ModelChecker(graph).explore([], options)
    #expect(limited.limit == .states && !limited.isComplete)
    options.limits = SearchLimits(depth: 1)
    let shallow = try ModelChecker(graph).explore([], options)
    #expect(shallow.limit == .depth && shallow.counts.distinct == 1)
  }

  @Test("It is not saved, and finds no deadlock")
  func refused() {
    var options = Self.options(reduces: true)
    options.refusesDeadlock = true
    #expect(throws: ExplorationError.self) {
      try ModelChecker(LengthGraph(seed: 1)).explore([], options)
    }
    options.refusesDeadlock = false
    options.checkpoints = Checkpoints(MemoryBlocks())
    #expect(throws: ExplorationError.checkpoint(.compound)) {
      try ModelChecker(LengthGraph(seed: 1)).explore([], options)
    }
  }
}
