"""The pure function behind every cluster: what it answers depends on mentees, file and options alone."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import passung
import pyarrow
import pytest
from passung import batch


def batches_of(mentees: passung.Mentees, rows: int) -> list[pyarrow.RecordBatch]:
    return pyarrow.table(mentees).combine_chunks().to_batches(max_chunksize=rows)


@pytest.fixture(scope="module")
def whole(market: passung.Market, options: passung.Options) -> pyarrow.Table:
    return pyarrow.table(market.snapshot.rank_all(market.mentees, options))


@pytest.mark.parametrize("rows", [1, 7, 60, 1000])
def test_answers_do_not_depend_on_how_mentees_are_cut(
    market: passung.Market, image: Path, options: passung.Options, whole: pyarrow.Table, rows: int
) -> None:
    answers = list(batch.score_batches(batches_of(market.mentees, rows), image, options))
    assert len(answers) == -(-len(market.mentees) // rows)
    assert pyarrow.Table.from_batches(answers).equals(whole)


def test_a_snapshot_and_its_file_answer_the_same(
    market: passung.Market, image: Path, options: passung.Options
) -> None:
    batches = batches_of(market.mentees, 20)
    by_snapshot = list(batch.score_batches(batches, market.snapshot, options))
    assert list(batch.score_batches(batches, str(image), options)) == by_snapshot


def test_answers_come_while_batches_go(
    market: passung.Market, image: Path, options: passung.Options
) -> None:
    taken = 0

    def batches() -> object:
        nonlocal taken
        for one in batches_of(market.mentees, 10):
            taken += 1
            yield one

    answers = batch.score_batches(batches(), image, options)  # type: ignore[arg-type]
    next(answers)
    assert taken == 1


def test_a_file_is_opened_once_and_anew_when_it_was_replaced(
    market: passung.Market, image: Path, options: passung.Options, tmp_path: Path
) -> None:
    path = tmp_path / "replaced.image"
    shutil.copy(image, path)
    batches = batches_of(market.mentees, 60)
    (before,) = batch.score_batches(batches, path, options)
    opened = len(batch._opened)
    list(batch.score_batches(batches, path, options))
    assert len(batch._opened) == opened
    other = passung.market(mentees=1, vacancies=500, seed=9, today="2026-03-02")
    other.snapshot.save(path)
    (after,) = batch.score_batches(batches, path, options)
    expected = other.snapshot.rank_all(market.mentees, options)
    assert pyarrow.Table.from_batches([after]).equals(pyarrow.table(expected))
    assert not after.equals(before)


def test_what_goes_to_executors_has_a_name_of_its_own_for_each_content(
    market: passung.Market, image: Path, tmp_path: Path
) -> None:
    path = tmp_path / "market.image"
    shutil.copy(image, path)
    first = Path(batch._file_to_ship(str(path)))
    assert first.name != path.name
    assert batch._file_to_ship(str(path)) == str(first)
    content = path.read_bytes()
    passung.market(mentees=1, vacancies=500, seed=9, today="2026-03-02").snapshot.save(path)
    second = Path(batch._file_to_ship(str(path)))
    assert second.name != first.name
    assert first.read_bytes() == content
    assert second.read_bytes() == path.read_bytes()


def test_a_faulty_mentee_does_not_end_the_job(image: Path, options: passung.Options) -> None:
    rows = pyarrow.record_batch({"id": ["a", "b"], "german": ["B9", "B1"]})
    (answers,) = batch.score_batches([rows], image, options)
    assert answers.column("fault")[0].as_py().startswith("german: ")
    assert answers.column("mentee").to_pylist()[1:] == ["b"] * 7


def test_a_missing_file_is_named(market: passung.Market, options: passung.Options, tmp_path: Path) -> None:
    with pytest.raises(passung.NotFound, match="none.image"):
        list(batch.score_batches(batches_of(market.mentees, 60), tmp_path / "none.image", options))


def test_options_go_to_other_machines() -> None:
    options = passung.Options(as_of="2026-03-02", weights={"language_fit": 1}, kinds=["job"], threads=3)
    assert pickle.loads(pickle.dumps(options)) == options


def test_the_schema_of_spark_is_that_of_the_answers(
    market: passung.Market, options: passung.Options
) -> None:
    answers = pyarrow.table(market.snapshot.rank_all(market.mentees[:1], options))
    names = {"string": "string", "int32": "int"}
    written = ", ".join(f"{field.name} {names[str(field.type)]}" for field in answers.schema)
    assert written == batch.SPARK_SCHEMA
