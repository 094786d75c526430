"""Asks Lucene's monitor, a search engine for stored queries, what alerts_world has asked the engine: whom a new vacancy
reaches. Compares every answer, then tells the times.

Usage: percolate.py WORLD
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCES = Path(__file__).parent / "monitor"
ROUNDS = 2  # the last one counts
BESIDE = 64  # scores are sums of floats there: who comes so near to what is needed may be in or out


def built(folder):
    done = subprocess.run(["mvn", "-q", "-B", "-f", SOURCES / "pom.xml", f"-Doutput={folder}", "compile",
                           "dependency:copy-dependencies"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        errors = [line for line in done.stdout.splitlines() if "ERROR" in line]
        sys.exit(f"Maven: {errors[0] if errors else done.returncode}")
    return f"{folder}/classes:{folder}/libraries/*"


def same(expected, given):
    """Both are by person; whoever is in one alone must be near to what is needed."""
    needed = {who: least for who, _, least in given}
    theirs = {who for who, score, least in given if score >= least}
    surely = {who for who, score, least in given if score >= least + BESIDE}
    ours = dict(expected)
    missing = [who for who in ours if who not in theirs and (who not in needed or ours[who] >= needed[who] + BESIDE)]
    # Of equal scores the id decides, which a score does not tell: that lies within what is near.
    return not missing and surely <= ours.keys()


def main():
    world = Path(sys.argv[1])
    document = json.loads((world / "alerts.json").read_text())
    with tempfile.TemporaryDirectory(prefix="passung-monitor-") as folder:
        asked = subprocess.run(["java", "-Xmx16g", "-cp", built(folder), "AlertsPeer", world.resolve(),
                                ",".join(document["columns"]), str(ROUNDS)], capture_output=True, text=True)
    if asked.returncode != 0:
        sys.exit(f"the Java program ended with {asked.returncode}: {asked.stderr[-500:]}")
    count, *lines = asked.stdout.splitlines()
    times, mismatches, reached = [], 0, []
    for line, fresh in zip(lines, document["fresh"], strict=True):
        nanoseconds, *numbers = map(int, line.split())
        times.append(nanoseconds / 1e3)
        given = list(zip(numbers[::3], numbers[1::3], numbers[2::3]))
        reached.append(len(fresh["reached"]))
        mismatches += 0 if same(fresh["reached"], given) else 1
    ours = [fresh["engine_microseconds"] for fresh in document["fresh"]]
    ratio = statistics.median(theirs / own for theirs, own in zip(times, ours))
    print(f"machine: {document['machine']}, load {document['load']}")
    print(f"{count} stored questions (heart), {document['vacancies']} vacancies, {len(lines)} new ones; a new vacancy "
          f"reaches {statistics.mean(reached):.1f} lists (mean)")
    print(f"engine median {statistics.median(ours):.1f} µs, Lucene Monitor 9.11.1 median {statistics.median(times):.0f} µs: "
          f"{ratio:.0f} x; compared {len(lines)}, mismatches {mismatches}")
    sys.exit(1 if mismatches else 0)


if __name__ == "__main__":
    main()
