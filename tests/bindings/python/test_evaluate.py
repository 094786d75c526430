"""Profiles judged by what became of suggestions, compared with the definitions on the same ranks."""

from __future__ import annotations

import math
from typing import Any

import passung
import pyarrow
import pytest

DAY = "2026-03-02"
Rows = list[tuple[str, str, int]]


@pytest.fixture(scope="module")
def judged(market: passung.Market) -> Rows:
    """Of everybody's first ten every third, the better the higher its rank."""
    rows = pyarrow.table(market.snapshot.rank_all(market.mentees, as_of=DAY, limit=10)).to_pylist()
    return [
        (row["mentee"], row["vacancy"], 3 - row["rank"] // 4)
        for row in rows
        if row["rank"] > 0 and row["rank"] % 3 == 1
    ]


def ndcg(ranked: list[int], judged: list[int], k: int) -> float:
    def gain(grades: list[int]) -> float:
        return sum(grade / math.log2(at + 2) for at, grade in enumerate(grades[:k]))

    best = gain(sorted(judged, reverse=True))
    return gain(ranked) / best if best else 0.0


def test_ndcg_is_that_of_the_definition(market: passung.Market, judged: Rows) -> None:
    evaluation = market.snapshot.evaluate(market.mentees, judged, as_of=DAY, profile="near_home")
    grades = {(mentee, vacancy): grade for mentee, vacancy, grade in judged}
    shown = pyarrow.table(
        market.snapshot.rank_all(market.mentees, as_of=DAY, profile="near_home", limit=10)
    ).to_pylist()
    for row in pyarrow.table(evaluation).to_pylist():
        ranked = [
            grades.get((one["mentee"], one["vacancy"]), 0)
            for one in shown
            if one["mentee"] == row["mentee"] and one["rank"] > 0
        ]
        of_person = [grade for mentee, _, grade in judged if mentee == row["mentee"]]
        assert row["ndcg"] == pytest.approx(ndcg(ranked, of_person, 10), abs=1e-12)
    figures = [row["ndcg"] for row in pyarrow.table(evaluation).to_pylist()]
    mean = evaluation.metrics["ndcg"]
    assert mean.value == pytest.approx(sum(figures) / len(figures), abs=1e-12)
    assert mean.low <= mean.value <= mean.high
    assert (evaluation.people, evaluation.judgements) == (len(figures), len(judged))


def test_two_profiles_are_compared_person_by_person(market: passung.Market, judged: Rows) -> None:
    before = market.snapshot.evaluate(market.mentees, judged, as_of=DAY)
    after = market.snapshot.evaluate(market.mentees, judged, as_of=DAY, profile="near_home")
    difference = before.compare(after)["ndcg"]["difference"]
    expected = after.metrics["ndcg"].value - before.metrics["ndcg"].value
    assert difference.value == pytest.approx(expected, abs=1e-12)
    assert before.compare(before)["ndcg"]["difference"].value == 0
    other = market.snapshot.evaluate(market.mentees[:20], judged, as_of=DAY)
    with pytest.raises(passung.InvalidArgument, match="after"):
        before.compare(other)


def test_weights_of_one_question_are_evaluated(market: passung.Market, judged: Rows) -> None:
    named = market.snapshot.evaluate(market.mentees, judged, as_of=DAY, weights={"language_fit": 0})
    plain = market.snapshot.evaluate(market.mentees, judged, as_of=DAY)
    assert named.metrics["ndcg"].value != plain.metrics["ndcg"].value


def test_judgements_come_as_columns(market: passung.Market, judged: Rows) -> None:
    columns = {name: [row[at] for row in judged] for at, name in enumerate(("mentee", "vacancy", "grade"))}
    by_rows = market.snapshot.evaluate(market.mentees, judged, as_of=DAY)
    by_columns = market.snapshot.evaluate(pyarrow.table(market.mentees), pyarrow.table(columns), as_of=DAY)
    assert pyarrow.table(by_rows).equals(pyarrow.table(by_columns))


def test_slices_of_few_people_are_hidden(market: passung.Market, judged: Rows) -> None:
    labels = {mentee.id: "few" if at < 3 else "many" for at, mentee in enumerate(market.mentees)}
    evaluation = market.snapshot.evaluate(market.mentees, judged, as_of=DAY, labels=labels)
    groups = [one for one in evaluation.slices if one["kind"] == "group"]
    assert {one["value"] for one in groups} >= {"few", "many"}
    few = next(one for one in groups if one["value"] == "few")
    assert few == {"kind": "group", "value": "few", "hidden": True}
    assert all(one["hidden"] or one["people"] >= 5 for one in evaluation.slices)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"scope": "world"}, "scope"),
        ({"k": 0}, "k"),
        ({"k": "ten"}, "k"),
        ({"good": 0}, "good"),
        ({"resamples": 1}, "resamples"),
        ({"judgements": "m1"}, "judgements"),
        ({"judgements": [("m000001", "v0000001")]}, "judgements[0]"),
        ({"judgements": [("m000001", "v0000001", "best")]}, "judgements[0]"),
        ({"judgements": pyarrow.table({"mentee": ["a"], "vacancy": ["b"]})}, "judgements"),
        ({"profile": "nobody"}, "profile"),
        ({"labels": {"m000001": 7}}, "labels"),
    ],
)
def test_what_is_refused_is_named(
    market: passung.Market, judged: Rows, asked: dict[str, Any], field: str
) -> None:
    rows = asked.pop("judgements", judged)
    with pytest.raises(passung.Error) as caught:
        market.snapshot.evaluate(market.mentees, rows, as_of=DAY, **asked)
    assert caught.value.field == field, str(caught.value)


def test_too_few_people_tell_nothing(market: passung.Market, judged: Rows) -> None:
    alone = [row for row in judged if row[0] == judged[0][0]]
    with pytest.raises(passung.FailedPrecondition):
        market.snapshot.evaluate(market.mentees, alone, as_of=DAY)
