/// One field of a mapping: its name, kind, default and meaning. The tables of fields drive reading,
/// suggestions, the JSON Schema and the reference alike.
struct Field<Value: Sendable>: AnyField {
  /// What holds where the field is left out.
  enum Absent: Sendable {
    /// This text, read as if it stood there.
    case text(String)
    /// Nothing to read; said so in the reference.
    case value(Value, saying: String)
    /// Computed by the reader of the mapping, in the words given.
    case derived(Value, saying: String)
    /// It must not be left out; the value stands in after the finding.
    case required(standIn: Value)
  }

  let name: String
  let kind: Kind<Value>
  let absent: Absent
  let about: String

  /// A field whose default is a text of its kind.
  init(_ name: String, _ kind: Kind<Value>, _ text: String, _ about: String) {
    self.init(name, kind, absent: .text(text), about)
  }

  /// A field.
  init(_ name: String, _ kind: Kind<Value>, absent: Absent, _ about: String) {
    self.name = name
    self.kind = kind
    self.absent = absent
    self.about = about
  }

  var summary: FieldSummary {
    let (words, isRequired) =
      switch absent {
      case .text(let text): (text, false)
      case .value(_, let saying), .derived(_, let saying): (saying, false)
      case .required: ("must be given", true)
      }
    return FieldSummary(
      name: name, shape: kind.shape, absent: words, isRequired: isRequired, about: about)
  }
}

/// A field of whichever kind.
protocol AnyField: Sendable {
  /// Its name.
  var name: String { get }
  /// Its description.
  var summary: FieldSummary { get }
}

extension Field where Value: ExpressibleByNilLiteral {
  /// A field that may stay unset.
  static func optional<Wrapped: Sendable>(
    _ name: String, _ kind: Kind<Wrapped>, saying: String, _ about: String
  ) -> Field where Value == Wrapped? {
    Field(name, kind.optional, absent: .value(nil, saying: saying), about)
  }
}
