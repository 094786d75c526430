"""Pictures of answers, with matplotlib (`pip install passung[plot]`)."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from passung import _passung
from passung.words import score_text, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from passung._passung import Match, StepReport

# Told apart by everybody, and in print.
_GIVEN = "#1f5f8b"
_MISSING = "#d5dde5"
_NOW = "#1f5f8b"
_LATER = "#8db8d8"
_PER_CENT = 1_000_000


def _axes(ax: Axes | None, rows: int) -> Axes:
    if ax is not None:
        return ax
    from matplotlib import pyplot

    made: Axes = pyplot.subplots(figsize=(10, 1.4 + 0.5 * rows), layout="constrained")[1]
    return made


def _plain(ax: Any) -> None:
    ax.invert_yaxis()
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="y", length=0)


def contributions(match: Match, lang: str = "de", ax: Axes | None = None) -> Axes:
    """What each criterion gives of what it could give at most; the dark parts add up to the score."""
    parts = match.contributions
    axes = _axes(ax, len(parts))
    names = [word(f"criterion.{part.criterion}", lang) for part in parts]
    given = [part.contribution / _PER_CENT for part in parts]
    most = [part.weight * 10_000 / _PER_CENT for part in parts]
    axes.barh(names, most, color=_MISSING)
    axes.barh(names, given, color=_GIVEN)
    for at, part in enumerate(parts):
        axes.text(most[at] + 0.4, at, score_text(part.contribution, lang), va="center", fontsize=9)
    axes.set_xlim(0, max(most) * 1.15)
    axes.set_xlabel(f"{word('table.contribution', lang)} (%)")
    axes.set_title(
        f"{match.mentee}: {match.label(lang)}\n{word('table.score', lang)} {score_text(match.score, lang)}",
        loc="left",
    )
    _plain(axes)
    return axes


def steps(report: StepReport, lang: str = "de", ax: Axes | None = None, most: int = 8) -> Axes:
    """How many vacancies each of the best steps opens: dark at once, light with something that still has to be waited for."""
    shown = [step for step in report.steps if step.gain.opens > 0][:most]
    axes = _axes(ax, max(len(shown), 1))
    names = [textwrap.fill(step.text(lang), 46) for step in shown]
    at_once = [step.gain.becomes_open for step in shown]
    later = [step.gain.opens - step.gain.becomes_open for step in shown]
    axes.barh(names, at_once, color=_NOW, label=word("table.opens_at_once", lang))
    axes.barh(names, later, left=at_once, color=_LATER, label=word("table.opens", lang))
    for at, step in enumerate(shown):
        opened = _passung.number_text(step.gain.opens, lang)
        axes.text(step.gain.opens, at, f" {opened}", va="center", fontsize=9)
    if not shown:
        axes.text(0.5, 0.5, word("gain.nothing", lang), ha="center", transform=axes.transAxes)
        axes.set_axis_off()
        return axes
    axes.margins(x=0.1)
    axes.set_xlabel(word("table.openings", lang))
    day = _passung.day_text(report.versions["as_of"], lang)
    axes.set_title(word("phrase.steps", lang, mentee=report.mentee, date=day), loc="left")
    axes.legend(loc="lower right", frameon=False)
    _plain(axes)
    return axes
