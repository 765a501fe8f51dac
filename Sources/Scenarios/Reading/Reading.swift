import Determinism
import Diagnostics

/// The state of reading one case of a scenario: findings, settings, and what names mean.
final class Reading {
  /// More errors than this help nobody: reading stops there.
  static let mostFindings = 200
  /// More warnings and notes than this are dropped; they stop nothing.
  static let mostWarnings = 100
  /// A value of `let:` may be a name, for so many turns.
  static let longestChain = 16
  /// More values of `let:` than this are refused.
  static let mostLets = 1_000
  /// The place of what stands nowhere: defaults of the table.
  static let nowhere = Place(text: -1, range: 0..<0)

  /// The texts that places point into.
  let texts: [SourceText]
  /// The values of `let:`, by name.
  let lets: [YAMLEntry]
  /// The same, to be looked up.
  private let values: [String: YAMLNode]
  /// What the system offers, and the scenario's own formulas among its properties once they are read.
  var system: SystemSchema
  /// The systems there are.
  let systemNames: [String]
  /// What is wrong.
  private(set) var findings: [Finding] = []
  /// Every field with its value, in order.
  private(set) var settings: [Named<String>] = []
  /// Whether ``settings`` are wanted.
  var listsSettings = true
  /// The group sizes, known once `n` and the clients are read.
  var groups: [GroupSize] = []
  /// What expressions may name besides the values of `let:`.
  var clusterNames: [Named<String>] = []
  /// How many votes decide, once it is known.
  var quorum = 1
  private var path: [String] = []
  private var quiet = 0
  /// The reference that the value being read stands for, if it does.
  private var origin: YAMLNode?

  /// Reads a tree for the system that it names.
  init(_ tree: YAMLNode, texts: [SourceText], systems: [SystemSchema]) {
    self.texts = texts
    lets = Array((tree["let"]?.entries ?? []).prefix(Self.mostLets))
    values = Dictionary(lets.map { ($0.key, $0.value) }) { first, _ in first }
    let name = tree["system"]?.text
    system = systems.first { $0.name == name } ?? SystemSchema(name: "", about: "")
    systemNames = systems.map(\.name)
  }

  /// Whether so much is wrong that further findings are dropped.
  var isFull: Bool { errorCount >= Self.mostFindings }
  private var errorCount = 0

  /// Adds a finding about a text within a value, unless a default is being read or there are too many.
  func add(_ finding: Finding) {
    guard quiet == 0, !isFull else { return }
    if finding.severity == .error {
      errorCount += 1
    } else if findings.count - errorCount >= Self.mostWarnings {
      return
    }
    findings.append(finding)
  }

  /// Adds a finding, unless a default is being read or there are too many.
  func report(
    _ code: ScenarioFinding, _ place: Place, severity: Severity = .error,
    _ message: @autoclosure () -> String, hint: @autoclosure () -> String? = nil
  ) {
    guard quiet == 0, !isFull else { return }
    if severity == .error {
      errorCount += 1
    } else if findings.count - errorCount >= Self.mostWarnings {
      return
    }
    // What follows from a default stands nowhere; it is shown at the start of the file.
    let place = texts.indices.contains(place.text) ? place : Place(text: 0, range: 0..<1)
    var finding = Finding(
      in: texts[place.text], at: place.range, code: code, severity: severity,
      message: message(), hint: hint())
    if code != .unknownLet, code != .circularLet, let origin = origin.flatMap(originText) {
      finding.hint = (finding.hint.map { "\($0); " } ?? "") + origin
    }
    findings.append(finding)
  }

  /// Adds a finding about a name that is not known, with a suggestion; an unknown system knows
  /// everything.
  func reportUnknown(
    _ name: String, _ place: Place, noun: String, plural: String? = nil, of owner: String? = nil,
    known: [String], code: ScenarioFinding
  ) {
    guard !(system.isStandIn && code.isAboutSystem) else { return }
    let plural = plural ?? (noun.hasSuffix("y") ? "\(noun.dropLast())ies" : noun + "s")
    let whose = owner.map { " of \($0)" } ?? ""
    report(
      code, place, "unknown \(noun) '\(name.prefix(60))'\(whose)",
      hint: DidYouMean.hint(for: name, among: known, kind: plural))
  }

  /// Adds a finding if the engine cannot do what is asked yet.
  func require(_ feature: ScenarioFeature, _ place: Place, _ what: String) {
    guard !system.executable.contains(feature) else { return }
    let isInert = feature.isInert
    report(
      .notYetExecutable, place, severity: isInert ? .warning : .error,
      "\(what) cannot be executed yet for the system '\(system.name)'",
      hint: isInert ? "a run takes no notice of it" : "leave it out until it can be")
  }

  /// Reads a node as a kind of value; `$name` stands for a value of `let:`.
  func read<Value>(_ kind: Kind<Value>, _ node: YAMLNode) -> Value? {
    let outer = origin
    defer { origin = outer }
    if case .scalar(let text, true) = node.content, text.hasPrefix("$") { origin = node }
    guard let node = resolved(node) else { return nil }
    if node.isNull {
      report(
        .missingValue, node.place, "a value is missing", hint: "expected \(kind.shape.noun)")
      return nil
    }
    let noted = settings.count
    guard let value = kind.read(node, self) else { return nil }
    if quiet == 0, listsSettings, let text = kind.write(value) {
      settings.removeSubrange(noted...)  // The whole says what its parts said.
      note(text)
    }
    return value
  }

  /// Reads a default of a field table.
  func readDefault<Value>(_ kind: Kind<Value>, _ text: String) -> Value? {
    YAMLNode(standard: text).flatMap { read(kind, $0) }
  }

  /// Adds to the list of settings, under the path of the field being read.
  func note(_ value: @autoclosure () -> String) {
    guard quiet == 0, listsSettings else { return }
    let value = value()
    guard !value.isEmpty else { return }
    settings.append(Named(path.joined(separator: "."), value))
  }

  /// Takes the last settings out of the list.
  func takeSettings(from mark: Int) -> [Named<String>] {
    defer { settings.removeSubrange(mark...) }
    return Array(settings[mark...])
  }

  /// Puts settings to the end of the list.
  func giveBack(_ list: [Named<String>]) { settings += list }

  /// Reads something whose settings are said in one text.
  func summarised<Value>(as text: String, _ body: () -> Value) -> Value {
    let mark = settings.count
    let value = body()
    settings.removeSubrange(mark...)
    note(text)
    return value
  }

  /// Reads something below the field being read.
  func within<Value>(_ name: String, _ body: () -> Value) -> Value {
    path.append(name)
    defer { path.removeLast() }
    return body()
  }

  /// Reads something that is to leave neither findings nor settings.
  func quietly<Value>(_ body: () -> Value) -> Value {
    quiet += 1
    defer { quiet -= 1 }
    return body()
  }

  /// The node that a reference `$name` stands for, at the place where it is used.
  func resolved(_ node: YAMLNode) -> YAMLNode? {
    var node = node
    let place = node.place
    for _ in 0...Self.longestChain {
      guard case .scalar(let text, true) = node.content, text.hasPrefix("$") else { return node }
      let name = String(text.dropFirst())
      guard let found = values[name] else {
        reportUnknown(
          name, place, noun: "name", of: "let", known: lets.map(\.key), code: .unknownLet)
        return nil
      }
      node = found
      node.place = place
    }
    report(
      .circularLet, place, "'\(node.text ?? "")' stands for itself, or for too long a chain",
      hint: "at most \(Self.longestChain) names may stand for each other")
    return nil
  }

  /// The last name of a chain of references, and its value; nil if the chain leads nowhere.
  func end(of name: String) -> (name: String, value: YAMLNode)? {
    var name = name
    for _ in 0...Self.longestChain {
      guard let node = values[name] else { return nil }
      guard case .scalar(let text, true) = node.content, text.hasPrefix("$") else {
        return (name, node)
      }
      name = String(text.dropFirst())
    }
    return nil
  }

  /// In words, where the value of a reference `$name` stands.
  private func originText(of node: YAMLNode) -> String? {
    guard case .scalar(let text, true) = node.content, text.hasPrefix("$"),
      let found = values[String(text.dropFirst())], texts.indices.contains(found.place.text)
    else { return nil }
    let source = texts[found.place.text]
    let position = source.position(at: found.place.range.lowerBound)
    return "\(text) is \(found.noun) at \(source.name):\(position)"
  }

  /// Says whether a name of the author's choice can be part of a field path; reports it if not.
  func checkName(_ entry: YAMLEntry) -> Bool {
    if FieldPath.isName(entry.key) { return true }
    report(
      .badName, entry.place, "'\(entry.key.prefix(60))' cannot be a name",
      hint: "a name is at most 64 letters, digits, '-' and '_', and begins with a letter")
    return false
  }
}
