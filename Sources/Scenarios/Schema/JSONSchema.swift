/// The JSON Schema of scenario files, for editors, made from the tables that the reader uses.
///
/// It knows no system, so names of a system's own are left open; the reader is the judge.
public enum ScenarioJSONSchema {
  /// The schema as a document (draft 2020-12), ending in a newline.
  public static var document: String {
    var writer = SchemaWriter()
    writer.line("{")
    writer.line("  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",")
    writer.line("  \"title\": \"A scenario of nocturne\",")
    writer.write(.object(name: "a scenario", fields: TopFields.all.map(\.summary)), depth: 1)
    writer.line("}")
    return writer.text
  }
}

/// Writes shapes as JSON Schema, one keyword a line.
private struct SchemaWriter {
  private(set) var text = ""
  /// A reference to a value of `let:` can stand for any value.
  private static let reference = "^\\$[A-Za-z][A-Za-z0-9_-]*$"

  mutating func line(_ content: String) { text += content + "\n" }

  /// Writes the keywords of a shape, without the braces around them.
  mutating func write(_ shape: Shape, depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    switch shape {
    case .scalar(let noun, let example, let pattern):
      let words = "\(noun), such as \(example)"
      line("\(indent)\"description\": \(Self.quoted(words)),")
      guard let pattern else {
        line("\(indent)\"type\": [\"string\", \"number\"]")
        return
      }
      line("\(indent)\"type\": [\"string\", \"number\"],")
      line("\(indent)\"pattern\": \(Self.quoted("(\(pattern))|\(Self.reference)"))")
    case .words(let words):
      // A bare true is a boolean to JSON.
      let values = words == ["true", "false"] ? words : words.map(Self.quoted)
      line("\(indent)\"anyOf\": [")
      line("\(indent)  {\"enum\": [\(values.joined(separator: ", "))]},")
      line("\(indent)  {\"type\": \"string\", \"pattern\": \(Self.quoted(Self.reference))}")
      line("\(indent)]")
    case .object(_, let fields): write(fields, depth: depth)
    case .map(_, let value):
      line("\(indent)\"type\": \"object\",")
      nested("additionalProperties", value, depth: depth)
    case .list(let item):
      line("\(indent)\"type\": \"array\",")
      nested("items", item, depth: depth)
    case .either(let shapes):
      line("\(indent)\"anyOf\": [")
      for (index, one) in shapes.enumerated() {
        line("\(indent)  {")
        write(one, depth: depth + 2)
        line("\(indent)  }\(index + 1 < shapes.count ? "," : "")")
      }
      line("\(indent)]")
    case .anything(let noun): line("\(indent)\"description\": \(Self.quoted(noun))")
    }
  }

  private mutating func write(_ fields: [FieldSummary], depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    line("\(indent)\"type\": \"object\",")
    line("\(indent)\"properties\": {")
    for (index, field) in fields.enumerated() {
      line("\(indent)  \(Self.quoted(field.name)): {")
      line("\(indent)    \"title\": \(Self.quoted(field.about)),")
      if !field.isRequired {
        line("\(indent)    \"$comment\": \(Self.quoted("default: \(field.absent)")),")
      }
      write(field.shape, depth: depth + 2)
      line("\(indent)  }\(index + 1 < fields.count ? "," : "")")
    }
    line("\(indent)},")
    let required = fields.filter(\.isRequired).map { Self.quoted($0.name) }
    if !required.isEmpty {
      line("\(indent)\"required\": [\(required.joined(separator: ", "))],")
    }
    line("\(indent)\"additionalProperties\": false")
  }

  private mutating func nested(_ key: String, _ shape: Shape, depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    line("\(indent)\"\(key)\": {")
    write(shape, depth: depth + 1)
    line("\(indent)}")
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
