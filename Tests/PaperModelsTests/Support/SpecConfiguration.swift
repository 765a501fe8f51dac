import FoundationEssentials
import Testing

/// A configuration of a TLA+ module in `specs/`: what TLC is asked, and in its first line what it answered.
struct SpecConfiguration: Sendable {
  /// What TLC found.
  struct Answer: Equatable, Sendable {
    /// `holds`, `violated` or `refused`.
    var verdict = ""
    /// What is violated.
    var violated: String?
    /// The states of the whole graph, where everything holds.
    var (distinct, generated, depth): (Int?, Int?, Int?)
    /// The states of a shortest trace, where a state or a step violates something.
    var traceStates: Int?
  }

  /// The file's name.
  let file: String
  /// The module that it is of, without `MC`.
  let module: String
  /// What TLC found.
  private(set) var answer = Answer()
  /// The constants, as they are written.
  private(set) var constants: [(name: String, value: String)] = []
  /// The names of the invariants, `TypeOK` among them.
  private(set) var invariants: [String] = []
  /// The names of the other properties.
  private(set) var properties: [String] = []
  /// Whether the counts are of classes of symmetric states.
  private(set) var isSymmetric = false
  /// Whether a state that no step leaves is an error.
  private(set) var refusesDeadlock = true
  /// The formula of the behaviours, such as `Spec`; nil where there are `INIT` and `NEXT` alone, without fairness.
  private(set) var specification: String?

  /// Reads a configuration.
  ///
  /// - Parameter file: The name of its file in `specs/`.
  init(_ file: String) throws {
    self.file = file
    module = String(file.dropFirst(2).prefix { $0 != "_" && $0 != "." })
    let lines = try SpecFiles.text(of: file).split(separator: "\n")
    let first = try #require(lines.first { $0.hasPrefix("\\* expect: ") }, "\(file)")
    try readAnswer(first.dropFirst("\\* expect: ".count))
    var section = ""
    for line in lines where !line.hasPrefix("\\*") {
      var words = line.split(separator: " ")
      if !line.hasPrefix(" ") { section = String(words.removeFirst()) }
      if !words.isEmpty { try read(words, in: section) }
    }
  }

  private mutating func readAnswer(_ text: Substring) throws {
    for pair in text.split(separator: " ") {
      let parts = pair.split(separator: "=")
      try #require(parts.count == 2, "\(file): \(pair)")
      switch parts[0] {
      case "verdict": answer.verdict = String(parts[1])
      case "violated": answer.violated = String(parts[1])
      case "distinct": answer.distinct = try parsed(parts[1])
      case "generated": answer.generated = try parsed(parts[1])
      case "depth": answer.depth = try parsed(parts[1])
      case "traceStates": answer.traceStates = try parsed(parts[1])
      default: Issue.record("\(file) expects \(pair)")
      }
    }
  }

  private func parsed(_ text: some StringProtocol) throws -> Int {
    let number = Int(text)
    return try #require(number, "\(file): \(text) is no number")
  }

  private mutating func read(_ words: [Substring], in section: String) throws {
    switch section {
    case "SPECIFICATION": specification = String(words[0])
    case "INIT", "NEXT": break
    case "INVARIANT", "INVARIANTS": invariants += words.map(String.init)
    case "PROPERTY", "PROPERTIES": properties += words.map(String.init)
    case "SYMMETRY": isSymmetric = true
    case "CHECK_DEADLOCK": refusesDeadlock = words[0] == "TRUE"
    case "CONSTANT", "CONSTANTS":
      try #require(words.count > 2 && ["=", "<-"].contains(words[1]), "\(file): \(words)")
      constants.append((String(words[0]), words.dropFirst(2).joined(separator: " ")))
    default: Issue.record("\(file) has a section \(section)")
    }
  }

  // MARK: Constants

  /// A constant as it is written: `3`, `"repaired"`, `{1, 2}`, `TRUE`, or the name of a definition in the MC module.
  func constant(_ name: String) throws -> String {
    try #require(constants.first { $0.name == name }, "\(file) has no constant \(name)").value
  }

  /// A constant that is a string, without its quotes.
  func text(_ name: String) throws -> String { try constant(name).filter { $0 != "\"" } }

  /// A constant that is a number.
  func number(_ name: String) throws -> Int {
    try parsed(constant(name))
  }

  /// A constant that is `TRUE` or `FALSE`.
  func flag(_ name: String) throws -> Bool { try constant(name) == "TRUE" }

  /// A constant that is a set of numbers, in ascending order.
  func numbers(_ name: String) throws -> [Int] {
    let items = try constant(name).split { "{, }".contains($0) }
    return try items.map { try parsed($0) }.sorted()
  }

  /// What is said of the model, but `TypeOK`: a row of words has no room for values of another type.
  var said: [String] { (invariants + properties).filter { $0 != "TypeOK" } }
}

/// The files of `specs/`.
enum SpecFiles {
  private static let folder: String = {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return here.dropLast(4).joined(separator: "/") + "/specs"
  }()

  static func text(of file: String) throws -> String {
    let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(file)"), "\(file)")
    return String(decoding: data, as: UTF8.self)
  }

  /// The names of the configurations of a module, in their order.
  static func configurations(of module: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasPrefix("MC\(module)_") && $0.hasSuffix(".cfg") }.sorted()
  }

  /// Whether a module defines an operator, with or without arguments.
  static func defines(_ name: String, in module: String) throws -> Bool {
    try text(of: "\(module).tla").split(separator: "\n").contains { line in
      guard line.hasPrefix(name) else { return false }
      let rest = line.dropFirst(name.count)
      return rest.hasPrefix(" ==") || rest.hasPrefix("(") && rest.contains("==")
    }
  }
}
