"""What is refused, and that the exception names the field."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import passung
import pyarrow
import pytest

DAY = "2026-03-02"


def rank(market: passung.Market, **changes: Any) -> passung.Ranking:
    return market.snapshot.rank(market.mentees[0], **({"as_of": DAY} | changes))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"as_of": None}, "as_of"),
        ({"as_of": "2026-02-30"}, "as_of"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"limit": 0}, "limit"),
        ({"limit": 1001}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"profile": "nobody"}, "profile"),
        ({"profile": 3}, "profile"),
        ({"profile_version": 99}, "profile_version"),
        ({"weights": {"luck": 1}}, "weights"),
        ({"weights": {"language_fit": 0.5}}, "weights"),
        ({"weights": [1, 2, 3]}, "weights"),
        ({"weights": numpy.ones(3, dtype=numpy.int64)}, "weights"),
        ({"weights": numpy.ones(9, dtype=numpy.float64)}, "weights"),
        ({"rules": {"reach": "maybe"}}, "rules"),
        ({"rules": {"gravity": "off"}}, "rules"),
        ({"rules": "off"}, "rules"),
        ({"classes": ["open", "ajar"]}, "classes"),
        ({"classes": "open"}, "classes"),
        ({"districts": ["1"]}, "districts"),
        ({"kinds": ["hobby"]}, "kinds"),
        ({"occupations": ["xx"]}, "occupations"),
        ({"frozen": "yes"}, "frozen"),
        ({"threads": 65}, "threads"),
        ({"lmit": 3}, "lmit"),
    ],
)
def test_a_faulty_option_is_named(market: passung.Market, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(passung.Error) as caught:
        rank(market, **changes)
    assert caught.value.field == field, str(caught.value)


def test_negative_weights_are_refused(market: passung.Market) -> None:
    with pytest.raises(passung.InvalidArgument, match="language_fit"):
        rank(market, weights={"language_fit": -1})


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"german": "B9"}, "german"),
        ({"experiences": "51311:months=-1"}, "experiences"),
        ({"district": "99999"}, "district"),
        ({"has_car": "perhaps"}, "has_car"),
        ({"max_travel_minutes": 100_000}, "max_travel_minutes"),
        ({"faith": "any"}, "faith"),
    ],
)
def test_a_faulty_fact_is_named(facts: dict[str, Any], field: str) -> None:
    with pytest.raises(passung.InvalidArgument) as caught:
        passung.mentee("m1", **facts)
    assert caught.value.field == field, str(caught.value)
    assert "counts as unknown" not in str(caught.value)


def test_a_faulty_row_is_named_by_its_place() -> None:
    with pytest.raises(passung.InvalidArgument) as caught:
        passung.read_mentees([{"id": "a"}, {"id": "b", "german": "B9"}])
    assert caught.value.field == "mentees[1].german"
    with pytest.raises(passung.InvalidArgument) as caught:
        passung.read_mentees(pyarrow.table({"id": ["a", "b"], "german": ["B1", "B9"]}))
    assert caught.value.field == "mentees[1].german"


@pytest.mark.parametrize(
    "source",
    [
        3,
        {"id": "a"},
        [["a"]],
        pyarrow.array([1, 2, 3]),
        pyarrow.table({"id": ["a"], "german": [{"level": "B1"}]}),
        pyarrow.table({"id": ["a"], "record": ["text"]}),
        pyarrow.table({"id": ["a"], "record": [b"no mentee"]}),
        pyarrow.table({"id": ["a"], "record": pyarrow.array([None], pyarrow.binary())}),
        pyarrow.table({"german": ["B1"]}),
        pyarrow.table({"id": [{"number": 1}], "record": [b""]}),
        pyarrow.table({"id": ["a"], "german": [[{"level": "B1"}]]}),
        pyarrow.table({"id": ["a"], "max_travel_minutes": [1e300]}),
        pyarrow.table({"id": ["a"], "max_travel_minutes": [float("inf")]}),
        pyarrow.table({"id": ["a"], "max_travel_minutes": [float("nan")]}),
    ],
)
def test_what_holds_no_mentees_is_refused(source: Any) -> None:
    with pytest.raises(passung.InvalidArgument):
        passung.read_mentees(source)


def test_ids_of_no_readable_type_are_refused_before_anybody_is_ranked(market: passung.Market) -> None:
    ids = pyarrow.array([{"number": 1}])
    with pytest.raises(passung.InvalidArgument) as caught:
        market.snapshot.rank_all(pyarrow.table(market.mentees[:1]).set_column(0, "id", ids), as_of=DAY)
    assert caught.value.field == "id"


@pytest.mark.parametrize("limit", [-1, -(2**31), 0, 1001])
def test_a_limit_of_many_is_refused_by_name(market: passung.Market, limit: int) -> None:
    with pytest.raises(passung.InvalidArgument) as caught:
        market.snapshot.rank_all(market.mentees, as_of=DAY, limit=limit)
    assert caught.value.field == "limit"


def test_a_file_that_is_not_there_is_no_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for ask in (passung.load, passung.read_mentees, passung.build):
        with pytest.raises(passung.NotFound, match=str(tmp_path / "none.image")) as caught:
            ask("none.image")
        assert caught.value.field is None


def test_a_record_under_another_id_is_refused(market: passung.Market) -> None:
    table = pyarrow.table(market.mentees[:1]).set_column(0, "id", [["somebody"]])
    with pytest.raises(passung.InvalidArgument, match="somebody"):
        passung.read_mentees(table)


def test_what_is_not_there_is_not_found(market: passung.Market, tmp_path: Path) -> None:
    asked: list[Callable[[], object]] = [
        lambda: market.snapshot.rank("nobody", as_of=DAY),
        lambda: market.snapshot.explain("m000001", "nothing", as_of=DAY),
        lambda: market.snapshot.rank_mentees("nothing", as_of=DAY),
        lambda: passung.load(tmp_path / "none.image"),
        lambda: passung.read_mentees(tmp_path / "none.csv"),
        lambda: passung.build(tmp_path / "none.csv"),
        lambda: passung.word("criterion.luck"),
    ]
    for ask in asked:
        with pytest.raises(passung.NotFound) as caught:
            ask()
        assert isinstance(caught.value, LookupError)


def test_a_damaged_file_is_no_snapshot(image: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.image"
    content = bytearray(image.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(passung.DataLoss):
        passung.load(damaged)
    damaged.write_bytes(content[: len(content) // 2])
    with pytest.raises(passung.DataLoss):
        passung.load(damaged)


def test_a_file_of_another_version_is_refused_by_name(image: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.image"
    content = image.read_bytes()
    assert content.count(b"0.1.0") >= 1
    old.write_bytes(content.replace(b"0.1.0", b"0.0.9"))
    with pytest.raises((passung.FailedPrecondition, passung.DataLoss)):
        passung.load(old)


@pytest.mark.parametrize(
    "ask",
    [
        lambda m: passung.market(mentees=1, vacancies=1, today="2026-13-01"),
        lambda m: passung.market(mentees=-1, vacancies=1, today=DAY),
        lambda m: passung.market(mentees=1, vacancies=1, today=DAY, region="mars"),
        lambda m: m.snapshot.steps("m000001", as_of=DAY, bar=-1),
        lambda m: m.snapshot.steps("m000001", as_of=DAY, examples=21),
        lambda m: m.snapshot.steps("m000001", as_of=DAY, most_steps=5),
        lambda m: m.snapshot.steps("m000001", as_of=DAY, most_steps=2, goal="fame"),
        lambda m: m.snapshot.steps("m000001", as_of=DAY, most_steps=2, without=["sleep"]),
        lambda m: m.snapshot.rank_all(m.mentees, as_of=DAY, summary=True),
        lambda m: m.snapshot.rank_all(17, as_of=DAY),
        lambda m: m.snapshot.rank("m000001", as_of=DAY)[0].label("fr"),
        lambda m: m.snapshot.rank("m000001", as_of=DAY)[0].contributions[0].text("de", "employer"),
        lambda m: passung.display_language("fr"),
    ],
)
def test_every_other_argument_is_refused_by_name(
    market: passung.Market, ask: Callable[[passung.Market], object]
) -> None:
    with pytest.raises(passung.InvalidArgument) as caught:
        ask(market)
    assert caught.value.field is not None, str(caught.value)


def test_positions_outside_are_index_errors(market: passung.Market) -> None:
    with pytest.raises(IndexError):
        market.mentees[len(market.mentees)]
    with pytest.raises(IndexError):
        market.mentees.take(numpy.array([0, 10**6]))
    with pytest.raises(IndexError):
        market.snapshot.rank("m000001", as_of=DAY, limit=1)[1]


def test_figures_that_were_not_asked_for_are_not_made_up(market: passung.Market) -> None:
    answers = market.snapshot.rank_all(market.mentees[:2], as_of=DAY)
    for figure in ("points", "interval"):
        with pytest.raises(passung.FailedPrecondition):
            getattr(answers, figure)
    assert rank(market).summary is None


def test_exceptions_survive_the_way_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(passung.InvalidArgument("limit: 0 is not between 1 and 1000")))
    assert isinstance(error, ValueError)
    assert error.field == "limit"
    assert passung.Error("the batch was cancelled").field is None
