import Diagnostics

/// What there is to know about formulas that are hardly meant as they are written.
extension LogicFinding {
  static let aboutEventualImplication = Explanation(
    "F (p -> q) holds once p fails",
    """
    An implication holds where its premise does not. So F (p -> q) is F (!p | q): one position without p is \
    enough, whatever becomes of q. Who writes it mostly means that every p is followed by a q, or that p and q \
    are there together at some time. Where it is meant as it is, F (!p | q) says so.
    """,
    example: "F (request -> reply)\n\n# perhaps\nG (request -> F reply)\nF (request & reply)")

  static let aboutRecurringImplication = Explanation(
    "G F (p -> q) holds if p fails again and again",
    """
    An implication holds where its premise does not. So G F (p -> q) is G F (!p | q): where p is a moment that \
    passes, such as a message that is sent, it holds even if no q ever comes. Who writes it mostly means that every \
    p is followed by a q; or that q comes again and again if p does. Where it is meant as it is, G F (!p | q) says so.
    """,
    example:
      "G F (submitted -> final)\n\n# perhaps\nG (submitted -> F final)\nG F submitted -> G F final"
  )

  static let aboutValidFormula = Explanation(
    "The formula holds on every word",
    """
    No run can break it, so that to check it says nothing of a system. Often a premise can never hold, a \
    conclusion always does, or an operator is missing: p -> F p holds everywhere, as F p begins with now.
    """, example: "G (sent -> F sent)\n\n# perhaps\nG (sent -> X F sent)")

  static let aboutUnsatisfiableFormula = Explanation(
    "The formula holds on no word",
    """
    No run can keep it: its parts contradict each other. As a premise it makes every conclusion true.
    """, example: "G (idle -> X busy) & G !busy & F idle")

  static let aboutStutterSensitive = Explanation(
    "The formula tells words apart that differ in repetitions alone",
    """
    How many steps a run takes while nothing that the formula names changes depends on who else takes steps, on \
    what is refined, and on reductions. A formula with X may hold on a run and fail on the same run with a letter \
    repeated; two such words are shown. Without X, and with X where only changes matter, that cannot be. Say what \
    comes next by U: 'p holds until q does' is p U q.
    """, example: "G (request -> X grant)\n\n# perhaps\nG (request -> (request U grant))")

  static let aboutIdlePart = Explanation(
    "A part of the formula does not matter",
    """
    The formula holds, and it would hold with anything in place of this part: the check says less than it seems to. Most \
    often the premise of an implication never holds, as what it waits for does not happen, or is spelled \
    differently; so nothing is asked of the conclusion. Or the conclusion always holds, and the premise is not needed.
    """,
    example:
      "G (requested -> F granted)\n\n# and, that it happens at all, as a formula that has to fail\nG !requested"
  )
}
