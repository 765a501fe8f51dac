import Testing

@testable import Commands

@Suite("Option table")
struct OptionTableTests {
  @Test("No two options share a name, and each belongs to a command")
  func unique() {
    let names = OptionTable.all.map(\.name)
    #expect(names.sorted() == Set(names).sorted())
    #expect(OptionTable.all.allSatisfy { !$0.commands.isEmpty })
  }

  @Test("Flags have no value's name, all others have one", arguments: OptionTable.all)
  func metavariables(option: Option) {
    #expect((option.kind == .flag) == option.metavariable.isEmpty)
    #expect(!option.doc.isEmpty && !option.doc.hasSuffix("."))
  }

  @Test("Exclusion is mutual and speaks of options that exist", arguments: OptionTable.all)
  func exclusion(option: Option) {
    for other in option.excludes {
      let excluded = OptionTable.all.first { $0.name == other }
      #expect(excluded?.excludes.contains(option.name) == true)
    }
  }

  /// The options that scripts written for the command line's contract use.
  @Test(
    "The contract's options are in the table",
    arguments: [
      (
        Command.run,
        "seed seeds jobs variant case set crypto verify each spec ledger trace out json quiet"
      ),
      (.replay, "seed case until trace json"),
      (.check, "property bounds variant workers search reduce graph save explore no-expect json"),
      (.list, "scenarios systems mutants propositions json"),
      (.bench, "json"),
    ])
  func contract(command: Command, names: String) {
    let known = OptionTable.options(of: command).map(\.name)
    for name in names.split(separator: " ") { #expect(known.contains(String(name))) }
  }

  @Test("The contract's commands are all known words")
  func commands() {
    let words =
      "run replay check spec ltl audit report results claims shrink hunt zoo list new explain bench "
      + "version completion"
    for word in words.split(separator: " ") { #expect(Command(rawValue: String(word)) != nil) }
  }

  @Test("The graver exit code wins: 70 > 74 > 65 > 1 > 2 > 0")
  func exitCodes() {
    let order: [ExitCode] = [
      .met, .inconclusive, .unmet, .badInput, .inputOutput, .internalFault,
    ]
    #expect(order.map(\.rawValue) == [0, 2, 1, 65, 74, 70])
    for (index, graver) in order.enumerated() {
      for lesser in order[...index] {
        #expect(graver.combined(with: lesser) == graver)
        #expect(lesser.combined(with: graver) == graver)
      }
    }
  }

  @Test("Help wraps at words and keeps every word")
  func wrapping() {
    #expect(HelpText.wrapped("a bb ccc dddd", width: 6) == ["a bb", "ccc", "dddd"])
    #expect(HelpText.wrapped("abcdefgh ij", width: 3) == ["abcdefgh", "ij"])
    #expect(HelpText.wrapped("", width: 3) == [""])
  }
}
