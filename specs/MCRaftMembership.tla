-------------------------- MODULE MCRaftMembership --------------------------
(* All constants are numbers and strings: the configurations give them. *)
EXTENDS RaftMembership
=============================================================================
