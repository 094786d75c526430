"""Columns in and out: the same people and answers through every library, and no copy of what is large."""

from __future__ import annotations

import datetime
import gc
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy
import passung
import polars
import pyarrow
import pytest

DAY = "2026-03-02"


@pytest.fixture(scope="module")
def answers(market: passung.Market, options: passung.Options) -> passung.Answers:
    return market.snapshot.rank_all(market.mentees, options, explain=True)


def test_answers_are_those_of_one_question_after_the_other(
    market: passung.Market, options: passung.Options, answers: passung.Answers
) -> None:
    table = pyarrow.table(answers).to_pylist()
    assert answers.mentees == len(market.mentees)
    assert len(answers) == len(table) == answers.offsets[-1]
    for at, mentee in enumerate(market.mentees):
        rows = table[answers.offsets[at] : answers.offsets[at + 1]]
        ranking = market.snapshot.rank(mentee, options)
        if not len(ranking):
            assert [(row["mentee"], row["rank"], row["vacancy"]) for row in rows] == [(mentee.id, 0, None)]
            continue
        assert len(rows) == len(ranking)
        for rank, (row, match) in enumerate(zip(rows, ranking, strict=True), 1):
            points = dict.fromkeys(passung.CRITERIA, 0)
            points |= {part.criterion: part.points for part in match.contributions}
            assert row == {
                "mentee": mentee.id,
                "rank": rank,
                "vacancy": match.vacancy,
                "score": match.score,
                "hit_class": match.hit_class,
                "occupation_index": match.occupation_index,
                "place_index": match.place_index,
                "fault": None,
                "points": list(points.values()),
                "interval_min": match.interval[0],
                "interval_max": match.interval[1],
            }


def test_scores_are_points_times_weights(answers: passung.Answers) -> None:
    assert answers.versions is not None
    weights = numpy.array([answers.versions["weights"][name] for name in passung.CRITERIA])
    assert (answers.points @ weights == answers.score).all()
    assert answers.points.shape == (len(answers), len(passung.CRITERIA))


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_answers_do_not_depend_on_threads(
    market: passung.Market, options: passung.Options, answers: passung.Answers, threads: int
) -> None:
    again = market.snapshot.rank_all(market.mentees, options, explain=True, threads=threads)
    assert pyarrow.table(again).equals(pyarrow.table(answers))


def through_pyarrow(mentees: passung.Mentees) -> Any:
    return pyarrow.table(mentees)


def through_chunks(mentees: passung.Mentees) -> Any:
    table = pyarrow.table(mentees)
    parts = [table.slice(0, 7), table.slice(7, 1), table.slice(8, 0), table.slice(8)]
    return pyarrow.concat_tables(parts)


def through_record_batch(mentees: passung.Mentees) -> Any:
    return pyarrow.record_batch(pyarrow.table(mentees).combine_chunks().to_batches()[0])


def through_large_columns(mentees: passung.Mentees) -> Any:
    schema = pyarrow.schema([("id", pyarrow.large_string()), ("record", pyarrow.large_binary())])
    return pyarrow.table(mentees).cast(schema)


def through_views(mentees: passung.Mentees) -> Any:
    schema = pyarrow.schema([("id", pyarrow.string_view()), ("record", pyarrow.binary_view())])
    return pyarrow.table(mentees).cast(schema)


def through_dictionary(mentees: passung.Mentees) -> Any:
    table = pyarrow.table(mentees)
    return table.set_column(0, "id", table["id"].dictionary_encode())


def through_polars(mentees: passung.Mentees) -> Any:
    return polars.DataFrame(mentees)


def through_duckdb(mentees: passung.Mentees) -> Any:
    source = pyarrow.table(mentees)  # noqa: F841  (found by its name)
    return duckdb.sql("select * from source")


WAYS = [
    through_pyarrow,
    through_chunks,
    through_record_batch,
    through_large_columns,
    through_views,
    through_dictionary,
    through_polars,
    through_duckdb,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_people_come_back_from_every_library(
    market: passung.Market,
    options: passung.Options,
    answers: passung.Answers,
    way: Callable[[passung.Mentees], Any],
) -> None:
    assert list(passung.read_mentees(way(market.mentees))) == list(market.mentees)
    again = market.snapshot.rank_all(way(market.mentees), options, explain=True)
    assert pyarrow.table(again).equals(pyarrow.table(answers))


def test_answers_go_to_every_library(answers: passung.Answers) -> None:
    expected = pyarrow.table(answers)
    batch = pyarrow.record_batch(answers)
    assert batch.num_rows == len(answers)
    assert pyarrow.table([batch[at] for at in range(batch.num_columns)], schema=batch.schema).equals(expected)
    frame = polars.DataFrame(answers)
    assert frame["score"].to_list() == expected["score"].to_pylist()
    assert frame["vacancy"].to_list() == expected["vacancy"].to_pylist()
    counted = duckdb.sql(
        "select mentee, max(score), count(*) from expected where rank > 0 group by mentee order by mentee"
    ).fetchall()
    best = [
        (answers_of[0]["mentee"], answers_of[0]["score"], len(answers_of))
        for answers_of in (
            [row for row in expected.to_pylist() if row["mentee"] == name and row["rank"] > 0]
            for name in sorted(set(expected["mentee"].to_pylist()))
        )
        if answers_of
    ]
    assert counted == best


def address(array: numpy.ndarray[Any, Any]) -> int:
    return int(array.__array_interface__["data"][0])


def test_numpy_and_arrow_read_the_same_memory(answers: passung.Answers) -> None:
    table = pyarrow.record_batch(answers)
    assert table["score"].buffers()[1].address == address(answers.score)
    assert table["rank"].buffers()[1].address == address(answers.rank)
    assert table["points"].flatten().buffers()[1].address == address(answers.points)
    assert not answers.score.flags.writeable
    assert not answers.score.flags.owndata


def test_columns_outlive_what_they_came_from(market: passung.Market, options: passung.Options) -> None:
    made = market.snapshot.rank_all(market.mentees, options, explain=True)
    expected = [list(made.score), pyarrow.table(made).to_pylist()]
    score, table, points = made.score, pyarrow.table(made), made.points
    vacancy = table["vacancy"]
    del made
    gc.collect()
    assert list(score) == expected[0]
    assert table.to_pylist() == expected[1]
    del table
    gc.collect()
    assert vacancy.to_pylist() == [row["vacancy"] for row in expected[1]]
    assert points.sum() > 0


def test_columns_that_nobody_takes_are_let_go(market: passung.Market) -> None:
    for _ in range(100):
        market.mentees.__arrow_c_stream__()
        market.mentees.__arrow_c_schema__()
    answers = market.snapshot.rank_all(market.mentees[:1], as_of=DAY)
    for _ in range(100):
        answers.__arrow_c_stream__()
        answers.__arrow_c_array__()
        answers.__arrow_c_schema__()


def test_every_kind_of_column_is_read(market: passung.Market) -> None:
    table = pyarrow.table(
        {
            "id": ["a", "b", "c"],
            "german": ["B1", None, "A2"],
            "experiences": [["51311:months=30", "29302:months=5"], [], None],
            "has_car": [True, False, None],
            "max_travel_minutes": [60, 45, None],
            "available_from": [datetime.date(2026, 3, 1), None, datetime.date(2026, 9, 1)],
            "district": pyarrow.array(["14713", "14713", None]).dictionary_encode(),
        }
    )
    rows = [
        {"id": "a", "german": "B1", "experiences": "51311:months=30|29302:months=5", "has_car": "yes",
         "max_travel_minutes": 60, "available_from": "2026-03-01", "district": "14713"},
        {"id": "b", "has_car": "no", "max_travel_minutes": "45", "district": "14713"},
        {"id": "c", "german": "A2", "available_from": "2026-09-01"},
    ]  # fmt: skip
    expected = list(passung.read_mentees(rows))
    assert list(passung.read_mentees(table)) == expected
    # A sliced table begins somewhere in its buffers.
    assert list(passung.read_mentees(table.slice(1, 2))) == expected[1:]
    # Missing values make a column of pandas one of floats, and an integer of any width is one.
    for kind in (pyarrow.float64(), pyarrow.int8(), pyarrow.uint16(), pyarrow.int64(), pyarrow.uint64()):
        at = table.schema.get_field_index("max_travel_minutes")
        cast = table.set_column(at, "max_travel_minutes", table["max_travel_minutes"].cast(kind))
        assert list(passung.read_mentees(cast)) == expected
    assert list(passung.read_mentees(polars.from_arrow(table))) == expected


def test_texts_with_every_sign_stay_whole() -> None:
    strange = 'a "quoted", semicolon; and\nline'
    with pytest.raises(passung.InvalidArgument) as caught:
        passung.read_mentees(pyarrow.table({"id": ["a"], "german": [strange]}))
    assert "semicolon; and" in str(caught.value)
    people = passung.read_mentees(pyarrow.table({"id": ["a"], "note": [strange], "german": ["B1"]}))
    assert list(people) == [passung.mentee("a", german="B1")]


def test_a_faulty_mentee_gets_the_fault_and_the_rest_goes_on(market: passung.Market) -> None:
    table = pyarrow.table({"id": ["a", "b", "c"], "german": ["B1", "B9", "B2"]})
    answers = market.snapshot.rank_all(table, as_of=DAY, limit=2)
    rows = pyarrow.table(answers).to_pylist()
    assert answers.faults == 1
    assert [(row["mentee"], row["rank"]) for row in rows] == [
        ("a", 1), ("a", 2), ("b", 0), ("c", 1), ("c", 2),
    ]  # fmt: skip
    assert rows[2]["fault"].startswith("german: ")
    assert rows[2]["vacancy"] is None
    assert list(answers.offsets) == [0, 2, 3, 5]


def test_nobody_vanishes_who_has_no_match(market: passung.Market) -> None:
    answers = market.snapshot.rank_all(
        market.mentees[:3], as_of=DAY, employers=["nobody-has-this-id"], explain=True
    )
    assert list(answers.rank) == [0, 0, 0]
    assert answers.faults == 0
    assert pyarrow.table(answers)["vacancy"].null_count == 3
    assert not answers.points.any()
    empty = market.snapshot.rank_all(market.mentees[:0], as_of=DAY)
    assert (len(empty), empty.mentees, empty.versions) == (0, 0, None)
    assert pyarrow.table(empty).num_rows == 0


def test_weights_are_read_from_an_array(market: passung.Market) -> None:
    weights = numpy.array([1, 0, 0, 0, 3, 0, 0, 0, 0], dtype=numpy.int64)
    ranking = market.snapshot.rank("m000001", as_of=DAY, weights=weights)
    assert [part.criterion for part in ranking[0].contributions] == ["occupation_fit", "language_fit"]
    assert [part.weight for part in ranking[0].contributions] == [2500, 7500]
    strided = numpy.repeat(weights, 2)[::2]
    again = market.snapshot.rank("m000001", as_of=DAY, weights=strided)
    assert [m.score for m in again] == [m.score for m in ranking]


def test_people_are_a_sequence(market: passung.Market) -> None:
    mentees = market.mentees
    assert [m.id for m in mentees] == mentees.ids
    assert mentees[-1] == mentees[len(mentees) - 1]
    assert list(mentees[10:4:-2]) == [mentees[10], mentees[8], mentees[6]]
    assert list(mentees.take(numpy.array([3, 3, -1]))) == [mentees[3], mentees[3], mentees[-1]]
    assert mentees[0] != mentees[1]
    assert len({mentees[0], mentees[0], mentees[1]}) == 2
    assert mentees[0].record != mentees[1].record


def test_people_come_from_files(tmp_path: Path) -> None:
    expected = [passung.mentee("a", german="B1", has_car=True), passung.mentee("b")]
    csv = tmp_path / "people.csv"
    csv.write_text("id,german,has_car\na,B1,yes\nb,,\n", encoding="utf-8")
    lines = tmp_path / "people.jsonl"
    lines.write_text('{"id": "a", "german": "B1", "has_car": true}\n{"id": "b"}\n', encoding="utf-8")
    assert list(passung.read_mentees(csv)) == expected
    assert list(passung.read_mentees(str(lines))) == expected


def test_python_goes_on_while_the_engine_works(market: passung.Market) -> None:
    """Two threads ask at once, and the same is answered."""
    expected = pyarrow.table(market.snapshot.rank_all(market.mentees, as_of=DAY))
    answered: list[pyarrow.Table] = []

    def ask() -> None:
        answered.append(pyarrow.table(market.snapshot.rank_all(market.mentees, as_of=DAY)))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answered) == 4
    assert all(table.equals(expected) for table in answered)


class Breaking:
    """A stream that gives three batches and then an exception."""

    def __init__(self, batch: pyarrow.RecordBatch) -> None:
        self.batch = batch
        self.asked = 0

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        def batches() -> Any:
            for _ in range(3):
                self.asked += 1
                yield self.batch
            raise ValueError("the source broke")

        reader = pyarrow.RecordBatchReader.from_batches(self.batch.schema, batches())
        return reader.__arrow_c_stream__(requested_schema)


def test_a_stream_that_breaks_says_so(market: passung.Market) -> None:
    batch = pyarrow.record_batch(pyarrow.table(market.mentees[:5]).to_batches()[0])
    source = Breaking(batch)
    with pytest.raises(passung.InvalidArgument, match="the source broke"):
        market.snapshot.rank_all(source, as_of=DAY)
    assert source.asked == 3
