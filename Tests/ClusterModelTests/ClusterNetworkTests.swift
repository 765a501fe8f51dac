import ClusterModel
import Testing

@Suite("What becomes of messages in exploration")
struct ClusterNetworkTests {
  @Test("The names are those of scenario files")
  func names() { #expect(ClusterNetwork.allCases.map(\.rawValue) == ["set", "bag", "fifo"]) }
}
