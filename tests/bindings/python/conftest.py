"""What all tests of the package share: one market, small and made up, and the command line beside it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import passung
import pytest

DAY = "2026-03-02"
MENTEES = 60
VACANCIES = 3000


@pytest.fixture(scope="session")
def market() -> passung.Market:
    return passung.market(mentees=MENTEES, vacancies=VACANCIES, seed=3, today=DAY)


@pytest.fixture(scope="session")
def options() -> passung.Options:
    return passung.Options(as_of=DAY, limit=7)


@pytest.fixture(scope="session")
def image(market: passung.Market, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("image") / "market.image"
    market.snapshot.save(path)
    return path


@pytest.fixture(scope="session")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Asks the command line on a database with the same market; its answers are JSON."""
    program = Path(os.environ["PASSUNG_BIN"]) / "passung"
    database = tmp_path_factory.mktemp("cli") / "market.db"

    def run(*arguments: str) -> str:
        command = [str(program), *arguments, "--db", str(database)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    run("market", "--mentees", str(MENTEES), "--vacancies", str(VACANCIES), "--seed", "3", "--today", DAY)

    def ask(*arguments: str) -> Any:
        return json.loads(run(*arguments, "--as-of", DAY, "--lang", "de", "--format", "json"))

    ask.write_image = lambda path: run("image", "write", "--to", str(path))  # type: ignore[attr-defined]
    return ask
