----------------------------- MODULE MCTeleport -----------------------------
(* Two nodes that have an object each, a third that has none, and two operations between any two of them. *)
EXTENDS Teleport

CONSTANTS a, b, c, A, B, o1, o2

MCNodes == {a, b, c}
MCObjects == {A, B}
MCOps == {o1, o2}
MCHome == [x \in MCObjects |-> IF x = A THEN a ELSE b]
=============================================================================
