/// Comma-separated values after RFC 4180, with line feeds at the ends of lines.
struct CSV {
  private(set) var text = ""

  /// Adds a row.
  mutating func add(_ fields: [String]) {
    text += fields.map(Self.field).joined(separator: ",") + "\n"
  }

  private static func field(_ value: String) -> String {
    let special = ",\"\n\r".utf8
    guard value.utf8.contains(where: special.contains) else { return value }
    var quoted = "\""
    for scalar in value.unicodeScalars {
      if scalar == "\"" { quoted += "\"\"" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }
}
