"""A real Spark with two executors in processes of their own, one of which is killed in the middle of a job."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import passung
import pyarrow
import pytest
from passung import batch
from pyarrow import parquet
from pyspark import TaskContext, cloudpickle
from pyspark.sql import DataFrame, SparkSession

# Spark and its many parts have warnings of their own.
pytestmark = pytest.mark.filterwarnings("default")

# Executors have the package and not this file: what is defined here goes to them as a whole.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

PARTITIONS = 8
BATCH = 3  # mentees
FATAL_PARTITION = 5


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    built = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.local.dir", str(tmp_path_factory.mktemp("spark")))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(BATCH))
        .config("spark.sql.files.minPartitionNum", str(PARTITIONS))
        .getOrCreate()
    )
    yield built
    built.stop()


@pytest.fixture(scope="module")
def people(
    session: SparkSession, market: passung.Market, tmp_path_factory: pytest.TempPathFactory
) -> DataFrame:
    """As they come from where they are kept: files, each a partition."""
    folder = tmp_path_factory.mktemp("people")
    rows = -(-len(market.mentees) // PARTITIONS)
    for number, part in enumerate(pyarrow.table(market.mentees).to_batches(max_chunksize=rows)):
        parquet.write_table(pyarrow.table(part), folder / f"{number}.parquet")
    frame = session.read.parquet(str(folder))
    assert frame.rdd.getNumPartitions() == PARTITIONS
    return frame


@pytest.fixture(scope="module")
def alone(market: passung.Market, options: passung.Options) -> list[dict[str, Any]]:
    """What the single process answers."""
    rows: list[dict[str, Any]] = pyarrow.table(market.snapshot.rank_all(market.mentees, options)).to_pylist()
    return rows


def in_order(answers: pyarrow.Table) -> list[dict[str, Any]]:
    """Partitions come in any order; within them a mentee's rows follow each other by rank."""
    rows: list[dict[str, Any]] = answers.to_pylist()
    for before, after in zip(rows, rows[1:], strict=False):
        assert after["rank"] in (0, 1) or (
            after["mentee"] == before["mentee"] and after["rank"] == before["rank"] + 1
        )
    return sorted(rows, key=lambda row: row["mentee"])  # stable


def executor_pid() -> int:
    """Of the JVM above this worker of Python: its parent is the daemon that forks workers, whose parent is the JVM."""
    stat = Path(f"/proc/{os.getppid()}/stat").read_text(encoding="utf-8")
    return int(stat.rsplit(")", 1)[1].split()[1])


def witness(
    folder: str, kill_in: int | None = None
) -> Callable[[Iterator[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    """Lets batches through and writes down where they were. In the second batch of partition `kill_in` kills the
    executor, once."""

    def task(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        context = TaskContext.get()
        assert context is not None
        executor = executor_pid()
        name = f"{context.partitionId()}-{context.attemptNumber()}-{executor}"
        killed = Path(folder, "killed")
        for number, one in enumerate(batches):
            Path(folder, name).touch()
            if number == 1 and context.partitionId() == kill_in and not killed.exists():
                killed.write_text(str(executor), encoding="utf-8")
                os.kill(executor, signal.SIGKILL)
            yield one

    return task


def witnessed(folder: Path) -> list[tuple[int, int, int]]:
    """Partition, attempt and executor of each task."""
    return sorted(
        (int(part), int(attempt), int(pid))
        for part, attempt, pid in (p.name.split("-") for p in folder.iterdir() if "-" in p.name)
    )


def test_two_executors_answer_as_one_process_does(
    people: DataFrame, image: Path, options: passung.Options, alone: list[dict[str, Any]], tmp_path: Path
) -> None:
    seen = people.mapInArrow(witness(str(tmp_path)), people.schema)
    answers = batch.spark(seen, str(image), options).toArrow()
    assert in_order(answers) == alone
    tasks = witnessed(tmp_path)
    assert len({executor for _, _, executor in tasks}) == 2
    assert {attempt for _, attempt, _ in tasks} == {0}


def test_an_executor_killed_in_the_middle_changes_nothing(
    people: DataFrame, image: Path, options: passung.Options, alone: list[dict[str, Any]], tmp_path: Path
) -> None:
    seen = people.mapInArrow(witness(str(tmp_path), FATAL_PARTITION), people.schema)
    answers = batch.spark(seen, str(image), options).toArrow()
    assert in_order(answers) == alone
    killed = int((tmp_path / "killed").read_text(encoding="utf-8"))
    assert not Path(f"/proc/{killed}").exists()
    again = [(attempt, executor) for part, attempt, executor in witnessed(tmp_path) if part == FATAL_PARTITION]
    assert (0, killed) in again
    assert len(again) >= 2
    assert all(executor != killed for attempt, executor in again if attempt > 0)


def test_a_faulty_mentee_is_a_row_of_the_answers(
    session: SparkSession, image: Path, options: passung.Options
) -> None:
    rows = pyarrow.table({"id": ["a", "b"], "german": ["B1", "B9"]})
    answers = batch.spark(session.createDataFrame(rows).coalesce(1), str(image), options).toArrow().to_pylist()
    faults = [(row["mentee"], row["rank"], row["vacancy"]) for row in answers if row["fault"]]
    assert faults == [("b", 0, None)]
    assert sum(row["mentee"] == "a" for row in answers) == options.limit
