"""All mentees against all vacancies, on one machine or on many.

The data of the vacancies is small against what has to be computed: every executor gets all of it, as a file that it maps
(Snapshot.save), and the mentees are shared out. One pure function does the work; what a cluster needs around it is here,
too, a few lines each.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from passung.options import Options
from passung.snapshot import Snapshot, load

if TYPE_CHECKING:
    import pyarrow

__all__ = ["SPARK_SCHEMA", "dask", "score_batches", "spark"]

SPARK_SCHEMA = (
    "mentee string, rank int, vacancy string, score int, hit_class string, "
    "occupation_index int, place_index int, fault string"
)
"""The columns of the answers as Spark writes a schema."""

_opened: dict[tuple[str, int, int], Snapshot] = {}
_opening = threading.Lock()


def _snapshot_at(snapshot: Snapshot | str | os.PathLike[str]) -> Snapshot:
    """A file is opened once for each process: the tasks of an executor share what was read of it."""
    if isinstance(snapshot, Snapshot):
        return snapshot
    path = os.path.realpath(os.fspath(snapshot))
    try:
        state = os.stat(path)
    except OSError:
        return load(path)  # which says what is wrong
    key = (path, state.st_mtime_ns, state.st_size)
    with _opening:
        if key not in _opened:
            _opened[key] = load(path)
        return _opened[key]


def score_batches(
    record_batches: Iterable[Any],
    snapshot: Snapshot | str | os.PathLike[str],
    options: Options,
) -> Iterator[pyarrow.RecordBatch]:
    """A batch of answers for each batch of mentees, in their order.

    `record_batches` are of pyarrow, or of any library that speaks Arrow: columns as read_mentees() takes them.
    `snapshot` is one, or the path of its file. The answers depend on nothing else, neither on how mentees are cut into
    batches nor on where and how often this is done: what is lost with a machine can be done again elsewhere.

    A row for each match with `mentee`, `rank` from 1, `vacancy`, `score`, `hit_class`, `occupation_index`, `place_index`.
    Whoever has none has one row of rank 0; `fault` then says what is wrong with the mentee, if anything is.
    """
    import pyarrow

    opened = _snapshot_at(snapshot)
    for batch in record_batches:
        yield pyarrow.record_batch(opened.rank_all(batch, options))


def spark(frame: Any, snapshot_file: str, options: Options) -> Any:
    """score_batches() on a DataFrame of Apache Spark: a DataFrame with the columns of SPARK_SCHEMA.

    The file goes to every executor with the job (SparkContext.addFile) and is mapped there. Another may be put in its place
    meanwhile, as Snapshot.save() does: the job goes on with what it was, the next call takes what is there then.
    """
    shipped = _file_to_ship(snapshot_file)
    frame.sparkSession.sparkContext.addFile(shipped)
    return frame.mapInArrow(_spark_task(os.path.basename(shipped), options), SPARK_SCHEMA)


_shipped: dict[str, str] = {}
_shipping = threading.Lock()


def _file_to_ship(snapshot_file: str) -> str:
    """The file under a name of its own for each content. Spark knows files by their last name and sends each once: another
    file of that name it refuses, and the same one with other content it does not send again."""
    with _shipping:
        folder = tempfile.mkdtemp(prefix="passung-")
        kept = os.path.join(folder, "image")
        try:
            os.link(os.path.realpath(snapshot_file), kept)
        except OSError:  # on another disk, or not there at all
            if not os.path.exists(snapshot_file):
                os.rmdir(folder)
                load(snapshot_file)  # which says what is wrong
            shutil.copyfile(snapshot_file, kept)
        # From here on it is that file, whatever is put in its place.
        state = os.stat(kept)
        name = f"{load(kept).digest}-{state.st_mtime_ns:x}-{state.st_size:x}.image"
        if name in _shipped:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            _shipped[name] = os.path.join(folder, name)
            os.rename(kept, _shipped[name])
        return _shipped[name]


def _spark_task(
    name: str, options: Options
) -> Callable[[Iterator[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    def task(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        from pyspark import SparkFiles

        return score_batches(batches, SparkFiles.get(name), options)

    return task


def dask(
    client: Any, record_batches: Iterable[pyarrow.RecordBatch], snapshot_file: str, options: Options
) -> Iterator[pyarrow.RecordBatch]:
    """score_batches() by the workers of a dask.distributed Client, a task for each batch; answers in the order of the batches.

    The workers must see the file under its path.
    """
    futures = [
        client.submit(_dask_task, batch, snapshot_file, options, pure=False)
        for batch in record_batches
    ]
    for future in futures:
        yield future.result()


def _dask_task(
    batch: pyarrow.RecordBatch, snapshot_file: str, options: Options
) -> pyarrow.RecordBatch:
    (answers,) = score_batches([batch], snapshot_file, options)
    return answers
