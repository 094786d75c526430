"""Words and sentences in German and English, from the catalogue that the page and the command line have, too."""

from __future__ import annotations

from typing import Any

from passung import _passung

CRITERIA: tuple[str, ...] = tuple(_passung.criteria())
"""The criteria in their order: of weights, and of the columns of Answers.points."""
RULES: tuple[str, ...] = tuple(_passung.rules())


def word(key: str, lang: str = "de", **values: Any) -> str:
    """The text of a key such as "criterion.language_fit" or "hit_class.open"."""
    return _passung.word(key, lang, **values)


def score_text(score: int, lang: str = "de") -> str:
    """A score as people read it: 82400000 is "82,4 %"."""
    return _passung.score_text(score, lang)
