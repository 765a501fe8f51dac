import Catalog
import Testing

@testable import Commands

@Suite("Checks of models")
struct CheckTests {
  private static func check(_ words: String...) -> (exit: ExitCode, output: String) {
    let console = CapturedConsole()
    let exit = Command.main(["check"] + words, console: console)
    return (exit, console.output)
  }

  /// The keys of the interface, in its order; what was added comes after what is named there.
  @Test("The document has the keys of the contract, in their order")
  func keys() {
    let (exit, output) = Self.check(
      "philosophers", "--bounds", "seats=3", "--property", "EverybodyEats", "--json")
    #expect(exit == .met)
    let keys = [
      "schema", "command", "version", "exit", "model", "variant", "engine", "search", "workers",
      "network", "bounds", "reductions", "complete", "limit", "distinct", "generated", "depth",
      "initial", "deadlocks", "collisionProbability", "properties", "name", "verdict", "expected",
      "met", "steps", "lasso", "stem", "cycle", "fairness", "saved", "replay", "actions", "cpuUs",
      "memory", "tableBytes", "frontierBytes", "peakBytes", "findings",
    ]
    var rest = output[...]
    for key in keys {
      let place = rest.firstRange(of: "\"\(key)\":")
      #expect(place != nil, "\(key) is missing, or stands before its place")
      if let place { rest = rest[place.upperBound...] }
    }
    #expect(output.contains(#""lasso":{"stem":1,"cycle":3}"#))
    #expect(
      output.contains(#""fairness":["WF philosopher 0","WF philosopher 1","WF philosopher 2"]"#))
    #expect(output.contains(#""engine":"compiled""#) && output.contains(#""network":null"#))
  }

  @Test("A property comes with the operator of the module that says the same")
  func operators() {
    let (exit, output) = Self.check(
      "projection", "--variant", "published", "--property", "RYFW", "--json")
    #expect(exit == .met)
    // The last key of a property; what comes after it are the actions.
    #expect(output.contains(#","tla":"Projection!RYFW"}],"actions":["#))
    let classic = Self.check("peterson", "--property", "Exclusion", "--json").output
    #expect(classic.contains(#","tla":null}],"actions":["#))
  }

  @Test("What the variant says decides the exit code, unless nothing is expected")
  func exits() {
    #expect(Self.check("peterson", "--variant", "impatient").exit == .met)
    #expect(Self.check("peterson", "--variant", "impatient", "--no-expect").exit == .unmet)
    #expect(Self.check("peterson", "--no-expect").exit == .met)
    // A deadlock is a violation; who may end has none.
    let stuck = Self.check(
      "philosophers", "--variant", "right-handed", "--property", "NoDeadlock", "--no-expect")
    #expect(stuck.exit == .unmet)
    let ended = Self.check("two-phase-commit-bag", "--bounds", "managers=2", "--no-expect")
    #expect(ended.exit == .met)
    // Found before the limit, so the limit does not matter.
    let found = Self.check(
      "two-phase-commit", "--variant", "hasty", "--depth", "8", "--property", "Consistent")
    #expect(found.exit == .met)
    let open = Self.check("two-phase-commit", "--depth", "5", "--property", "Consistent")
    #expect(open.exit == .inconclusive)
  }

  @Test("The report does not depend on the number of workers, nor on when it is made")
  func reports() {
    let one = Self.check("two-phase-commit", "--bounds", "managers=5", "--workers", "1")
    let four = Self.check("two-phase-commit", "--bounds", "managers=5", "--workers", "4")
    #expect(one.output == four.output && one.exit == four.exit)
    #expect(one.output.contains("8,832 distinct"))
  }

  @Test(
    "A limit of time or memory is no success", arguments: [("--time", "1ms"), ("--memory", "1kB")])
  func limits(option: String, value: String) {
    let (exit, output) = Self.check(
      "two-phase-commit", "--bounds", "managers=7", "--property", "Consistent", option, value)
    #expect(exit == .inconclusive)
    #expect(output.contains("verdict: Consistent inconclusive"))
    #expect(output.contains("it ended at its limit of \(option.dropFirst(2))"))
  }

  @Test("The replay line of a violation finds it again")
  func replay() throws {
    let (_, output) = Self.check("token-ring", "--variant", "few-values", "--bounds", "machines=4")
    let line = try #require(output.split(separator: "\n").first { $0.contains("replay: ") })
    let words = line.split(separator: " ").dropFirst(3).map(String.init)
    let again = CapturedConsole()
    #expect(Command.main(["check"] + words, console: again) == .met)
    #expect(again.output.contains("verdict: Stabilises violated"))
  }

  @Test("Amounts have units, and say what is allowed")
  func amounts() {
    func value(_ amount: Amount, _ text: String) -> UInt64? { try? amount.read(text).get() }
    #expect(value(.memory, "4 GiB") == 4 << 30 && value(.memory, "2MB") == 2_000_000)
    #expect(value(.states, "50M") == 50_000_000 && value(.states, "7") == 7)
    #expect(value(.time, "2min") == 120_000 && value(.time, "30 s") == 30_000)
    for text in ["", "4", "x", "0 GiB", "99999999999999999999 B", "9999999999 GiB", "-1 B"] {
      #expect(value(.memory, text) == nil, "\(text)")
    }
  }
}
