----------------------------- MODULE XavierPBFT -----------------------------
(***************************************************************************)
(* The agreement on the batch of a slot: PREPREPARE, PREPARE, COMMIT, and  *)
(* the change of views with prepared certificates, all of it signed.       *)
(*                                                                         *)
(* Claims: NOC-003, NOC-010, NOC-017, NOC-018, NOC-125, NOC-126; flaws     *)
(* FN-20, FN-23, FN-28.                                                    *)
(*                                                                         *)
(* Messages stay in the network once they are sent and may be read by      *)
(* anyone at any time, so that what a correct replica has sent is a        *)
(* function of its votes and of its view. The replicas of Byz have no      *)
(* state: whatever they can sign is there always, for whom it serves. A    *)
(* liar prepares and commits everything; as a primary it proposes any      *)
(* submitted batch, another one to everybody, and starts its view with any *)
(* Q VIEWCHANGEs there are; in its own VIEWCHANGE it shows any certificate *)
(* that can be made, or none.                                              *)
(*                                                                         *)
(* A replica decides when there is a certificate of Q COMMITs: whether     *)
(* there is one is all that is modelled of this. Checkpoints are left out: *)
(* they forget slots, of which there are too few here.                     *)
(*                                                                         *)
(* published is the paper's consensus without a change of views: MaxView   *)
(*   is 0, and a primary that lies stops everything.                       *)
(* repaired: the new primary proposes what the highest certificate of Q    *)
(*   VIEWCHANGEs says, and all check that.                                 *)
(* noPreparedCarry: a new primary ignores the certificates.                *)
(* anyCert: it takes any certificate there is, not the highest one.        *)
(* noSignatures: nobody checks the signatures of the commands of a batch.  *)
(*                                                                         *)
(* Bounds: the views 0 to MaxView, the slots 1 to MaxSlot, the batches.    *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    N,           \* the number of replicas, 0 to N - 1
    F,           \* for how many liars the protocol is made
    Q,           \* the quorum
    Byz,         \* the replicas that lie
    Forgetful,   \* those that vote before they write it down, so that a crash makes them forget
    MaxView,     \* the last view
    MaxSlot,     \* the last slot
    Batches,     \* all batches, forged ones with them
    Submitted,   \* those whose commands clients have signed
    Null, Free,  \* the empty batch, and no batch at all
    Variant      \* "published", "repaired", "noPreparedCarry", "anyCert" or "noSignatures"

ASSUME /\ {N, F, Q, MaxView, MaxSlot} \subseteq Nat
       /\ Byz \subseteq 0..(N - 1)
       /\ Forgetful \subseteq (0..(N - 1)) \ Byz
       /\ Submitted \subseteq Batches
       /\ {Null, Free} \cap Batches = {}
       /\ Variant \in {"published", "repaired", "noPreparedCarry", "anyCert", "noSignatures"}
       /\ Variant = "published" => MaxView = 0

VARIABLES
    view,     \* the view of a replica
    active,   \* whether it has the NEWVIEW of this view
    vote,     \* what it has prepared, or proposed as a primary, in a view and a slot
    commit,   \* what it has sent a COMMIT for
    newView   \* what a correct primary has started a view with; {} before

vars == <<view, active, vote, commit, newView>>

Replicas == 0..(N - 1)
Correct == Replicas \ Byz
Views == 0..MaxView
Slots == 1..MaxSlot
Votes == Batches \cup {Null}
Plans == [Slots -> Votes \cup {Free}]

Primary(v) == v % N

TypeOK ==
    /\ view \in [Correct -> Views]
    /\ active \in [Correct -> BOOLEAN]
    /\ vote \in [Correct -> [Views -> [Slots -> SUBSET Votes]]]
    /\ commit \in [Correct -> [Views -> [Slots -> SUBSET Votes]]]
    /\ newView \in [Views -> SUBSET Plans]
    /\ \A v \in Views : Cardinality(newView[v]) <= 1

Init ==
    /\ view = [r \in Correct |-> 0]
    /\ active = [r \in Correct |-> TRUE]
    /\ vote = [r \in Correct |-> [v \in Views |-> [k \in Slots |-> {}]]]
    /\ commit = [r \in Correct |-> [v \in Views |-> [k \in Slots |-> {}]]]
    /\ newView = [v \in Views |-> {}]

---------------------------------------------------------------------------
(* Certificates. A liar's signature is in each that can do with it. *)

Enough(replicas) == Cardinality(replicas) + Cardinality(Byz) >= Q

PreparedCert(v, k, d) ==
    /\ Primary(v) \notin Byz => d \in vote[Primary(v)][v][k]
    /\ Enough({r \in Correct : d \in vote[r][v][k]})

CommitCert(v, k, d) == Enough({r \in Correct : d \in commit[r][v][k]})

(* The certificates of a slot that a correct replica shows in its VIEWCHANGE to v, and those that a liar can show. *)
Shown(r, v, k) ==
    IF r \in Forgetful THEN {} ELSE {c \in (0..(v - 1)) \X Votes : c[2] \in commit[r][c[1]][k]}

CanBeShown(v, k) == {c \in (0..(v - 1)) \X Votes : PreparedCert(c[1], k, c[2])}

Highest(certs) == {c \in certs : \A e \in certs : e[1] <= c[1]}

(* What a NEWVIEW with these certificates of every slot proposes; the slots after all certificates are free. *)
Follows(plan, certs) ==
    \A k \in Slots :
        IF certs[k] # {}
        THEN \E c \in IF Variant = "anyCert" THEN certs[k] ELSE Highest(certs[k]) : plan[k] = c[2]
        ELSE plan[k] = IF \E j \in Slots : j > k /\ certs[j] # {} THEN Null ELSE Free

(* All that a view may be started with: by Q VIEWCHANGEs, of correct replicas that have come so far, and of liars. *)
Claims(v) ==
    {claim \in [Slots -> SUBSET (UNION {CanBeShown(v, k) : k \in Slots})] :
        \A k \in Slots : claim[k] \subseteq CanBeShown(v, k) /\ Cardinality(claim[k]) <= IF Byz = {} THEN 0 ELSE 1}

PossiblePlans(v) ==
    LET senders == {s \in SUBSET {r \in Correct : view[r] >= v} : Enough(s)}
    IN IF Variant = "noPreparedCarry"
       THEN {[k \in Slots |-> Free] : s \in senders}
       ELSE {plan \in Plans : \E s \in senders, claim \in Claims(v) :
                Follows(plan, [k \in Slots |-> claim[k] \cup UNION {Shown(r, v, k) : r \in s}])}

---------------------------------------------------------------------------
(* The steps of a correct replica. *)

(* Takes up the work of its view, and votes for all that this is started with. *)
Enter(r, plan) ==
    /\ active' = [active EXCEPT ![r] = TRUE]
    /\ vote' = [vote EXCEPT ![r][view[r]] =
                   [k \in Slots |-> IF plan[k] = Free THEN vote[r][view[r]][k] ELSE {plan[k]}]]
    /\ UNCHANGED <<view, commit>>

NewView(r) ==
    /\ r = Primary(view[r])
    /\ ~active[r]
    /\ newView[view[r]] = {}
    /\ \E plan \in PossiblePlans(view[r]) :
         /\ newView' = [newView EXCEPT ![view[r]] = {plan}]
         /\ Enter(r, plan)

FollowNewView(r) ==
    /\ r # Primary(view[r])
    /\ ~active[r]
    /\ \E plan \in IF Primary(view[r]) \in Byz THEN PossiblePlans(view[r]) ELSE newView[view[r]] : Enter(r, plan)
    /\ UNCHANGED newView

(* What may be proposed in a slot that is free: by a correct primary, which has chosen, or by a liar. *)
Proposals(r, v, k) ==
    IF r = Primary(v) \/ Primary(v) \in Byz
    THEN IF Variant = "noSignatures" THEN Batches ELSE Submitted
    ELSE vote[Primary(v)][v][k]

(* A primary that does this sends a PREPREPARE, and a backup a PREPARE. *)
Vote(r, k) ==
    LET v == view[r]
    IN /\ active[r]
       /\ r \notin Forgetful => vote[r][v][k] = {}
       /\ k > 1 => vote[r][v][k - 1] # {}
       /\ \E d \in Proposals(r, v, k) : vote' = [vote EXCEPT ![r][v][k] = @ \cup {d}]
       /\ UNCHANGED <<view, active, commit, newView>>

PrePrepare(r, k) == r = Primary(view[r]) /\ Vote(r, k)

Prepare(r, k) == r # Primary(view[r]) /\ Vote(r, k)

Commit(r, k) ==
    LET v == view[r]
    IN /\ active[r]
       /\ r \notin Forgetful => commit[r][v][k] = {}
       /\ \E d \in vote[r][v][k] :
            /\ PreparedCert(v, k, d)
            /\ commit' = [commit EXCEPT ![r][v][k] = @ \cup {d}]
       /\ UNCHANGED <<view, active, vote, newView>>

(* Gives up its view, and says so in a VIEWCHANGE: at any time, as nothing is said of clocks. *)
Timeout(r) ==
    /\ view[r] < MaxView
    /\ view' = [view EXCEPT ![r] = @ + 1]
    /\ active' = [active EXCEPT ![r] = FALSE]
    /\ UNCHANGED <<vote, commit, newView>>

(* Crashes and comes back without its log. *)
Forget(r) ==
    /\ r \in Forgetful
    /\ view[r] > 0
    /\ view' = [view EXCEPT ![r] = 0]
    /\ active' = [active EXCEPT ![r] = TRUE]
    /\ UNCHANGED <<vote, commit, newView>>

Step(r) ==
    \/ NewView(r)
    \/ FollowNewView(r)
    \/ \E k \in Slots : PrePrepare(r, k) \/ Prepare(r, k) \/ Commit(r, k)

Next == \E r \in Correct : Step(r) \/ Timeout(r) \/ Forget(r)

(* A step for which no message of a liar is needed, as a liar may send none. *)
Unaided(r) ==
    LET v == view[r]
    IN /\ Primary(v) \notin Byz
       /\ Step(r)
       /\ newView'[v] # newView[v] => Cardinality({s \in Correct : view[s] >= v}) >= Q
       /\ \A k \in Slots, d \in Votes :
            d \in commit'[r][v][k] \ commit[r][v][k] => Cardinality({s \in Correct : d \in vote[s][v][k]}) >= Q

Spec == Init /\ [][Next]_vars /\ \A r \in Correct : WF_vars(Unaided(r)) /\ WF_vars(Timeout(r))

---------------------------------------------------------------------------
Ordered(k) == {d \in Votes : \E v \in Views : CommitCert(v, k, d)}

(* No two batches are ordered at one slot. *)
Agreement == \A k \in Slots : Cardinality(Ordered(k)) <= 1

(* What is ordered was submitted, or is the empty batch. *)
Validity == \A k \in Slots : Ordered(k) \subseteq Submitted \cup {Null}

(* There is one certificate at most for a slot in a view: why the highest one is enough. *)
CertUnique ==
    \A v \in Views, k \in Slots : Cardinality({d \in Votes : PreparedCert(v, k, d)}) <= 1

(* Any two quorums share F + 1 replicas. *)
QuorumIntersection ==
    \A a, b \in SUBSET Replicas :
        Cardinality(a) >= Q /\ Cardinality(b) >= Q => Cardinality(a \cap b) >= F + 1

ViewMonotone == [][\A r \in Correct : view'[r] >= view[r]]_vars

(* Ordered even if no liar ever sends anything. *)
OrderedByCorrect(k, d) == \E v \in Views : Cardinality({r \in Correct : d \in commit[r][v][k]}) >= Q

(* What is submitted is ordered in the end: if the last primary is correct, and there is a slot for each batch. *)
L1 == \A d \in Submitted : <>(\E k \in Slots : OrderedByCorrect(k, d))

(* Every slot gets its batch, if the last primary is correct. *)
AllOrdered == <>(\A k \in Slots : \E d \in Votes : OrderedByCorrect(k, d))

(***************************************************************************)
(* L1 with a bound, without a clock: once the views have settled, every    *)
(* step brings the end nearer. Remaining is at most                        *)
(* 1 + |Correct| * (1 + 2 * MaxSlot).                                      *)
(***************************************************************************)
Settled == \A r \in Correct : view[r] = MaxView

Remaining ==
    Cardinality({r \in Correct : ~active[r]})
    + Cardinality({p \in Correct \X Slots : vote[p[1]][MaxView][p[2]] = {}})
    + Cardinality({p \in Correct \X Slots : commit[p[1]][MaxView][p[2]] = {}})

L1t == [][Settled => Remaining' < Remaining]_vars

(* For witnesses. *)
NeverOrderedAfterChange == ~\E k \in Slots, d \in Votes : CommitCert(MaxView, k, d)
NeverCarried == ~\E v \in 1..MaxView, plan \in Plans : plan \in newView[v] /\ \E k \in Slots : plan[k] # Free
NeverNull == \A k \in Slots : Null \notin Ordered(k)
=============================================================================
