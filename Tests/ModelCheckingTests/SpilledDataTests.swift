import Determinism
import Testing

@testable import ModelChecking

@Suite("What is written out")
struct SpilledDataTests {
  /// Keys that are drawn, in ascending order, each once.
  private static func keys(_ random: inout RandomStream, below: UInt64) -> [UInt64] {
    Set((0..<random.below(60)).map { _ in random.below(below) }).sorted()
  }

  @Test("A run has the keys that were merged into it, and finds them")
  func runs() throws {
    for seed in UInt64(1)...200 {
      var random = RandomStream(seed: seed, name: "runs", index: 0)
      let scratch = ScratchBlocks(MemoryScratch())
      var run = SortedRun<UInt64>()
      var all = Set<UInt64>()
      let below = 1 + random.below(300)
      let blockKeys = 1 + Int(random.below(9))
      for _ in 0..<6 {
        let added = Self.keys(&random, below: below)
        try run.merge(added, blockKeys: blockKeys, in: scratch)
        all.formUnion(added)
        #expect(run.count == all.count && scratch.bytes == 8 * all.count)
        let wanted = Self.keys(&random, below: below + 5)
        var found: [UInt64] = []
        try run.lookUp(wanted, in: scratch) { found.append(wanted[$0]) }
        #expect(found == wanted.filter { all.contains($0) }, "seed \(seed)")
      }
    }
  }

  @Test("Few keys read few blocks")
  func fences() throws {
    let store = MemoryScratch()
    let scratch = ScratchBlocks(store)
    var run = SortedRun<UInt64>()
    try run.merge((0..<1_000).map { 2 * $0 }, blockKeys: 10, in: scratch)
    store.whole = 1_000
    var found = 0
    try run.lookUp([4, 6, 777, 1_998, 5_000], in: scratch) { _ in found += 1 }
    #expect(found == 3 && store.whole == 997)
  }

  /// One row after the other, as an array of them would give them.
  @Test("Rows come back in order, but for those that were struck out")
  func spools() throws {
    for seed in UInt64(1)...200 {
      var random = RandomStream(seed: seed, name: "spool", index: 0)
      let scratch = ScratchBlocks(MemoryScratch())
      let width = 1 + Int(random.below(3))
      let spool = RowSpool(width: width, blockBytes: 64 << Int(random.below(3)))
      var left: [UInt32] = []
      for number in 0..<UInt32(random.below(200)) {
        spool.append([UInt32](repeating: number, count: width).span)
        left.append(number)
        if random.below(20) == 0 { try spool.writeOut(to: scratch) }
        if random.below(3) == 0 {
          let place = Int(random.below(UInt64(number) + 1))
          if !spool.isStruck(place) {
            spool.strike(place)
            left.removeAll { $0 == UInt32(place) }
          }
        }
      }
      var taken: [UInt32] = []
      while spool.count > 0 {
        #expect(spool.count == left.count - taken.count)
        let rows = RowBlocks(width: width)
        try spool.take(1 + Int(random.below(30)), into: rows, from: scratch)
        for index in 0..<rows.count { taken.append(rows.withRow(index) { $0[width - 1] }) }
        if random.below(2) == 0 { try spool.writeOut(to: scratch) }
      }
      #expect(taken == left, "seed \(seed)")
    }
  }

  @Test("Words are the same in memory and out of it")
  func logs() throws {
    let scratch = ScratchBlocks(MemoryScratch())
    var log = WordLog<UInt64>(blockBytes: 64)
    for word in UInt64(0)..<100 {
      log.append(word * word)
      if word == 30 || word == 77 { try log.writeOut(to: scratch) }
    }
    #expect(scratch.bytes == 72 * 8 && log.bytes == 32 * 8)
    for index in 0..<100 { #expect(try log.word(index, from: scratch) == UInt64(index * index)) }
  }
}
