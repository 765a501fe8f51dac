#!/usr/bin/env python3
"""Writes the integer tables of the delay samplers; with --check, compares them instead.

Decimal arithmetic of 60 digits, correctly rounded on every machine, and the standard library only:
the tables are the same wherever this runs.
"""
import pathlib
import sys
from decimal import Decimal, getcontext
from statistics import NormalDist

getcontext().prec = 60
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "Determinism" / "Tables"
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")
LN2 = Decimal(2).ln()


def rounded(value):
    """The integer nearest to a positive value, halves upwards."""
    return int(value + Decimal("0.5"))


def density(z):
    """The density of the standard normal distribution."""
    return (-z * z / 2).exp() / (2 * PI).sqrt()


def upper_tail(z):
    """The probability that a standard normal variable exceeds z >= 0."""
    term = total = z
    k = 1
    while term > Decimal(10) ** -58:
        k += 2
        term = term * z * z / k
        total += term
    return Decimal("0.5") - density(z) * total


def normal_quantile(tail):
    """The z that a standard normal variable exceeds with probability tail <= 1/2."""
    if tail == Decimal("0.5"):
        return Decimal(0)
    z = Decimal(-NormalDist().inv_cdf(float(tail)))
    for _ in range(3):  # Newton's steps from 15 right digits: the third leaves them all right.
        z += (upper_tail(z) - tail) / density(z)
    return z


def normal_table(octaves=40, cells=64):
    """Q28 quantiles at the tails 2^-(octaves + 1) ... 1/2, 64 cells in each octave."""
    entries = []
    for octave in range(octaves - 1, -1, -1):
        for cell in range(cells):
            tail = (1 + Decimal(cell) / cells) / Decimal(2) ** (octave + 2)
            entries.append(rounded(normal_quantile(tail) * 2**28))
    return entries + [0]


def logarithm_table(cells=256):
    """Q31 values of log2(1 + c / cells)."""
    return [rounded((1 + Decimal(c) / cells).ln() / LN2 * 2**31) for c in range(cells + 1)]


def power_table(cells=256):
    """Q31 values of 2^(c / cells) - 1."""
    return [rounded(((LN2 * c / cells).exp() - 1) * 2**31) for c in range(cells + 1)]


def source(name, summary, entries):
    """The text of the Swift file that holds a table."""
    lines = [
        "// Written by .ci/tables.py, which `.ci/tables.py --check` compares: edit that instead.",
        "// swift-format-ignore-file",
        "",
        f"/// {summary}",
        "@usableFromInline",
        f"enum {name} {{",
        "  /// The entries, each an integer.",
        "  @usableFromInline",
        "  static let entries: [UInt32] = [",
    ]
    for start in range(0, len(entries), 8):
        lines.append("    " + " ".join(f"{entry}," for entry in entries[start : start + 8]))
    return "\n".join(lines + ["  ]", "}", ""])


def main():
    tables = {
        "NormalTable": (
            "Q28 upper quantiles of the standard normal distribution, at the tails\n"
            "/// (1 + c / 64) / 2^(k + 2), k falling from 39 to 0, c rising from 0 to 63; then at 1/2.",
            normal_table(),
        ),
        "LogarithmTable": ("Q31 values of log2(1 + c / 256), c from 0 to 256.", logarithm_table()),
        "PowerTable": ("Q31 values of 2^(c / 256) − 1, c from 0 to 256.", power_table()),
    }
    stale = []
    for name, (summary, entries) in tables.items():
        path = FOLDER / f"{name}.swift"
        text = source(name, summary, entries)
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(str(path))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path}:1:1: error: differs from what .ci/tables.py writes", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
