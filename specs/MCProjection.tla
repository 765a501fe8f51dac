---------------------------- MODULE MCProjection ----------------------------
(* All constants are numbers, sets of numbers and strings: the configurations give them. *)
EXTENDS Projection
=============================================================================
