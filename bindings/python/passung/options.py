"""What a question is asked with."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from passung.errors import InvalidArgument

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Options:
    """Options of every question; they can be pickled, and sent to other machines.

    Only `as_of` has to be given: the engine reads no clock.
    """

    as_of: str | datetime.date | None = None
    """The day on which facts and laws are looked at, such as "2026-03-02"."""
    limit: int = 20
    """Matches of each mentee, 1 to 1 000."""
    profile: str = "default"
    """Id of a scoring profile: a shipped one, or one that the snapshot file brings along."""
    profile_version: int = 0
    """0: the version in use."""
    weights: dict[str, int] | NDArray[numpy.int64] | None = None
    """Of some criteria by name, or of all in the order of passung.CRITERIA; brought to a sum of 10 000."""
    rules: dict[str, str] | None = None
    """Rules by name that are to `enforce`, to `flag` or to be `off`."""
    classes: Sequence[str] = ()
    """Classes to list: open, later, unclear, closed; none: all but closed."""
    districts: Sequence[str] = ()
    """Only vacancies in these districts (AGS, such as "14713")."""
    kinds: Sequence[str] = ()
    occupations: Sequence[str] = ()
    """Beginnings of KldB codes, such as "81"."""
    employers: Sequence[str] = ()
    frozen: bool = False
    """Time stands still: planned facts and ends of waiting periods are not looked ahead to."""
    summary: bool = False
    """Count all vacancies by class, which reads every one."""
    threads: int = 1
    """1 to 64; no answer depends on it."""


@dataclass(frozen=True)
class Limits:
    """Limits of an assignment: 1 to 100 000, None for no limit."""

    per_mentee: int = 1
    """Proposals for each mentee."""
    per_opening: int = 1
    """Proposals for each opening that a vacancy states; one where none is stated."""
    per_vacancy: int | None = None
    per_employer: int | None = None
    per_mentor: int | None = None
    """Of the mentees of one mentor together, as `mentors` names them."""
    stay: int = 0
    """What staying without a proposal is worth, 0 to 100 000 000: only pairs that score more are proposed."""
    congestion: int = 0
    """Each round of as many proposals as a vacancy has openings costs so much more than the one before."""
    groups: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    """By label of `labels`: least and most proposals together."""
    locked: Sequence[tuple[str, str]] = ()
    """Ids of mentee and vacancy: proposed in any case."""
    forbidden: Sequence[tuple[str, str]] = ()
    """Ids of mentee and vacancy: never proposed."""


def merged(options: Options | None, changes: Mapping[str, Any]) -> Options:
    """`options` with what was named beside them."""
    unknown = sorted(set(changes) - {each.name for each in fields(Options)})
    if unknown:
        allowed = ", ".join(each.name for each in fields(Options))
        raise InvalidArgument(f"{unknown[0]}: is no option; there are {allowed}")
    return replace(options or Options(), **changes)
