import Diagnostics

/// Reads the fields of one mapping; what the table does not know is a finding.
final class ObjectReader {
  /// The mapping.
  let node: YAMLNode
  /// The state that all readers share.
  let reading: Reading
  private let fields: [any AnyField]
  private var unread: [String]
  /// The settings of each field, in the order of reading.
  private var settings: [(field: Int, list: [Named<String>])] = []

  /// Nil, after a finding, if the node is not a mapping.
  ///
  /// - Parameters:
  ///   - name: What the mapping is, for messages.
  ///   - noun: What its keys are; names of the system at hand have a code of their own.
  init?(
    _ node: YAMLNode, name: String, fields: [any AnyField], reading: Reading,
    noun: String = "field", code: ScenarioFinding = .unknownField
  ) {
    self.node = node
    self.reading = reading
    self.fields = fields
    unread = fields.map(\.name)
    guard case .mapping(let entries) = node.content else {
      let names = fields.map(\.name).joined(separator: ", ")
      reading.report(
        .wrongShape, node.place, "expected a mapping (\(name)), found \(node.noun)",
        hint: "fields: \(names)")
      return nil
    }
    for entry in entries where !fields.contains(where: { $0.name == entry.key }) {
      reading.reportUnknown(
        entry.key, entry.place, noun: noun, of: name, known: fields.map(\.name), code: code)
    }
  }

  /// Whether the field is given.
  func has<Value>(_ field: Field<Value>) -> Bool { node[field.name] != nil }

  /// Where the field's value stands, or the mapping if it is left out.
  func place<Value>(of field: Field<Value>) -> Place { node[field.name]?.place ?? node.place }

  /// The value of a field, its default if it is left out or wrong.
  subscript<Value>(field: Field<Value>) -> Value { read(field).value }

  /// The value of a field, and whether it is the author's own and right.
  func read<Value>(_ field: Field<Value>) -> (value: Value, isGiven: Bool) {
    unread.removeAll { $0 == field.name }
    let mark = reading.settings.count
    defer { keepSettings(of: field.name, from: mark) }
    return reading.within(field.name) {
      if let child = node[field.name] {
        if let value = reading.read(field.kind, child) { return (value, true) }
        return (reading.quietly { standIn(field) }, false)
      }
      switch field.absent {
      case .text, .value: return (standIn(field), false)
      case .derived(let value, _): return (value, false)
      case .required(let value):
        reading.report(
          .missingField, node.place, "'\(field.name)' is missing",
          hint: "\(field.name): \(field.about)")
        return (value, false)
      }
    }
  }

  private func standIn<Value>(_ field: Field<Value>) -> Value {
    switch field.absent {
    case .text(let text):
      guard let value = reading.readDefault(field.kind, text) else {
        preconditionFailure("the default '\(text)' of \(field.name) is not one")
      }
      return value
    case .value(let value, _), .derived(let value, _), .required(let value): return value
    }
  }

  private func keepSettings(of name: String, from mark: Int) {
    guard let index = fields.firstIndex(where: { $0.name == name }) else { return }
    settings.append((index, reading.takeSettings(from: mark)))
  }

  /// Adds the value of a field that was left out and is computed from others.
  func note<Value>(_ field: Field<Value>, _ text: String) {
    let mark = reading.settings.count
    reading.within(field.name) { reading.note(text) }
    keepSettings(of: field.name, from: mark)
  }

  /// Adds the value of a field of a field, which was left out and is computed from others.
  func note<Outer, Value>(_ outer: Field<Outer>, _ field: Field<Value>, _ text: String) {
    let mark = reading.settings.count
    reading.within(outer.name) { reading.within(field.name) { reading.note(text) } }
    keepSettings(of: outer.name, from: mark)
  }

  /// Says that the mapping is read; its settings are put into the order of the table.
  ///
  /// - Precondition: Every field of its table was; otherwise one would be silently ignored.
  func finish() {
    precondition(unread.isEmpty, "fields are in the table but not read: \(unread)")
    for index in fields.indices {
      for part in settings where part.field == index { reading.giveBack(part.list) }
    }
  }
}
