extension Fixture {
  static let all: [Fixture] =
    imports + sizes + determinism + everywhere + globals + floatingPoint + leftovers + documented
    + reasons

  private static let imports: [Fixture] = [
    Fixture(.imports, "import Cryptography\npublic import Determinism\nimport Diagnostics", []),
    Fixture(.imports, "// import Simulation\nlet a = \"import Simulation\"", []),
    Fixture(.imports, "public import Simulation", [1]),
    Fixture(.imports, "import struct Traces.Trace", [1]),
    Fixture(.imports, "import FoundationEssentials", [1]),
    Fixture(.imports, "import Glibc", [1]),
    Fixture(.imports, "Sources/Scenarios/A.swift", "import FoundationEssentials", []),
    Fixture(.imports, "Sources/Commands/A.swift", "import Machine\nimport Glibc", []),
    Fixture(.imports, "Sources/Commands/A.swift", "import Foundation", [1]),
    Fixture(.imports, "Sources/ModelChecking/A.swift", "import Machine", [1]),
    Fixture(.imports, "Sources/Simulation/A.swift", "import NocturneLedger", [1]),
    Fixture(.imports, "Tests/MachineTests/A.swift", "import Simulation\nimport Foundation", [2]),
  ]

  private static let sizes: [Fixture] = [
    Fixture(.fileSize, String(repeating: "let a = 1\n", count: 400), []),
    Fixture(.fileSize, String(repeating: "let a = 1\n", count: 401), [401]),
    Fixture(.functionSize, "func f() {\n" + String(repeating: "f()\n", count: 58) + "}", []),
    Fixture(.functionSize, "\nfunc f() {\n" + String(repeating: "f()\n", count: 59) + "}", [2]),
    Fixture(
      .functionSize,
      "func f<A>(\n  a: (A) -> [A: A] = { b in b }\n) throws(E) -> (A, B) where A: B {\n"
        + String(repeating: "f()\n", count: 60) + "}", [1]),
    Fixture(.functionSize, "var a: Int {\n" + String(repeating: "f()\n", count: 60) + "}", [1]),
    Fixture(.functionSize, "init() {\n" + String(repeating: "\n", count: 60) + "}", [1]),
    Fixture(
      .functionSize,
      "protocol P {\n  func f()\n  var a: Int { get }\n}\nstruct S {\n"
        + String(repeating: "let a = 1\n", count: 60) + "}", []),
    Fixture(
      .functionSize, "let a = [\n" + String(repeating: ".init(1),\n", count: 60) + "]", []),
    Fixture(
      .functionSize, "func f() {\n  \"}\" // }\n" + String(repeating: "f()\n", count: 60) + "}",
      [1]),
  ]

  private static let determinism: [Fixture] = [
    Fixture(
      .determinism,
      """
      // Date() and Set<Int> in a comment
      let a = "Date() \\(b.shuffled(using: &stream))"
      func UUID() {}
      let c = Int.random(in: 0..<3, using: &stream)
      let d = replicas[safe: 3] + table[a ? 1 : 2]
      let e: NodeSet = [(key: 1, value: 2)].map { (x: Int) in x }
      let f = [isOpen ? 1 : 2, 3]
      """, []),
    Fixture(.determinism, "let a = Date()\nlet b = UUID()", [1, 2]),
    Fixture(.determinism, "let a = \"\\(Date())\"", [1]),
    Fixture(.determinism, "var g = SystemRandomNumberGenerator()", [1]),
    Fixture(.determinism, "Int.random(in: 0...5)\na.shuffled()\na.randomElement()", [1, 2, 3]),
    Fixture(.determinism, "func hash(into hasher: inout Hasher) {}\na.hashValue", [1, 2]),
    Fixture(.determinism, "var a: Set<Int>\nlet b = Set([1])\nDictionary(grouping: a)", [1, 2, 3]),
    Fixture(.determinism, "var a: [Int: String]\nvar b: [Int?: [Int]] = [:]", [1, 2, 2]),
    Fixture(.determinism, "let a = [\n  \"k\": 1\n]", [2]),
    Fixture(.determinism, "func f() async {\n  await g()\n}\nTask { f() }", [1, 2, 4]),
    Fixture(.determinism, "ContinuousClock().now", [1]),
    Fixture(
      .determinism, "Sources/Determinism/LookupTable.swift", "var a: [Int: Int]\nvar h: Hasher", []),
    Fixture(.determinism, "Sources/Determinism/LookupTable.swift", "Date()", [1]),
    Fixture(.determinism, "Sources/Commands/A.swift", "var a: Set<Int> = [Date()]", []),
    Fixture(.determinism, "Tests/MachineTests/A.swift", "var a: Set<Int>", []),
  ]

  private static let everywhere: [Fixture] = [
    Fixture(.everywhere, "try! f()\nlet a = try f()", [1]),
    Fixture(.everywhere, "Tests/MachineTests/A.swift", "print(1)\ntry! f()", [2]),
    Fixture(.everywhere, "nonisolated(unsafe) let a = 1", [1]),
    Fixture(.everywhere, "print(\"x\")\nfatalError()\ndebugPrint(1)", [1, 2, 3]),
    Fixture(.everywhere, "func print(_ a: Int) {}\nconsole.print(a)\n// print(a)", []),
    Fixture(
      .everywhere, "Package.swift", "// -Ounchecked\nlet a = [\"-Ounchecked\"]", [2]),
  ]

  private static let globals: [Fixture] = [
    Fixture(.globals, "var a = 1\nlet b = 2\nvar c: Int { 3 }", [1]),
    Fixture(.globals, "private var a: [Int] = []", [1]),
    Fixture(.globals, "enum E {\n  static var a = 1\n  public static var b: Int { 1 }\n}", [2]),
    Fixture(.globals, "struct S {\n  var a = 1\n  static let b = { () in var c = 1 }\n}", []),
    Fixture(.globals, "protocol P {\n  static var a: Int { get }\n}", []),
    Fixture(.globals, "Tests/MachineTests/A.swift", "var a = 1", []),
  ]

  private static let floatingPoint: [Fixture] = [
    Fixture(.floatingPoint, "let a: Double = 1\nlet b = 0.5\nlet c: [Float]", [1, 2, 3]),
    Fixture(.floatingPoint, "let a = b.0.1 + 1...2 // 0.5\nlet c = \"Double 0.5\"", []),
    Fixture(.floatingPoint, "Sources/Reporting/A.swift", "let a = 0.5", []),
  ]

  private static let leftovers: [Fixture] = [
    Fixture(.leftovers, "// TO" + "DO: more\nf() /* FIX" + "ME */", [1, 2]),
    Fixture(.leftovers, "let a = \"TO" + "DO\"", []),
  ]

  private static let documented: [Fixture] = [
    Fixture(.documented, "public struct A {\n  public let b = 1\n}", [1, 2]),
    Fixture(.documented, "/// A.\n@frozen\n@inlinable public func a() {}", []),
    Fixture(.documented, "/** A. */\npublic let a = 1\n\npublic let b = 1", [4]),
    Fixture(.documented, "// A.\npublic let a = 1", [2]),
    Fixture(.documented, "public import A\npublic extension B {}\nlet a = \"public let\"", []),
    Fixture(.documented, "/// A.\npublic private(set) var a = 1", []),
    Fixture(.documented, "/// A.\n#if DEBUG\npublic let a = 1\n#endif", []),
    Fixture(.documented, "Tests/MachineTests/A.swift", "public let a = 1", []),
  ]

  private static let reasons: [Fixture] = [
    Fixture(.unsafeReasons, "let a = unsafe f()", [1]),
    Fixture(.unsafeReasons, "let a = unsafe f()  // A reason.", []),
    Fixture(.unsafeReasons, "// A reason.\nlet a = unsafe f()\nlet b = 1\nlet c = unsafe g()", []),
    Fixture(.unsafeReasons, "// A reason.\nlet a = unsafe f()\n\nlet b = unsafe g()", [4]),
    Fixture(.unsafeReasons, "let a = 1  // Of something else.\nlet b = unsafe g()", [2]),
    Fixture(.unsafeReasons, "// A reason.\nlet a = f(\n  1,\n  unsafe g())", []),
    Fixture(.unsafeReasons, "// A reason.\nlet a = unsafe b.map { c in\n  unsafe c.d\n}", []),
    Fixture(.unsafeReasons, "if a {\n  // Of something else.\n  f()\n}\nunsafe g()", [5]),
    Fixture(.unsafeReasons, "// Of f.\nfunc f() {\n  unsafe g()\n}", [3]),
    Fixture(.unsafeReasons, "/// Of f.\nfunc f() { unsafe g() }", []),
    Fixture(.unsafeReasons, "/// Of a.\nlet a = 1\nlet b = unsafe g()", [3]),
    Fixture(.unsafeReasons, "@safe struct A {}\nstruct B: @unchecked Sendable {}", [1, 2]),
    Fixture(
      .unsafeReasons, "/// A reason.\n@safe struct A {}\n// One.\nclass B: @unchecked Sendable {}",
      []),
    Fixture(.unsafeReasons, "scenario.unsafe = true\nf(unsafe: true)\nlet a = \"unsafe f()\"", []),
  ]
}
