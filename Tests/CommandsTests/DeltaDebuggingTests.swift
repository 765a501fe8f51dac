import Determinism
import Testing

@testable import Commands

@Suite("Delta debugging")
struct DeltaDebuggingTests {
  /// Tries that are counted.
  private final class Tries {
    var count = 0
  }

  private static func minimise(
    _ count: Int, needing needed: Set<Int>, tries: Tries = Tries(), budget: Int = .max
  ) -> [Int] {
    DeltaDebugging.minimise(Array(0..<count), mayGoOn: { tries.count < budget }) { items in
      tries.count += 1
      return needed.isSubset(of: items) ? items : nil
    }
  }

  @Test("What is needed stays, in its order, and nothing else", arguments: UInt64(1)...30)
  func minimal(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "test", index: 0)
    let count = Int(stream.below(200))
    let needed = Set((0..<stream.below(9)).map { _ in Int(stream.below(UInt64(count + 1))) })
      .filter { $0 < count }
    let tries = Tries()
    #expect(Self.minimise(count, needing: needed, tries: tries) == needed.sorted())
    #expect(tries.count <= 4 * count + 20)
  }

  @Test("Items that are needed only while others are there go with them")
  func dependent() {
    // Of two items neither can be spared alone at first: the even one needs the odd one before it.
    let left = DeltaDebugging.minimise(Array(0..<40), mayGoOn: { true }) { items in
      items.contains(17) && items.allSatisfy { $0 % 2 == 1 || $0 == 0 || items.contains($0 - 1) }
        ? items : nil
    }
    #expect(left == [17])
  }

  @Test("An attempt may give back less than it was given")
  func shorter() {
    let left = DeltaDebugging.minimise(Array(0..<100), mayGoOn: { true }) { items in
      items.contains(3) ? items.filter { $0 < 10 } : nil
    }
    #expect(left == [3])
  }

  @Test("The budget is kept, and what was found by then is kept too")
  func budget() {
    for budget in [0, 1, 5, 20] {
      let tries = Tries()
      let left = Self.minimise(64, needing: [60], tries: tries, budget: budget)
      #expect(tries.count <= budget)
      #expect(left.contains(60))
      #expect((left.count < 64) == (budget > 1))
    }
    #expect(Self.minimise(0, needing: []) == [])
  }
}
