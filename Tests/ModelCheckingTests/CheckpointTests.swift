import Classics
import Determinism
import Synchronization
import TemporalLogic
import Testing

@testable import ModelChecking

/// Keeps blocks in memory.
final class MemoryBlocks: BlockStore {
  let blocks = Mutex<[String: [UInt8]]>([:])
  /// How many more blocks it takes.
  let room = Mutex(Int.max)

  func write(_ bytes: [UInt8], to name: String) throws(BlockStoreError) {
    let isFull = room.withLock { room in
      room -= 1
      return room < 0
    }
    if isFull { throw .refused(name: name, reason: "full") }
    blocks.withLock { $0[name] = bytes }
  }

  func read(_ name: String) throws(BlockStoreError) -> [UInt8] {
    guard let bytes = blocks.withLock({ $0[name] }) else { throw .missing(name) }
    return bytes
  }

  var names: [String] { blocks.withLock { $0.keys.sorted() } }
}

@Suite("Checkpoints")
struct CheckpointTests {
  /// Everything that a search finds out, but how much memory waiting states took.
  static func facts(_ exploration: Exploration) -> String {
    var counts = exploration.counts
    counts.frontierBytes = 0
    return "\(counts) \(exploration.properties) \(String(describing: exploration.deadlock?.rows))"
  }

  /// Explores with an interruption after so many states, again and again.
  static func explore<System: TransitionSystem>(
    _ system: System, _ properties: [LetterProperty], _ options: SearchOptions, pause: Int
  ) throws -> (exploration: Exploration, pauses: Int) {
    let checker = ModelChecker(system)
    let store = MemoryBlocks()
    var options = options
    options.checkpoints = Checkpoints(store, every: max(1, pause / 3))
    options.limits.states = pause
    var result = try checker.explore(properties, options)
    var pauses = 0
    while result.limit == .states {
      pauses += 1
      options.limits.states += pause
      options.workers = pauses % 2 == 0 ? SingleWorker() : TestPool(count: 2)
      result = try checker.resume(from: store, properties, options)
    }
    return (result, pauses)
  }

  @Test("An interrupted search finds the same as one that was not")
  func same() throws {
    for (number, identity) in [SearchOptions.Identity.fingerprint64, .fingerprint128, .exact]
      .enumerated()
    {
      var options = SearchOptions()
      (options.identity, options.round, options.batch) = (identity, 256, 32)
      for needed in [5, 4] {
        let system = TwoPhaseCommit(managers: 5, preparedNeeded: needed)
        let plain = try ModelChecker(system).explore(TwoPhaseCommit.known, options)
        let (resumed, pauses) = try Self.explore(
          system, TwoPhaseCommit.known, options, pause: 1_500 + number)
        #expect(Self.facts(resumed) == Self.facts(plain) && pauses > 2)
      }
    }
  }

  @Test("With reductions too")
  func reduced() throws {
    for seed in UInt64(1)...30 {
      let program = RandomProgram(seed: seed, processes: 4, isSymmetric: seed % 2 == 0)
      var options = ReductionTests.options(orders: true, symmetry: true)
      (options.round, options.batch) = (4, 2)
      let properties = OtherSearchTests.properties
      let plain = try ModelChecker(program).explore(properties, options)
      let (resumed, _) = try Self.explore(program, properties, options, pause: 7)
      #expect(Self.facts(resumed) == Self.facts(plain), "seed \(seed)")
    }
  }

  @Test("A search that a depth ended goes on deeper")
  func depth() throws {
    let store = MemoryBlocks()
    let checker = ModelChecker(Philosophers(seats: 6))
    let plain = try checker.explore()
    var options = SearchOptions()
    options.checkpoints = Checkpoints(store)
    for depth in 1...4 {
      options.limits.depth = depth
      let cut =
        try depth == 1 ? checker.explore([], options) : checker.resume(from: store, [], options)
      #expect(cut.limit == .depth && cut.counts.depth == depth)
    }
    #expect(Self.facts(try checker.resume(from: store)) == Self.facts(plain))
  }

  @Test("Nothing that is damaged is gone on with, nor what is of another search")
  func damage() throws {
    let store = MemoryBlocks()
    let checker = ModelChecker(TwoPhaseCommit(managers: 4))
    var options = SearchOptions()
    options.checkpoints = Checkpoints(store)
    options.limits.states = 500
    options.round = 64
    let properties = TwoPhaseCommit.known
    _ = try checker.explore(properties, options)
    options.limits.states = .max
    options.checkpoints = nil
    for name in store.names {
      let whole = try store.read(name)
      if whole.isEmpty { continue }  // A segment without states.
      for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 5)) {
        var spoiled = whole
        spoiled[place] ^= 0x40
        try store.write(spoiled, to: name)
        #expect(throws: ExplorationError.self, "\(name), byte \(place)") {
          try checker.resume(from: store, properties, options)
        }
      }
      try store.write(Array(whole.dropLast()), to: name)
      #expect(throws: ExplorationError.self, "\(name)") {
        try checker.resume(from: store, properties, options)
      }
      try store.write(whole, to: name)
    }
    #expect(throws: ExplorationError.checkpoint(.other(subject: ""))) {
      try checker.resume(from: store, [], options)
    }
    #expect(throws: ExplorationError.checkpoint(.other(subject: ""))) {
      try ModelChecker(TwoPhaseCommit(managers: 3)).resume(from: store, properties, options)
    }
    #expect(throws: ExplorationError.checkpoint(.store(.missing("head")))) {
      try checker.resume(from: MemoryBlocks(), properties, options)
    }
    options.identity = .exact
    #expect(throws: ExplorationError.checkpoint(.other(subject: ""))) {
      try checker.resume(from: store, properties, options)
    }
    options.identity = .fingerprint64
    options.subject = "something else"
    #expect(throws: ExplorationError.checkpoint(.other(subject: ""))) {
      try checker.resume(from: store, properties, options)
    }
    options.subject = ""
    // The same names, and another rule: what was saved is not what this system does.
    #expect(throws: ExplorationError.checkpoint(.other(subject: ""))) {
      try ModelChecker(TwoPhaseCommit(managers: 4, preparedNeeded: 0))
        .resume(from: store, properties, options)
    }
    #expect(try checker.resume(from: store, properties, options).isComplete)
  }

  @Test("A store that is full ends the search, and what was saved before is whole")
  func full() throws {
    let store = MemoryBlocks()
    let checker = ModelChecker(TwoPhaseCommit(managers: 5))
    var options = SearchOptions()
    options.checkpoints = Checkpoints(store, every: 1_000)
    options.round = 128
    store.room.withLock { $0 = 400 }
    #expect(throws: ExplorationError.self) { try checker.explore([], options) }
    options.checkpoints = nil
    #expect(
      Self.facts(try checker.resume(from: store, [], options))
        == Self.facts(try checker.explore([], options)))
  }

  /// As a process that is killed: what it wrote until then is there, and nothing else.
  @Test("Whatever block is the last that is written, the search before it can be gone on with")
  func killed() throws {
    for identity in [SearchOptions.Identity.fingerprint64, .exact] {
      let checker = ModelChecker(TwoPhaseCommit(managers: 4))
      var options = SearchOptions()
      (options.identity, options.round) = (identity, 64)
      let plain = Self.facts(try checker.explore(TwoPhaseCommit.known, options))
      var resumed = 0
      for blocks in stride(from: 60, to: 380, by: 7) {
        let store = MemoryBlocks()
        options.checkpoints = Checkpoints(store, every: 300)
        store.room.withLock { $0 = blocks }
        _ = try? checker.explore(TwoPhaseCommit.known, options)
        store.room.withLock { $0 = .max }
        guard store.names.contains("head") else { continue }
        resumed += 1
        let result = try checker.resume(from: store, TwoPhaseCommit.known, options)
        #expect(Self.facts(result) == plain, "\(blocks) blocks")
      }
      #expect(resumed > 30)
    }
  }
}
