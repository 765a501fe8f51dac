----------------------------- MODULE MCHandover -----------------------------
(* All constants are numbers, truth values and strings: the configurations give them. *)
EXTENDS Handover
=============================================================================
