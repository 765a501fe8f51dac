---------------------------- MODULE MCMtorGossip ----------------------------
(* Three or four nodes, each the neighbour of every other, and two intents of different origins. *)
EXTENDS MtorGossip

CONSTANTS a, b, c, d, i1, i2, x

MCThree == {a, b, c}
MCFour == {a, b, c, d}
MCFull == {l \in SUBSET Nodes : Cardinality(l) = 2}
MCLine == {{a, b}, {b, c}}
MCOne == {i1}
MCTwo == {i1, i2}
MCOrigin == [i \in Intents |-> IF i = i1 THEN a ELSE b]
MCForged == {x}
=============================================================================
