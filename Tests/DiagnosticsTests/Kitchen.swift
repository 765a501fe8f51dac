import Diagnostics

/// A small set of codes to test with.
enum Kitchen: String, FindingCode {
  case unknownFault = "unknown-fault"
  case tooSalty = "too-salty"

  var explanation: Explanation {
    switch self {
    case .unknownFault: Explanation("A fault has no such name", "Faults are named.", example: "x")
    case .tooSalty: Explanation("Too much salt", "Mind the sea.", example: "salt: 50 g\n\nfish: 1")
    }
  }
}
