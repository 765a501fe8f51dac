/// Values as TLA+ writes them, for people who read a run beside the module.
enum Notation {
  static func set(_ items: [String]) -> String { "{" + items.joined(separator: ", ") + "}" }

  static func sequence(_ items: [String]) -> String { "<<" + items.joined(separator: ", ") + ">>" }

  static func record(_ fields: [(name: String, value: String)]) -> String {
    "[" + fields.map { "\($0.name) |-> \($0.value)" }.joined(separator: ", ") + "]"
  }

  static func boolean(_ isSo: Bool) -> String { isSo ? "TRUE" : "FALSE" }
}
