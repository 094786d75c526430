"""Snapshots: what is searched, and the questions about one person or one vacancy."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from passung import _passung
from passung._passung import Answers, Match, Mentee, Mentees, Ranking, StepReport
from passung.options import Options, merged
from passung.people import read_file


class Snapshot:
    """Vacancies and mentees with their index; never changes. Any number of threads may ask it, and Python's lock is free
    meanwhile.

    Every question takes Options, or their fields by name, or both: `rank(m, options, limit=5)`.
    """

    def __init__(self, core: _passung.SnapshotCore) -> None:
        self._core = core

    @property
    def core(self) -> _passung.SnapshotCore:
        return self._core

    @property
    def digest(self) -> str:
        """32 hexadecimal digits over everything in it, whatever its order."""
        return self._core.digest

    @property
    def vacancies(self) -> int:
        """How many vacancies there are."""
        return self._core.vacancies

    @property
    def mentees(self) -> int:
        """How many mentees are in it, who can be found by rank_mentees()."""
        return self._core.mentees

    @property
    def profiles(self) -> list[str]:
        """Ids of the scoring profiles that questions may name."""
        return self._core.profiles

    def rank(self, mentee: Mentee | str, options: Options | None = None, **changes: Any) -> Ranking:
        """The best vacancies for a mentee, who need not be in the snapshot; a text is the id of one who is."""
        return self._core.rank(self._mentee(mentee), merged(options, changes))

    def rank_mentees(self, vacancy: str, options: Options | None = None, **changes: Any) -> Ranking:
        """The best mentees of the snapshot for a vacancy of it: the same numbers."""
        return self._core.rank_mentees(vacancy, merged(options, changes))

    def explain(
        self, mentee: Mentee | str, vacancy: str, options: Options | None = None, **changes: Any
    ) -> Match:
        """One pair with everything, also where a rule drops it."""
        return self._core.explain(self._mentee(mentee), vacancy, merged(options, changes))

    def steps(
        self,
        mentee: Mentee | str,
        options: Options | None = None,
        *,
        bar: int = 70_000_000,
        examples: int = 3,
        most_steps: int = 0,
        goal: str = "listed",
        without: Sequence[str] = (),
        **changes: Any,
    ) -> StepReport:
        """What single steps of a mentee would open, all of them at once, exactly counted.

        `bar` is a score that vacancies may newly reach. With `most_steps` of 1 to 4 also the best few steps together, by
        what `goal` counts (listed, open, top), without the acts named in `without`.
        """
        return self._core.steps(
            self._mentee(mentee),
            merged(options, changes),
            bar,
            examples,
            (most_steps, goal, list(without)),
        )

    def rank_all(
        self,
        mentees: Mentees | Any,
        options: Options | None = None,
        *,
        explain: bool = False,
        **changes: Any,
    ) -> Answers:
        """The best vacancies for each of many: Mentees, or anything that read_mentees() takes as Arrow data.

        The answers are those of rank(), in the order of the mentees. One who is faulty gets the fault as answer and the
        rest goes on. With `explain` also points and intervals.
        """
        return _passung.rank_all(self._core, mentees, merged(options, changes), explain)

    def save(self, path: str | os.PathLike[str], *, threads: int = 0) -> None:
        """Writes the vacancies with their index to a file for load(); no person is in it."""
        self._core.save(os.fspath(path), threads)

    def _mentee(self, mentee: Mentee | str) -> Mentee:
        return self._core.mentee(mentee) if isinstance(mentee, str) else mentee

    def __repr__(self) -> str:
        return f"<Snapshot {self.digest[:8]}: {self.vacancies} vacancies, {self.mentees} mentees>"


class Market(NamedTuple):
    """A made-up labour market: the snapshot, and the people in it."""

    snapshot: Snapshot
    mentees: Mentees


def load(
    path: str | os.PathLike[str], *, mentees: Mentees | None = None, threads: int = 0
) -> Snapshot:
    """The snapshot in a file, made by `passung image write` or save(). The file is mapped, not read as a whole, and must stay.

    It holds no person: `mentees` are those whom rank_mentees() is to find. Only the version that wrote it reads it:
    FailedPrecondition names both.
    """
    return Snapshot(_passung.open_image(os.fspath(path), mentees, threads))


def market(
    *,
    mentees: int = 1000,
    vacancies: int = 40_000,
    seed: int = 1,
    today: str | datetime.date,
    region: str = "saxony",
    threads: int = 0,
) -> Market:
    """A made-up labour market of Saxony or all `germany`, the same as `passung market` makes with these figures."""
    core, people = _passung.make_market(mentees, vacancies, seed, str(today), region, threads)
    return Market(Snapshot(core), people)


def build(
    vacancies: str | os.PathLike[str] | bytes, *, mentees: Mentees | None = None, threads: int = 0
) -> tuple[Snapshot, list[str]]:
    """A snapshot of the vacancies in a file of any format that `passung import` reads, or in its content.

    With it, what was wrong with which record: a value that cannot be read is unknown, as in the importer.
    """
    content = vacancies if isinstance(vacancies, bytes) else read_file(vacancies)
    core, problems = _passung.from_vacancies(content, mentees, threads)
    return Snapshot(core), problems
