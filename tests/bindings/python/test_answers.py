"""Answers about one person: those of the command line, to the last digit and word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import passung
import pytest

DAY = "2026-03-02"


def enum(name: str) -> str:
    """An enumerator of the contract as the engine names it: "VERDICT_PASS_AFTER" without its prefix."""
    return name.lower()


def contributions_of(match: Any) -> list[tuple[str, int, int, int, str]]:
    return [
        (
            enum(part["criterion"]).removeprefix("criterion_"),
            int(part.get("points", 0)),
            int(part["weight"]),
            int(part.get("contribution", 0)),
            part["text"],
        )
        for part in match["contributions"]
    ]


def same(match: passung.Match, other: Any) -> None:
    """`other` is a match in the JSON of the contract."""
    assert match.vacancy == other["vacancy"].removeprefix("vacancies/")
    assert match.score == int(other["score"])
    assert match.hit_class == enum(other["hitClass"]).removeprefix("hit_class_")
    assert match.interval == (int(other["scoreInterval"]["min"]), int(other["scoreInterval"]["max"]))
    mine = [
        (part.criterion, part.points, part.weight, part.contribution, part.text("de"))
        for part in match.contributions
    ]
    assert mine == contributions_of(other)
    rules = [
        (enum(outcome["rule"]).removeprefix("rule_"), enum(outcome["verdict"]).removeprefix("verdict_"))
        for outcome in other["ruleOutcomes"]
    ]
    assert [(outcome.rule, outcome.verdict) for outcome in match.outcomes] == rules


@pytest.mark.parametrize("number", [1, 2, 17, 60])
def test_a_ranking_is_that_of_the_command_line(
    market: passung.Market, cli: Callable[..., Any], number: int
) -> None:
    name = f"m{number:06d}"
    theirs = cli("rank", f"mentees/{name}", "--limit", "9")
    ours = market.snapshot.rank(name, as_of=DAY, limit=9, summary=True)
    assert len(ours) == len(theirs["matches"])
    for match, other in zip(ours, theirs["matches"], strict=True):
        same(match, other)
    assert ours.summary is not None
    assert ours.summary["listed"] == int(theirs["summary"].get("listed", 0))
    assert ours.summary["closed"] == int(theirs["summary"].get("closed", 0))
    assert ours.versions["snapshot_digest"] == theirs["versions"]["snapshotDigest"]
    assert ours.versions["profile_digest"] == theirs["versions"]["profileDigest"]


def test_an_image_written_by_the_command_line_answers_the_same(
    market: passung.Market, cli: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "cli.image"
    cli.write_image(path)  # type: ignore[attr-defined]
    loaded = passung.load(path, mentees=market.mentees)
    assert loaded.digest == market.snapshot.digest
    for mentee in market.mentees[:20]:
        ours = [(m.vacancy, m.score) for m in loaded.rank(mentee, as_of=DAY)]
        assert ours == [(m.vacancy, m.score) for m in market.snapshot.rank(mentee, as_of=DAY)]


def test_options_mean_what_they_mean_on_the_command_line(
    market: passung.Market, cli: Callable[..., Any]
) -> None:
    theirs = cli(
        "rank", "mentees/m000002", "--limit", "5", "--profile", "near_home",
        "--weight", "language_fit=5000", "--switch", "reach=off", "--class", "open",
        "--kind", "job", "--frozen",
    )  # fmt: skip
    ours = market.snapshot.rank(
        "m000002", as_of=DAY, limit=5, profile="near_home", weights={"language_fit": 5000},
        rules={"reach": "off"}, classes=["open"], kinds=["job"], frozen=True,
    )  # fmt: skip
    assert len(theirs["matches"]) == len(ours) > 0
    for match, other in zip(ours, theirs["matches"], strict=True):
        same(match, other)


def test_the_mirror_is_that_of_the_command_line(
    market: passung.Market, cli: Callable[..., Any]
) -> None:
    theirs = cli("rank-mentees", "vacancies/v0000100", "--limit", "6")
    ours = market.snapshot.rank_mentees("v0000100", as_of=DAY, limit=6)
    assert [m.score for m in ours] == [int(m["score"]) for m in theirs["matches"]]
    assert [m.mentee for m in ours] == [m["mentee"].removeprefix("mentees/") for m in theirs["matches"]]


def test_one_pair_is_explained_also_where_it_is_closed(market: passung.Market) -> None:
    closed = 0
    for number in range(1, 40):
        match = market.snapshot.explain("m000001", f"v{number:07d}", as_of=DAY)
        assert sum(part.contribution for part in match.contributions) == match.score
        assert all(part.points * part.weight == part.contribution for part in match.contributions)
        failed = [o for o in match.outcomes if o.verdict == "fail" and o.switch == "enforce"]
        assert (match.hit_class == "closed") == bool(failed)
        closed += match.hit_class == "closed"
    assert closed > 0


def test_steps_are_those_of_the_command_line(market: passung.Market, cli: Callable[..., Any]) -> None:
    theirs = cli("steps", "mentees/m000005", "--bundle", "2", "--limit", "20")
    ours = market.snapshot.steps("m000005", as_of=DAY, limit=20, most_steps=2)
    assert len(ours) == len(theirs["steps"]) > 0
    for step, other in zip(ours.steps, theirs["steps"], strict=True):
        assert step.text("de") == other["text"]
        assert step.gain.becomes_listed == int(other["gain"].get("becomesListed", 0))
        assert step.gain.becomes_open == int(other["gain"].get("becomesOpen", 0))
        assert step.gain.enters_top == int(other["gain"].get("entersTop", 0))
        assert len(step.outcomes("de")) == len(other.get("outcomes", []))
    assert ours.bundle is not None
    assert [part.text("de") for part in ours.bundle["steps"]] == [
        part["text"] for part in theirs["bundle"]["steps"]
    ]
    assert ours.bundle_texts("de") == theirs["bundle"]["texts"]
    assert ours.before["open"] == int(theirs["before"].get("open", 0))


def test_sentences_come_in_two_languages_and_for_two_readers(market: passung.Market) -> None:
    part = market.snapshot.rank("m000001", as_of=DAY)[0].contributions[0]
    texts = {
        part.text(lang, audience) for lang in ("de", "en") for audience in ("mentor", "mentee")
    }
    assert len(texts) == 4
    assert passung.word("criterion.language_fit", "de") == "Deutsch"
    assert passung.word("criterion.language_fit", "en") == "German"
    assert passung.score_text(82_450_000, "de") == "82,4 %"
    assert passung.score_text(82_450_000, "en") == "82.4 %"


def test_a_snapshot_of_a_file_of_vacancies_says_what_it_could_not_read() -> None:
    content = "id;title;german\nv1;Koch;B1\nv2;Koch;Z9\n;Koch;B1\n".encode()
    snapshot, problems = passung.build(content)
    assert snapshot.vacancies == 2
    assert len(problems) >= 2
    assert any("v2" in problem and "german" in problem for problem in problems)


def test_notebooks_get_tables_in_the_language_that_was_chosen(market: passung.Market) -> None:
    ranking = market.snapshot.rank("m000001", as_of=DAY, limit=3)
    report = market.snapshot.steps("m000001", as_of=DAY)
    try:
        for lang in ("de", "en"):
            passung.display_language(lang)
            shown = ranking._repr_html_()  # type: ignore[attr-defined]
            assert shown.count("<tr>") == 4
            assert passung.word("table.score", lang) in shown
            assert ranking[0].vacancy in shown
            assert "<table>" in ranking[0]._repr_html_()  # type: ignore[attr-defined]
            assert report[0].text(lang) in report._repr_html_()  # type: ignore[attr-defined]
    finally:
        passung.display_language("de")


def test_the_package_says_the_version_of_the_engine(market: passung.Market) -> None:
    versions = market.snapshot.rank("m000001", as_of=DAY).versions
    assert versions["engine_version"] == passung.__version__
