/// A product of literals: the numbers of variables, each with its value, by rising number.
typealias Product = [(variable: Int, isTrue: Bool)]

extension DecisionDiagrams {
  /// Products whose sum is a function, none of which can be left out and none of which can lose a literal.
  ///
  /// - Parameter limit: After so many products the rest is left out.
  /// - Source: Minato, *Fast generation of irredundant sum-of-products forms from binary decision diagrams*
  ///   (SASIMI 1992).
  mutating func cover(_ diagram: Diagram, limit: Int = .max) -> [Product] {
    var products: [Product] = []
    var path: Product = []
    _ = cover(diagram, diagram, limit, &path, &products)
    return products
  }

  /// Covers all of `must` and nothing outside of `may`; returns what is covered.
  private mutating func cover(
    _ must: Diagram, _ may: Diagram, _ limit: Int, _ path: inout Product,
    _ products: inout [Product]
  ) -> Diagram {
    if must == .never { return .never }
    if products.count > limit { return may }
    if may == .always {
      products.append(path)
      return .always
    }
    let variable = min(self.variable(must), self.variable(may))
    let (mustLow, mustHigh) = split(must, variable)
    let (mayLow, mayHigh) = split(may, variable)
    // What only a product with the literal can cover.
    path.append((variable, false))
    let low = cover(minus(mustLow, mayHigh), mayLow, limit, &path, &products)
    path[path.count - 1].isTrue = true
    let high = cover(minus(mustHigh, mayLow), mayHigh, limit, &path, &products)
    path.removeLast()
    let rest = or(minus(mustLow, low), minus(mustHigh, high))
    let both = cover(rest, and(mayLow, mayHigh), limit, &path, &products)
    let (whole0, whole1) = (or(low, both), or(high, both))
    return make(variable, low: whole0, high: whole1)
  }

  private func split(_ diagram: Diagram, _ variable: Int) -> (low: Diagram, high: Diagram) {
    self.variable(diagram) == variable ? (low(diagram), high(diagram)) : (diagram, diagram)
  }
}
