import Classics
import Determinism
import Synchronization
import TemporalLogic
import Testing

@testable import ModelChecking

@Suite("Searches that memory has no room for")
struct SpillTests {
  /// Explores with so much memory.
  static func explore<System: TransitionSystem>(
    _ system: System, _ properties: [LetterProperty], _ options: SearchOptions, bytes: Int,
    to scratch: MemoryScratch = MemoryScratch()
  ) throws -> Exploration {
    var options = options
    options.spill = Spill(scratch)
    options.limits.bytes = bytes
    return try ModelChecker(system).explore(properties, options)
  }

  @Test("What is found is the same, to the last count, however little memory there is")
  func same() throws {
    for needed in [5, 4] {
      let system = TwoPhaseCommit(managers: 5, preparedNeeded: needed)
      for identity in [SearchOptions.Identity.fingerprint64, .fingerprint128] {
        var options = SearchOptions()
        options.identity = identity
        let plain = try ModelChecker(system).explore(TwoPhaseCommit.known, options)
        for (bytes, workers, round) in [
          (0, 1, 700), (50_000, 2, 64), (120_000, 1, 64), (90_000, 2, 300),
        ] {
          options.workers = TestPool(count: workers)
          (options.round, options.batch) = (round, 16)
          let scratch = MemoryScratch()
          let spilled = try Self.explore(
            system, TwoPhaseCommit.known, options, bytes: bytes, to: scratch)
          #expect(SystemCampaign.facts(spilled) == SystemCampaign.facts(plain))
          // Not all states are in memory at the end, and what is on disk is not forgotten.
          let key = identity == .fingerprint64 ? 8 : 16
          #expect(spilled.counts.spilledBytes > key * spilled.counts.distinct / 2)
          #expect(scratch.bytes <= spilled.counts.spilledBytes)
        }
      }
    }
  }

  @Test("Symmetric states are one, on disk too")
  func symmetry() throws {
    let system = TwoPhaseCommit(managers: 7, isSymmetric: true)
    let plain = try ModelChecker(system).explore(TwoPhaseCommit.known)
    var options = SearchOptions()
    options.round = 32
    let spilled = try Self.explore(system, TwoPhaseCommit.known, options, bytes: 0)
    #expect(SystemCampaign.facts(spilled) == SystemCampaign.facts(plain))
    #expect(plain.counts.distinct < 1_000)
  }

  @Test("With enough memory nothing is written")
  func room() throws {
    let scratch = MemoryScratch()
    let result = try Self.explore(
      TwoPhaseCommit(managers: 5), [], SearchOptions(), bytes: 1 << 24, to: scratch)
    #expect(result.isComplete && result.counts.spilledBytes == 0 && scratch.names.isEmpty)
  }

  @Test("How much is on disk is told")
  func told() throws {
    let told = Mutex(0)
    var options = SearchOptions()
    options.limits.bytes = 100_000
    options.round = 64
    options.spill = Spill(MemoryScratch()) { bytes in told.withLock { $0 = max($0, bytes) } }
    let result = try ModelChecker(TwoPhaseCommit(managers: 5)).explore([], options)
    let most = told.withLock { $0 }
    #expect(most > 8 * result.counts.distinct / 2 && most <= result.counts.spilledBytes)
  }

  @Test("A store that is full, or loses or changes what it was given, ends the search")
  func failing() throws {
    let system = TwoPhaseCommit(managers: 4)
    var options = SearchOptions()
    options.round = 32
    let all = MemoryScratch()
    _ = try Self.explore(system, TwoPhaseCommit.known, options, bytes: 10_000, to: all)
    for room in [0, 1, 5, 20, 100] {
      let scratch = MemoryScratch()
      scratch.room = room
      #expect(throws: ExplorationError.self, "\(room) blocks") {
        try Self.explore(system, [], options, bytes: 10_000, to: scratch)
      }
    }
    let spoils: [@Sendable ([UInt8]) -> [UInt8]?] = [
      { _ in nil }, { _ in [] }, { $0.dropLast() }, { $0 + [0] },
      { bytes in
        var bytes = bytes
        if !bytes.isEmpty { bytes[bytes.count / 2] ^= 1 }
        return bytes
      },
    ]
    for (number, spoil) in spoils.enumerated() {
      for whole in [0, 1, 7, 50, 200] {
        let scratch = MemoryScratch(spoil: spoil)
        scratch.whole = whole
        #expect(throws: ExplorationError.self, "spoil \(number) after \(whole) blocks") {
          try Self.explore(system, [], options, bytes: 10_000, to: scratch)
        }
      }
    }
  }

  @Test("What is not there for searches that spill is refused")
  func refused() {
    for change: (inout SearchOptions) -> Void in [
      { $0.identity = .exact }, { $0.reducesOrders = true },
      { $0.checkpoints = Checkpoints(MemoryBlocks()) },
    ] {
      var options = SearchOptions()
      change(&options)
      #expect(throws: ExplorationError.self) {
        try Self.explore(TwoPhaseCommit(managers: 2), [], options, bytes: 0)
      }
    }
  }
}
