/// The reference of the schema as Markdown tables, made from the tables that the reader uses.
public enum ScenarioFieldReference {
  /// The tables: all fields of the top, then of each mapping in them.
  public static var markdown: String {
    var text = table("Top level", TopFields.all.map(\.summary))
    for (path, fields) in sections(of: TopFields.all.map(\.summary), path: "") {
      text += "\n" + table("`\(path)`", fields)
    }
    return text
  }

  private static func sections(
    of fields: [FieldSummary], path: String
  ) -> [(path: String, fields: [FieldSummary])] {
    fields.flatMap { field in
      let own = path.isEmpty ? field.name : "\(path).\(field.name)"
      return sections(of: field.shape, path: own)
    }
  }

  private static func sections(
    of shape: Shape, path: String
  ) -> [(path: String, fields: [FieldSummary])] {
    switch shape {
    case .object(let name, let fields):
      // Distributions are the same wherever a delay stands; they are shown once.
      if name == "a distribution", path != "links.NAME.delay" { return [] }
      return [(path, fields)] + sections(of: fields, path: path)
    case .map(_, let value): return sections(of: value, path: "\(path).NAME")
    case .list(let item): return sections(of: item, path: "\(path).0")
    case .either(let shapes): return shapes.flatMap { sections(of: $0, path: path) }
    case .scalar, .words, .anything: return []
    }
  }

  private static func table(_ title: String, _ fields: [FieldSummary]) -> String {
    var text = "### \(title)\n\n| Field | Value | Default | Meaning |\n|---|---|---|---|\n"
    for field in fields {
      let value = cell(noun(field.shape))
      text += "| `\(field.name)` | \(value) | \(cell(field.absent)) | \(cell(field.about)) |\n"
    }
    return text
  }

  private static func noun(_ shape: Shape) -> String {
    switch shape {
    case .scalar(let noun, let example, _): "\(noun), as `\(example)`"
    case .words(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .object(_, let fields):
      "a mapping: " + fields.map { "`\($0.name)`" }.joined(separator: ", ")
    case .map(let key, let value): "a mapping from \(key) to \(noun(value))"
    case .list(let item): "a list of: \(noun(item))"
    case .either(let shapes): shapes.map(noun).joined(separator: "; or ")
    case .anything(let noun): noun
    }
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
