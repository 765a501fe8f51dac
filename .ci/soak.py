#!/usr/bin/env python3
"""An hour of virtual time at a thousand commands a second, under faults. The last line is the outcome.

soak.py PROGRAM SECONDS    with SECONDS above 0 as much virtual time as that takes, more or less
"""
import json
import os
import subprocess
import sys
import tempfile

CASES = ["n4", "n7"]
# How much virtual time one second of CPU time is worth, for both cases together.
SPEED = 1.5


def run(program, folder, case, duration):
    """Runs a case: its report, the CPU seconds, and the most resident memory in MB."""
    command = [program, "run", "noc-soak", "--case", case, "--set", f"duration={duration} s", "--json", "--quiet",
               "--out", folder]
    output = os.path.join(folder, case + ".json")
    with open(output, "wb") as file:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file)
        _, status, usage = os.wait4(child.pid, 0)
        # The process is waited for already.
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1, 2):
        sys.exit(f"{' '.join(command)}: exit code {child.returncode}")
    with open(output) as file:
        return json.load(file), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def megabytes(count):
    return f"{count / 1e6:.1f}"


def main(program, seconds):
    duration = 3600 if seconds == 0 else max(12, int(seconds * SPEED))
    parts, good = [], True
    with tempfile.TemporaryDirectory() as folder:
        for case in CASES:
            report, cpu, resident = run(program, folder, case, duration)
            result = report["cases"][0]
            load, memory = result["load"], result["memory"]
            violations = sum(property["violations"] for property in result["properties"])
            unmet = [p["name"] for p in result["properties"] if not p["met"]]
            unmet += [f["name"] for f in result["figures"] if not f["met"]]
            quarters = memory["quarterBytes"]
            # The most of a quarter is that of its worst moment, which differs from one to the next.
            bounded = quarters[3] <= 1.5 * max(quarters[0], quarters[1])
            good = good and report["met"] and violations == 0 and load["completed"] == load["offered"] and bounded
            parts.append(
                f"{case}: {load['completed']} of {load['offered']} commands in {duration} virtual s, "
                f"{result['events']} events, {violations} violations, {cpu:.0f} CPU s, held at most "
                f"{megabytes(memory['peakBytes'])} MB ({', '.join(map(megabytes, quarters))} by quarters), "
                f"{memory['historyBytes'] / max(1, load['completed']):.1f} bytes a command of history, "
                f"{resident:.0f} MB resident"
                + (f", UNMET: {', '.join(unmet)}" if unmet else "") + ("" if bounded else ", GROWING"))
            print(parts[-1], file=sys.stderr)
    print("; ".join(parts))
    return good


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1], int(sys.argv[2])) else 1)
