/// A kind of value that a field may hold: what it looks like, how it is read and written.
///
/// Reading reports what is wrong and then answers nil; the caller goes on with the field's default,
/// so that all mistakes of a file are found in one go.
struct Kind<Value: Sendable>: Sendable {
  /// For hints, the JSON Schema and the reference.
  let shape: Shape
  /// Reads a node that is there and is not null.
  let read: @Sendable (YAMLNode, Reading) -> Value?
  /// The value as it would be written, for the list of settings; nil where its parts are listed.
  let write: @Sendable (Value) -> String?
}

extension Kind {
  /// A value written as one text.
  static func scalar(
    _ noun: String, example: String, pattern: String? = nil,
    parse: @escaping @Sendable (String, Reading) throws(Malformed) -> Value,
    write: @escaping @Sendable (Value) -> String
  ) -> Kind {
    let shape = Shape.scalar(noun: noun, example: example, pattern: pattern)
    return Kind(shape: shape, read: { Self.readScalar($0, $1, shape, parse) }, write: write)
  }

  static func readScalar(
    _ node: YAMLNode, _ reading: Reading, _ shape: Shape,
    _ parse: (String, Reading) throws(Malformed) -> Value
  ) -> Value? {
    guard let text = node.text else {
      reading.report(.wrongShape, node.place, "expected \(shape.noun), found \(node.noun)")
      return nil
    }
    do throws(Malformed) {
      return try parse(text, reading)
    } catch {
      reading.report(error.code, node.place, error.message, hint: error.hint)
      return nil
    }
  }

  /// A number with a unit.
  static func quantity(
    _ dimension: Dimension, make: @escaping @Sendable (Int64) -> Value,
    write: @escaping @Sendable (Value) -> String
  ) -> Kind {
    scalar(
      dimension.noun, example: dimension.example, pattern: dimension.pattern,
      parse: { (text, _) throws(Malformed) -> Value in make(try dimension.parse(text)) },
      write: write)
  }

  /// The same kind where a value may be missing.
  var optional: Kind<Value?> {
    Kind<Value?>(
      shape: shape, read: { node, reading in read(node, reading).map { .some($0) } },
      write: { $0.flatMap(write) })
  }

  /// One of the words of an enumeration.
  static func word(_ noun: String) -> Kind
  where Value: CaseIterable & RawRepresentable<String> {
    let words = Value.allCases.map(\.rawValue)
    return Kind(
      shape: .words(words),
      read: { node, reading in
        Kind<String>.readWord(node, reading, words: words, noun: noun).flatMap(Value.init)
      },
      write: \.rawValue)
  }
}

extension Kind where Value == String {
  /// One of some words; others get a suggestion.
  static func readWord(
    _ node: YAMLNode, _ reading: Reading, words: [String], noun: String,
    code: ScenarioFinding = .unknownWord
  ) -> String? {
    guard let text = node.text else {
      reading.report(
        .wrongShape, node.place, "expected the name of a \(noun), found \(node.noun)",
        hint: "one of: \(words.joined(separator: ", "))")
      return nil
    }
    guard let word = words.first(where: { $0.utf8.elementsEqual(text.utf8) }) else {
      reading.reportUnknown(text, node.place, noun: noun, known: words, code: code)
      return nil
    }
    return word
  }
}

extension Kind {
  /// A list of values, or one value standing for a list of itself where that reads better.
  static func list<Item: Sendable>(
    of item: Kind<Item>, most: Int = 10_000, allowsSingle: Bool = false
  ) -> Kind where Value == [Item] {
    let list = Shape.list(item.shape)
    return Kind(
      shape: allowsSingle ? .either([item.shape, list]) : list,
      read: { node, reading in
        guard case .sequence(let items) = node.content else {
          if allowsSingle { return reading.read(item, node).map { [$0] } }
          reading.report(
            .wrongShape, node.place, "expected a list, found \(node.noun)",
            hint: "write each item on a line of its own after '- ', or all in [ ]")
          return nil
        }
        guard items.count <= most else {
          reading.report(
            .tooLarge, node.place, "\(items.count) items, more than \(most)",
            hint: "at most \(most) items may stand here")
          return nil
        }
        return items.enumerated().compactMap { index, child in
          reading.within(String(index)) { reading.read(item, child) }
        }
      },
      write: { items in
        let texts = items.map(item.write)
        guard texts.allSatisfy({ $0 != nil }) else { return nil }
        return "[\(texts.compactMap { $0 }.joined(separator: ", "))]"
      })
  }

  /// A mapping from names of the author's choice, in their order.
  ///
  /// - Parameters:
  ///   - key: What the names are, in the plural.
  ///   - check: Says what is wrong with a name.
  static func map<Item: Sendable>(
    from key: String, to item: Kind<Item>,
    check: @escaping @Sendable (YAMLEntry, Reading) -> Bool = { $1.checkName($0) }
  ) -> Kind where Value == [Named<Item>] {
    Kind(
      shape: .map(key: key, value: item.shape),
      read: { node, reading in
        guard case .mapping(let entries) = node.content else {
          reading.report(
            .wrongShape, node.place, "expected a mapping from \(key), found \(node.noun)",
            hint: "write each as 'name: value'")
          return nil
        }
        return entries.compactMap { entry in
          guard check(entry, reading) else { return nil }
          let value = reading.within(entry.key) { reading.read(item, entry.value) }
          return value.map { Named(entry.key, $0) }
        }
      },
      write: { $0.isEmpty ? "{}" : nil })
  }

  /// A mapping with known fields.
  static func object(
    _ name: String, _ fields: [any AnyField],
    make: @escaping @Sendable (ObjectReader) -> Value
  ) -> Kind {
    Kind(
      shape: .object(name: name, fields: fields.map(\.summary)),
      read: { node, reading in
        ObjectReader(node, name: name, fields: fields, reading: reading).map { reader in
          let value = make(reader)
          reader.finish()
          return value
        }
      },
      write: { _ in nil })
  }
}

/// A value with the name it was given.
public struct Named<Value: Sendable>: Sendable {
  /// The name.
  public let name: String
  /// The value.
  public let value: Value

  /// A value with a name.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

extension Named: Equatable where Value: Equatable {}
extension Named: Hashable where Value: Hashable {}
