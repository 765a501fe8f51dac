import Cryptography
import Determinism
import Machine
import NocturneLedger
import Testing

@Suite("Configurations")
struct ConfigurationTests {
  static func error(_ change: (inout LedgerConfiguration) -> Void) -> LedgerConfigurationError? {
    var configuration = LedgerConfiguration()
    change(&configuration)
    do throws(LedgerConfigurationError) {
      _ = try LedgerConfiguration.cluster(
        configuration, cryptographer: Cryptographer(mode: .ideal, seed: 1))
      return nil
    } catch {
      #expect(!error.description.isEmpty)
      return error
    }
  }

  @Test("What could fork, block or trap is refused")
  func refused() {
    #expect(Self.error { _ in } == nil)
    #expect(Self.error { $0.replicas = 3 } == .tooFewReplicas(replicas: 3, faults: 1))
    #expect(
      Self.error { ($0.replicas, $0.quorum) = (5, 3) }
        == .quorumsDisjoint(quorum: 3, replicas: 5, faults: 1))
    #expect(
      Self.error { ($0.replicas, $0.quorum) = (5, 5) }
        == .quorumUnreachable(quorum: 5, replicas: 5, faults: 1))
    #expect(
      Self.error { ($0.replicas, $0.quorum, $0.isUnsafe) = (5, 3, true) } == nil)
    #expect(
      Self.error { $0.parameters.checkpointInterval = 10 }
        == .intervalDoesNotDivideWindow(interval: 10, window: 64))
    #expect(Self.error { $0.mutant = "none" } == .unknownMutant("none"))
    #expect(Self.error { $0.mutant = "skipWAL" } == nil)
    #expect(Self.error { $0.workload.sessions = [Name(known: "x")] } == .unknownName("x"))
    #expect(
      Self.error { $0.workload.lanes = 0 }
        == .outOfRange(name: "workload.lanes", value: 0, allowed: 1...16))
    #expect(Self.error { $0.sessions += $0.sessions } == .unknownName("main (twice)"))
  }

  @Test("Any two quorums share a correct replica, and the correct ones suffice", arguments: 1...40)
  func quorums(replicas: Int) {
    let faults = (replicas - 1) / 3
    let quorum = LedgerSetup.quorum(replicas: UInt16(replicas), faults: UInt16(faults))
    #expect(2 * quorum - replicas > faults)
    #expect(quorum <= replicas - faults)
  }

  @Test("The cluster is replicas with two stores, then clients, all with keys of their own")
  func members() throws {
    var configuration = LedgerConfiguration()
    configuration.clients = 3
    let cryptographer = Cryptographer(mode: .ideal, seed: 1)
    let cluster = try LedgerConfiguration.cluster(configuration, cryptographer: cryptographer)
    #expect(cluster.members.map(\.name).last == "client 2")
    #expect(cluster.members.map(\.stores.count) == [2, 2, 2, 2, 0, 0, 0])
    let keys = cluster.members.compactMap { $0.key.map(cryptographer.publicKey) }
    #expect(Set(keys).count == 7)
    #expect(cryptographer.domain.chain != .zero)
  }
}
