#!/usr/bin/env python3
"""Measures how small 'nocturne shrink' makes failing runs, and writes results/shrink.md.

Usage: .ci/shrink.py PROGRAM [--seconds N]. Every mutant of noc-mutants is shrunk as its case has it, and again with
more nodes and clients, and links that lose, double and hold back messages; and every mutant that all-faults finds
soon, from a failing seed there. Prints one line that sums it up; fails if a result does not violate the same
property when it is run, or if the goals are missed.
"""
import json
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINKS = ("links.default={delay: {uniform: [1 ms, 20 ms]}, loss: 1 %, duplicate: 3 %, "
         "reorder: {chance: 5 %, by: 30 ms}}")
LOAD = "clients.load={rate: 20/s, commands: 20}"
BURSTS = "clients.load={pattern: burst, burst: 2, rate: 10/s, commands: 20}"
# What makes a case larger, by its name.
NOISE = {
    "frozenSequence": [LINKS, LOAD, "n=4", "f=1", "clients.count=3"],
    "showBeforeDurable": [LINKS, LOAD, "n=4", "f=1", "clients.count=3"],
    "finalAtOneAnchor": [LINKS, LOAD, "clients.count=3"],
    "rawBatchTime": [BURSTS, "n=4", "f=1", "clients.count=2", "clients.lanes=2", "parameters={batch: 1}"],
    "skipLaneCheck": [LINKS, BURSTS, "n=4", "f=1", "clients.count=2", "parameters={perLane: 2}"],
    "quorumOffByOne": [LINKS, LOAD],
    "skipWAL": [LINKS, "clients.count=2"],
    "skipSignatureCheck": [LINKS, LOAD, "n=4", "f=1", "clients.count=3"],
    "skipJudgedCheck": [LINKS, LOAD, "clients.count=2"],
    "frozenFloors": [LINKS, LOAD, "clients.count=2"],
}
# What has to go wrong in a run made by hand, as the mutant's setting has it: a behaviour of a liar, a twin, a fault of
# a store, a cut, a pause, a crash, a boot after it, a copy or a flipped bit. Of the others nothing has to.
MINIMUM = {
    "quorumOffByOne": 1, "skipWAL": 2, "skipSignatureCheck": 1, "skipJudgedCheck": 2, "frozenFloors": 1,
    "obeyRefusals": 1, "forgetsLedger": 2, "skipVoteSignature": 3, "countEveryCommit": 2, "skipBatchDigest": 1,
    "believeOneWord": 1, "countWordsTwice": 1, "skipWordSignature": 2, "skipProofSignatures": 1, "skipOutcomePath": 1,
    "skipHeaderChain": 1, "slotsUncertified": 1, "acceptsTwoDigests": 1, "newViewBelowQuorum": 1,
    "newViewUnchecked": 1, "viewChangeUnsigned": 1, "preparedUnproved": 1, "staleCheckpointAccepted": 1,
    "transferUnchecked": 1, "acceptsAnyPrimary": 1, "forgetsViewOnRestart": 4, "neverViewChange": 1, "noJoin": 1,
    "noViewTimer": 2, "neverTellsView": 1,
}
STORE_FAULTS = "delay|unavailable|ackBeforeDurable|torn|truncateTail|rollback|bitRot"
# Seeds of all-faults that are looked through for one that fails.
LOOKED = 40
# Seeds that are known to fail, tried first: some mutants take long to find.
KNOWN = {"countEveryCommit": 99, "acceptsTwoDigests": 67, "skipHeaderChain": 106, "skipBatchDigest": 42}
# Seeds that are tried for one that fails.
TRIED = 12


def actions(text, behaviours):
    """How much goes wrong in a shrunk scenario."""
    head, _, script = text.partition("\nschedule:\n")
    head = "\n".join(line for line in head.splitlines() if not line.startswith("#"))
    script = re.sub(" +#.*", "", script)
    return (len(re.findall(rf"\b({'|'.join(behaviours)})\b", head)) + len(re.findall("sides:", head))
            + len(re.findall(rf"kind: ({STORE_FAULTS})\b", head)) + len(re.findall("(?<![a-z]){node: [^{}]*at:", head))
            + len(re.findall("^  - (crash|restart):", script, re.M)) + len(re.findall("keep: true|flip:", script)))


def run(program, *words, timeout=None):
    """One command: its exit code and document."""
    done = subprocess.run([program, *words, "--json"], capture_output=True, text=True, cwd=ROOT, timeout=timeout)
    if done.returncode > 2:
        sys.exit(f"{' '.join(words)}: {done.returncode} {done.stdout}{done.stderr}")
    return done.returncode, json.loads(done.stdout)


def shrink(program, scenario, name, settings, seed, prop, folder, behaviours):
    """One failing run shrunk: its document and CPU seconds; None when the seed does not fail."""
    out = folder / "shrunk.yaml"
    words = ["shrink", scenario, "--case", name, "--seed", str(seed), "--property", prop, "--out", str(out)]
    for setting in settings:
        words += ["--set", setting]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code, result = run(program, *words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code == 1:
        return None
    result["cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    result["actions"] = actions(out.read_text(), behaviours)
    code, again = run(program, "run", str(out), "--out", str(folder))
    found = [(p["name"], p["verdict"]) for p in again["cases"][0]["properties"]]
    result["same"] = code == 0 and found in ([(prop, "violated")], [(prop, "presumably-violated")])
    return result


def first_failure(program, mutant, folder):
    """The first seed of all-faults that finds a mutant, and the property that it violates; None for none."""
    first = last = KNOWN.get(mutant["name"])
    if not first:
        first, last = 1, LOOKED
    while first <= last:
        # Runs that never come to rest are of no use here.
        _, report = run(program, "run", "all-faults", "--case", "n4", "--seeds", f"{first}..{last}", "--fail-fast", "1",
                        "--set", f"mutant={mutant['name']}", "--set", "canary=[]", "--set", "limits.events=40k",
                        "--out", str(folder), timeout=40)
        case = report["cases"][0]
        broken = [p for p in case["properties"] if p["verdict"] == "violated"]
        if broken:
            seed = min(p["firstSeed"] for p in broken)
            names = [p["name"] for p in broken if p["firstSeed"] == seed]
            return seed, mutant["breaks"] if mutant["breaks"] in names else names[0]
        first = max([each["seed"] for each in case["each"] if not each["met"]], default=last) + 1
    return None


def rows(program, seconds, folder):
    """Every case as it is and with noise, one failing seed of each; and of every mutant that all-faults finds."""
    _, listed = run(program, "list")
    cases = next(s["cases"] for s in listed["scenarios"] if s["name"] == "noc-mutants")
    mutants = [m for m in listed["mutants"] if m["system"] == "nocturne"]
    broken = {m["name"]: m["breaks"] for m in mutants}
    behaviours = [b["name"] for b in listed["behaviours"] if b["system"] == "nocturne"]
    begun = time.monotonic()

    def is_late():
        return seconds and time.monotonic() - begun > seconds

    for noise in (True, False):
        for name in cases:
            settings = NOISE.get(name, [LINKS]) if noise else []
            for seed in range(1, TRIED + 1):
                if name not in broken or is_late():
                    break
                result = shrink(program, "noc-mutants", name, settings, seed, broken[name], folder, behaviours)
                if result:
                    result["own"] = broken[name]
                    yield name, "with noise" if noise else "as it is", seed, result
                    break
    for mutant in mutants:
        try:
            found = None if is_late() else first_failure(program, mutant, folder)
        except subprocess.TimeoutExpired:
            found = None
        if found:
            seed, prop = found
            setting = f"mutant={mutant['name']}"
            result = shrink(program, "all-faults", "n4", [setting], seed, prop, folder, behaviours)
            if result:
                result["own"] = mutant["breaks"]
                yield mutant["name"], "all faults", seed, result


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[2] == "--seconds" else None
    shares = {"all faults": [], "with noise": [], "as it is": []}
    lines, extra, names, wrong = [], [], {"all faults": set()}, 0
    with tempfile.TemporaryDirectory() as folder:
        for name, setting, seed, result in rows(program, seconds, pathlib.Path(folder)):
            old, new = result["before"], result["after"]
            shares[setting].append(new["steps"] / max(1, old["steps"]))
            names.setdefault(setting, set()).add(name)
            # Of a property that a mutant breaks besides its own nobody knows the least.
            least = MINIMUM.get(name, 0) if result["property"] == result["own"] else None
            if least is not None:
                extra.append((result["actions"] - least, name))
            wrong += not result["same"]
            cells = [name, setting, seed, result["property"]]
            cells += [f"{old[key]} → {new[key]}" for key in ("nodes", "steps", "messages")]
            cells += [result["actions"], "–" if least is None else least, "yes" if result["scripted"] else "no"]
            cells += [result["candidates"], f"{result['cpu']:.2f}", "yes" if result["same"] else "NO"]
            lines.append("| " + " | ".join(map(str, cells)) + " |")
            print(lines[-1], file=sys.stderr, flush=True)
    every = set().union(*names.values())
    medians = {setting: statistics.median(all) for setting, all in shares.items() if all}
    most = max(extra, default=(0, ""))
    summary = (f"{len(lines)} failing runs of {len(every)} mutants shrunk, {len(names['all faults'])} of them found by "
               f"all-faults; steps left, median: " + ", ".join(f"{m:.1%} {s}" for s, m in medians.items())
               + f"; fault actions beyond the least: {most[0]} at most" + (f" ({most[1]})" if most[0] > 0 else "")
               + f"; {wrong} violate something else")
    if not seconds:
        head = ("# Shrinking failing runs\n\nMade by `.ci/long shrink`: the first failing seed of every mutant that "
                f"`all-faults` finds in its first {LOOKED}, or a known one, and one failing\nseed of every mutant of `noc-mutants`, with more nodes "
                "and clients and links that lose, double and hold back\nmessages, and as its case has it, which is small "
                "to begin with. Sizes are of the run as far as its violation.\n*Actions*: what goes wrong in the result, "
                "a behaviour, a twin, a fault of a store, a cut, a pause, a crash, a boot, a copy\nor a flipped bit; and "
                "in the smallest\nsetting that one can think of, for the property that is the mutant's own. *Script*: whether it is a schedule of steps.\n*Same*: the "
                "result, run by itself, violates the same property and passes.\n\n"
                f"{summary}.\n\n"
                "| mutant | setting | seed | property | nodes | steps | messages | actions | least | script | candidates "
                "| CPU s | same |\n|---|---|---:|---|---:|---:|---:|---:|---:|---|---:|---:|---|\n")
        (ROOT / "results" / "shrink.md").write_text(head + "\n".join(lines) + "\n")
    print(summary)
    missed = medians.get("all faults", 0) > 0.2 or most[0] > 2
    if wrong or missed or not seconds and len(every) < 20:
        sys.exit(1)


main()
