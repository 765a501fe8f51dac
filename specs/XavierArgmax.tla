---------------------------- MODULE XavierArgmax ----------------------------
(***************************************************************************)
(* Choosing the state of greatest utility, and by the smallest hash among  *)
(* equals: the listing of operator Xavier, invariants S5 and I3.           *)
(*                                                                         *)
(* Claims: NOC-003, NOC-044, NOC-045, NOC-069, NOC-072; flaws FN-04 and    *)
(* FN-05.                                                                  *)
(*                                                                         *)
(* A candidate is its hash. Utilities are small numbers; NaN and Inf stand *)
(* for the values of a binary64 that bear these names. A candidate of Byz  *)
(* was made up by a liar, with a utility of ByzUtilities.                  *)
(*                                                                         *)
(* published: a replica resolves the candidates it has seen and decides on *)
(*   the result at once. Nothing says who may make candidates, or that all *)
(*   have seen the same; NaN is ignored by the maximum and equal to        *)
(*   nothing; with no maximum the listing panics.                          *)
(* repaired: only certified candidates with a number count, and a replica  *)
(*   that has resolved votes for the result, once: it decides on Q votes.  *)
(*   A liar votes for everything, to everyone.                             *)
(* noTieBreak: repaired, but any candidate of greatest utility will do.    *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Correct,       \* the correct replicas
    Liars,         \* how many replicas lie
    Q,             \* how many votes decide
    Candidates,    \* the hashes of all candidates
    Byz,           \* those that a liar has made up
    Utilities,     \* the utilities that the others may have
    ByzUtilities,  \* the utilities that those of a liar may have
    Variant        \* "published", "repaired" or "noTieBreak"

NaN == -1
Inf == 99
NoCandidate == 0
Panic == -1

ASSUME /\ Candidates \subseteq Nat \ {0}
       /\ Byz \subseteq Candidates
       /\ {Liars, Q} \subseteq Nat
       /\ Utilities \cup ByzUtilities \subseteq 0..9 \cup {NaN, Inf}
       /\ Variant \in {"published", "repaired", "noTieBreak"}

VARIABLES
    utility,   \* what the utility function says of a candidate
    seen,      \* the candidates that a replica has seen
    resolved,  \* what it has made of which candidates; None before
    decision   \* what it has decided on; NoCandidate before

vars == <<utility, seen, resolved, decision>>

None == [none |-> TRUE]

Least(s) == CHOOSE x \in s : \A y \in s : x <= y

(* The candidates of a set that count at all. *)
Counted(c) ==
    IF Variant = "published" THEN c
    ELSE {x \in c : x \notin Byz /\ utility[x] \notin {NaN, Inf}}

ArgMax(c) == {x \in c : utility[x] # NaN /\ \A y \in c : utility[y] # NaN => utility[y] <= utility[x]}

(* All that resolving a set may lead to. *)
Results(c) ==
    LET best == ArgMax(Counted(c))
    IN IF best = {} THEN {IF Variant = "published" THEN Panic ELSE NoCandidate}
       ELSE IF Variant = "noTieBreak" THEN best ELSE {Least(best)}

TypeOK ==
    /\ utility \in [Candidates -> Utilities \cup ByzUtilities]
    /\ seen \in [Correct -> SUBSET Candidates]
    /\ \A r \in Correct :
         resolved[r] # None => /\ resolved[r].from \subseteq seen[r]
                               /\ resolved[r].result \in Candidates \cup {NoCandidate, Panic}
    /\ decision \in [Correct -> Candidates \cup {NoCandidate, Panic}]

Init ==
    /\ utility \in [Candidates -> Utilities \cup ByzUtilities]
    /\ \A c \in Candidates : utility[c] \in IF c \in Byz THEN ByzUtilities ELSE Utilities
    /\ seen = [r \in Correct |-> {}]
    /\ resolved = [r \in Correct |-> None]
    /\ decision = [r \in Correct |-> NoCandidate]

(* A candidate comes by, of an honest replica or, as ByzPropose, of a liar; some see it and others do not. *)
Receive(r, c) ==
    /\ resolved[r] = None
    /\ c \notin seen[r]
    /\ seen' = [seen EXCEPT ![r] = @ \cup {c}]
    /\ UNCHANGED <<utility, resolved, decision>>

ByzPropose(r) == \E c \in Byz : Receive(r, c)

(* One that has no candidate yet waits, if it can: the listing can not. *)
Resolve(r) ==
    /\ resolved[r] = None
    /\ \E y \in Results(seen[r]) :
         /\ y # NoCandidate
         /\ resolved' = [resolved EXCEPT ![r] = [from |-> seen[r], result |-> y]]
         /\ decision' = IF Variant = "published" THEN [decision EXCEPT ![r] = y] ELSE decision
    /\ UNCHANGED <<utility, seen>>

Votes(y) == Liars + Cardinality({r \in Correct : resolved[r] # None /\ resolved[r].result = y})

Decide(r) ==
    /\ Variant # "published"
    /\ decision[r] = NoCandidate
    /\ \E y \in Candidates : Votes(y) >= Q /\ decision' = [decision EXCEPT ![r] = y]
    /\ UNCHANGED <<utility, seen, resolved>>

Next ==
    \E r \in Correct :
        \/ \E c \in Candidates \ Byz : Receive(r, c)
        \/ ByzPropose(r)
        \/ Resolve(r)
        \/ Decide(r)

Spec == Init /\ [][Next]_vars /\ \A r \in Correct : WF_vars(Decide(r))

---------------------------------------------------------------------------
Resolved(r) == resolved[r] # None /\ resolved[r].result \in Candidates

(* The result is the one of the smallest hash among those of greatest utility, and the same of the same. *)
S5 ==
    /\ \A r \in Correct :
         Resolved(r) => resolved[r].result = Least(ArgMax(Counted(resolved[r].from)))
    /\ \A r, s \in Correct :
         Resolved(r) /\ Resolved(s) /\ resolved[r].from = resolved[s].from => resolved[r].result = resolved[s].result

(* The published formula: of any two of equal utility the one with the smaller hash is the result. *)
FitsPub(y, c) ==
    \A s, t \in c : utility[s] # NaN /\ utility[s] = utility[t] /\ s < t => y = s

S5_pub == \A r \in Correct : Resolved(r) => FitsPub(resolved[r].result, resolved[r].from)

(* There is a result that the published formula lets pass, whatever the listing does. *)
S5_pubSatisfiable == \A c \in SUBSET Candidates : c = {} \/ \E y \in c : FitsPub(y, c)

AgreementArgmax ==
    \A r, s \in Correct : {decision[r], decision[s]} \subseteq Candidates => decision[r] = decision[s]

(* No liar makes up what is decided. *)
Validity == \A r \in Correct : decision[r] \notin Byz

NoPanic == \A r \in Correct : decision[r] # Panic

(* A vote that has enough others is followed. *)
Follows == \A r \in Correct, y \in Candidates : Votes(y) >= Q ~> decision[r] \in Candidates

(* For witnesses. *)
NeverDecidedFromLess == ~\E r, s \in Correct : /\ Resolved(r) /\ Resolved(s)
                                               /\ resolved[r].from # resolved[s].from
                                               /\ decision[r] \in Candidates
=============================================================================
