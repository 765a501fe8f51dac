------------------------------ MODULE Teleport ------------------------------
(***************************************************************************)
(* Moving state from one node to another: operator Nightcrawler, invariant *)
(* I1 of the Nocturne paper.                                               *)
(*                                                                         *)
(* Claims: NOC-002, NOC-056 to NOC-061; flaw FN-08 (a) to (g).             *)
(*                                                                         *)
(* published: the listing of section 6.1, a step for each of its locks.    *)
(*   Read the state of the source under a guard that is dropped at once,   *)
(*   Write it over the state of the target, Log a proof of (state, time).  *)
(*   The source keeps its state; the proof names neither operation nor     *)
(*   target, so whoever holds it can present it elsewhere (Replay).        *)
(* repaired: a teleport is a command on one object that names the object,  *)
(*   its source, its target and the version it expects; the ledger judges  *)
(*   it in one step (Judge) and keeps the operations it has judged.        *)
(*                                                                         *)
(* In both, holders write to their objects meanwhile (Update), whoever     *)
(* executes a teleport may crash between two of its steps (Crash), and a   *)
(* client that has no reply asks again (Retry).                            *)
(*                                                                         *)
(* Bounds: all of them are budgets of the environment, MaxUpdates,         *)
(* MaxRetries and MaxReplays.                                              *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS
    Nodes,        \* the nodes between which state moves
    Objects,      \* what the state of a node consists of
    Ops,          \* the teleports that are asked for
    Home,         \* the node at which an object is in the beginning
    MaxUpdates,   \* how often a holder writes to an object, in all
    MaxRetries,   \* how often a client asks again, in all
    MaxReplays,   \* how often a proof is presented again, in all
    Variant       \* "published" or "repaired"

ASSUME /\ Home \in [Objects -> Nodes]
       /\ Cardinality(Nodes) >= 2
       /\ {MaxUpdates, MaxRetries, MaxReplays} \subseteq Nat
       /\ Variant \in {"published", "repaired"}

VARIABLES
    holds,     \* the state of a node: the objects it has, each with the number of its version
    pc,        \* where the execution of an operation is
    request,   \* what an operation moves, and what it has read; None before it has begun
    log,       \* the proofs, or events, in their order
    applied,   \* how often the operation has changed the state of its target
    effects,   \* everything that has changed a state, in that order: a history, for Serialisable
    budget     \* how often the environment may still do what it does

vars == <<holds, pc, request, log, applied, effects, budget>>

None == [none |-> TRUE]

Copy == [object : Objects, version : Nat]

Request == [from : Nodes, to : Nodes, object : Objects, read : SUBSET Copy]

(* What a transaction does to the states of all nodes, in one step. *)
Effect(t, states) ==
    CASE t.kind = "update" ->
           [states EXCEPT ![t.node] = {IF c.object = t.object THEN [c EXCEPT !.version = @ + 1] ELSE c : c \in @}]
      [] t.kind = "overwrite" -> [states EXCEPT ![t.to] = states[t.from]]
      [] t.kind = "replay" -> [states EXCEPT ![t.to] = t.state]
      [] t.kind = "move" ->
           LET moved == {c \in states[t.from] : c.object = t.object}
           IN [states EXCEPT ![t.from] = @ \ moved,
                             ![t.to] = @ \cup {[c EXCEPT !.version = @ + 1] : c \in moved}]

Initially == [n \in Nodes |-> {[object |-> x, version |-> 0] : x \in {y \in Objects : Home[y] = n}}]

TypeOK ==
    /\ holds \in [Nodes -> SUBSET [object : Objects, version : 0..(MaxUpdates + Cardinality(Ops))]]
    /\ pc \in [Ops -> {"idle", "read", "written", "done", "refused", "crashed"}]
    /\ \A o \in Ops : IF pc[o] \in {"read", "written"}
                      THEN /\ DOMAIN request[o] = {"from", "to", "object", "read"}
                           /\ request[o].from \in Nodes
                           /\ request[o].to \in Nodes \ {request[o].from}
                           /\ request[o].object \in Objects
                      ELSE TRUE
    /\ \A i \in 1..Len(log) : log[i].op \in Ops /\ log[i].to \in Nodes
    /\ applied \in [Ops -> 0..(1 + MaxRetries + MaxReplays)]
    /\ budget \in [updates : 0..MaxUpdates, retries : 0..MaxRetries, replays : 0..MaxReplays]

Init ==
    /\ holds = Initially
    /\ pc = [o \in Ops |-> "idle"]
    /\ request = [o \in Ops |-> None]
    /\ log = <<>>
    /\ applied = [o \in Ops |-> 0]
    /\ effects = <<>>
    /\ budget = [updates |-> MaxUpdates, retries |-> MaxRetries, replays |-> MaxReplays]

(***************************************************************************)
(* An operation begins. Published, it copies the whole state of its        *)
(* source; repaired, its client notes the version it expects. An operation *)
(* that is asked for again asks for the same.                              *)
(***************************************************************************)
Read(o) ==
    /\ pc[o] = "idle"
    /\ \E from \in Nodes, to \in Nodes, x \in Objects :
         /\ from # to
         /\ \E c \in holds[from] : c.object = x
         /\ request[o] # None => <<request[o].from, request[o].to, request[o].object>> = <<from, to, x>>
         /\ request' = [request EXCEPT ![o] = [from |-> from, to |-> to, object |-> x, read |-> holds[from]]]
    /\ pc' = [pc EXCEPT ![o] = "read"]
    /\ UNCHANGED <<holds, log, applied, effects, budget>>

---------------------------------------------------------------------------
(* Published: two steps more. *)

Write(o) ==
    /\ Variant = "published"
    /\ pc[o] = "read"
    /\ holds' = [holds EXCEPT ![request[o].to] = request[o].read]
    /\ pc' = [pc EXCEPT ![o] = "written"]
    /\ applied' = [applied EXCEPT ![o] = @ + 1]
    /\ effects' = Append(effects, [kind |-> "overwrite", from |-> request[o].from, to |-> request[o].to])
    /\ UNCHANGED <<request, log, budget>>

Log(o) ==
    /\ Variant = "published"
    /\ pc[o] = "written"
    /\ log' = Append(log, [op |-> o, to |-> request[o].to, state |-> request[o].read])
    /\ pc' = [pc EXCEPT ![o] = "done"]
    /\ UNCHANGED <<holds, request, applied, effects, budget>>

(* A proof covers a state and a time: any node takes the state that comes with it. *)
Replay ==
    /\ Variant = "published"
    /\ budget.replays > 0
    /\ \E i \in 1..Len(log), n \in Nodes :
         /\ n # log[i].to
         /\ holds' = [holds EXCEPT ![n] = log[i].state]
         /\ applied' = [applied EXCEPT ![log[i].op] = @ + 1]
         /\ effects' = Append(effects, [kind |-> "replay", to |-> n, state |-> log[i].state])
    /\ budget' = [budget EXCEPT !.replays = @ - 1]
    /\ UNCHANGED <<pc, request, log>>

---------------------------------------------------------------------------
(* Repaired: one step, which answers what has been judged before with what was judged then. *)

Judged(o) == \E i \in 1..Len(log) : log[i].op = o

Expected(o) == {c \in request[o].read : c.object = request[o].object}

Judge(o) ==
    /\ Variant = "repaired"
    /\ pc[o] = "read"
    /\ IF Judged(o)
       THEN /\ pc' = [pc EXCEPT ![o] = "done"]
            /\ UNCHANGED <<holds, log, applied, effects>>
       ELSE IF Expected(o) \subseteq holds[request[o].from]
       THEN LET t == [kind |-> "move", from |-> request[o].from, to |-> request[o].to, object |-> request[o].object]
            IN /\ holds' = Effect(t, holds)
               /\ log' = Append(log, [op |-> o, to |-> request[o].to, state |-> Expected(o)])
               /\ applied' = [applied EXCEPT ![o] = @ + 1]
               /\ effects' = Append(effects, t)
               /\ pc' = [pc EXCEPT ![o] = "done"]
       ELSE /\ pc' = [pc EXCEPT ![o] = "refused"]
            /\ UNCHANGED <<holds, log, applied, effects>>
    /\ UNCHANGED <<request, budget>>

---------------------------------------------------------------------------
(* The environment. *)

Update ==
    /\ budget.updates > 0
    /\ \E n \in Nodes : \E c \in holds[n] :
         LET t == [kind |-> "update", node |-> n, object |-> c.object]
         IN /\ holds' = Effect(t, holds)
            /\ effects' = Append(effects, t)
    /\ budget' = [budget EXCEPT !.updates = @ - 1]
    /\ UNCHANGED <<pc, request, log, applied>>

Crash(o) ==
    /\ pc[o] \in {"read", "written"}
    /\ pc' = [pc EXCEPT ![o] = "crashed"]
    /\ UNCHANGED <<holds, request, log, applied, effects, budget>>

(* No reply has come: of a crash, or because it was lost. *)
Retry(o) ==
    /\ budget.retries > 0
    /\ pc[o] \in {"crashed", "done"}
    /\ pc' = [pc EXCEPT ![o] = "idle"]
    /\ budget' = [budget EXCEPT !.retries = @ - 1]
    /\ UNCHANGED <<holds, request, log, applied, effects>>

Proceed(o) == Write(o) \/ Log(o) \/ Judge(o)

Next ==
    \/ \E o \in Ops : Read(o) \/ Proceed(o) \/ Crash(o) \/ Retry(o)
    \/ Update
    \/ Replay

Spec == Init /\ [][Next]_vars /\ \A o \in Ops : WF_vars(Proceed(o))

---------------------------------------------------------------------------
(* An operation that is over has changed the target if and only if there is one proof of it. *)

Proofs(o) == Cardinality({i \in 1..Len(log) : log[i].op = o})

InFlight(o) == pc[o] \in {"read", "written"}

Logged == \A o \in Ops : ~InFlight(o) /\ applied[o] > 0 => Proofs(o) > 0

UniqueProof == \A o \in Ops : Proofs(o) <= 1

I1 == Logged /\ UniqueProof

NoDoubleTeleport == \A o \in Ops : applied[o] <= 1

(* Every object is in one place. *)
Conservation ==
    \A x \in Objects : Cardinality({p \in Nodes \X (UNION {holds[n] : n \in Nodes}) :
                                        p[2] \in holds[p[1]] /\ p[2].object = x}) = 1

(* What an operation writes is what its source has when it does. *)
Taken(o) == IF Variant = "published" THEN request[o].read ELSE Expected(o)

Fresh == [][\A o \in Ops : applied'[o] > applied[o] => Taken(o) \subseteq holds[request[o].from]]_vars

(* The state of a node changes by a write to it, or by an operation from it or to it that is proceeding. *)
Frame ==
    [][\A n \in Nodes : holds'[n] # holds[n] =>
          \/ budget'.updates < budget.updates
          \/ \E o \in Ops : pc[o] = "read" /\ pc'[o] # "read" /\ n \in {request[o].from, request[o].to}]_vars

(* Some order of all that has had an effect, one after the other, leads to the states there are. *)
Permutations(n) == {p \in [1..n -> 1..n] : \A i, j \in 1..n : i # j => p[i] # p[j]}

RECURSIVE Run(_, _, _)
Run(p, i, states) == IF i > Len(effects) THEN states ELSE Run(p, i + 1, Effect(effects[p[i]], states))

Serialisable == \E p \in Permutations(Len(effects)) : Run(p, 1, Initially) = holds

(* What is being executed is done, refused or crashed in the end. *)
Settles == \A o \in Ops : InFlight(o) ~> ~InFlight(o)

(* For witnesses: what can be reached. *)
NeverRefused == \A o \in Ops : pc[o] # "refused"
NeverAskedTwice == \A o \in Ops : ~(pc[o] = "read" /\ Proofs(o) > 0)
NeverAllDone == \E o \in Ops : pc[o] # "done"
=============================================================================
