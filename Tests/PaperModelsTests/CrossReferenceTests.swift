import ModelChecking
import PaperModels
import Testing

/// The small models and the modules of `specs/` name each other, and nothing is left out on either side.
@Suite("Twins of the modules")
struct CrossReferenceTests {
  @Test("Each twin is of a module that has one, and each module has one twin at most")
  func modules() {
    let modules = Twins.all.map(\.module)
    #expect(Set(modules).count == modules.count)
    #expect(Twins.papers.map(\.module).allSatisfy(PaperModules.names.contains))
  }

  @Test("Each configuration is compared once", arguments: Twins.all.map(\.module))
  func configurations(module: String) throws {
    let twin = try #require(Twins.all.first { $0.module == module })
    #expect(try (twin.quick + twin.slow).sorted() == SpecFiles.configurations(of: module))
  }

  @Test("What configurations ask about is said of the twin", arguments: Twins.all.map(\.module))
  func asked(module: String) throws {
    let twin = try #require(Twins.all.first { $0.module == module })
    let names = twin.properties.compactMap(\.tla)
    var asked: Set<String> = []
    for file in twin.quick + twin.slow {
      let configuration = try SpecConfiguration(file)
      // TLC judges no formula that it refuses.
      if configuration.answer.verdict == "refused" { continue }
      asked.formUnion(configuration.said.map { "\(module)!\($0)" })
    }
    #expect(Set(names).count == names.count)
    #expect(asked.subtracting(names).isEmpty)
  }

  @Test("What the twin names is defined in the module", arguments: Twins.all.map(\.module))
  func defined(module: String) throws {
    let twin = try #require(Twins.all.first { $0.module == module })
    for property in twin.properties {
      let parts = try #require(property.tla, "\(property.name)").split(separator: "!")
      #expect(parts.count == 2 && parts[0] == module, "\(property.name)")
      let isDefined = try SpecFiles.defines(String(parts[1]), in: module)
      #expect(isDefined, "\(property.name)")
    }
  }

  /// A comparison that stays silent here would be silent of everything.
  @Test("Another model does not agree")
  func doubted() throws {
    let holds = try SpecConfiguration("MCProjection_repaired.cfg")
    let published = Projection(slots: 4, unknown: [2], crashes: 2, errors: 1, isRepaired: false)
    let calmer = Projection(slots: 4, unknown: [2], crashes: 1, errors: 1, isRepaired: true)
    #expect(try answer(of: calmer, to: holds).verdict == "holds")
    #expect(try answer(of: calmer, to: holds) != holds.answer)
    let violated = try SpecConfiguration("MCProjection_published_RYFW.cfg")
    #expect(try answer(of: calmer, to: violated).verdict == "holds")
    let found = try answer(of: published, to: violated)
    #expect(found == violated.answer && found.traceStates == 3)
    let catchUp = try SpecConfiguration("MCProjection_published_CatchUp.cfg")
    #expect(try answer(of: calmer, to: catchUp) != catchUp.answer)
  }
}
