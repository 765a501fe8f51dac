import Diagnostics

/// What there is to know about automata that cannot be read.
extension LogicFinding {
  static let aboutBadAutomaton = Explanation(
    "This is not an automaton in the HOA format",
    """
    The text is not what version 1 of the Hanoi Omega-Automata format says, or it contradicts itself: it names a state, \
    a proposition or an acceptance set that is not there, or the same thing twice.
    """,
    example:
      "HOA: v1\nStates: 1\nStart: 0\nAP: 1 \"p\"\nAcceptance: 1 Inf(0)\n--BODY--\nState: 0\n[3] 0 {0}\n--END--"
  )

  static let aboutUnsupportedAutomaton = Explanation(
    "The automaton is of a kind that is not understood",
    """
    Read are automata all of whose runs are accepted, and generalised Büchi automata: 'Acceptance:' is 't' or a \
    conjunction of 'Inf'. Fin, disjunctions, being in several states at once, headers that begin with a \
    capital and that we do not know, and several automata in one text are not. Other tools turn many automata into such \
    ones, for example 'autfilt --tgba' of Spot.
    """, example: "Acceptance: 2 Fin(0)&Inf(1)\n\n# understood\nAcceptance: 2 Inf(0)&Inf(1)")

  static let aboutAutomatonTooLarge = Explanation(
    "The automaton is too large to be read",
    """
    A text of 64 MiB is read, with 1,048,576 states, 4,194,304 edges and parentheses 256 deep; labels that become very \
    large when they are read are given up.
    """, example: "States: 4000000000")
}
