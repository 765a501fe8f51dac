import Diagnostics
import Testing

@Suite("What explain says")
struct FindingRegistryTests {
  let registry = FindingRegistry([Kitchen.self])

  @Test("Every case is there, by name")
  func complete() {
    #expect(registry.entries.map(\.code) == ["too-salty", "unknown-fault"])
    #expect(registry.explanation(of: "too-sweet") == nil)
    #expect(registry.page(for: "too-sweet") == nil)
  }

  @Test("A page has the summary, the paragraph and the example")
  func page() {
    #expect(
      registry.page(for: "too-salty") == """
        too-salty: Too much salt

        Mind the sea.

        Example:
            salt: 50 g

            fish: 1

        """)
  }

  @Test("Two kinds of one name are a mistake of ours")
  func duplicate() async {
    await #expect(processExitsWith: .failure) {
      _ = FindingRegistry([Kitchen.self, Kitchen.self])
    }
  }
}
