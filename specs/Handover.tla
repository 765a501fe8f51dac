------------------------------ MODULE Handover ------------------------------
(***************************************************************************)
(* How a subscriber goes over from the history of a session to its live    *)
(* events: invariant S3 of the Nocturne paper.                             *)
(*                                                                         *)
(* Claims: NOC-040, NOC-041; flaw FN-16.                                   *)
(*                                                                         *)
(* A block is its number; the block k was built on the block k - 1. The    *)
(* number -k is a forgery of the block k, which no certificate goes with.  *)
(*                                                                         *)
(* published: read the history, then subscribe; the first live block must  *)
(*   be built on the last one of the history, and any mismatch is taken    *)
(*   for a violation of S3, which halts the system.                        *)
(* repaired: subscribe, hold back what arrives, then read the history, and *)
(*   drop what it has already; fetch what is missing from any source, and  *)
(*   refuse an answer unless every block of it is certified. A mismatch    *)
(*   never halts anything.                                                 *)
(* noDrop: the repaired subscriber without the dropping.                   *)
(*                                                                         *)
(* Bounds: N blocks; MaxLosses and MaxDuplicates are budgets of the links. *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANTS
    N,              \* how many blocks are committed
    Fifo,           \* whether live blocks arrive in their order
    Liars,          \* whether a source may forge a block of its answer
    MaxLosses,      \* how many live blocks are lost
    MaxDuplicates,  \* how many live blocks arrive twice
    Variant         \* "published", "repaired" or "noDrop"

ASSUME /\ {N, MaxLosses, MaxDuplicates} \subseteq Nat
       /\ {Fifo, Liars} \subseteq BOOLEAN
       /\ Variant \in {"published", "repaired", "noDrop"}

VARIABLES
    head,    \* the number of the last block that is committed
    pc,      \* the subscriber: "new", "read", "holding" or "live"
    q,       \* the live blocks on their way to the subscriber
    held,    \* the live blocks that it holds back
    got,     \* the blocks it has taken, in their order
    halted,  \* whether it has called a halt
    budget   \* what the links may still do

vars == <<head, pc, q, held, got, halted, budget>>

Block == 1..N
Forged == {-k : k \in Block}

Last(s) == IF s = <<>> THEN 0 ELSE s[Len(s)]
Previous(b) == IF b > 0 THEN b - 1 ELSE b + 1
Without(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))

Subscribed == IF Variant = "published" THEN pc = "live" ELSE pc \in {"holding", "live"}

TypeOK ==
    /\ head \in 0..N
    /\ pc \in {"new", "read", "holding", "live"}
    /\ q \in Seq(Block)
    /\ held \subseteq Block
    /\ got \in Seq(Block \cup Forged)
    /\ halted \in BOOLEAN
    /\ budget \in [losses : 0..MaxLosses, duplicates : 0..MaxDuplicates]

Init ==
    /\ head = 0
    /\ pc = "new"
    /\ q = <<>>
    /\ held = {}
    /\ got = <<>>
    /\ halted = FALSE
    /\ budget = [losses |-> MaxLosses, duplicates |-> MaxDuplicates]

---------------------------------------------------------------------------
(* The session and the links. *)

Commit ==
    /\ head < N
    /\ head' = head + 1
    /\ q' = IF Subscribed THEN Append(q, head + 1) ELSE q
    /\ UNCHANGED <<pc, held, got, halted, budget>>

Lose ==
    /\ budget.losses > 0
    /\ \E i \in 1..Len(q) : q' = Without(q, i)
    /\ budget' = [budget EXCEPT !.losses = @ - 1]
    /\ UNCHANGED <<head, pc, held, got, halted>>

Duplicate ==
    /\ budget.duplicates > 0
    /\ \E i \in 1..Len(q) : q' = Append(q, q[i])
    /\ budget' = [budget EXCEPT !.duplicates = @ - 1]
    /\ UNCHANGED <<head, pc, held, got, halted>>

Arriving == IF Fifo THEN 1..Len(q) \cap {1} ELSE 1..Len(q)

(* What a source that has the blocks up to h answers to one that asks for those after l. *)
Genuine(l, h) == [i \in 1..(h - l) |-> l + i]

Answers(l, h) ==
    {Genuine(l, h)} \cup
    IF Liars THEN {[Genuine(l, h) EXCEPT ![i] = -@] : i \in 1..(h - l)} ELSE {}

Certified(answer) == \A i \in 1..Len(answer) : answer[i] > 0

Subscribe ==
    /\ pc = IF Variant = "published" THEN "read" ELSE "new"
    /\ pc' = IF Variant = "published" THEN "live" ELSE "holding"
    /\ UNCHANGED <<head, q, held, got, halted, budget>>

---------------------------------------------------------------------------
(* Published. *)

ReadHistory ==
    /\ Variant = "published"
    /\ pc = "new"
    /\ \E answer \in Answers(0, head) : got' = answer
    /\ pc' = "read"
    /\ UNCHANGED <<head, q, held, halted, budget>>

DeliverLive ==
    /\ Variant = "published"
    /\ pc = "live"
    /\ ~halted
    /\ \E i \in Arriving :
         /\ q' = Without(q, i)
         /\ IF Previous(q[i]) = Last(got)
            THEN got' = Append(got, q[i]) /\ UNCHANGED halted
            ELSE halted' = TRUE /\ UNCHANGED got
    /\ UNCHANGED <<head, pc, held, budget>>

---------------------------------------------------------------------------
(* Repaired. *)

Receive ==
    /\ Variant # "published"
    /\ pc \in {"holding", "live"}
    /\ \E i \in Arriving :
         /\ q' = Without(q, i)
         /\ held' = held \cup {q[i]}
    /\ UNCHANGED <<head, pc, got, halted, budget>>

(* Asks any source, which may be behind, for what comes after the last block taken. *)
Fetch ==
    /\ Variant # "published"
    /\ pc \in {"holding", "live"}
    /\ \E h \in Len(got)..head : \E answer \in Answers(Len(got), h) :
         /\ h = Len(got) => pc = "holding"
         /\ IF Certified(answer)
            THEN got' = got \o answer /\ pc' = "live"
            ELSE UNCHANGED <<got, pc>>
    /\ UNCHANGED <<head, q, held, halted, budget>>

Deliver ==
    /\ Variant # "published"
    /\ pc = "live"
    /\ \E b \in held :
         /\ b <= Last(got) + 1
         /\ held' = held \ {b}
         /\ got' = IF b = Last(got) + 1 \/ Variant = "noDrop" THEN Append(got, b) ELSE got
    /\ UNCHANGED <<head, pc, q, halted, budget>>

Next == Commit \/ Lose \/ Duplicate \/ Subscribe \/ ReadHistory \/ DeliverLive \/ Receive \/ Fetch \/ Deliver

(* An honest source answers what it has, in the end. *)
HonestFetch == Fetch /\ Len(got') > Len(got)

Fairness ==
    /\ WF_vars(Subscribe)
    /\ WF_vars(ReadHistory)
    /\ WF_vars(DeliverLive)
    /\ WF_vars(Receive)
    /\ WF_vars(Deliver)
    /\ WF_vars(HonestFetch)

Spec == Init /\ [][Next]_vars /\ Fairness

---------------------------------------------------------------------------
(* Each block that is taken was built on the one before it. *)
S3 == \A i \in 1..Len(got) : got[i] > 0 => Previous(got[i]) = IF i = 1 THEN 0 ELSE got[i - 1]

(* No block is a forgery. *)
Authentic == \A i \in 1..Len(got) : got[i] > 0

NoDuplicate == \A i, j \in 1..Len(got) : got[i] = got[j] => i = j

(* Nobody has broken a rule here, so that nobody may call a halt. *)
NoFalseHalt == ~halted

(* What is committed is taken in the end. *)
Delivery == \A k \in Block : head >= k ~> \E i \in 1..Len(got) : got[i] = k

(* For witnesses. *)
NeverHeldOldAndNew == ~\E b, c \in held : b <= Len(got) /\ c > Len(got) + 1
NeverComplete == Len(got) < N
=============================================================================
