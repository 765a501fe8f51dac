------------------------------ MODULE Fairness ------------------------------
(***************************************************************************)
(* What is submitted is final in the end: three readings of L1, and what   *)
(* each of them says of systems that never finalise, that finalise one of  *)
(* two rivals, and that discard the other.                                 *)
(*                                                                         *)
(* Claims: NOC-046, NOC-047, NOC-122, NOC-126; flaw FN-02 (a) to (f).      *)
(*                                                                         *)
(* neverFinalises: commands are submitted, and nothing else happens.       *)
(* published: a command is finalised unless its rival is; none is ever     *)
(*   discarded.                                                            *)
(* repaired: one whose rival is final is discarded.                        *)
(* unjudged: the same, but nobody asks what a command has become already.  *)
(*                                                                         *)
(* Bounds: the constant set of commands; a client submits each as often as *)
(* it likes.                                                               *)
(***************************************************************************)
CONSTANTS
    Commands,  \* the commands of correct clients
    Rivals,    \* the sets of which at most one command may be final, by S1
    Variant    \* "neverFinalises", "published", "repaired" or "unjudged"

ASSUME /\ Rivals \subseteq SUBSET Commands
       /\ Variant \in {"neverFinalises", "published", "repaired", "unjudged"}

VARIABLES
    submitting,  \* the commands submitted by the very last step
    submitted,   \* those submitted ever
    final,       \* those that are final
    discarded    \* those that are discarded

vars == <<submitting, submitted, final, discarded>>

TypeOK ==
    /\ submitting \subseteq submitted
    /\ submitted \subseteq Commands
    /\ final \subseteq submitted
    /\ discarded \subseteq submitted

Init ==
    /\ submitting = {}
    /\ submitted = {}
    /\ final = {}
    /\ discarded = {}

Settled(m) == m \in final \cup discarded

Beaten(m) == \E s \in Rivals : m \in s /\ s \cap final # {}

Submit(m) ==
    /\ ~Settled(m)
    /\ submitting' = {m}
    /\ submitted' = submitted \cup {m}
    /\ UNCHANGED <<final, discarded>>

(* The submission has passed: nothing else happens in this step. *)
Pass ==
    /\ submitting # {}
    /\ submitting' = {}
    /\ UNCHANGED <<submitted, final, discarded>>

Finalise(m) ==
    /\ Variant # "neverFinalises"
    /\ m \in submitted
    /\ Variant # "unjudged" => ~Settled(m) /\ ~Beaten(m)
    /\ final' = final \cup {m}
    /\ submitting' = {}
    /\ UNCHANGED <<submitted, discarded>>

Discard(m) ==
    /\ Variant \in {"repaired", "unjudged"}
    /\ m \in submitted
    /\ Variant # "unjudged" => ~Settled(m)
    /\ Beaten(m)
    /\ discarded' = discarded \cup {m}
    /\ submitting' = {}
    /\ UNCHANGED <<submitted, final>>

Next == Pass \/ \E m \in Commands : Submit(m) \/ Finalise(m) \/ Discard(m)

SpecUnfair == Init /\ [][Next]_vars

Spec ==
    /\ SpecUnfair
    /\ WF_vars(Pass)
    /\ \A m \in Commands : WF_vars(Finalise(m)) /\ WF_vars(Discard(m))

---------------------------------------------------------------------------
(* No two rivals are final. *)
S1 == \A s \in Rivals : \A m, o \in s : {m, o} \subseteq final => m = o

(* A witness: there is nothing to keep two commands apart that are no rivals. *)
NeverBothFinal == \A m, o \in final : m = o

OutcomeUnique == final \cap discarded = {}

(* []<>(submitted(e) -> finalized(e)), with a proposition that is true only while it happens. *)
L1_pub_transient == \A m \in Commands : []<>(m \in submitting => m \in final)

(* The same with one that stays true: what was meant, but for those that are discarded. *)
L1_pub_latched == \A m \in Commands : []<>(m \in submitted => m \in final)

L1 == \A m \in Commands : m \in submitted ~> Settled(m)

(* The paper's own form quantifies over a variable, which TLC refuses; its value would be that of the first state, in *)
(* which nothing is submitted, so that it says nothing. *)
L1_pub_tla == \A m \in submitted : <>(m \in final)
=============================================================================
