---------------------------- MODULE PhoenixStore ----------------------------
(***************************************************************************)
(* From a commit certificate to what a client is shown: the stores of the  *)
(* replicas, what they anchor, and what is durable after all: operator     *)
(* Phoenix, invariant S2 of the Nocturne paper.                            *)
(*                                                                         *)
(* Claims: NOC-021, NOC-038; flaw FN-12.                                   *)
(*                                                                         *)
(* Every ledger is a prefix of one sequence of events (that this is so is  *)
(* the matter of XavierPBFT), so that a ledger is its length.              *)
(*                                                                         *)
(* published: a store acknowledges what is in its cache, the replica takes *)
(*   the event for committed, and shows it at once; what was shown is      *)
(*   final when it is old enough, that is at any time.                     *)
(* repaired: a store acknowledges what is on disk; then the replica sends  *)
(*   its ANCHOR. A client shows an event on F + 1 ANCHORs, and as final on *)
(*   Q. A lying store acknowledges from its cache, and may lose the tail   *)
(*   of its disk; a liar anchors everything. Together they are at most F.  *)
(*                                                                         *)
(* showFirst: the published replica, that does not wait for its store.     *)
(*                                                                         *)
(* Bounds: the number of events; MaxCrashes is a budget.                   *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Correct,      \* the replicas that follow the protocol
    LyingStores,  \* those of them whose stores do not
    Liars,        \* how many other replicas there are
    F,            \* for how many of both the protocol is made
    Q,            \* the quorum
    MaxEvents,    \* how many events are decided
    MaxCrashes,   \* how often a replica crashes, in all
    Variant       \* "published", "repaired" or "showFirst"

ASSUME /\ LyingStores \subseteq Correct
       /\ {Liars, F, Q, MaxEvents, MaxCrashes} \subseteq Nat
       /\ Variant \in {"published", "repaired", "showFirst"}

VARIABLES
    certs,       \* how many events have a commit certificate
    cache,       \* how many of them a replica has written to its store
    disk,        \* how many of these are on disk
    anchored,    \* how many were acknowledged, and anchored by that
    shown,       \* how many a client is shown
    shownFinal,  \* how many it is shown as final
    up,          \* which replicas are up
    crashes      \* how many crashes there may be yet

vars == <<certs, cache, disk, anchored, shown, shownFinal, up, crashes>>

n == Cardinality(Correct) + Liars

Height == 0..MaxEvents

TypeOK ==
    /\ certs \in Height
    /\ {cache, disk, anchored} \subseteq [Correct -> Height]
    /\ \A r \in Correct : disk[r] <= cache[r] /\ cache[r] <= certs
    /\ {shown, shownFinal} \subseteq Height
    /\ up \subseteq Correct
    /\ crashes \in 0..MaxCrashes

Init ==
    /\ certs = 0
    /\ cache = [r \in Correct |-> 0]
    /\ disk = [r \in Correct |-> 0]
    /\ anchored = [r \in Correct |-> 0]
    /\ shown = 0
    /\ shownFinal = 0
    /\ up = Correct
    /\ crashes = MaxCrashes

Decide ==
    /\ certs < MaxEvents
    /\ certs' = certs + 1
    /\ UNCHANGED <<cache, disk, anchored, shown, shownFinal, up, crashes>>

(* The replica issues the write of the next event: the first one of its ledger that is not there, after a crash. *)
Persist(r) ==
    /\ r \in up
    /\ cache[r] < certs
    /\ cache' = [cache EXCEPT ![r] = @ + 1]
    /\ UNCHANGED <<certs, disk, anchored, shown, shownFinal, up, crashes>>

(* The next event reaches the disk, whether the replica is up or not is all the same to the store. *)
Flush(r) ==
    /\ disk[r] < cache[r]
    /\ disk' = [disk EXCEPT ![r] = @ + 1]
    /\ UNCHANGED <<certs, cache, anchored, shown, shownFinal, up, crashes>>

Acknowledged(r, height) ==
    /\ r \in up
    /\ anchored[r] < height
    /\ anchored' = [anchored EXCEPT ![r] = height]
    /\ UNCHANGED <<certs, cache, disk, shown, shownFinal, up, crashes>>

(* The store says that it has what is on its disk. *)
Anchor(r) == Acknowledged(r, disk[r])

(* The store says that it has what is in its cache. *)
CacheAck(r) ==
    /\ Variant # "repaired" \/ r \in LyingStores
    /\ Acknowledged(r, cache[r])

(* A lying store loses the last of what it had. *)
Truncate(r) ==
    /\ r \in LyingStores
    /\ disk[r] > 0
    /\ disk' = [disk EXCEPT ![r] = @ - 1]
    /\ cache' = [cache EXCEPT ![r] = disk[r] - 1]
    /\ UNCHANGED <<certs, anchored, shown, shownFinal, up, crashes>>

Crash(r) ==
    /\ r \in up
    /\ crashes > 0
    /\ up' = up \ {r}
    /\ cache' = [cache EXCEPT ![r] = disk[r]]
    /\ crashes' = crashes - 1
    /\ UNCHANGED <<certs, disk, anchored, shown, shownFinal>>

Restart(r) ==
    /\ r \notin up
    /\ up' = up \cup {r}
    /\ UNCHANGED <<certs, cache, disk, anchored, shown, shownFinal, crashes>>

(* How many replicas say that they have that many events. *)
Anchors(height) == Liars + Cardinality({r \in Correct : anchored[r] >= height})

Show ==
    /\ shown < MaxEvents
    /\ CASE Variant = "published" -> \E r \in up : anchored[r] > shown
         [] Variant = "showFirst" -> certs > shown /\ up # {}
         [] Variant = "repaired" -> Anchors(shown + 1) >= F + 1
    /\ shown' = shown + 1
    /\ UNCHANGED <<certs, cache, disk, anchored, shownFinal, up, crashes>>

ShowFinal ==
    /\ shownFinal < shown
    /\ Variant = "repaired" => Anchors(shownFinal + 1) >= Q
    /\ shownFinal' = shownFinal + 1
    /\ UNCHANGED <<certs, cache, disk, anchored, shown, up, crashes>>

Next ==
    \/ Decide
    \/ Show
    \/ ShowFinal
    \/ \E r \in Correct : \/ Persist(r) \/ Flush(r) \/ Anchor(r) \/ CacheAck(r)
                          \/ Truncate(r) \/ Crash(r) \/ Restart(r)

Fairness ==
    /\ WF_vars(Show)
    /\ WF_vars(ShowFinal)
    /\ \A r \in Correct : WF_vars(Persist(r)) /\ WF_vars(Flush(r)) /\ WF_vars(Anchor(r)) /\ WF_vars(Restart(r))

Spec == Init /\ [][Next]_vars /\ Fairness

---------------------------------------------------------------------------
Sound == Correct \ LyingStores

Stored(replicas, height) == Cardinality({r \in replicas : disk[r] >= height})

(* The published formula: what is visible is committed, if the word of a store is enough. *)
S2_pub == shown > 0 => \E r \in Correct : anchored[r] >= shown

(* What a client is shown is durable with a correct replica. *)
S2 == shown > 0 => Stored(Sound, shown) > 0

(* What it is shown as final is durable with Q - F correct replicas. *)
S2f == shownFinal > 0 => Stored(Sound, shownFinal) >= Q - F

(* It is in the ledgers of any Q replicas together, whatever has happened since. *)
Durability == shownFinal > 0 => Stored(Correct, shownFinal) > n - Q

(* All that is decided is final in the end. *)
Finalises == \A k \in 1..MaxEvents : certs >= k ~> shownFinal >= k

(* For witnesses. *)
NeverFinalOnAll == ~(shownFinal = MaxEvents /\ crashes = 0 /\ up = Correct)
NeverLostAndFinal == ~(shownFinal > 0 /\ \E r \in LyingStores : disk[r] < anchored[r] /\ cache[r] < shownFinal)
=============================================================================
