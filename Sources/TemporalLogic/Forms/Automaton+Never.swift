extension Automaton {
  /// A never claim of the words that are accepted; ends in a newline. SPIN reports the runs that the claim accepts,
  /// so that it is given the claim of a formula's negation.
  ///
  /// A proposition stands in it as it is: an expression of Promela, or a name that a `#define` explains.
  ///
  /// - Precondition: A Büchi automaton whose marks are those of states, or one without marks.
  /// - Source: Holzmann, *The SPIN Model Checker* (2003), chapter 6; `spin -f` of SPIN 6.5.2.
  public func neverClaim(_ caption: Caption = Caption()) -> String {
    precondition(
      markCount <= 1
        && edges.allSatisfy { leaving in leaving.allSatisfy { $0.marks == leaving[0].marks } },
      "its marks are not those of states")
    var automaton = self
    var lines = ["never { /* \(Self.comment(caption.name)) */"]
    // The one that stands first is where the claim begins. Whoever comes past the last one has matched the claim.
    let last = edges.indices.last { isAll($0) && ($0 != initial || stateCount == 1) }
    let order = [initial] + edges.indices.filter { $0 != initial }
    for state in order.filter({ $0 != last }) + [last].compactMap(\.self) {
      lines.append("\(claimName(state, last)):")
      if state == last {
        lines.append("  skip")
      } else if edges[state].isEmpty {
        lines.append("  false;")
      } else {
        lines.append("  do")
        for edge in edges[state] {
          let label = automaton.text(of: edge.label, signs: ("!", " && ", " || ", "1")) {
            Self.expression(atoms[$0])
          }
          lines.append("  :: (\(label)) -> goto \(claimName(edge.target, last))")
        }
        lines.append("  od;")
      }
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private func isAccepting(_ state: Int) -> Bool {
    markCount == 0 || edges[state].first?.marks == 1
  }

  /// Whether everything is accepted from a state.
  private func isAll(_ state: Int) -> Bool {
    isAccepting(state) && edges[state].count == 1 && edges[state][0].label == .always
      && edges[state][0].target == state
  }

  /// The names that SPIN gives to states. It knows accepting ones by the beginning.
  private func claimName(_ state: Int, _ last: Int?) -> String {
    let isMarked = isAccepting(state) && !edges[state].isEmpty
    if state == initial { return isMarked ? "accept_init" : "T0_init" }
    if state == last { return "accept_all" }
    return (isMarked ? "accept_S" : "T0_S") + String(state)
  }

  /// A proposition in an expression: in parentheses unless it is a name.
  static func expression(_ name: String) -> String {
    let isName = name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
    }
    return isName ? name : "(\(name))"
  }

  /// What may stand in a comment: nothing that ends it.
  private static func comment(_ text: String) -> String {
    text.split(separator: "*/", omittingEmptySubsequences: false).joined(separator: "* /")
  }
}
