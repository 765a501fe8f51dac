----------------------------- MODULE MCFairness -----------------------------
(* Two commands, as rivals or not. *)
EXTENDS Fairness

CONSTANTS m1, m2

MCCommands == {m1, m2}
MCRivals == {MCCommands}
MCNoRivals == {}
=============================================================================
