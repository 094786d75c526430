"""What the Python package must reach at least (benchmarks/floors.csv, topic "scale", names that begin with "Python" or
"Spark"), measured on the machine at hand: a line a floor, 1 if any is short. Answers are compared before they are timed.

    floors.py --engine-batch PROGRAM --folder FOLDER [--quick] [--json FILE]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import passung
import pyarrow
from pyarrow import parquet
from passung import batch
from pyspark.sql import SparkSession, functions

DAY = "2026-03-02"
LIMIT = 20
THREADS = 2
ROUNDS = 9
# Files of people, of equal size, so that nobody waits for one long one; more of them than executors, as always.
PARTS = 8


@dataclass
class Figure:
    value: float
    compared: int
    mismatches: int
    complete: bool
    note: str


@dataclass
class Sizes:
    vacancies: int
    mentees: int
    # A cluster is asked for more people, so that what it costs to begin does not count.
    cluster_times: int
    complete: bool
    note: str = field(init=False)

    def __post_init__(self) -> None:
        self.note = f"{self.mentees} mentees × {self.vacancies} vacancies"


def promised() -> list[dict[str, str]]:
    """Our rows of the topic."""
    with (Path(__file__).parent.parent / "floors.csv").open(encoding="utf-8") as file:
        return [
            row for row in csv.DictReader(file)
            if row["topic"] == "scale" and row["name"].startswith(("Python", "Spark"))
        ]  # fmt: skip


class EngineBatch:
    """The same batch in C++, in a process of its own that is asked in turn with this one."""

    def __init__(self, program: str, image: Path, mentees: int) -> None:
        self.process = subprocess.Popen(
            [program, "--image", str(image), "--mentees", str(mentees), "--day", DAY, "--limit", str(LIMIT)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ask(self, line: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self._line()
        if not answer:
            raise RuntimeError(f"the program of the engine ended at \"{line}\"")
        return answer

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def rows_of(answers: pyarrow.Table) -> list[tuple[Any, ...]]:
    columns = ["mentee", "rank", "vacancy", "score", "hit_class", "occupation_index", "place_index"]
    return list(zip(*(answers[name].to_pylist() for name in columns), strict=True))


def written(path: Path) -> list[tuple[Any, ...]]:
    """What the C++ program wrote of its answers."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        mentee, rank, vacancy, score, hit_class, occupation, place = line.split("\t")
        rows.append((mentee, int(rank), vacancy or None, int(score), hit_class or None, int(occupation), int(place)))
    return rows


def differences(ours: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]]) -> int:
    return abs(len(ours) - len(theirs)) + sum(a != b for a, b in zip(ours, theirs, strict=False))


def measure_python(program: str, folder: Path, snapshot: passung.Snapshot, people: pyarrow.Table,
                   sizes: Sizes) -> Figure:
    """Arrow in, Arrow out, against the library's own batch, turn by turn."""
    options = passung.Options(as_of=DAY, limit=LIMIT, threads=THREADS)
    engine = EngineBatch(program, folder / "market.image", sizes.mentees)
    engine.ask(f"run {THREADS}")
    answers = pyarrow.table(snapshot.rank_all(people, options))
    engine.ask(f"write {folder / 'answers.tsv'}")
    rows = rows_of(answers)
    wrong = differences(rows, written(folder / "answers.tsv"))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        worked, took = engine.ask(f"run {THREADS}").split()
        theirs.append((float(worked), float(took)))
        begin = time.process_time(), time.perf_counter()
        answers = pyarrow.table(snapshot.rank_all(people, options))
        ours.append((time.process_time() - begin[0], time.perf_counter() - begin[1]))
    engine.close()
    # Of the processors, since others use them, too; what passes by the clock is printed beside it.
    more, by_the_clock = (
        100 * (statistics.median(a[at] / b[at] for a, b in zip(ours, theirs, strict=True)) - 1) for at in (0, 1)
    )
    print(f"batch of {sizes.note}, {THREADS} threads, least of {ROUNDS}: C++ {min(theirs)[0]:.3f} s of the processors, "
          f"Python {min(ours)[0]:.3f} s; by the clock Python takes {by_the_clock:+.1f} %")
    return Figure(max(0.0, more), len(rows), wrong, sizes.complete, sizes.note)


@contextmanager
def spark_with(executors: int) -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master(f"local-cluster[{executors},1,1024]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.files.minPartitionNum", str(PARTS))
        .getOrCreate()
    )
    try:
        yield session
    finally:
        session.stop()


def measure_spark(folder: Path, snapshot: passung.Snapshot, people: pyarrow.Table,
                  sizes: Sizes) -> tuple[Figure, Figure]:
    """The same job with one executor and with two, the answers of both against this process."""
    options = passung.Options(as_of=DAY, limit=LIMIT)
    files = folder / "people"
    files.mkdir(exist_ok=True)
    many = pyarrow.concat_tables([people] * sizes.cluster_times)
    for part in range(PARTS):
        begin, end = (many.num_rows * at // PARTS for at in (part, part + 1))
        parquet.write_table(many.slice(begin, end - begin), files / f"{part}.parquet")
    image = str(folder / "market.image")
    alone = sorted(rows_of(pyarrow.table(snapshot.rank_all(people, options))), key=lambda row: row[:2])
    seconds: dict[int, float] = {}
    wrong = 0
    for executors in (1, 2):
        with spark_with(executors) as session:
            # Everything is opened, and the answers to everybody are compared.
            small = session.createDataFrame(people).repartition(PARTS)
            answers = batch.spark(small, image, options).toArrow()
            wrong += differences(sorted(rows_of(answers), key=lambda row: row[:2]), alone)
            frame = session.read.parquet(str(files))
            times = []
            for _ in range(3):
                begin_time = time.perf_counter()
                total = batch.spark(frame, image, options).agg(functions.sum("score")).collect()[0][0]
                times.append(time.perf_counter() - begin_time)
                wrong += total != sizes.cluster_times * sum(row[3] for row in alone)
            seconds[executors] = min(times)
    print(f"Spark, {many.num_rows} mentees: one executor {seconds[1]:.2f} s, two {seconds[2]:.2f} s")
    note = f"{many.num_rows} mentees × {sizes.vacancies} vacancies"
    same = Figure(float(wrong), 2 * len(alone), wrong, sizes.complete, sizes.note)
    return same, Figure(seconds[1] / seconds[2], 2 * len(alone), wrong, sizes.complete, note)


def report(figures: dict[str, Figure]) -> int:
    short = 0
    rows = promised()
    if set(figures) != {row["name"] for row in rows}:
        raise RuntimeError("floors.csv has other rows than are measured")
    for row in rows:
        figure = figures[row["name"]]
        floor, reach = float(row["floor"]), float(row["reach"])
        held = figure.value >= floor if reach > floor else figure.value <= floor
        ok = held and figure.complete and figure.mismatches == 0
        short += not ok
        print(f"{'ok' if ok else 'short':<7}{row['name']:<74}{f'{figure.value:.2f} ' + row['unit']:<15}"
              f"floor {floor:<7g}reach {reach:<7g}compared {figure.compared:<9}"
              f"mismatches {figure.mismatches:<5}{row['command']}   ({figure.note})")
    print(f"{len(rows)} floors, {len(rows) - short} ok, {short} short")
    return short


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--engine-batch", required=True)
    arguments.add_argument("--folder", required=True, type=Path)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    sizes = Sizes(100_000, 1_000, 5, False) if given.quick else Sizes(1_000_000, 10_000, 10, True)
    given.folder.mkdir(parents=True, exist_ok=True)
    print(f"machine: {os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}")
    made = passung.market(mentees=sizes.mentees, vacancies=sizes.vacancies, seed=1, today=DAY)
    made.snapshot.save(given.folder / "market.image")
    people = pyarrow.table(made.mentees)
    del made
    snapshot = passung.load(given.folder / "market.image")
    figures = {"Python: batch 10 k × 1 M, Arrow in and out, more than C++": measure_python(
        given.engine_batch, given.folder, snapshot, people, sizes)}
    same, gain = measure_spark(given.folder, snapshot, people, sizes)
    figures["Spark: rows unlike those of the single process"] = same
    figures["Spark: two executors over one"] = gain
    short = report(figures)
    if given.json:
        lines = [{"name": name, "value": figure.value} for name, figure in figures.items()]
        given.json.write_text(json.dumps({"floors": lines}) + "\n", encoding="utf-8")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
