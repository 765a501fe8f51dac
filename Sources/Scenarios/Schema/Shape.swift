/// What a field may hold, as data: for hints, the JSON Schema and the reference.
indirect enum Shape: Sendable {
  /// A text of a certain form.
  case scalar(noun: String, example: String, pattern: String?)
  /// One of some words.
  case words([String])
  /// A mapping with known fields.
  case object(name: String, fields: [FieldSummary])
  /// A mapping from names of the author's choice.
  case map(key: String, value: Shape)
  /// A list.
  case list(Shape)
  /// One of several shapes.
  case either([Shape])
  /// Whatever another field decides; what it is, with its article.
  case anything(String)

  /// What is expected, with its article, for messages.
  var noun: String {
    switch self {
    case .scalar(let noun, _, _): noun
    case .words(let words): "one of \(words.joined(separator: ", "))"
    case .object(let name, _): "a mapping (\(name))"
    case .map(let key, _): "a mapping from \(key)"
    case .list(let item): "a list, each item \(item.noun)"
    case .either(let shapes): shapes.map(\.noun).joined(separator: ", or ")
    case .anything(let noun): noun
    }
  }

  /// The fields of an object, of whichever alternative has them.
  var fields: [FieldSummary] {
    switch self {
    case .object(_, let fields): fields
    case .either(let shapes): shapes.flatMap(\.fields)
    case .scalar, .words, .map, .list, .anything: []
    }
  }
}

/// What the schema says about one field.
struct FieldSummary: Sendable {
  /// Its name.
  var name: String
  /// What it may hold.
  var shape: Shape
  /// What holds if it is left out, in words or as a value.
  var absent: String
  /// Whether it must be given.
  var isRequired: Bool
  /// What it means, in one sentence.
  var about: String
}
