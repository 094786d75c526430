"""Asks the peers what the engine was asked (peers_world), compares every answer, then takes the time.

Usage: run.py WORLD RESULT.json [NAME...]

Rows of peers that are not named stay in the result, if they are about the same world.
"""

import importlib
import json
import os
import statistics
import sys
import time
from pathlib import Path

import world as worlds

PEERS = {
    "numpy": [("numpy_peer", "NumPy")],
    "duckdb": [("duckdb_peer", "Joins"), ("duckdb_peer", "Lists"), ("duckdb_peer", "Told")],
    "postgres": [("postgres_peer", "Arrays"), ("postgres_peer", "Joins"), ("postgres_peer", "Told")],
    "sqlite": [("sqlite_peer", "Joins"), ("sqlite_peer", "Told")],
    "faiss": [("faiss_peer", "Flat")],
    "lucene": [("lucene_peer", "Boolean")],
}
ROUNDS = 3
SECONDS = 90  # for one peer, after its first round


def measure(peer, world):
    """Each question is compared first; the time of one is the median of the rounds."""
    questions = getattr(peer, "questions", world.questions)
    prepared = [peer.prepare(question) for question in questions]
    mismatches = [n for n, (question, given) in enumerate(zip(questions, prepared))
                  if peer.ask(given) != question.answer]
    times = [[] for _ in questions]
    begin = time.perf_counter()
    for round_number in range(ROUNDS):
        for number, given in enumerate(prepared):
            if round_number > 0 and time.perf_counter() - begin > SECONDS:
                break
            start = time.perf_counter()
            peer.ask(given)
            elapsed = (time.perf_counter() - start) * 1e3
            # A peer in another process says itself how long it took.
            times[number].append(getattr(peer, "last_ms", elapsed))
    medians = [statistics.median(of_one) for of_one in times]
    result = {"median_ms": statistics.median(medians), "compared": len(questions), "mismatches": len(mismatches)}
    if getattr(peer, "comparable", True):
        result["ratio"] = statistics.median(
            theirs / question.engine_ms for theirs, question in zip(medians, questions))
    return result


def run(module, kind, world):
    cls = getattr(importlib.import_module(module), kind)
    result = {"name": cls.name, "form": cls.form}
    if getattr(cls, "floor", None):
        result["floor"] = cls.floor
    try:
        peer = cls(world)
        try:
            result["rows"] = getattr(peer, "rows", world.rows)
            result.update(measure(peer, world))
            result["note"] = getattr(peer, "note", "")
        finally:
            peer.close()
    except Exception as error:  # a peer that cannot be had is a row that says why
        result["note"] = f"not measured: {type(error).__name__}: {error}".splitlines()[0][:300]
    return result


def keep_best(results):
    """A floor is about a peer's best form: the others lose it."""
    for floor in {r["floor"] for r in results if r.get("floor")}:
        rivals = [r for r in results if r.get("floor") == floor]
        kept = min(rivals, key=lambda r: r.get("median_ms", float("inf")))
        for result in rivals:
            if result is not kept:
                del result["floor"]


def kept(output, head, names):
    """Rows of an earlier run on this world, by peers that are not asked now."""
    if not output.exists():
        return []
    earlier = json.loads(output.read_text())
    if any(earlier.get(key) != value for key, value in head.items()):
        return []
    return [result for result in earlier["peers"] if result["peer"] not in names]


def main():
    folder, output, *names = sys.argv[1:]
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        sys.exit(f"{unknown[0]} is none of {', '.join(PEERS)}")
    world = worlds.load(folder)
    engine = statistics.median(question.engine_ms for question in world.questions)
    print(f"machine: {world.machine}, load {os.getloadavg()[0]:.2f}")
    print(f"{world.vacancies} vacancies, {world.rows} rows, {len(world.questions)} mentees, heart; "
          f"engine median {engine * 1e3:.1f} µs (load {world.load})")
    output, names = Path(output), names or list(PEERS)
    head = {"machine": world.machine, "vacancies": world.vacancies, "rows": world.rows,
            "mentees": len(world.questions), "engine_median_us": engine * 1e3, "load": world.load}
    earlier, results = kept(output, head, names), []
    for name in names:
        for module, kind in PEERS[name]:
            result = {"peer": name, "load": f"{os.getloadavg()[0]:.2f}", **run(module, kind, world)}
            results.append(result)
            figure = f"{result['median_ms']:10.2f} ms" if "median_ms" in result else "  not measured"
            ratio = f"{result['ratio']:10.1f} x" if "ratio" in result else " " * 12
            print(f"{result['name']:12}{result['form'][:58]:60}{figure}{ratio}  compared {result.get('compared', 0)}, "
                  f"mismatches {result.get('mismatches', 0)}  {result.get('note', '')}", flush=True)
    keep_best(results)
    rows = sorted(earlier + results, key=lambda result: list(PEERS).index(result["peer"]))
    output.write_text(json.dumps({**head, "peers": rows}, indent=2) + "\n")
    sys.exit(1 if any(result.get("mismatches") for result in results) else 0)


if __name__ == "__main__":
    main()
