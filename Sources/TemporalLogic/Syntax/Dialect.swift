/// How a formula is spelled, and what binds tighter than what.
public enum Dialect: String, CaseIterable, Sendable {
  /// Our own: every spelling of the others and Unicode's, past operators, Spot's precedences; a mix that Spot and
  /// SPIN read differently wants parentheses.
  case nocturne
  /// Spot 2's: `U`, `R`, `W`, `M` to the right and tighter than `&`, this tighter than `|`, then `xor`, then `->` and
  /// `<->` to the right. Its trivial identities are applied, and operands of `&` and `|` are sorted as it does.
  ///
  /// - Source: Duret-Lutz, *Spot's Temporal Logic Formulas* (tl.pdf, version 2.12), §2.6 and §5.
  case spot
  /// SPIN 6's `-f`: `U` and `V` tighter than the other binary operators, which all bind alike; all to the left.
  ///
  /// - Source: `spin -f` of SPIN 6.5.2; its grammar is in tl_parse.c.
  case spin
}
