import PaperModels
import Testing

@Suite("The modules that small models are the twins of")
struct PaperModulesTests {
  @Test("Each is named once")
  func names() { #expect(Set(PaperModules.names).count == PaperModules.names.count) }
}
