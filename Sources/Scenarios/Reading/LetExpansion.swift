/// Counts what a tree becomes when the values of `let:` stand where they are named, without making it:
/// a few short lines can stand for more than any memory holds.
struct LetExpansion {
  /// Why a tree is not expanded.
  struct Refusal: Error {
    var code: ScenarioFinding
    /// The name with which it becomes too much.
    var place: Place
    var message: String
    var hint: String
  }

  /// The size of a tree.
  private struct Extent {
    /// Its own values, and each 64 bytes of its texts, since texts are repeated too.
    var values = 1
    /// Those that names bring in.
    var expanded = 0
    /// Its levels, names replaced.
    var levels = 0
  }

  /// More values than these are not brought in by the names of one case.
  static let mostValues = YAMLLimits.standard.nodes

  private let reading: Reading
  private var known: [String: Extent] = [:]
  /// The names whose values are being counted.
  private var open: Set<String> = []

  private init(_ reading: Reading) { self.reading = reading }

  /// How many values the names in a tree bring in; nil, after a finding, if there are too many.
  static func count(in tree: YAMLNode, _ reading: Reading) -> Int? {
    var expansion = LetExpansion(reading)
    do throws(Refusal) {
      return try expansion.extent(of: tree, level: 0).expanded
    } catch {
      reading.report(error.code, error.place, error.message, hint: error.hint)
      return nil
    }
  }

  private mutating func extent(of node: YAMLNode, level: Int) throws(Refusal) -> Extent {
    switch node.content {
    case .scalar(let text, let isPlain):
      if isPlain, text.hasPrefix("$") {
        return try extent(named: text.dropFirst(), at: node.place, level: level)
      }
      return Extent(values: 1 + text.utf8.count / 64)
    case .sequence(let items):
      var whole = Extent()
      for item in items { try add(item, to: &whole, level: level) }
      return whole
    case .mapping(let entries):
      var whole = Extent(values: 1 + entries.count)
      for entry in entries { try add(entry.value, to: &whole, level: level) }
      return whole
    }
  }

  private mutating func add(
    _ node: YAMLNode, to whole: inout Extent, level: Int
  ) throws(Refusal) {
    let part = try extent(of: node, level: level + 1)
    whole.values += part.values
    whole.expanded += part.expanded
    whole.levels = max(whole.levels, part.levels + 1)
    guard whole.expanded > Self.mostValues else { return }
    throw Refusal(
      code: .tooLarge, place: node.place,
      message: "with the values of 'let:' in their places there are more than \(Self.mostValues) "
        + "values",
      hint: "let fewer lists name other lists: every use of a name counts all that it stands for")
  }

  /// The extent of what stands for a name.
  private mutating func extent(
    named name: Substring, at place: Place, level: Int
  ) throws(Refusal) -> Extent {
    // What is wrong with a chain of names is reported where it is read.
    guard let (name, node) = reading.end(of: String(name)) else { return Extent() }
    let most = YAMLLimits.standard.depth
    let tooDeep = Refusal(
      code: .tooDeep, place: place,
      message: "with the values of 'let:' in their places they are nested more than \(most) "
        + "levels deep",
      hint: "no field needs more than ten levels")
    guard level <= most else { throw tooDeep }
    if open.contains(name) {
      throw Refusal(
        code: .circularLet, place: place, message: "'$\(name)' stands for a part of itself",
        hint: "a value may hold other names, but not its own")
    }
    var inner = known[name]
    if inner == nil {
      open.insert(name)
      inner = try extent(of: node, level: level)
      open.remove(name)
      known[name] = inner
    }
    let extent = inner ?? Extent()
    guard level + extent.levels <= most else { throw tooDeep }
    return Extent(values: 1, expanded: extent.values + extent.expanded, levels: extent.levels)
  }
}
