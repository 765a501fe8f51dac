#!/usr/bin/env python3
"""Campaigns over `all-faults`. The last line of the output is the outcome.

campaigns.py clean PROGRAM SECONDS    10,000 seeds of every case, of which none may fail
campaigns.py mutants PROGRAM SEEDS    how soon each mutant is found, as results/mutants.md has it
"""
import json
import resource
import subprocess
import sys
import tempfile
import time

CASES = ["n4", "n7"]


def campaign(program, folder, seeds, *options):
    """Runs seeds of the scenario: its cases, and the CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [program, "run", "all-faults", "--seeds", seeds, "--json", "--out", folder, *options],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode not in (0, 1, 2):
        sys.exit(f"seeds {seeds} {' '.join(options)}: exit code {run.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(run.stdout), cpu


def clean(program, folder, seconds):
    batch, last, begun = 500, 10_000, time.monotonic()
    runs, failing, exercised, used, canaries = 0, [], {case: set() for case in CASES}, 0.0, True
    first = 1
    while first <= last and (seconds == 0 or time.monotonic() - begun < seconds):
        report, cpu = campaign(program, folder, f"{first}..{first + batch - 1}")
        used += cpu
        canaries = canaries and all(canary["caught"] for canary in report["canaries"])
        for case in report["cases"]:
            runs += case["runs"]
            failing += [f"{case['case']}:{each['seed']}" for each in case["each"] if not each["met"]]
            exercised[case["case"]] |= {p["name"] for p in case["properties"] if p["verdict"] != "vacuous"}
            names = [p["name"] for p in case["properties"]]
        first += batch
    vacuous = [f"{case} {name}" for case in CASES for name in names if name not in exercised[case]]
    print(
        f"{runs} runs of seeds 1 to {first - 1} in two cases, {runs / used:.0f} a CPU second, {len(failing)} fail"
        + (f" (first: {', '.join(failing[:5])})" if failing else "")
        + (f"; vacuous: {', '.join(vacuous)}" if vacuous else "; no property vacuous")
        + ("; every canary caught" if canaries else "; A CANARY WAS NOT CAUGHT"))
    return not failing and not vacuous and canaries


def mutants(program, folder, most):
    listing = json.loads(subprocess.run([program, "list", "--json"], stdout=subprocess.PIPE, text=True).stdout)
    rows, found, total = [], 0, 0.0
    for mutant in (m for m in listing["mutants"] if m["system"] == "nocturne"):
        used, row = 0.0, None
        for case in CASES:
            report, cpu = campaign(
                program, folder, f"1..{most}", "--case", case, "--set", f"mutant={mutant['name']}", "--set",
                "canary=[]", "--fail-fast", "1")
            used += cpu
            result = report["cases"][0]
            failing = [each["seed"] for each in result["each"] if not each["met"]]
            if failing:
                by = [p["name"] for p in result["properties"] if not p["met"] and p["firstSeed"] == failing[0]]
                row = f"| {mutant['name']} | {mutant['breaks']} | {', '.join(by)} | {case} | {failing[0]} | {used:.1f} |"
                found += 1
                break
        rows.append(row or f"| {mutant['name']} | {mutant['breaks']} | NOT FOUND | | | {used:.1f} |")
        total += used
        print(rows[-1], file=sys.stderr)
    with open("results/mutants.md", "w") as table:
        table.write(
            "# Mutants\n\n"
            f"Made by `.ci/long mutants`: each mutant of the ledger under `all-faults`, seeds 1 to {most} of each case\n"
            "in turn, until the first that fails.\n\n"
            "| mutant | breaks | found by | case | seed | CPU s |\n|---|---|---|---|---:|---:|\n"
            + "\n".join(rows) + "\n")
    print(f"{found} of {len(rows)} mutants found in {total:.0f} CPU s, see results/mutants.md")
    return found == len(rows)


if __name__ == "__main__":
    what, program, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if {"clean": clean, "mutants": mutants}[what](program, folder, number) else 1)
