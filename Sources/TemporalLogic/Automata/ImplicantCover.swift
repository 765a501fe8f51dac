/// A product of literals: the numbers of variables, each with its value, by rising number.
typealias Product = [(variable: Int, isTrue: Bool)]

extension DecisionDiagrams {
  /// How many literals the products of a cover with a limit may have together.
  private static let mostLiterals = 1 << 24

  /// What a cover has so far.
  private struct Cover {
    /// How many products there may be.
    let limit: Int?
    var products: [Product] = []
    var path: Product = []
    var literals = 0
    var isGivenUp = false

    mutating func takePath() {
      literals += path.count
      products.append(path)
      if let limit { isGivenUp = products.count > limit || literals > mostLiterals }
    }
  }

  /// Products whose sum is a function, none of which can be left out and none of which can lose a literal.
  ///
  /// - Parameter limit: How many there may be; nil for any number.
  /// - Returns: Nil where there are more, or they are too long, or there are too many diagrams.
  /// - Source: Minato, *Fast generation of irredundant sum-of-products forms from binary decision diagrams*
  ///   (SASIMI 1992).
  mutating func cover(_ diagram: Diagram, limit: Int? = nil) -> [Product]? {
    var cover = Cover(limit: limit)
    _ = extend(&cover, diagram, diagram)
    return cover.isGivenUp || isExhausted ? nil : cover.products
  }

  /// Covers all of `must` and nothing outside of `may`; returns what is covered.
  private mutating func extend(_ cover: inout Cover, _ must: Diagram, _ may: Diagram) -> Diagram {
    if must == .never { return .never }
    // Once there are too many diagrams, `must` need not lie within `may` any more.
    if cover.isGivenUp || isExhausted { return may }
    if may == .always {
      cover.takePath()
      return .always
    }
    let variable = min(self.variable(must), self.variable(may))
    let (mustLow, mustHigh) = split(must, variable)
    let (mayLow, mayHigh) = split(may, variable)
    // What only a product with the literal can cover.
    cover.path.append((variable, false))
    let low = extend(&cover, minus(mustLow, mayHigh), mayLow)
    cover.path[cover.path.count - 1].isTrue = true
    let high = extend(&cover, minus(mustHigh, mayLow), mayHigh)
    cover.path.removeLast()
    let rest = or(minus(mustLow, low), minus(mustHigh, high))
    let both = extend(&cover, rest, and(mayLow, mayHigh))
    let (whole0, whole1) = (or(low, both), or(high, both))
    return make(variable, low: whole0, high: whole1)
  }

  private func split(_ diagram: Diagram, _ variable: Int) -> (low: Diagram, high: Diagram) {
    self.variable(diagram) == variable ? (low(diagram), high(diagram)) : (diagram, diagram)
  }
}
