/// Why a text names no price.
public enum PriceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What stands before the dot is none of the operations.
  case unknownOperation(String)
  /// What stands after the dot is not 1 to 8 printable ASCII characters.
  case badTag(String)
  /// The price was named before.
  case duplicate(String)

  /// The reason in words.
  public var description: String {
    switch self {
    case .unknownOperation(let name):
      "'\(name)' prices no operation; known are \(Self.operations)"
    case .badTag(let name): "the tag in '\(name)' is not 1 to 8 printable ASCII characters"
    case .duplicate(let name): "'\(name)' is priced twice"
    }
  }

  private static var operations: String {
    PriceList.Operation.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
