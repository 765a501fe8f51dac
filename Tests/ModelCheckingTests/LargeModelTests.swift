import Classics
import Determinism
import TemporalLogic
import Testing

@testable import ModelChecking

@Suite("Larger systems")
struct LargeModelTests {
  @Test("Visits exactly the published number of states of twelve philosophers")
  func philosophers() throws {
    let result = try ModelChecker(Philosophers(seats: 12)).explore()
    #expect(result.counts.distinct == 33_461 && result.isComplete)
  }

  /// A quorum of one acceptor does not meet every other one.
  @Test("Finds that Paxos disagrees when one promise is enough")
  func paxosMutant() throws {
    let result = try ModelChecker(Paxos(promisesNeeded: 1)).explore(Paxos.known)
    let path = try #require(result["Agreement"]?.path)
    #expect(Paxos().letter(of: path.last.span) & 1 == 0)
  }
}

@Suite("Large systems")
struct LargeModelTestsSlow {
  @Test("Visits exactly the published number of states of Paxos")
  func paxos() throws {
    let result = try ModelChecker(Paxos()).explore(Paxos.known)
    #expect(result.counts.distinct == 185_369 && result.isComplete)
    #expect(result.properties.map(\.verdict) == [.holds, .holds])
  }

  @Test(
    "Visits exactly the known number of states of two-phase commit",
    arguments: [(7, 296_448), (9, 10_340_352)])
  func twoPhaseCommit(managers: Int, states: Int) throws {
    var options = SearchOptions()
    options.workers = TestPool(count: 2)
    let model = TwoPhaseCommit(managers: managers)
    let result = try ModelChecker(model).explore(TwoPhaseCommit.known, options)
    #expect(result.counts.distinct == states && result.isComplete)
    #expect(result.counts.depth == 3 * managers + 2)
    #expect(result.properties.allSatisfy { $0.verdict == .holds })
    if managers == 9 {
      // The table and the links together.
      #expect(result.counts.tableBytes + result.counts.linkBytes <= 24 * states)
    }
  }

  @Test("All of a state tells as many states apart as its fingerprints do")
  func identities() throws {
    for identity in [SearchOptions.Identity.fingerprint128, .exact] {
      var options = SearchOptions()
      options.identity = identity
      let result = try ModelChecker(TwoPhaseCommit(managers: 7)).explore([], options)
      #expect(result.counts.distinct == 296_448)
    }
  }
}
