----------------------------- MODULE Projection -----------------------------
(***************************************************************************)
(* A read model that follows the ledger: the projector, its store, and a   *)
(* cache before it.                                                        *)
(*                                                                         *)
(* Claims: NOC-094 to NOC-096, NOC-138; flaw FN-21.                        *)
(*                                                                         *)
(* published: the loop of section 8.3. Apply changes the view in memory,   *)
(*   Persist commits the view to its store, Ack moves the position in the  *)
(*   stream of events. What is of a type that the loop does not know is    *)
(*   passed over. An error of the store ends the loop. A cached answer is  *)
(*   used for ever, as nothing says when it is not valid.                  *)
(* repaired: Persist commits view and cursor in one transaction and        *)
(*   invalidates the cache; unknown events are counted; an error is        *)
(*   retried; a query states the slot that it must have seen, and waits.   *)
(*                                                                         *)
(* Bounds: N slots; MaxCrashes and MaxErrors are budgets.                  *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
    N,           \* how many slots are committed
    Unknown,     \* the slots whose event is of a type that the projector does not know
    MaxCrashes,  \* how often the projector crashes
    MaxErrors,   \* how often its store fails
    Variant      \* "published" or "repaired"

ASSUME /\ {N, MaxCrashes, MaxErrors} \subseteq Nat
       /\ Unknown \subseteq 1..N
       /\ Variant \in {"published", "repaired"}

VARIABLES
    head,      \* the last slot that is committed
    pc,        \* the projector: "next", "applied" or "persisted"
    up,        \* whether it runs
    looping,   \* whether its loop has not ended
    cur,       \* the last slot it has dealt with
    view,      \* how often it has applied a slot
    passed,    \* the unknown slots that it has counted
    durable,   \* what its store has of cur, view and passed
    cached,    \* the slot that the cached answer is of, or -1
    answer,    \* the last answer: the slot it must reflect, and the one that it does
    budget     \* what may still go wrong

vars == <<head, pc, up, looping, cur, view, passed, durable, cached, answer, budget>>

Slot == 1..N

TypeOK ==
    /\ head \in 0..N
    /\ pc \in {"next", "applied", "persisted"}
    /\ {up, looping} \subseteq BOOLEAN
    /\ cur \in 0..N
    /\ view \in [Slot -> 0..(MaxCrashes + 1)]
    /\ passed \subseteq Slot
    /\ durable \in [cur : 0..N, view : [Slot -> 0..(MaxCrashes + 1)], passed : SUBSET Slot]
    /\ cached \in -1..N
    /\ answer \in [min : 0..N, at : 0..N]
    /\ budget \in [crashes : 0..MaxCrashes, errors : 0..MaxErrors]

Init ==
    /\ head = 0
    /\ pc = "next"
    /\ up = TRUE
    /\ looping = TRUE
    /\ cur = 0
    /\ view = [k \in Slot |-> 0]
    /\ passed = {}
    /\ durable = [cur |-> 0, view |-> view, passed |-> {}]
    /\ cached = -1
    /\ answer = [min |-> 0, at |-> 0]
    /\ budget = [crashes |-> MaxCrashes, errors |-> MaxErrors]

Commit ==
    /\ head < N
    /\ head' = head + 1
    /\ UNCHANGED <<pc, up, looping, cur, view, passed, durable, cached, answer, budget>>

---------------------------------------------------------------------------
(* The projector. *)

Apply ==
    /\ up /\ looping
    /\ pc = "next"
    /\ cur < head
    /\ view' = IF cur + 1 \in Unknown THEN view ELSE [view EXCEPT ![cur + 1] = @ + 1]
    /\ passed' = IF cur + 1 \in Unknown /\ Variant = "repaired" THEN passed \cup {cur + 1} ELSE passed
    /\ pc' = "applied"
    /\ UNCHANGED <<head, up, looping, cur, durable, cached, answer, budget>>

Persist ==
    /\ up /\ looping
    /\ pc = "applied"
    /\ IF Variant = "published"
       THEN /\ durable' = [durable EXCEPT !.view = view]
            /\ pc' = "persisted"
            /\ UNCHANGED <<cur, cached>>
       ELSE /\ durable' = [cur |-> cur + 1, view |-> view, passed |-> passed]
            /\ cur' = cur + 1
            /\ cached' = -1
            /\ pc' = "next"
    /\ UNCHANGED <<head, up, looping, view, passed, answer, budget>>

PersistFails ==
    /\ up /\ looping
    /\ pc = "applied"
    /\ budget.errors > 0
    /\ looping' = (Variant = "repaired")
    /\ budget' = [budget EXCEPT !.errors = @ - 1]
    /\ UNCHANGED <<head, pc, up, cur, view, passed, durable, cached, answer>>

Ack ==
    /\ Variant = "published"
    /\ up /\ looping
    /\ pc = "persisted"
    /\ cur' = cur + 1
    /\ durable' = [durable EXCEPT !.cur = cur + 1]
    /\ pc' = "next"
    /\ UNCHANGED <<head, up, looping, view, passed, cached, answer, budget>>

Crash ==
    /\ up
    /\ budget.crashes > 0
    /\ up' = FALSE
    /\ budget' = [budget EXCEPT !.crashes = @ - 1]
    /\ UNCHANGED <<head, pc, looping, cur, view, passed, durable, cached, answer>>

Restart ==
    /\ ~up
    /\ up' = TRUE
    /\ looping' = TRUE
    /\ pc' = "next"
    /\ cur' = durable.cur
    /\ view' = durable.view
    /\ passed' = durable.passed
    /\ UNCHANGED <<head, durable, cached, answer, budget>>

---------------------------------------------------------------------------
(* A client that has seen the slot `min` final asks for a view that reflects it. *)
Query ==
    /\ up
    /\ \E min \in 1..head :
         /\ Variant = "repaired" => durable.cur >= min
         /\ LET at == IF cached # -1 THEN cached ELSE IF Variant = "repaired" THEN durable.cur ELSE cur
            IN /\ answer' = [min |-> min, at |-> at]
               /\ cached' = at
    /\ UNCHANGED <<head, pc, up, looping, cur, view, passed, durable, budget>>

Next == Commit \/ Apply \/ Persist \/ PersistFails \/ Ack \/ Crash \/ Restart \/ Query

Spec ==
    /\ Init
    /\ [][Next]_vars
    /\ WF_vars(Apply)
    /\ WF_vars(Persist)
    /\ WF_vars(Ack)
    /\ WF_vars(Restart)

---------------------------------------------------------------------------
ExactlyOnce == \A k \in Slot : view[k] <= 1

(* What is behind the cursor was applied, or counted as unknown. *)
NoSilentDrop == \A k \in 1..cur : view[k] > 0 \/ k \in passed

(* Between two events the view is the fold of the ledger up to the cursor, in memory and in the store. *)
Folded(k, to) == IF k <= to /\ k \notin Unknown THEN 1 ELSE 0

ViewIsFold ==
    /\ up /\ pc = "next" => \A k \in Slot : view[k] = Folded(k, cur)
    /\ \A k \in Slot : durable.view[k] = Folded(k, durable.cur)

(* Read your final writes. *)
RYFW == answer.at >= answer.min

CatchUp == \A k \in Slot : head >= k ~> cur >= k

(* For witnesses. *)
NeverUnknownAndAnswered == ~(passed # {} /\ answer.min = N)
NeverRestartedAndDone == ~(budget.crashes = 0 /\ cur = N)
=============================================================================
