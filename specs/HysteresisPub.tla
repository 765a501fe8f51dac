---------------------------- MODULE HysteresisPub ----------------------------
(***************************************************************************)
(* The breaker that moves a replica between SYNC_WS, SYNC_FV and DEGRADED. *)
(*                                                                         *)
(* Claims: NOC-004, NOC-081, NOC-083 to NOC-086; flaws FN-09, FN-10.       *)
(*                                                                         *)
(* published: the listing of section 7.2. It counts all failures there     *)
(*   have ever been and looks at the time since the last of them:          *)
(*   count > Theta and time > Duration: DEGRADED; otherwise, count = 0 and *)
(*   time > Recovery: SYNC_FV. At boot the last failure is at time 0, long *)
(*   ago. Nothing leads to SYNC_WS, and the present mode is not asked for. *)
(* repaired: the part of the table of modes that one replica decides: the  *)
(*   weight of the failures of a sliding window, with a dwell time and two *)
(*   times of calm. (The votes of the others are the matter of the module  *)
(*   Hysteresis.)                                                          *)
(*                                                                         *)
(* Time has no bound: ages and times are counted up to the greatest value  *)
(* that anything is compared with, and stay there. MaxFailures is a budget *)
(* of the environment. Every tick is followed by a poll.                   *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
    Theta,        \* more failures than these are too many
    Down,         \* so few are calm
    Duration,     \* published: threshold_duration
    Recovery,     \* published: recovery_duration; repaired: how long calm, and quiet, must last
    Hold,         \* repaired: the least time between two changes of mode
    Window,       \* how many ticks the sliding window has
    MaxFailures,  \* how many failures there are, in all
    Variant       \* "published" or "repaired"

ASSUME /\ {Theta, Down, Duration, Recovery, Hold, MaxFailures} \subseteq Nat
       /\ Window \in Nat \ {0}
       /\ Down < Theta
       /\ Variant \in {"published", "repaired"}

VARIABLES
    mode,    \* the mode
    fails,   \* how many failures there have been
    age,     \* the time since the last one
    window,  \* how many there were in each of the last ticks, the present one first
    dwell,   \* the time since the last change of mode
    calm,    \* for how long the weight has not been above Down
    quiet,   \* for how long it has been 0
    polled   \* whether the breaker has looked at all this

vars == <<mode, fails, age, window, dwell, calm, quiet, polled>>

Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b

Ancient == Max(Duration, Recovery) + 1

RECURSIVE Sum(_, _)
Sum(w, i) == IF i = 0 THEN 0 ELSE w[i] + Sum(w, i - 1)

Weight == Sum(window, Window)

TypeOK ==
    /\ mode \in {"SYNC_WS", "SYNC_FV", "DEGRADED"}
    /\ fails \in 0..MaxFailures
    /\ age \in 0..Ancient
    /\ window \in [1..Window -> 0..MaxFailures]
    /\ dwell \in 0..Hold
    /\ {calm, quiet} \subseteq 0..Recovery
    /\ polled \in BOOLEAN

Init ==
    /\ mode = "SYNC_WS"
    /\ fails = 0
    /\ age = Ancient
    /\ window = [i \in 1..Window |-> 0]
    /\ dwell = 0
    /\ calm = 0
    /\ quiet = 0
    /\ polled = FALSE

Fail ==
    /\ fails < MaxFailures
    /\ fails' = fails + 1
    /\ age' = 0
    /\ window' = [window EXCEPT ![1] = @ + 1]
    /\ calm' = IF Weight' > Down THEN 0 ELSE calm
    /\ quiet' = 0
    /\ polled' = FALSE
    /\ UNCHANGED <<mode, dwell>>

Tick ==
    /\ polled
    /\ age' = Min(age + 1, Ancient)
    /\ window' = [i \in 1..Window |-> IF i = 1 THEN 0 ELSE window[i - 1]]
    /\ dwell' = Min(dwell + 1, Hold)
    /\ calm' = IF Weight' > Down THEN 0 ELSE Min(calm + 1, Recovery)
    /\ quiet' = IF Weight' > 0 THEN 0 ELSE Min(quiet + 1, Recovery)
    /\ polled' = FALSE
    /\ UNCHANGED <<mode, fails>>

---------------------------------------------------------------------------
Published ==
    IF fails > Theta /\ age > Duration THEN "DEGRADED"
    ELSE IF fails = 0 /\ age > Recovery THEN "SYNC_FV"
    ELSE mode

Repaired ==
    IF dwell < Hold THEN mode
    ELSE IF mode # "DEGRADED" /\ Weight > Theta THEN "DEGRADED"
    ELSE IF mode = "DEGRADED" /\ calm >= Recovery THEN "SYNC_FV"
    ELSE IF mode = "SYNC_FV" /\ quiet >= Recovery THEN "SYNC_WS"
    ELSE mode

Poll ==
    /\ ~polled
    /\ mode' = IF Variant = "published" THEN Published ELSE Repaired
    /\ dwell' = IF mode' # mode THEN 0 ELSE dwell
    /\ polled' = TRUE
    /\ UNCHANGED <<fails, age, window, calm, quiet>>

Next == Fail \/ Tick \/ Poll

Spec == Init /\ [][Next]_vars /\ WF_vars(Tick) /\ WF_vars(Poll)

---------------------------------------------------------------------------
(* Whoever has seen too many failures in the window, and has dwelt, has left SYNC_WS. *)
TripsInBurst == polled /\ Weight > Theta /\ dwell >= Hold => mode # "SYNC_WS"

(* Only too many failures within the window degrade. *)
TripsOnlyInBurst == [][mode # "DEGRADED" /\ mode' = "DEGRADED" => Weight > Theta]_vars

NeverFVfromHealthy == fails = 0 => mode = "SYNC_WS"

NoFlap == [][mode' # mode => dwell >= Hold]_vars

(* Flaws, which the published breaker has for certain. *)
DegAbsorbing == [][mode = "DEGRADED" => mode' = "DEGRADED"]_vars
NoReturnWS == [][mode # "SYNC_WS" => mode' # "SYNC_WS"]_vars

ModeReturn == mode = "DEGRADED" ~> mode = "SYNC_WS"
=============================================================================
