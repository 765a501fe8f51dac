---------------------------- MODULE MCXavierPBFT ----------------------------
(* Two batches, which only their names tell apart, and one that was forged. *)
EXTENDS XavierPBFT, TLC

CONSTANTS a, b, x

MCOne == {a}
MCTwo == {a, b}
MCForged == {a, x}
MCSymmetry == Permutations(MCTwo)
=============================================================================
