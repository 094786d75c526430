"""Everyone at once: the greatest total, compared with trying everything, and what limits and refusals say."""

from __future__ import annotations

import itertools
from typing import Any

import passung
import polars
import pyarrow
import pytest

DAY = "2026-03-02"
FEW = 5  # mentees, so that everything can be tried


@pytest.fixture(scope="module")
def few(market: passung.Market) -> passung.Mentees:
    return market.mentees[:FEW]


def candidates_of(market: passung.Market, few: passung.Mentees, limit: int) -> dict[str, dict[str, int]]:
    rows = pyarrow.table(market.snapshot.rank_all(few, as_of=DAY, limit=limit)).to_pylist()
    scores: dict[str, dict[str, int]] = {mentee.id: {} for mentee in few}
    for row in rows:
        if row["rank"] > 0:
            scores[row["mentee"]][row["vacancy"]] = row["score"]
    return scores


def best_total(scores: dict[str, dict[str, int]], places: int) -> int:
    """One each, at most `places` at a vacancy, by trying everything."""
    best = 0
    for choice in itertools.product(*([None, *of] for of in scores.values())):
        taken = [vacancy for vacancy in choice if vacancy is not None]
        if all(taken.count(vacancy) <= places for vacancy in taken):
            total = sum(of[v] for of, v in zip(scores.values(), choice, strict=True) if v is not None)
            best = max(best, total)
    return best


def test_the_total_is_the_greatest_there_is(market: passung.Market, few: passung.Mentees) -> None:
    answer = market.snapshot.assign(few, as_of=DAY, limit=4, limits=passung.Limits(per_vacancy=1))
    scores = candidates_of(market, few, 4)
    assert answer.total_score == best_total(scores, 1)
    assert answer.total_score == sum(pair.score for pair in answer)
    assert [pair.score for pair in answer] == [scores[pair.mentee][pair.vacancy] for pair in answer]
    assert len({pair.vacancy for pair in answer}) == len(answer)
    named = {pair.mentee for pair in answer} | {one.mentee for one in answer.unassigned}
    assert named == {mentee.id for mentee in few}
    answer.verify()


def test_whoever_is_outbid_is_told_by_whom(market: passung.Market) -> None:
    same = passung.read_mentees([{"id": f"p{at}", "german": "B1", "experiences": "51311:months=30"} for at in range(3)])
    answer = market.snapshot.assign(same, as_of=DAY, limit=1, limits=passung.Limits(per_vacancy=1))
    assert len(answer) == 1
    assert len(answer.unassigned) == 2
    for one in answer.unassigned:
        assert (one.reason, one.vacancy) == ("outbid", answer[0].vacancy)
        assert one.holders == [answer[0].mentee]
        assert one.price == answer.prices["vacancy"][answer[0].vacancy]
    assert answer[0].vacancy in answer[0].label("en") or answer[0].label("en") != ""


def test_pairs_are_columns(market: passung.Market) -> None:
    wanted = candidates_of(market, market.mentees[:1], 3)["m000001"]
    locked = ("m000001", list(wanted)[2])
    answer = market.snapshot.assign(market.mentees, as_of=DAY, limit=5, limits=passung.Limits(locked=[locked]))
    rows = pyarrow.table(answer).to_pylist()
    assert rows == [
        {"mentee": pair.mentee, "vacancy": pair.vacancy, "score": pair.score, "locked": pair.locked}
        for pair in answer
    ]
    assert [(row["mentee"], row["vacancy"]) for row in rows if row["locked"]] == [locked]
    assert polars.DataFrame(answer).to_dicts() == rows


def test_limits_hold_and_what_they_cost_is_told(market: passung.Market, few: passung.Mentees) -> None:
    free = market.snapshot.assign(few, as_of=DAY, limit=5)
    mentors = {mentee.id: "mentor-a" for mentee in few}
    limited = market.snapshot.assign(few, as_of=DAY, limit=5, limits=passung.Limits(per_mentor=2), mentors=mentors)
    assert len(limited) == 2
    limited.verify()
    assert limited.limit_prices() == {"per_mentor": free.total_score - limited.total_score}
    assert limited.prices["mentor"].keys() == {"mentor-a"}
    assert {one.reason for one in limited.unassigned} == {"own_limit"}


def test_groups_get_their_least(market: passung.Market, few: passung.Mentees) -> None:
    labels = {few[0].id: "a", few[1].id: "a", few[2].id: "b"}
    limits = passung.Limits(stay=100_000_000, groups={"a": (2, None), "b": (None, 0)})
    answer = market.snapshot.assign(few, as_of=DAY, limits=limits, labels=labels)
    assert {pair.mentee for pair in answer} == {few[0].id, few[1].id}
    assert answer.groups == [
        {"label": "a", "proposals": 2, "missing": 0},
        {"label": "b", "proposals": 0, "missing": 0},
    ]
    answer.verify()


def test_a_stable_assignment_leaves_no_envy(market: passung.Market) -> None:
    limits = passung.Limits(per_vacancy=1)
    stable = market.snapshot.assign(market.mentees, as_of=DAY, limit=10, limits=limits, mode="stable")
    stable.verify()
    assert stable.envy == {"pairs": 0, "mentees": 0, "worst": []}
    greatest = market.snapshot.assign(market.mentees, as_of=DAY, limit=10, limits=limits)
    assert greatest.total_score >= stable.total_score
    assert stable.versions == greatest.versions


def test_mentees_come_as_any_table(market: passung.Market, few: passung.Mentees) -> None:
    answer = market.snapshot.assign(pyarrow.table(few), as_of=DAY)
    assert [pair.vacancy for pair in answer] == [
        pair.vacancy for pair in market.snapshot.assign(few, as_of=DAY)
    ]
    nobody = market.snapshot.assign(market.mentees[:0], as_of=DAY)
    assert (len(nobody), nobody.total_score, nobody.unassigned) == (0, 0, [])


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"limits": passung.Limits(per_mentee=0)}, "per_mentee"),
        ({"limits": passung.Limits(stay=-1)}, "stay"),
        ({"limits": passung.Limits(per_vacancy="two")}, "per_vacancy"),  # type: ignore[arg-type]
        ({"limits": passung.Limits(groups={"a": 3})}, "groups"),  # type: ignore[dict-item]
        ({"limits": passung.Limits(locked=["m000001"])}, "locked"),  # type: ignore[list-item]
        ({"limits": passung.Limits(locked=[("m000001", "nothing")])}, "locked[0]"),
        ({"limits": passung.Limits(forbidden=[("nobody", "v0000001")])}, "forbidden[0]"),
        ({"mentors": {"nobody": "a"}}, "mentors"),
        ({"labels": {"nobody": "a"}}, "labels"),
        ({"mentors": {"m000001": 7}}, "mentors"),
        ({"labels": {7: "a"}}, "labels"),
        ({"mode": "fair"}, "mode"),
        ({"limit": 0}, "limit"),
        ({"mode": "stable", "limits": passung.Limits(congestion=1)}, "congestion"),
    ],
)
def test_what_is_refused_is_named(
    market: passung.Market, few: passung.Mentees, asked: dict[str, Any], field: str
) -> None:
    with pytest.raises(passung.InvalidArgument) as caught:
        market.snapshot.assign(few, as_of=DAY, **asked)
    assert caught.value.field is not None
    assert caught.value.field.startswith(field), str(caught.value)


def test_the_same_person_twice_is_refused(market: passung.Market, few: passung.Mentees) -> None:
    import numpy

    with pytest.raises(passung.InvalidArgument, match=few[0].id):
        market.snapshot.assign(few.take(numpy.array([0, 0])), as_of=DAY)
