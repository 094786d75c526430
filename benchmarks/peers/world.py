"""The market and the questions that peers_world has written: see peers_world.cc for the files."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

LIMIT = 20


@dataclass
class Question:
    """One person's question: for each column that says anything, points by code, -1 where a rule drops it."""

    tables: dict[str, np.ndarray]
    answer: list[tuple[int, int]]  # the engine's: vacancy, score
    engine_ms: float

    def scored(self):
        """Columns that give points."""
        return [name for name, table in self.tables.items() if table.max() > 0]

    def told(self):
        """Job codes of which some row may be among the best: the most that anybody could be told."""
        others = sum(int(table.max()) for name, table in self.tables.items() if name != "job")
        worst = self.answer[-1][1] if len(self.answer) == LIMIT else 0
        job = self.tables["job"]
        return np.flatnonzero((job >= 0) & (job + others >= worst))


@dataclass
class World:
    folder: Path
    vacancies: int
    rows: int
    machine: str
    load: str
    sizes: dict[str, int]
    questions: list[Question]
    vacancy: np.ndarray = None
    first_row: np.ndarray = None
    codes: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def most_rows(self):
        """Rows of the vacancy that has most: 20 times as many rows surely hold the 20 best vacancies."""
        return int(np.diff(self.first_row).max())

    @property
    def columns(self):
        """Columns that some question asks for; the job, by which occupations are told, is always one."""
        return [name for name in self.sizes if any(name in q.tables for q in self.questions)]


def load(folder):
    folder = Path(folder)
    document = json.loads((folder / "world.json").read_text())
    sizes = {column["name"]: column["size"] for column in document["columns"]}
    ends = np.cumsum(list(sizes.values()))[:-1]
    questions = []
    for number, mentee in enumerate(document["mentees"]):
        values = np.split(np.fromfile(folder / f"mentee_{number}.i64", dtype=np.int64), ends)
        tables = {name: table for name, table in zip(sizes, values) if name == "job" or table.any()}
        answer = [(vacancy, score) for vacancy, score in mentee["answer"]]
        questions.append(Question(tables, answer, mentee["engine_microseconds"] / 1e3))
    world = World(folder, document["vacancies"], document["rows"], document["machine"], document["load"], sizes,
                  questions)
    world.vacancy = np.fromfile(folder / "vacancy.u32", dtype=np.uint32)
    world.first_row = np.fromfile(folder / "first_row.u32", dtype=np.uint32)
    for name in world.columns:
        world.codes[name] = np.fromfile(folder / f"{name}.u32", dtype=np.uint32)
    return world


def best(vacancies, scores):
    """The 20 best vacancies of some rows that surely hold them: vacancy, score; of equal ones the first."""
    order = np.lexsort((vacancies, -scores))
    found, seen = [], set()
    for at in order:
        vacancy = int(vacancies[at])
        if vacancy in seen:
            continue
        seen.add(vacancy)
        found.append((vacancy, int(scores[at])))
        if len(found) == LIMIT:
            break
    return found
