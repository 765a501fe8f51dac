----------------------------- MODULE MtorGossip -----------------------------
(***************************************************************************)
(* How the intents of MTOR FLATNET spread: algorithm 3.1.                  *)
(*                                                                         *)
(* Claims: MTR-012 to MTR-014, MTR-023; flaws FM-04 and FM-08.             *)
(*                                                                         *)
(* published: whoever gets an intent appends it to its log, sends it to    *)
(*   every neighbour whose log does not have it at that moment (the        *)
(*   algorithm reads the log of another node), and updates its state in a  *)
(*   last step. Signatures are not checked: the listing of verify is true. *)
(* repaired: whoever has an intent ignores it; log and state change in one *)
(*   step; it is sent on to all neighbours but the one it has come from,   *)
(*   and a node that lacks one asks a neighbour that has it (Pull). What   *)
(*   is forged is dropped.                                                 *)
(*                                                                         *)
(* Bounds: the set of intents; MaxLosses and MaxCrashes are budgets.       *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Nodes,       \* the nodes
    Links,       \* the sets of two nodes that are neighbours
    Intents,     \* what is issued, each by its origin and once
    Origin,      \* the node that an intent is of
    Forged,      \* intents that were never issued: somebody sends them
    MaxLosses,   \* how many messages are lost
    MaxCrashes,  \* how often a node crashes
    Variant      \* "published" or "repaired"

ASSUME /\ Links \subseteq {l \in SUBSET Nodes : Cardinality(l) = 2}
       /\ Origin \in [Intents -> Nodes]
       /\ Intents \cap Forged = {}
       /\ {MaxLosses, MaxCrashes} \subseteq Nat
       /\ Variant \in {"published", "repaired"}

VARIABLES
    issued,  \* the intents that were issued
    log,     \* how often an intent is in the log of a node
    app,     \* how often a node has applied it
    busy,    \* the intents that a node has in its log but is yet to apply: in memory
    net,     \* the messages on their way
    up,      \* which nodes are up
    budget   \* what may still go wrong

vars == <<issued, log, app, busy, net, up, budget>>

All == Intents \cup Forged

Neighbours(v) == {u \in Nodes : {u, v} \in Links}

Message == [from : Nodes, to : Nodes, intent : All]

TypeOK ==
    /\ issued \subseteq Intents
    /\ log \in [Nodes -> [All -> Nat]]
    /\ app \in [Nodes -> [All -> Nat]]
    /\ busy \in [Nodes -> SUBSET All]
    /\ net \subseteq Message
    /\ up \subseteq Nodes
    /\ budget \in [losses : 0..MaxLosses, crashes : 0..MaxCrashes]

Init ==
    /\ issued = {}
    /\ log = [v \in Nodes |-> [i \in All |-> 0]]
    /\ app = [v \in Nodes |-> [i \in All |-> 0]]
    /\ busy = [v \in Nodes |-> {}]
    /\ net = {}
    /\ up = Nodes
    /\ budget = [losses |-> MaxLosses, crashes |-> MaxCrashes]

To(v, i, nodes) == {[from |-> v, to |-> u, intent |-> i] : u \in nodes}

(* What a node does with an intent of `sender` that it has not dropped; `rest` are the other messages. *)
Process(v, i, sender, rest) ==
    /\ log' = [log EXCEPT ![v][i] = @ + 1]
    /\ IF Variant = "published"
       THEN /\ net' = rest \cup To(v, i, {u \in Neighbours(v) : log[u][i] = 0})
            /\ busy' = [busy EXCEPT ![v] = {i}]
            /\ UNCHANGED app
       ELSE /\ net' = rest \cup To(v, i, Neighbours(v) \ {sender})
            /\ app' = [app EXCEPT ![v][i] = @ + 1]
            /\ UNCHANGED busy

Submit(i) ==
    /\ i \notin issued
    /\ Origin[i] \in up
    /\ busy[Origin[i]] = {}
    /\ issued' = issued \cup {i}
    /\ UNCHANGED <<up, budget>>
    /\ Process(Origin[i], i, Origin[i], net)

Drops(v, i) == Variant = "repaired" /\ (log[v][i] > 0 \/ i \in Forged)

Recv(v) ==
    /\ v \in up
    /\ busy[v] = {}
    /\ \E m \in net :
         /\ m.to = v
         /\ IF Drops(v, m.intent)
            THEN net' = net \ {m} /\ UNCHANGED <<log, app, busy>>
            ELSE Process(v, m.intent, m.from, net \ {m})
    /\ UNCHANGED <<issued, up, budget>>

(* Published: the last line of the algorithm. *)
Update(v) ==
    /\ v \in up
    /\ \E i \in busy[v] : app' = [app EXCEPT ![v][i] = @ + 1]
    /\ busy' = [busy EXCEPT ![v] = {}]
    /\ UNCHANGED <<issued, log, net, up, budget>>

(* Repaired: a node learns from a summary that a neighbour has what it lacks, and nothing of it is on its way. *)
Pull(v) ==
    /\ Variant = "repaired"
    /\ v \in up
    /\ \E u \in Neighbours(v) \cap up, i \in Intents :
         /\ log[u][i] > 0
         /\ log[v][i] = 0
         /\ \A m \in net : m.to = v => m.intent # i
         /\ net' = net \cup To(u, i, {v})
    /\ UNCHANGED <<issued, log, app, busy, up, budget>>

Inject(i) ==
    /\ \E v \in Nodes : \E u \in Neighbours(v) :
         /\ log[v][i] = 0
         /\ \A m \in net : m.intent # i
         /\ net' = net \cup To(u, i, {v})
    /\ UNCHANGED <<issued, log, app, busy, up, budget>>

Drop ==
    /\ budget.losses > 0
    /\ \E m \in net : net' = net \ {m}
    /\ budget' = [budget EXCEPT !.losses = @ - 1]
    /\ UNCHANGED <<issued, log, app, busy, up>>

Crash(v) ==
    /\ v \in up
    /\ budget.crashes > 0
    /\ up' = up \ {v}
    /\ busy' = [busy EXCEPT ![v] = {}]
    /\ budget' = [budget EXCEPT !.crashes = @ - 1]
    /\ UNCHANGED <<issued, log, app, net>>

Restart(v) ==
    /\ v \notin up
    /\ up' = up \cup {v}
    /\ UNCHANGED <<issued, log, app, busy, net, budget>>

Next ==
    \/ \E i \in Intents : Submit(i)
    \/ \E i \in Forged : Inject(i)
    \/ \E v \in Nodes : Recv(v) \/ Update(v) \/ Pull(v) \/ Crash(v) \/ Restart(v)
    \/ Drop

Fairness == \A v \in Nodes : WF_vars(Recv(v)) /\ WF_vars(Update(v)) /\ WF_vars(Pull(v)) /\ WF_vars(Restart(v))

Spec == Init /\ [][Next]_vars /\ Fairness

---------------------------------------------------------------------------
Store(v) == {i \in All : log[v][i] > 0}

(* M5: at most once in a log, and applied at most once. *)
ExactlyOnce == \A v \in Nodes, i \in All : log[v][i] <= 1 /\ app[v][i] <= 1

(* What a node is not working on is applied as often as it is in its log. *)
Applied == \A v \in Nodes, i \in All : i \notin busy[v] => log[v][i] = app[v][i]

(* M9: nothing is in a store that was not issued. *)
NoForge == \A v \in Nodes : Store(v) \subseteq issued

(* M3: the stores are equal in the end, as there is an end of new intents. *)
SetConvergence == <>[](\A u, v \in Nodes : Store(u) = Store(v))

(* M4: what is issued reaches every node. *)
Delivery == \A i \in Intents : i \in issued ~> \A v \in Nodes : log[v][i] > 0

(* For witnesses. *)
NeverAllEverywhere == ~(\A v \in Nodes : Store(v) = Intents) \/ net # {}
NeverDuplicateAtReceiver == ~\E m \in net : log[m.to][m.intent] > 0
NeverLostAndDelivered == ~(budget.losses = 0 /\ budget.crashes = 0 /\ \A v \in Nodes : Store(v) = Intents)
=============================================================================
