import Diagnostics

// What can be wrong with the declaration of a property.
extension LogicFinding {
  static var aboutBadProperty: Explanation {
    Explanation(
      "This declaration of a property makes no sense",
      """
      A property is `property Name = forall x, y: formula`. Its propositions are the system's, \
      `ordered(slot: k, batch: d)`, where `_` and places left out stand for anything; comparisons such as \
      `2 * Q - n >= f + 1`; `count d: ordered(slot: k, batch: d) <= 1`; \
      `exists r: (durable(r, e) & up(r))`; and `increasing q -> t: bound(session: s, sequence: q, time: t)`. \
      `G (p -> F[<=500ms] q)` bounds a wait in virtual time, and `G (p -> G[<=500ms] q)` what has to stay. \
      `forall r in 0..3` gives the values of a variable.
      """, example: "property Agreement = forall k: G (count d: ordered(slot: k, batch: q) <= 1)")
  }

  static var aboutUnknownProposition: Explanation {
    Explanation(
      "The system has no such proposition",
      "Formulas speak of what the system's nodes tell: 'nocturne list --propositions SYSTEM' lists it, with its places.",
      example: "property Done = forall m: G (submited(command: m) -> F final(command: m))")
  }

  static var aboutUnboundFormula: Explanation {
    Explanation(
      "The formula says something of values of which nothing was told",
      """
      The values of quantified variables are those of which a run tells something, in a proposition that names all \
      of them. So there has to be such a proposition, and without it the formula has to be kept: it is then \
      neither broken nor decided. A variable that is needed within one proposition only belongs into a `count` or \
      an `exists`.
      """, example: "property One = forall r, m: G (up(r) -> F final(command: m))")
  }
}
