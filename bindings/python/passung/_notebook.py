"""How answers look in a notebook: tables, in the language of `passung.display_language`."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

from passung import _passung
from passung.words import score_text, word

_language = "de"


def display_language(lang: str) -> None:
    """In which language answers are shown where nobody can be asked: "de" or "en"."""
    global _language
    word("table.score", lang)  # refuses a language that there is not
    _language = lang


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], right: set[int]) -> str:
    def cells(tag: str, texts: Sequence[str]) -> str:
        return "".join(
            f'<{tag} style="text-align:{"right" if at in right else "left"};vertical-align:top">'
            f"{html.escape(text)}</{tag}>"
            for at, text in enumerate(texts)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells('th', head)}</tr></thead><tbody>{body}</tbody></table>"


def _number(value: int) -> str:
    return _passung.number_text(value, _language)


def _words(*keys: str) -> list[str]:
    return [word(key, _language) for key in keys]


def ranking_html(ranking: _passung.Ranking) -> str:
    """A line for each match."""
    rows = [
        [
            str(at + 1),
            score_text(match.score, _language),
            word(f"hit_class.{match.hit_class}", _language),
            match.label(_language),
            match.vacancy,
            match.mentee,
        ]
        for at, match in enumerate(ranking)
    ]
    head = _words("table.rank", "table.score", "table.class", "table.vacancy", "table.id", "table.mentee")
    return _table(head, rows, right={0, 1})


def match_html(match: _passung.Match) -> str:
    """Contributions with their sum, and what rules say."""
    rows = [
        [
            word(f"criterion.{part.criterion}", _language),
            _number(part.points),
            _number(part.weight),
            _number(part.contribution),
            part.text(_language),
        ]
        for part in match.contributions
    ]
    rows.append([word("table.total", _language), "", "", _number(match.score), ""])
    head = _words("table.criterion", "table.points", "table.weight", "table.contribution", "table.reason")
    rules = [
        [
            word(f"rule.{outcome.rule}", _language),
            word(f"verdict.{outcome.verdict}", _language),
            outcome.text(_language),
        ]
        for outcome in match.outcomes
        if outcome.reason != "none"
    ]
    title = (
        f"<b>{html.escape(match.label(_language))}</b> {html.escape(score_text(match.score, _language))}"
    )
    return (
        title
        + _table(head, rows, right={1, 2, 3})
        + _table(_words("table.rule", "table.verdict", "table.reason"), rules, right=set())
    )


def steps_html(report: _passung.StepReport) -> str:
    """A line for each step that changes anything, the best first."""
    rows = [
        [step.text(_language), _number(step.gain.becomes_listed), _number(step.gain.becomes_open),
         step.gain_text(_language)]
        for step in report.steps
        if step.gain_text(_language) != word("gain.nothing", _language)
    ]
    head = _words("table.step", "table.opens", "table.opens_at_once", "table.reason")
    return _table(head, rows, right={1, 2})


def install() -> None:
    """Teaches the classes of the module what notebooks ask of them."""
    shown: list[tuple[Any, Any]] = [
        (_passung.Ranking, ranking_html),
        (_passung.Match, match_html),
        (_passung.StepReport, steps_html),
    ]
    for shown_class, show in shown:
        shown_class._repr_html_ = show
