--------------------------- MODULE MCXavierArgmax ---------------------------
(* Three correct replicas and up to one liar; three candidates, of which one may be a liar's. *)
EXTENDS XavierArgmax, TLC

CONSTANTS r1, r2, r3

MCCorrect == {r1, r2, r3}
MCUtilities == {0, 1, NaN}
MCNumbers == {0, 1}
MCByzUtilities == {1, Inf}
MCSymmetry == Permutations(MCCorrect)
=============================================================================
