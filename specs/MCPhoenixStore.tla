--------------------------- MODULE MCPhoenixStore ---------------------------
(* One replica as the paper has it, and four, of which one has a lying store or is a liar. *)
EXTENDS PhoenixStore, TLC

CONSTANTS r1, r2, r3, r4

MCOne == {r1}
MCThree == {r1, r2, r3}
MCFour == {r1, r2, r3, r4}
MCLying == {r1}
MCTwoLying == {r1, r2}
MCSymmetryThree == Permutations(MCThree)
MCSymmetryLying == Permutations({r2, r3, r4})
=============================================================================
