#!/usr/bin/env python3
"""Measures how small 'nocturne shrink' makes failing runs, and writes results/shrink.md.

Usage: .ci/shrink.py PROGRAM [--seconds N]. Every mutant of noc-mutants is shrunk as its case has it, and again with
more nodes and clients, and links that lose, double and hold back messages. Prints one line that sums it up; fails if
a result does not violate the same property when it is run, or if the goals are missed.
"""
import json
import pathlib
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
# The faults that a schedule made by hand needs; a liar is one.
MINIMUM = {"quorumOffByOne": 1, "skipWAL": 2, "skipSignatureCheck": 1, "skipJudgedCheck": 2}
# Seeds that are tried for one that fails.
TRIED = 12


def shrink(program, name, settings, seed, prop, folder):
    """One failing run shrunk: its document and CPU seconds; None when the seed does not fail."""
    out = folder / "shrunk.yaml"
    words = [program, "shrink", "noc-mutants", "--case", name, "--seed", str(seed), "--property", prop,
             "--json", "--out", str(out)]
    for setting in settings:
        words += ["--set", setting]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode == 1:
        return None
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: {done.returncode} {done.stdout}{done.stderr}")
    result = json.loads(done.stdout)
    result["cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    again = subprocess.run([program, "run", str(out), "--json", "--out", str(folder)],
                           capture_output=True, text=True, cwd=ROOT)
    found = json.loads(again.stdout)["cases"][0]["properties"]
    result["same"] = again.returncode == 0 and [(p["name"], p["verdict"]) for p in found] == [(prop, "violated")]
    return result


def rows(program, seconds, folder):
    """Every case as it is and with noise, one failing seed of each."""
    listed = json.loads(subprocess.run([program, "list", "--json"], capture_output=True, text=True, cwd=ROOT).stdout)
    cases = next(s["cases"] for s in listed["scenarios"] if s["name"] == "noc-mutants")
    broken = {m["name"]: m["breaks"] for m in listed["mutants"]}
    begun = time.monotonic()
    for noise in (True, False):
        for name in cases:
            settings = NOISE.get(name, [LINKS]) if noise else []
            for seed in range(1, TRIED + 1):
                if name not in broken or seconds and time.monotonic() - begun > seconds:
                    break
                result = shrink(program, name, settings, seed, broken[name], folder)
                if result:
                    yield name, noise, seed, result
                    break


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[2] == "--seconds" else None
    lines, shares, extra, wrong = [], {True: [], False: []}, [], 0
    with tempfile.TemporaryDirectory() as folder:
        for name, noise, seed, result in rows(program, seconds, pathlib.Path(folder)):
            old, new = result["before"], result["after"]
            shares[noise].append(new["steps"] / max(1, old["steps"]))
            if name in NOISE:
                extra.append(new["faults"] - MINIMUM.get(name, 0))
            wrong += not result["same"]
            cells = [name, "with noise" if noise else "as it is", seed, result["property"]]
            cells += [f"{old[key]} → {new[key]}" for key in ("nodes", "faults", "steps", "messages")]
            cells += [result["candidates"], f"{result['cpu']:.2f}", "yes" if result["same"] else "NO"]
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    noisy = statistics.median(shares[True]) if shares[True] else 1
    plain = statistics.median(shares[False]) if shares[False] else 1
    summary = (f"{len(lines)} failing runs shrunk; steps left, median: {noisy:.1%} with noise, {plain:.1%} as they "
               f"are; faults beyond the least: {max(extra, default=0)} at most; {wrong} violate something else")
    if not seconds:
        head = ("# Shrinking failing runs\n\nMade by `.ci/long shrink`: one failing seed of every mutant of "
                "`noc-mutants`, with more nodes and clients and links that\nlose, double and hold back messages, and "
                "as its case has it, which is small to begin with. Sizes are of the run as far\nas its violation. "
                "*Same*: the result, run by itself, violates the same property and passes.\n\n"
                f"{summary}.\n\n"
                "| mutant | setting | seed | property | nodes | faults | steps | messages | candidates | CPU s | same |\n"
                "|---|---|---:|---|---:|---:|---:|---:|---:|---:|---|\n")
        (ROOT / "results" / "shrink.md").write_text(head + "\n".join(lines) + "\n")
    print(summary)
    if wrong or noisy > 0.2 or max(extra, default=0) > 2:
        sys.exit(1)


main()
