import Diagnostics

/// A named set of other values.
struct CaseSpec: Sendable {
  /// The name.
  var name: String
  /// Values by field path, with the places of the paths.
  var values: [PathValue]
  /// Expectations besides the scenario's own.
  var expectations: YAMLNode?
}

/// A value that goes to a field path.
struct PathValue: Sendable {
  /// As the author wrote the path.
  var key: String
  /// The path in components, names of `let:` resolved.
  var path: [String]
  /// Where the path is written.
  var place: Place
  /// The value.
  var value: YAMLNode
}

/// A field that runs through several values.
struct SweepAxis: Sendable {
  /// As the author wrote the path.
  var key: String
  /// The path in components, names of `let:` resolved.
  var path: [String]
  /// Where the path is written.
  var place: Place
  /// The values.
  var values: [YAMLNode]
}

/// The fields of `cases:` and `sweep:`.
enum CaseFields {
  private static let name = Field(
    "name", Kind<String>.name, absent: .required(standIn: ""), "What the case is called.")
  private static let values = Field(
    "set", Kind<[PathValue]>.pathMap, "{}", "Values for some fields, by path.")
  private static let expect = Field.optional(
    "expect", Kind<YAMLNode>.any("expectations, as in 'expect:'"), saying: "the scenario's",
    "Expectations that replace the scenario's own of the same name.")

  private static let one = Kind<CaseSpec>.object("a case", [name, values, expect]) {
    CaseSpec(name: $0[name], values: $0[values], expectations: $0[expect])
  }

  private static let list = Kind<[CaseSpec]>.list(of: one)

  static let cases = Kind<[CaseSpec]>(
    shape: list.shape,
    read: { node, reading in
      guard let specs = list.read(node, reading) else { return nil }
      var seen: Set<String> = []
      if case .sequence(let items) = node.content, items.count == specs.count {
        for (spec, item) in zip(specs, items)
        where !spec.name.isEmpty && !seen.insert(spec.name).inserted {
          reading.report(
            .duplicateCase, item["name"]?.place ?? item.place,
            "two cases are called '\(spec.name)'", hint: "give one another name")
        }
      }
      return specs
    },
    write: { _ in nil })

  /// More fields than this cannot run through values.
  private static let mostAxes = 100
  private static let axisValues = Kind<[YAMLNode]>.list(of: .any("a value of the field"))

  static let sweep = Kind<[SweepAxis]>(
    shape: .map(key: "field paths", value: axisValues.shape),
    read: { node, reading in
      guard let entries = reading.mapping(node) else { return nil }
      guard entries.count <= mostAxes else {
        reading.report(
          .tooLarge, node.place, "\(entries.count) fields, more than \(mostAxes)",
          hint: "at most \(mostAxes) fields can run through values")
        return nil
      }
      return entries.compactMap { entry in
        guard reading.checkPath(entry) else { return nil }
        guard let values = reading.read(axisValues, entry.value) else { return nil }
        if values.isEmpty {
          reading.report(
            .outOfRange, entry.value.place, "'\(entry.key)' runs through no values",
            hint: "name one value at least, or leave the field out")
          return nil
        }
        return SweepAxis(
          key: entry.key, path: reading.components(entry.key), place: entry.place,
          values: values)
      }
    },
    write: { _ in nil })
}

extension Kind where Value == [PathValue] {
  /// A mapping from field paths to values.
  static var pathMap: Kind {
    Kind(
      shape: .map(key: "field paths", value: .anything("a value of the field")),
      read: { node, reading in
        reading.mapping(node)?.compactMap { entry in
          guard reading.checkPath(entry) else { return nil }
          let path = reading.components(entry.key)
          if ["cases", "sweep"].contains(path[0]) {
            reading.report(
              .badPath, entry.place, "a case cannot change '\(path[0])'",
              hint: "write it at the top of the file")
            return nil
          }
          return PathValue(key: entry.key, path: path, place: entry.place, value: entry.value)
        }
      },
      write: { _ in nil })
  }
}

extension Kind where Value == YAMLNode {
  /// Anything, as it stands.
  static func any(_ noun: String) -> Kind {
    Kind(shape: .anything(noun), read: { node, _ in node }, write: { _ in nil })
  }
}

extension Reading {
  /// The entries of a mapping; nil after a finding if it is something else.
  func mapping(_ node: YAMLNode) -> [YAMLEntry]? {
    if case .mapping(let entries) = node.content { return entries }
    report(
      .wrongShape, node.place, "expected a mapping from field paths, found \(node.noun)",
      hint: "write each as 'path: value'")
    return nil
  }

  /// The components of a valid path; a name of `let:` means that value.
  func components(_ path: String) -> [String] {
    let parts = FieldPath.components(path) ?? [path]
    let isField = TopFields.all.contains { $0.name == parts[0] }
    return isField ? parts : ["let"] + parts
  }
}
