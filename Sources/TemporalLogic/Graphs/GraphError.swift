/// Why a graph cannot be judged.
public enum GraphError: Error, Hashable, Sendable {
  /// The automaton of the negated formula would be too large.
  case formulaTooLarge
  /// The formula speaks of a proposition that the graph does not have.
  case unknownProposition(String)
  /// The graph has more propositions than a letter has bits.
  ///
  /// - Parameter count: How many it has; 64 is the most.
  case tooManyPropositions(count: Int)
  /// The graph has more demands of fairness than a word has bits.
  ///
  /// - Parameter count: How many it has; 64 is the most, besides the at most 64 marks of the automaton.
  case tooManyDemands(count: Int)
  /// No step leaves a state that the search came to, and it may not be stayed in.
  case deadlock(state: Int)
}
