/// How much all cases of a file may come to, with their canaries: each is read by itself, so a few
/// lines can ask for more than any memory holds.
struct CaseBudget {
  /// More values in all cases together than this are refused.
  static let mostValues = 5_000_000
  /// More values that names of `let:` bring in, in all cases together, than this are refused.
  static let mostExpanded = 2_000_000

  private var values = 0
  private var expanded = 0

  /// Whether nothing more can be read.
  var isSpent: Bool { values > Self.mostValues || expanded > Self.mostExpanded }

  /// Takes what reading a tree once more costs.
  ///
  /// - Parameter more: How many values the names in it bring in.
  mutating func take(_ tree: YAMLNode, expanded more: Int) {
    values += tree.size
    expanded += more
  }

  /// Says that nothing more can be read.
  func report(at place: Place, _ reading: Reading) {
    reading.report(
      .tooManyCases, place,
      "the cases with their canaries come to more than "
        + (values > Self.mostValues
          ? "\(Self.mostValues) values" : "\(Self.mostExpanded) values of 'let:'"),
      hint: "make fewer cases and canaries, or smaller ones")
  }
}
