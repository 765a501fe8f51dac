#!/usr/bin/env python3
"""resume.py NOCTURNE SECONDS: kills explorations at random moments, goes on with them, and compares the documents.

Each subject is explored undisturbed, by one thread and by two. Then processes one after the other, ten unless one comes
to its end before, are killed (SIGKILL), each at a random moment; the next goes on where the last checkpoint is, and one
more goes to the end.
Its document must be that of the undisturbed run, but for what is measured. SECONDS other than 0 ask for a short
form. Writes one line for results/long.md.
"""
import json, os, random, resource, subprocess, sys, tempfile, time

nocturne, limit = sys.argv[1], int(sys.argv[2])
KILLS = 10
full = [
    ["two-phase-commit", "--bounds", "managers=9", "--property", "Consistent", "--property", "AllCommit"],
    ["three-phase-forks", "--case", "three-votes-of-four", "--states", "3M"],
    ["paxos", "--variant", "one-promise"],
]
short = [
    ["two-phase-commit", "--bounds", "managers=7", "--property", "Consistent", "--property", "AllCommit"],
    ["three-phase-forks", "--case", "three-votes-of-four", "--states", "200k"],
]
rng = random.Random(1)


def check(words, **options):
    command = [nocturne, "check"] + words + ["--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def document(process):
    output, errors = process.communicate()
    if process.returncode > 2:
        sys.exit(f"exit {process.returncode}: {errors.decode()}")
    found = json.loads(output)
    for key in ["cpuUs", "memory"]:
        del found[key]
    return found


def disturbed(words, seconds):
    """The document of a run that is killed again and again; how often, and how often there was something to go on with."""
    kills = resumed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.join(folder, "saved")
        while True:
            has_checkpoint = os.path.exists(os.path.join(folder, "head"))
            resumed += has_checkpoint
            option = "--resume" if has_checkpoint else "--checkpoint"
            every = max(20, int(seconds * 50))
            process = check(words + [option, folder, "--checkpoint-every", f"{every} ms"])
            if kills == KILLS:
                return document(process), kills, resumed
            if ended(process, os.path.join(folder, "head"), seconds):
                return document(process), kills, resumed
            process.kill()
            process.communicate()
            kills += 1


def ended(process, head, seconds):
    """Waits for a random time, in most cases after the next checkpoint; whether the process came to its end first."""
    before = os.path.getmtime(head) if os.path.exists(head) else 0
    waits = rng.random() < 0.8
    while waits and process.poll() is None:
        if os.path.exists(head) and os.path.getmtime(head) != before:
            break
        time.sleep(0.01)
    try:
        process.wait(timeout=rng.uniform(0, 0.3) * seconds)
        return True
    except subprocess.TimeoutExpired:
        return False


different = runs = kills = resumed = states = 0
for words in short if limit else full:
    for workers in ["1", "2"]:
        words_of = words + ["--workers", workers]
        start = time.monotonic()
        right = document(check(words_of))
        found, killed, went_on = disturbed(words_of, time.monotonic() - start)
        runs, kills, resumed = runs + 1, kills + killed, resumed + went_on
        states += right["distinct"]
        if found != right:
            different += 1
            print(f"differs: {words_of}", file=sys.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    f"{runs} explorations of {states} states in all, killed {kills} times, {resumed} times gone on with a checkpoint, "
    f"{different} documents differ, {int(used.ru_utime + used.ru_stime)} CPU s"
)
sys.exit(1 if different else 0)
