--------------------------- MODULE RaftMembership ---------------------------
(***************************************************************************)
(* Raft whose members change one at a time, without messages: an election  *)
(* is a step, and so is what a leader sends to one server.                 *)
(*                                                                         *)
(* Source: Ongaro, Consensus: bridging theory and practice (2014), section *)
(* 4.1, and Bug in single-server membership changes (raft-dev, 2015), for  *)
(* the flaw and the repair; Schultz, Dardik and Tripakis, Design and       *)
(* analysis of a logless dynamic reconfiguration protocol (OPODIS 2021),   *)
(* for elections and replication in a step.                                *)
(*                                                                         *)
(* Each entry has a term and the configuration from it on; a server acts   *)
(* on the last one in its log, committed or not. Votes and                 *)
(* acknowledgements are seen as soon as they are given, only a leader      *)
(* knows what is committed, and who leads may time out, as if it had       *)
(* restarted.                                                              *)
(*                                                                         *)
(* published: a leader may begin a change once the one before it is        *)
(*   committed. A leader of a later term that has committed nothing of its *)
(*   own then changes the same configuration in another way, and           *)
(*   majorities of the two need not meet.                                  *)
(* repaired: it may once an entry of its own term is committed, too.       *)
(*                                                                         *)
(* Bounds: Servers, all of them members at first; MaxTerm; MaxEntries, how *)
(* many entries a log has.                                                 *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Servers,     \* how many servers there are
    MaxTerm,     \* the last term
    MaxEntries,  \* how many entries a log has at most
    Variant      \* "published" or "repaired"

ASSUME /\ {Servers, MaxTerm, MaxEntries} \subseteq Nat \ {0}
       /\ Variant \in {"published", "repaired"}

VARIABLES
    currentTerm,  \* of each server its term
    leads,        \* whether it leads its term
    log,          \* its log: entries [term, members]
    commitIndex   \* up to where it has committed its log

vars == <<currentTerm, leads, log, commitIndex>>

Server == 1..Servers
Entry == [term : 1..MaxTerm, members : SUBSET Server \ {{}}]

TermAt(l, k) == IF k \in 1..Len(l) THEN l[k].term ELSE 0
LastTerm(l) == TermAt(l, Len(l))
Prefix(l, k) == SubSeq(l, 1, IF k < Len(l) THEN k ELSE Len(l))

(* The configuration once the entries up to the index k are all there are. *)
MembersAt(l, k) == CASE k = 0 -> Server [] k \in 1..Len(l) -> l[k].members [] OTHER -> {}
Members(i) == MembersAt(log[i], Len(log[i]))
IsQuorum(s, members) == 2 * Cardinality(s \cap members) > Cardinality(members)

TypeOK ==
    /\ currentTerm \in [Server -> 0..MaxTerm]
    /\ leads \in [Server -> BOOLEAN]
    /\ \A i \in Server : Len(log[i]) <= MaxEntries /\ \A k \in 1..Len(log[i]) : log[i][k] \in Entry
    /\ \A i \in Server : commitIndex[i] \in 0..Len(log[i])

Init ==
    /\ currentTerm = [i \in Server |-> 0]
    /\ leads = [i \in Server |-> FALSE]
    /\ log = [i \in Server |-> <<>>]
    /\ commitIndex = [i \in Server |-> 0]

---------------------------------------------------------------------------
IsUpToDate(i, j) ==
    \/ LastTerm(log[i]) > LastTerm(log[j])
    \/ LastTerm(log[i]) = LastTerm(log[j]) /\ Len(log[i]) >= Len(log[j])

(* A majority of its configuration votes for it, in a term that is new to all of them. *)
BecomeLeader(i) ==
    \E term \in (currentTerm[i] + 1)..MaxTerm : \E voters \in SUBSET Members(i) :
        /\ IsQuorum(voters, Members(i))
        /\ \A j \in voters : currentTerm[j] < term /\ IsUpToDate(i, j)
        /\ currentTerm' = [j \in Server |-> IF j \in voters \cup {i} THEN term ELSE currentTerm[j]]
        /\ leads' = [j \in Server |-> IF j \in voters \cup {i} THEN j = i ELSE leads[j]]
        /\ UNCHANGED <<log, commitIndex>>

Write(i, members) ==
    /\ Len(log[i]) < MaxEntries
    /\ log' = [log EXCEPT ![i] = Append(@, [term |-> currentTerm[i], members |-> members])]
    /\ UNCHANGED <<currentTerm, leads, commitIndex>>

ClientRequest(i) == leads[i] /\ Write(i, Members(i))

MayChange(i) ==
    /\ MembersAt(log[i], commitIndex[i]) = Members(i)
    /\ Variant = "repaired" => TermAt(log[i], commitIndex[i]) = currentTerm[i]

(* One server joins or leaves. *)
ChangeMembers(i) ==
    /\ leads[i]
    /\ MayChange(i)
    /\ \E j \in Server :
         LET members == IF j \in Members(i) THEN Members(i) \ {j} ELSE Members(i) \cup {j}
         IN  members # {} /\ Write(i, members)

(* Leader i sends to another member the first entry of its log that is not there. *)
AppendEntry(i, j) ==
    LET missing == {k \in 1..Len(log[i]) : k > Len(log[j]) \/ log[i][k] # log[j][k]}
        first == CHOOSE k \in missing : \A l \in missing : k <= l
    IN  /\ leads[i]
        /\ j \in Members(i) \ {i}
        /\ currentTerm[j] <= currentTerm[i]
        /\ currentTerm[j] = currentTerm[i] => ~leads[j] /\ missing # {}
        /\ currentTerm' = [currentTerm EXCEPT ![j] = currentTerm[i]]
        /\ leads' = [leads EXCEPT ![j] = FALSE]
        /\ log' = IF missing = {} THEN log
                  ELSE [log EXCEPT ![j] = Append(Prefix(@, first - 1), log[i][first])]
        /\ UNCHANGED commitIndex

(* It commits an entry of its own term that a majority of its configuration has, in its term. *)
AdvanceCommitIndex(i) ==
    /\ leads[i]
    /\ \E k \in (commitIndex[i] + 1)..Len(log[i]) :
         /\ log[i][k].term = currentTerm[i]
         /\ IsQuorum({j \in Server : /\ currentTerm[j] = currentTerm[i]
                                     /\ Prefix(log[j], k) = Prefix(log[i], k)}, Members(i))
         /\ commitIndex' = [commitIndex EXCEPT ![i] = k]
         /\ UNCHANGED <<currentTerm, leads, log>>

Next ==
    \/ \E i \in Server : BecomeLeader(i) \/ ClientRequest(i) \/ ChangeMembers(i) \/ AdvanceCommitIndex(i)
    \/ \E i, j \in Server : AppendEntry(i, j)

Spec == Init /\ [][Next]_vars

---------------------------------------------------------------------------
(* A term has one leader at most. *)
ElectionSafety ==
    \A i, j \in Server : leads[i] /\ leads[j] /\ currentTerm[i] = currentTerm[j] => i = j

(* Logs that have an entry in common are the same up to it; an index and a term tell which one it is. *)
LogMatching ==
    \A i, j \in Server : \A k \in 1..Len(log[i]) :
        TermAt(log[j], k) = log[i][k].term => Prefix(log[i], k) = Prefix(log[j], k)

(* What is committed in a term is in the logs of the leaders of later ones. *)
LeaderCompleteness ==
    \A i, j \in Server :
        leads[i] /\ currentTerm[i] >= currentTerm[j]
        => Prefix(log[i], commitIndex[j]) = Prefix(log[j], commitIndex[j])

(* No two servers commit different entries at an index. *)
StateMachineSafety ==
    \A i, j \in Server :
        commitIndex[i] <= commitIndex[j] => Prefix(log[i], commitIndex[i]) = Prefix(log[j], commitIndex[i])

(* For a witness. *)
NeverChanged == \A i \in Server : MembersAt(log[i], commitIndex[i]) = Server
=============================================================================
