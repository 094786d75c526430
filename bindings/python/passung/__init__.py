"""Explainable matching of mentees and vacancies.

    import passung

    market = passung.market(mentees=100, vacancies=5000, seed=1, today="2026-03-02")
    ranking = market.snapshot.rank(market.mentees[0], as_of="2026-03-02", limit=10)
    for match in ranking:
        print(match.score, match.label("en"))

A score is agreement with stated facts, 0 to 100 000 000, and no probability of being hired: it is the sum of the
contributions of its criteria, exactly, and the same that the command line, the service and the page show.
"""

from passung import batch as batch
from passung import plot as plot
from passung._notebook import display_language, install
from passung._passung import (
    Act,
    Answers,
    Assignment,
    Contribution,
    Estimate,
    Evaluation,
    Gain,
    Match,
    Mentee,
    Mentees,
    ProposedPair,
    Ranking,
    RuleOutcome,
    StepReport,
    StepResult,
    Unassigned,
)
from passung.errors import (
    DataLoss,
    Error,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
    ResourceExhausted,
    Unavailable,
)
from passung.options import Limits, Options
from passung.people import mentee, read_mentees
from passung.snapshot import Market, Snapshot, build, load, market
from passung.words import CRITERIA, RULES, score_text, word

__version__ = "0.1.0"

__all__ = [
    "CRITERIA",
    "RULES",
    "Act",
    "Answers",
    "Assignment",
    "Contribution",
    "DataLoss",
    "Error",
    "Estimate",
    "Evaluation",
    "FailedPrecondition",
    "Gain",
    "InvalidArgument",
    "Limits",
    "Market",
    "Match",
    "Mentee",
    "Mentees",
    "NotFound",
    "Options",
    "ProposedPair",
    "Ranking",
    "ResourceExhausted",
    "RuleOutcome",
    "Snapshot",
    "StepReport",
    "StepResult",
    "Unassigned",
    "Unavailable",
    "batch",
    "build",
    "display_language",
    "load",
    "market",
    "mentee",
    "plot",
    "read_mentees",
    "score_text",
    "word",
]

install()
