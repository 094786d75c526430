"""Dask with two workers in processes of their own, one of which is killed in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import passung
import pyarrow
import pytest
from distributed import Client, LocalCluster
from passung import batch

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = str(tmp_path_factory.mktemp("dask"))
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=folder) as cluster,
        Client(cluster) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def batches(market: passung.Market) -> list[pyarrow.RecordBatch]:
    return pyarrow.table(market.mentees).combine_chunks().to_batches(max_chunksize=5)


def test_two_workers_answer_as_one_process_does(
    client: Client, market: passung.Market, image: Path, options: passung.Options, batches: list[pyarrow.RecordBatch]
) -> None:
    answers = pyarrow.Table.from_batches(batch.dask(client, batches, str(image), options))
    assert answers.equals(pyarrow.table(market.snapshot.rank_all(market.mentees, options)))


def test_a_worker_killed_in_the_middle_changes_nothing(
    client: Client, market: passung.Market, image: Path, options: passung.Options, batches: list[pyarrow.RecordBatch]
) -> None:
    pids = client.run(os.getpid)
    assert len(set(pids.values())) == 2
    answers = batch.dask(client, batches, str(image), options)
    first = next(answers)
    os.kill(next(iter(pids.values())), signal.SIGKILL)
    answers_of_all = pyarrow.Table.from_batches([first, *answers])
    assert answers_of_all.equals(pyarrow.table(market.snapshot.rank_all(market.mentees, options)))
