#!/usr/bin/env python3
"""equivalence.py NOCTURNE PAIRS: whether `nocturne ltl equivalent` says of pairs of formulas what SPIN says.

SPIN's claim of !(A <-> B) is searched here, letter by letter: it accepts a word if and only if A and B differ on one. Half
of the pairs are a formula and what a law makes of it, some of these laws wrong; the others are drawn one by one. Of a word
that is shown for a difference the program itself has to say, of each formula, that they differ on it.
Prints one line; exit 1 if any pair is judged differently.
"""
import itertools
import json
import random
import re
import subprocess
import sys
import tempfile

ATOMS = ["p", "q", "r"]
# SPIN's own translation of some formulas takes very long: those are left out, and counted.
PATIENCE = 2


def draw(size, rng):
    """A formula of so many operators at most, as SPIN spells it, as a tuple."""
    if size <= 0:
        return (rng.choice(ATOMS + ["true", "false"] if rng.random() < 0.1 else ATOMS),)
    form = rng.choice(["!", "[]", "<>", "&&", "||", "->", "<->", "U", "V"])
    if form in ("!", "[]", "<>"):
        return (form, draw(size - 1, rng))
    left = rng.randrange(size)
    return (form, draw(left, rng), draw(size - 1 - left, rng))


def text(formula):
    if len(formula) == 1:
        return formula[0]
    if len(formula) == 2:
        return f"{formula[0]} ({text(formula[1])})"
    return f"({text(formula[1])}) {formula[0]} ({text(formula[2])})"


def negated(formula):
    return ("!", formula)


def rewritten(formula, rng):
    """What a law makes of a formula, the laws of parts applied first; some of them do not hold."""
    form, parts = formula[0], [rewritten(part, rng) for part in formula[1:]]
    choices = [tuple([form] + parts)]
    if form == "<>":
        choices += [("U", ("true",), parts[0]), negated(("[]", negated(parts[0]))), ("<>", ("<>", parts[0]))]
    if form == "[]":
        choices += [("V", ("false",), parts[0]), negated(("<>", negated(parts[0]))), ("<>", ("[]", parts[0]))]
    if form == "U":
        choices += [negated(("V", negated(parts[0]), negated(parts[1]))), ("&&", tuple([form] + parts), ("<>", parts[1]))]
        choices += [("V", parts[1], ("||", parts[0], parts[1]))]
    if form == "V":
        choices += [negated(("U", negated(parts[0]), negated(parts[1]))), ("V", ("&&", parts[0], parts[1]), parts[1])]
    if form == "->":
        choices += [("||", negated(parts[0]), parts[1])]
    if form == "<->":
        choices += [("&&", ("->", parts[0], parts[1]), ("->", parts[1], parts[0]))]
    if form == "&&":
        choices += [negated(("||", negated(parts[0]), negated(parts[1])))]
    return rng.choice(choices)


def spin_differ(one, other, folder):
    """Whether SPIN's claim of !(A <-> B) accepts some word; None where it takes too long."""
    try:
        claim = subprocess.run(["spin", "-f", f"!(({one}) <-> ({other}))"], cwd=folder, capture_output=True,
                               text=True, timeout=PATIENCE).stdout
    except subprocess.TimeoutExpired:
        return None
    edges, names, accepting, alias, state = {}, [], set(), {}, None
    for line in claim.splitlines()[1:]:
        line = line.strip()
        if line.endswith(":") and not line.startswith("::"):
            # A state may have two names, of which one says that it is accepting.
            if state is None or edges[state] is not None:
                state = line[:-1]
                names.append(state)
                edges[state] = None
            alias[line[:-1]] = state
            if line.startswith("accept"):
                accepting.add(state)
        elif line.startswith(":: atomic"):
            edges[state] = (edges[state] or []) + [(line[len(":: atomic {"):line.index("->")], "matched")]
        elif line == ":: false":
            edges[state] = edges[state] or []
        elif line.startswith("::"):
            label, target = line[2:].rsplit("-> goto", 1)
            edges[state] = (edges[state] or []) + [(label, target.strip())]
        elif line == "skip":
            edges[state] = [("1", state)]
        elif line.startswith("false"):
            edges[state] = []
    assert names, f"no claim of {one} and {other}: {claim}"
    edges["matched"], alias["matched"] = [("1", "matched")], "matched"
    accepting.add("matched")
    letters = [dict(zip(ATOMS, values)) for values in itertools.product([False, True], repeat=len(ATOMS))]

    def is_possible(label):
        expression = label.replace("&&", " and ").replace("||", " or ").replace("!", " not ")
        expression = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", expression)).strip()
        return any(eval(expression, {}, letter) for letter in letters)

    steps = {name: [alias[to] for label, to in leaving or [] if is_possible(label)] for name, leaving in edges.items()}

    def reached(starts):
        seen, pending = set(), list(starts)
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                pending += steps[name]
        return seen

    return any(name in reached(steps[name]) for name in reached([names[0]]) & accepting)


def ask(program, words):
    run = subprocess.run([program, "ltl"] + words + ["--dialect", "spin", "--json"], capture_output=True, text=True)
    return run.returncode, json.loads(run.stdout)


def main():
    program, wanted = sys.argv[1], int(sys.argv[2])
    rng, wrong = random.Random(1), []
    counts = {"equivalent": 0, "different": 0, "left out": 0}
    with tempfile.TemporaryDirectory() as folder:
        while counts["equivalent"] + counts["different"] < wanted:
            one = draw(rng.randrange(1, 4), rng)
            other = rewritten(one, rng) if rng.random() < 0.5 else draw(rng.randrange(1, 4), rng)
            a, b = text(one), text(other)
            theirs = spin_differ(a, b, folder)
            if theirs is None:
                counts["left out"] += 1
                continue
            code, answer = ask(program, ["equivalent", a, b])
            counts["different" if theirs else "equivalent"] += 1
            if code not in (0, 1) or (code == 1) != theirs:
                wrong.append(f"{a} and {b}")
            elif theirs:
                word = answer["word"]
                along = ["--prefix", word["prefix"], "--cycle", word["cycle"]]
                holds = [ask(program, ["eval", formula] + along)[0] == 0 for formula in (a, b)]
                if holds != [word["holdsFor"] == "A", word["holdsFor"] == "B"]:
                    wrong.append(f"{a} and {b} on {word}")
    for pair in wrong:
        print(f"judged differently: {pair}", file=sys.stderr)
    print(f"SPIN: {wanted} pairs, {counts['equivalent']} equivalent, {counts['left out']} left out as SPIN took more "
          f"than {PATIENCE} s, {len(wrong)} judged differently")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
