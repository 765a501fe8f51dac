-------------------------------- MODULE Raft --------------------------------
(***************************************************************************)
(* Raft: leader election and log replication, messages as a set, and       *)
(* members that do not change.                                             *)
(*                                                                         *)
(* Source: Ongaro and Ousterhout, In search of an understandable consensus *)
(* algorithm (USENIX ATC 2014), whose figure 3 has the properties; Ongaro, *)
(* Consensus: bridging theory and practice (2014), chapter 3.              *)
(*                                                                         *)
(* Messages that were sent stay, so that they are lost, repeated and late  *)
(* in every way, until nobody can act on them any more: whoever is in a    *)
(* later term ignores them. A leader sends at once whatever it may send,   *)
(* one entry in each message, as what is lost need not be received; that   *)
(* it finds out what a follower lacks (nextIndex) is therefore left out,   *)
(* and so are answers that say no. The commit index goes out by            *)
(* heartbeats, messages without an entry. An entry is its term alone: with *)
(* its index that tells it from all others, as a leader writes an index    *)
(* once.                                                                   *)
(*                                                                         *)
(* A server that restarts is a follower, and keeps its term, its vote and  *)
(* its log; it keeps its commit index, too, so that properties speak of    *)
(* all that was ever committed.                                            *)
(*                                                                         *)
(* raft: the protocol.                                                     *)
(* commitsOldTerms: a leader commits what a majority has, of whatever term *)
(*   (section 5.4.2).                                                      *)
(* volatileVote: a restart forgets the vote.                               *)
(* noLogCheck: a vote does not look at the candidate's log (5.4.1).        *)
(* noConsistencyCheck: a follower does not look at the entry before (5.3). *)
(*                                                                         *)
(* Bounds: Servers; MaxTimeouts, how often one of them becomes a           *)
(* candidate; MaxEntries, how many entries a log has. Start: "nothing", or *)
(* "figure8", where all have voted for server 1 in term 1, and it has      *)
(* written an entry, which is (a) in that figure.                          *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Servers,      \* how many servers there are
    MaxTimeouts,  \* how often a server becomes a candidate, all of them together
    MaxEntries,   \* how many entries a log has at most
    Variant,
    Start

ASSUME /\ {Servers, MaxTimeouts, MaxEntries} \subseteq Nat \ {0}
       /\ Variant \in {"raft", "commitsOldTerms", "volatileVote", "noLogCheck", "noConsistencyCheck"}
       /\ Start \in {"nothing", "figure8"}

VARIABLES
    currentTerm,  \* of each server its term
    state,        \* "follower", "candidate" or "leader"
    votedFor,     \* whom it has voted for in its term, or Nobody
    log,          \* its log: the terms of the entries
    commitIndex,  \* up to where it knows its log to be committed
    messages,     \* what was sent, and can still be acted on
    timeouts      \* how many timeouts there were

vars == <<currentTerm, state, votedFor, log, commitIndex, messages, timeouts>>

Server == 1..Servers
Nobody == 0
Terms == 1..(MaxTimeouts + IF Start = "figure8" THEN 1 ELSE 0)
Indices == 1..MaxEntries

TermAt(l, i) == IF i \in 1..Len(l) THEN l[i] ELSE 0
LastTerm(l) == TermAt(l, Len(l))
Prefix(l, i) == SubSeq(l, 1, IF i < Len(l) THEN i ELSE Len(l))
Max(a, b) == IF a > b THEN a ELSE b
IsQuorum(s) == 2 * Cardinality(s) > Servers

Message ==
    [type : {"RequestVote"}, term : Terms, from : Server, lastTerm : Terms \cup {0}, lastIndex : Indices \cup {0}]
    \cup [type : {"Vote"}, term : Terms, from : Server, to : Server]
    \cup [type : {"AppendEntries"}, term : Terms, from : Server, prevIndex : Indices \cup {0},
          prevTerm : Terms \cup {0}, entry : Terms]
    \cup [type : {"Appended"}, term : Terms, from : Server, to : Server, matchIndex : Indices]
    \cup [type : {"Heartbeat"}, term : Terms, from : Server, prevIndex : Indices, prevTerm : Terms]

TypeOK ==
    /\ currentTerm \in [Server -> Terms \cup {0}]
    /\ state \in [Server -> {"follower", "candidate", "leader"}]
    /\ votedFor \in [Server -> Server \cup {Nobody}]
    /\ \A i \in Server : Len(log[i]) <= MaxEntries /\ \A k \in 1..Len(log[i]) : log[i][k] \in Terms
    /\ \A i \in Server : commitIndex[i] \in 0..Len(log[i])
    /\ messages \subseteq Message
    /\ timeouts \in 0..MaxTimeouts

(* The message by which leader i sends the entry k of a log. *)
AppendEntries(i, l, k) ==
    [type |-> "AppendEntries", term |-> currentTerm[i], from |-> i,
     prevIndex |-> k - 1, prevTerm |-> TermAt(l, k - 1), entry |-> l[k]]

Init ==
    /\ votedFor = [i \in Server |-> IF Start = "figure8" THEN 1 ELSE Nobody]
    /\ currentTerm = [i \in Server |-> IF Start = "figure8" THEN 1 ELSE 0]
    /\ state = [i \in Server |-> IF Start = "figure8" /\ i = 1 THEN "leader" ELSE "follower"]
    /\ log = [i \in Server |-> IF Start = "figure8" /\ i = 1 THEN <<1>> ELSE <<>>]
    /\ commitIndex = [i \in Server |-> 0]
    /\ messages = IF Start = "figure8" THEN {AppendEntries(1, <<1>>, 1)} ELSE {}
    /\ timeouts = 0

(* Whether somebody can still act on a message, given the terms and the states of all. *)
IsLive(m, term, role) ==
    CASE m.type = "Vote" -> term[m.to] = m.term /\ role[m.to] = "candidate"
      [] m.type = "Appended" -> term[m.to] = m.term /\ role[m.to] = "leader"
      [] OTHER -> \E j \in Server \ {m.from} : term[j] <= m.term

Send(ms) == messages' = {m \in messages \cup ms : IsLive(m, currentTerm', state')}

---------------------------------------------------------------------------
(* What a server does by itself. *)

Timeout(i) ==
    /\ state[i] # "leader"
    /\ timeouts < MaxTimeouts
    /\ timeouts' = timeouts + 1
    /\ currentTerm' = [currentTerm EXCEPT ![i] = @ + 1]
    /\ state' = [state EXCEPT ![i] = "candidate"]
    /\ votedFor' = [votedFor EXCEPT ![i] = i]
    /\ UNCHANGED <<log, commitIndex>>
    /\ Send({[type |-> "RequestVote", term |-> currentTerm[i] + 1, from |-> i,
              lastTerm |-> LastTerm(log[i]), lastIndex |-> Len(log[i])]})

Votes(i) == {i} \cup {m.from : m \in {v \in messages : v.type = "Vote" /\ v.to = i /\ v.term = currentTerm[i]}}

BecomeLeader(i) ==
    /\ state[i] = "candidate"
    /\ IsQuorum(Votes(i))
    /\ state' = [state EXCEPT ![i] = "leader"]
    /\ UNCHANGED <<currentTerm, votedFor, log, commitIndex, timeouts>>
    /\ Send({AppendEntries(i, log[i], k) : k \in 1..Len(log[i])})

ClientRequest(i) ==
    /\ state[i] = "leader"
    /\ Len(log[i]) < MaxEntries
    /\ log' = [log EXCEPT ![i] = Append(@, currentTerm[i])]
    /\ UNCHANGED <<currentTerm, state, votedFor, commitIndex, timeouts>>
    /\ Send({AppendEntries(i, log'[i], Len(log'[i]))})

(* Who has the entry k of leader i, as far as it was told. *)
Holders(i, k) ==
    {i} \cup {m.from : m \in {a \in messages : /\ a.type = "Appended"
                                               /\ a.to = i
                                               /\ a.term = currentTerm[i]
                                               /\ a.matchIndex >= k}}

AdvanceCommitIndex(i) ==
    /\ state[i] = "leader"
    /\ \E k \in (commitIndex[i] + 1)..Len(log[i]) :
         /\ IsQuorum(Holders(i, k))
         /\ Variant # "commitsOldTerms" => log[i][k] = currentTerm[i]
         /\ commitIndex' = [commitIndex EXCEPT ![i] = k]
         /\ UNCHANGED <<currentTerm, state, votedFor, log, timeouts>>
         /\ Send({[type |-> "Heartbeat", term |-> currentTerm[i], from |-> i,
                   prevIndex |-> k, prevTerm |-> log[i][k]]})

Restart(i) ==
    /\ state[i] = "follower" => Variant = "volatileVote" /\ votedFor[i] # Nobody
    /\ state' = [state EXCEPT ![i] = "follower"]
    /\ votedFor' = IF Variant = "volatileVote" THEN [votedFor EXCEPT ![i] = Nobody] ELSE votedFor
    /\ UNCHANGED <<currentTerm, log, commitIndex, timeouts>>
    /\ Send({})

---------------------------------------------------------------------------
(* What server j does by a message, if that changes anything. *)

HandleRequestVote(j, m) ==
    LET isNewer == m.term > currentTerm[j]
        isUpToDate == \/ m.lastTerm > LastTerm(log[j])
                      \/ m.lastTerm = LastTerm(log[j]) /\ m.lastIndex >= Len(log[j])
        grants == /\ isNewer \/ votedFor[j] = Nobody
                  /\ isUpToDate \/ Variant = "noLogCheck"
    IN  /\ m.type = "RequestVote"
        /\ m.from # j
        /\ m.term >= currentTerm[j]
        /\ ~isNewer => grants
        /\ currentTerm' = [currentTerm EXCEPT ![j] = m.term]
        /\ state' = [state EXCEPT ![j] = IF isNewer THEN "follower" ELSE @]
        /\ votedFor' = [votedFor EXCEPT ![j] = IF grants THEN m.from ELSE Nobody]
        /\ UNCHANGED <<log, commitIndex, timeouts>>
        /\ Send(IF grants THEN {[type |-> "Vote", term |-> m.term, from |-> j, to |-> m.from]} ELSE {})

(* What leaders send makes followers of all that are not in a later term. *)
Follow(j, m) ==
    /\ currentTerm' = [currentTerm EXCEPT ![j] = m.term]
    /\ state' = [state EXCEPT ![j] = "follower"]
    /\ votedFor' = [votedFor EXCEPT ![j] = IF m.term > currentTerm[j] THEN Nobody ELSE @]

(* A leader does not listen to another one of its term. *)
MayFollow(j, m) ==
    /\ m.term >= currentTerm[j]
    /\ m.term = currentTerm[j] => state[j] # "leader"

(* Whether j has to follow, whatever comes of it. *)
MustFollow(j, m) == m.term > currentTerm[j] \/ state[j] = "candidate"

HandleAppendEntries(j, m) ==
    LET index == m.prevIndex + 1
        matches == \/ Variant = "noConsistencyCheck"
                   \/ TermAt(log[j], m.prevIndex) = m.prevTerm
        written == CASE ~matches -> log[j]
                     [] matches /\ TermAt(log[j], index) = m.entry -> log[j]
                     [] OTHER -> Append(Prefix(log[j], m.prevIndex), m.entry)
        ack == [type |-> "Appended", term |-> m.term, from |-> j, to |-> m.from, matchIndex |-> index]
        isNews == matches /\ ack \notin messages /\ IsLive(ack, currentTerm, state)
    IN  /\ m.type = "AppendEntries"
        /\ m.from # j
        /\ MayFollow(j, m)
        /\ ~MustFollow(j, m) /\ written = log[j] => isNews
        /\ Follow(j, m)
        /\ log' = [log EXCEPT ![j] = written]
        /\ UNCHANGED <<commitIndex, timeouts>>
        /\ Send(IF isNews THEN {ack} ELSE {})

HandleHeartbeat(j, m) ==
    LET matches == /\ m.prevIndex <= Len(log[j])
                   /\ Variant = "noConsistencyCheck" \/ log[j][m.prevIndex] = m.prevTerm
        index == IF matches THEN Max(commitIndex[j], m.prevIndex) ELSE commitIndex[j]
    IN  /\ m.type = "Heartbeat"
        /\ m.from # j
        /\ MayFollow(j, m)
        /\ ~MustFollow(j, m) => index # commitIndex[j]
        /\ Follow(j, m)
        /\ commitIndex' = [commitIndex EXCEPT ![j] = index]
        /\ UNCHANGED <<log, timeouts>>
        /\ Send({})

Next ==
    \/ \E i \in Server : Timeout(i) \/ BecomeLeader(i) \/ ClientRequest(i) \/ AdvanceCommitIndex(i) \/ Restart(i)
    \/ \E m \in messages, j \in Server : HandleRequestVote(j, m) \/ HandleAppendEntries(j, m) \/ HandleHeartbeat(j, m)

Spec == Init /\ [][Next]_vars

---------------------------------------------------------------------------
(* A term has one leader at most. *)
ElectionSafety ==
    \A i, j \in Server : state[i] = "leader" /\ state[j] = "leader" /\ currentTerm[i] = currentTerm[j] => i = j

(* Logs that have an entry in common are the same up to it. *)
LogMatching ==
    \A i, j \in Server : \A k \in 1..Len(log[i]) :
        TermAt(log[j], k) = log[i][k] => Prefix(log[i], k) = Prefix(log[j], k)

(* What is committed in a term is in the logs of the leaders of later ones. *)
LeaderCompleteness ==
    \A i, j \in Server :
        state[i] = "leader" /\ currentTerm[i] >= currentTerm[j]
        => Prefix(log[i], commitIndex[j]) = Prefix(log[j], commitIndex[j])

(* No two servers commit different entries at an index. *)
StateMachineSafety ==
    \A i, j \in Server :
        commitIndex[i] <= commitIndex[j] => Prefix(log[i], commitIndex[i]) = Prefix(log[j], commitIndex[i])

(* For witnesses. *)
NeverElected == \A i \in Server : state[i] # "leader"
NeverCommitted == \A i \in Server : commitIndex[i] = 0
NeverCommittedAcrossTerms ==
    \A i \in Server : commitIndex[i] > 1 => TermAt(log[i], 1) = TermAt(log[i], commitIndex[i])
=============================================================================
