import Diagnostics

/// Makes the trees of all cases: the file with a case's values, then the values of the sweep, then
/// what the command line says.
struct CaseExpansion {
  /// One case before it is read.
  struct Expanded {
    var name: String
    var parameters: [Named<String>]
    var tree: YAMLNode
    /// The paths of what the case, the sweep and the command line set.
    var pinned: [[String]]
  }

  /// More cases than this are refused.
  static let mostCases = 10_000
  /// The file without `cases` and `sweep`.
  private var base: YAMLNode
  private var specs: [CaseSpec?]
  private var axes: [SweepAxis]
  private let overrides: [PathValue]
  private let reading: Reading

  /// Reads `cases` and `sweep`; what is wrong with them goes to the reading.
  init(_ tree: YAMLNode, overrides: [PathValue], reading: Reading) {
    self.reading = reading
    self.overrides = overrides.filter { !["cases", "sweep"].contains($0.path[0]) }
    base = tree
    base.content = .mapping(tree.entries.filter { !["cases", "sweep"].contains($0.key) })
    specs = tree["cases"].flatMap { reading.read(CaseFields.cases, $0) } ?? []
    axes = tree["sweep"].flatMap { reading.read(CaseFields.sweep, $0) } ?? []
    if specs.isEmpty { specs = [nil] }
    // What the command line sets does not run through other values.
    for index in axes.indices {
      if let pin = self.overrides.last(where: { $0.path == axes[index].path }) {
        axes[index].values = [pin.value]
      }
      reportEqualValues(of: axes[index])
    }
  }

  private func reportEqualValues(of axis: SweepAxis) {
    var seen: Set<String> = []
    for (position, value) in axis.values.enumerated() {
      guard !seen.insert(Self.nameText(of: value, at: position)).inserted else { continue }
      reading.report(
        .duplicateCase, value.place, "two cases have the value '\(value.flowText.prefix(60))'",
        hint: "the values of a sweep must differ")
    }
  }

  /// Whether there are few enough cases; reports it if not.
  func isBounded(at place: Place) -> Bool {
    var count = specs.count
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
      count = overflow ? Int.max : product
    }
    let most = min(Self.mostCases, CaseBudget.mostValues / (base.size + 100 + largestValues))
    guard count <= most else {
      reading.report(
        .tooManyCases, place, "the file makes \(count == Int.max ? "very many" : "\(count)") cases",
        hint: "at most \(most) for a file of this size")
      return false
    }
    return true
  }

  /// How much the largest values of a case and of each axis come to: every case has its own copy,
  /// and says it in its parameters.
  private var largestValues: Int {
    let sets = specs.map { ($0?.values ?? []).reduce(0) { $0 + $1.value.weight } }
    return axes.reduce(sets.max() ?? 0) { $0 + ($1.values.map(\.weight).max() ?? 0) }
  }

  /// Calls the closure for every case in order, the last axis running fastest.
  func forEach(_ body: (Expanded) -> Void) {
    let labels = labels
    for spec in specs {
      var position = Array(repeating: 0, count: axes.count)
      repeat {
        if reading.isFull { return }
        if let expanded = expand(spec, position, labels) { body(expanded) }
      } while advance(&position)
    }
  }

  private func advance(_ position: inout [Int]) -> Bool {
    for axis in axes.indices.reversed() {
      position[axis] += 1
      if position[axis] < axes[axis].values.count { return true }
      position[axis] = 0
    }
    return false
  }

  private func expand(_ spec: CaseSpec?, _ position: [Int], _ labels: [String]) -> Expanded? {
    var tree = base
    var parameters: [Named<String>] = []
    var isWhole = true
    for value in spec?.values ?? [] {
      parameters.append(Named(value.key, value.value.flowText))
      isWhole = tree.put(value, reading) && isWhole
    }
    var parts = spec.map { [$0.name] } ?? []
    for (axis, label) in zip(axes.indices, labels) {
      let value = axes[axis].values[position[axis]]
      parameters.append(Named(label, value.flowText))
      parts.append("\(label)=\(Self.nameText(of: value, at: position[axis]))")
      let target = PathValue(
        key: axes[axis].key, path: axes[axis].path, place: axes[axis].place, value: value)
      isWhole = tree.put(target, reading) && isWhole
    }
    for override in overrides { isWhole = tree.put(override, reading) && isWhole }
    if let own = spec?.expectations { mergeExpectations(own, into: &tree) }
    let name = parts.isEmpty ? "default" : parts.joined(separator: ",")
    let pinned = (spec?.values ?? []).map(\.path) + axes.map(\.path) + overrides.map(\.path)
    return isWhole
      ? Expanded(name: name, parameters: parameters, tree: tree, pinned: pinned) : nil
  }

  private func mergeExpectations(_ own: YAMLNode, into tree: inout YAMLNode) {
    guard case .mapping(let entries) = own.content, let shared = tree["expect"] else {
      tree.put(own, under: "expect")
      return
    }
    let names = entries.map(\.key)
    var merged = shared
    merged.content = .mapping(shared.entries.filter { !names.contains($0.key) } + entries)
    tree.put(merged, under: "expect")
  }

  /// The last name of each path where that tells them apart, else the whole path.
  private var labels: [String] {
    axes.map { axis in
      let last = axis.path.last ?? axis.key
      let isUnique = axes.filter { $0.path.last == axis.path.last }.count == 1
      return isUnique && FieldPath.index(last) == nil ? last : axis.key
    }
  }

  /// A value as a part of a case's name: it can stand in a file name and on a command line.
  private static func nameText(of value: YAMLNode, at position: Int) -> String {
    guard let text = value.text, !text.isEmpty, text.utf8.count <= 40 else {
      return "value-\(position + 1)"
    }
    var name = ""
    for scalar in text.unicodeScalars where scalar != " " {
      let isSafe =
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || ("0"..."9").contains(scalar) || [".", "-", "_", "+", "%"].contains(scalar)
      name.unicodeScalars.append(isSafe ? scalar : "-")
    }
    return name
  }
}

extension YAMLNode {
  /// Puts a value at its path; reports it if there is no such place.
  mutating func put(_ target: PathValue, _ reading: Reading) -> Bool {
    do throws(PathProblem) {
      try put(target.value, at: target.path[...], keyPlace: target.place)
      return true
    } catch {
      switch error {
      case .noSuchPlace(let position, let found):
        let parts = target.path[..<position].joined(separator: ".")
        reading.report(
          .badPath, target.place, "there is no '\(target.path[position])' in \(found)",
          hint: parts.isEmpty ? nil : "'\(parts)' is \(found)")
      }
      return false
    }
  }

  /// Sets a key of a mapping.
  mutating func put(_ value: YAMLNode, under key: String) {
    guard case .mapping(var entries) = content else { return }
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value = value
    } else {
      entries.append(YAMLEntry(key: key, place: value.place, value: value))
    }
    content = .mapping(entries)
  }
}
