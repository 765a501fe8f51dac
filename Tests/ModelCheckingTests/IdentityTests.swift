import Determinism
import TemporalLogic
import Testing

@testable import ModelChecking

/// A system with fingerprints that a test spoils.
struct Spoiled: TransitionSystem {
  var base: RandomSystem
  /// How many different fingerprints there are.
  let fingerprints: UInt64

  var width: Int { base.width }
  var actions: [String] { base.actions }
  var propositions: [String] { base.propositions }

  mutating func appendInitialStates(to buffer: inout SuccessorBuffer) {
    base.appendInitialStates(to: &buffer)
  }

  mutating func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    base.appendSuccessors(of: row, to: &buffer)
  }

  mutating func letter(of row: Span<UInt32>) -> UInt64 { base.letter(of: row) }

  mutating func fingerprint(of row: Span<UInt32>) -> UInt64 {
    UInt64(row[0]) % fingerprints &* 0x9E37_79B9_7F4A_7C15
  }
}

@Suite("Telling states apart")
struct IdentityTests {
  static func options(_ identity: SearchOptions.Identity) -> SearchOptions {
    var options = SearchOptions()
    (options.identity, options.stopsAtViolation) = (identity, false)
    return options
  }

  @Test("Where fingerprints collide states are lost, but not if all of a state is compared")
  func collisions() throws {
    for fingerprints: UInt64 in [1, 3, 7] {
      let system = Spoiled(
        base: RandomSystem(seed: 8, states: 500, branching: 6), fingerprints: fingerprints)
      let right = try ModelChecker(system.base).explore([], Self.options(.fingerprint64)).counts
      let lossy = try ModelChecker(system).explore([], Self.options(.fingerprint64))
      #expect(lossy.counts.distinct <= Int(fingerprints) && right.distinct > 100)
      let exact = try ModelChecker(system).explore([], Self.options(.exact))
      #expect(exact.counts.distinct == right.distinct)
      #expect(exact.counts.generated == right.generated && exact.counts.depth == right.depth)
      #expect(exact.collisionProbability == "0" && exact.fingerprintBits == nil)
    }
  }

  @Test("Tables keep what was put in, however often they grow")
  func tables() {
    let narrow = FingerprintTable(width: 1)
    let wide = WideFingerprintTable(width: 1)
    let rows = RowTable(width: 1)
    for round in 0..<2 {
      for number in UInt32(0)..<20_000 {
        let row = [number]
        let key = mix64(UInt64(number) + 1)
        let pair = Fingerprint128(high: 7, low: key)
        let isNew = round == 0
        #expect(narrow.contains(key, row.span) == !isNew)
        #expect(narrow.insert(key, row.span) == isNew)
        #expect(wide.contains(pair, row.span) == !isNew)
        #expect(wide.insert(pair, row.span) == isNew)
        #expect(rows.contains(key & ~0xFFF, row.span) == !isNew)
        #expect(rows.insert(key & ~0xFFF, row.span) == isNew)
      }
    }
    #expect(narrow.count == 20_000 && wide.count == 20_000 && rows.count == 20_000)
    #expect(narrow.bytes <= 15 * 20_000 && wide.bytes <= 30 * 20_000)
  }

  @Test("Of symmetric states one is explored, and a path has the steps of the system")
  func symmetry() throws {
    for seed in UInt64(1)...40 {
      var program = RandomProgram(seed: seed, isSymmetric: true)
      let full = SlowSearch(program, [], stopsAtViolation: false)
      let orbits = Self.orbits(&program)
      var options = SearchOptions()
      (options.refusesDeadlock, options.usesSymmetry) = (false, true)
      let target = [LetterProperty.sometimes("all at 1", LetterCondition(all: 2))]
      let less = try ModelChecker(program).explore(target, options)
      #expect(less.counts.distinct == orbits, "seed \(seed)")
      #expect(less.counts.depth == full.counts.depth, "seed \(seed)")
      guard let path = less.properties[0].path else { continue }
      var row = path.initial
      for step in path.steps {
        #expect(SlowSearch.steps(of: row, &program).contains { $0.row == step.row })
        row = step.row
      }
    }
  }

  /// How many canonical rows there are among all that can be reached.
  private static func orbits(_ program: inout RandomProgram) -> Int {
    var (seen, orbits): ([[UInt32]: Bool], [[UInt32]: Bool]) = ([:], [:])
    var waiting = SlowSearch.initial(&program).map(\.row)
    while let row = waiting.popLast() {
      if seen.updateValue(true, forKey: row) != nil { continue }
      var canonical = row
      var draft = canonical.mutableSpan
      program.canonicalise(&draft)
      orbits[canonical] = true
      waiting += SlowSearch.steps(of: row, &program).map(\.row)
    }
    return orbits.count
  }
}
