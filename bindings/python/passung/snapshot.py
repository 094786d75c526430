"""Snapshots: what is searched, and the questions about one person or one vacancy."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from passung import _passung
from passung._passung import Answers, Assignment, Evaluation, Match, Mentee, Mentees, Ranking, StepReport
from passung.options import Limits, Options, merged
from passung.people import read_file, read_mentees


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

    def assign(
        self,
        mentees: Mentees | Any,
        options: Options | None = None,
        *,
        limits: Limits | None = None,
        mentors: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        mode: str = "greatest_total",
        **changes: Any,
    ) -> Assignment:
        """Whom to propose where, for everyone at once: the greatest sum of scores that the limits allow, exactly.

        `limit` of the options is the number of candidates of each mentee. `mentors` and `labels` name the mentor and the
        group of mentees by id; nothing that is scored reads them. `mode` is greatest_total, with a certificate for
        Assignment.verify(), or stable: nobody would rather have each other. A proposal, for people to decide.
        """
        people = mentees if isinstance(mentees, Mentees) else read_mentees(mentees, snapshot=self)
        return _passung.assign(
            self._core,
            people,
            merged(options, changes),
            limits or Limits(),
            (dict(mentors or {}), dict(labels or {})),
            mode,
        )

    def evaluate(
        self,
        mentees: Mentees | Any,
        judgements: Any,
        options: Options | None = None,
        *,
        scope: str = "market",
        k: int = 10,
        good: int = 1,
        seed: int = 1,
        resamples: int = 200,
        labels: Mapping[str, str] | None = None,
        **changes: Any,
    ) -> Evaluation:
        """How good the lists are, with the profile, weights and rules of the options, by what became of suggestions.

        `judgements` are rows of mentee, vacancy and grade (0: tried in vain, 1 contacted, 2 interview, 3 placed), or Arrow
        data with these columns. `scope` is market, or judged: the judged vacancies alone, where only what was once shown is
        judged. The first `k` count; grades from `good` on are good. `labels` name groups by mentee, for slices alone.
        What tells of fewer than five people is hidden or refused.
        """
        people = mentees if isinstance(mentees, Mentees) else read_mentees(mentees, snapshot=self)
        how = _How(scope, k, good, seed, resamples)
        return _passung.evaluate(
            self._core, people, judgements, merged(options, changes), how, dict(labels or {})
        )

    def save(self, path: str | os.PathLike[str], *, threads: int = 0) -> None:
        """Writes the vacancies with their index to a file for load(); no person is in it."""
        self._core.save(os.path.abspath(path), threads)

    def _mentee(self, mentee: Mentee | str) -> Mentee:
        return self._core.mentee(mentee) if isinstance(mentee, str) else mentee

    def __repr__(self) -> str:
        return f"<Snapshot {self.digest[:8]}: {self.vacancies} vacancies, {self.mentees} mentees>"


class _How(NamedTuple):
    """How an evaluation is made, beside the options of its questions."""

    scope: str
    k: int
    good: int
    seed: int
    resamples: int


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
    return Snapshot(_passung.open_image(os.path.abspath(path), mentees, threads))


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
