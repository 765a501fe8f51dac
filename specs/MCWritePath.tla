---------------------------- MODULE MCWritePath -----------------------------
(* Three commands, and one that a forger puts into the store. *)
EXTENDS WritePath, TLC

CONSTANTS c1, c2, c3, x

MCCommands == {c1, c2, c3}
MCTwo == {c1, c2}
MCForgeries == {x}
MCSymmetry == Permutations(MCCommands)
=============================================================================
