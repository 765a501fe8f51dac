----------------------------- MODULE WritePath ------------------------------
(***************************************************************************)
(* The steps of one gateway from a command to its broadcast, with crashes  *)
(* between them: which order of these steps leaves every record with what  *)
(* verifies it.                                                            *)
(*                                                                         *)
(* Claims: NOC-023, NOC-038, NOC-089; flaw FN-11.                          *)
(*                                                                         *)
(* published: section 8.1, validate, persist, sign, broadcast. What a      *)
(*   store has is immutable, and a command that is there already is a      *)
(*   duplicate: a record that a crash has left unsigned stays unsigned.    *)
(* appendixB: the other order of the paper, validate, sign, persist,       *)
(*   broadcast; after a crash nobody remembers what is to be broadcast.    *)
(* repaired: order makes a certificate of signatures, persist stores the   *)
(*   record with it, sign makes the ANCHOR of a durable record, broadcast; *)
(*   after a crash all that is certified is anchored and broadcast again.  *)
(* signOnRestart: the published order, but what is found unsigned after a  *)
(*   crash is signed then: whoever can write to the store gets his records *)
(*   signed.                                                               *)
(* broadcastFirst: the published order with the broadcast at its head.     *)
(*                                                                         *)
(* Bounds: the set of commands; MaxCrashes is a budget.                    *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANTS
    Commands,    \* what clients submit, again and again until it is in the store
    Forgeries,   \* what somebody puts into the store who has access to it
    MaxCrashes,  \* how often the gateway crashes
    Variant      \* "published", "appendixB", "repaired", "signOnRestart" or "broadcastFirst"

ASSUME /\ Commands \cap Forgeries = {}
       /\ MaxCrashes \in Nat
       /\ Variant \in {"published", "appendixB", "repaired", "signOnRestart", "broadcastFirst"}

VARIABLES
    pc,       \* how many steps of a command are done: in memory, and lost in a crash
    record,   \* what the store has of it: whether it is committed, and what it is signed by
    shown,    \* the commands that were broadcast
    up,       \* whether the gateway runs
    crashes   \* how often it may crash yet

vars == <<pc, record, shown, up, crashes>>

All == Commands \cup Forgeries

Steps ==
    CASE Variant \in {"published", "signOnRestart"} -> <<"validate", "persist", "sign", "broadcast">>
      [] Variant = "appendixB" -> <<"validate", "sign", "persist", "broadcast">>
      [] Variant = "repaired" -> <<"validate", "order", "persist", "sign", "broadcast">>
      [] Variant = "broadcastFirst" -> <<"validate", "broadcast", "persist", "sign">>

IsDone(c, step) == \E i \in 1..pc[c] : Steps[i] = step

(* The number of steps before the one of that name. *)
Before(step) == (CHOOSE i \in 1..Len(Steps) : Steps[i] = step) - 1

InFlight(c) == pc[c] \in 1..(Len(Steps) - 1)

TypeOK ==
    /\ pc \in [All -> 0..Len(Steps)]
    /\ record \in [All -> [committed : BOOLEAN, signed : BOOLEAN, anchored : BOOLEAN]]
    /\ shown \subseteq Commands
    /\ up \in BOOLEAN
    /\ crashes \in 0..MaxCrashes

Init ==
    /\ pc = [c \in All |-> 0]
    /\ record = [c \in All |-> [committed |-> FALSE, signed |-> FALSE, anchored |-> FALSE]]
    /\ shown = {}
    /\ up = TRUE
    /\ crashes = MaxCrashes

Due(c, step) ==
    /\ up
    /\ pc[c] < Len(Steps)
    /\ Steps[pc[c] + 1] = step
    /\ pc' = [pc EXCEPT ![c] = @ + 1]

(* A client has submitted the command; one that the store has is dropped as a duplicate. *)
Validate(c) ==
    /\ ~record[c].committed
    /\ Due(c, "validate")
    /\ UNCHANGED <<record, shown, up, crashes>>

Order(c) ==
    /\ Due(c, "order")
    /\ UNCHANGED <<record, shown, up, crashes>>

(* The record takes with it the signatures that there are by now. *)
Persist(c) ==
    /\ Due(c, "persist")
    /\ record' = [record EXCEPT ![c].committed = TRUE, ![c].signed = IsDone(c, "sign") \/ IsDone(c, "order")]
    /\ UNCHANGED <<shown, up, crashes>>

Sign(c) ==
    /\ Due(c, "sign")
    /\ record' = CASE Variant = "repaired" -> [record EXCEPT ![c].anchored = TRUE]
                   [] Variant = "appendixB" -> record
                   [] OTHER -> [record EXCEPT ![c].signed = TRUE]
    /\ UNCHANGED <<shown, up, crashes>>

Broadcast(c) ==
    /\ Due(c, "broadcast")
    /\ shown' = shown \cup {c}
    /\ UNCHANGED <<record, up, crashes>>

Forge(c) ==
    /\ ~record[c].committed
    /\ record' = [record EXCEPT ![c].committed = TRUE]
    /\ UNCHANGED <<pc, shown, up, crashes>>

Crash ==
    /\ up
    /\ crashes > 0
    /\ up' = FALSE
    /\ crashes' = crashes - 1
    /\ pc' = [c \in All |-> 0]
    /\ UNCHANGED <<record, shown>>

Restart ==
    /\ ~up
    /\ up' = TRUE
    /\ record' = IF Variant = "signOnRestart"
                 THEN [c \in All |-> [record[c] EXCEPT !.signed = record[c].committed]]
                 ELSE record
    /\ pc' = [c \in All |-> IF Variant = "repaired" /\ record[c].committed /\ record[c].signed
                            THEN Before("sign")
                            ELSE 0]
    /\ UNCHANGED <<shown, crashes>>

Proceed(c) == Validate(c) \/ Order(c) \/ Persist(c) \/ Sign(c) \/ Broadcast(c)

Next ==
    \/ \E c \in Commands : Proceed(c)
    \/ \E c \in Forgeries : Forge(c)
    \/ Crash
    \/ Restart

Spec == Init /\ [][Next]_vars /\ WF_vars(Restart) /\ \A c \in Commands : WF_vars(Proceed(c))

---------------------------------------------------------------------------
(* What the gateway is not working on is verifiable. *)
Verifiable == \A c \in Commands : record[c].committed /\ ~InFlight(c) => record[c].signed

(* What is visible is verifiable. *)
ShownVerifiable == \A c \in shown : record[c].signed

S2 == \A c \in shown : record[c].committed

(* Nothing is signed that no client has submitted. *)
Authentic == \A c \in Forgeries : ~record[c].signed

(* Of what is visible a replica has said, in an ANCHOR, that it is durable: the paper has nothing like that. *)
ShownAnchored == \A c \in shown : record[c].anchored

(* What is committed is shown in the end. *)
ShownInTheEnd == \A c \in Commands : record[c].committed ~> c \in shown

(* For witnesses. *)
NeverAllShownAfterCrashes == ~(crashes = 0 /\ shown = Commands)
NeverForgedAndShown == ~(shown # {} /\ \E c \in Forgeries : record[c].committed)
=============================================================================
