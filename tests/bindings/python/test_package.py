"""The package as a whole: types, what it links, the pictures it draws."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import matplotlib
import passung
import pytest

DAY = "2026-03-02"
PACKAGE = Path(passung.__file__).parent

matplotlib.use("agg")


def test_types_are_complete_and_hold() -> None:
    assert (PACKAGE / "py.typed").exists()
    assert (PACKAGE / "_passung.pyi").exists()
    config = Path(os.environ["PASSUNG_PACKAGE"]) / "pyproject.toml"
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(config), "--cache-dir", os.devnull, "-p", "passung"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_the_module_links_no_protobuf_no_network_no_database() -> None:
    (module,) = PACKAGE.glob("_passung.*.so")
    linked = subprocess.run(["ldd", str(module)], capture_output=True, text=True, check=True).stdout
    assert "libicui18n" in linked
    for library in ("protobuf", "grpc", "sqlite", "libpq", "libssl", "arrow", "libpython"):
        assert library not in linked, library


def test_everything_public_says_what_it_is() -> None:
    for name in passung.__all__:
        shown = getattr(passung, name)
        if isinstance(shown, tuple) and not callable(shown):
            continue
        assert shown.__doc__, name


@pytest.fixture
def pictures() -> Path:
    folder = Path(os.environ["PASSUNG_PICTURES"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("lang", ["de", "en"])
def test_contributions_are_drawn_as_they_are(market: passung.Market, pictures: Path, lang: str) -> None:
    match = market.snapshot.rank("m000001", as_of=DAY)[0]
    axes = passung.plot.contributions(match, lang)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == [passung.word(f"criterion.{part.criterion}", lang) for part in match.contributions]
    widths = [bar.get_width() for bar in axes.patches]
    assert len(widths) == 2 * len(match.contributions)
    assert round(sum(widths[len(match.contributions) :]) * 1_000_000) == match.score
    assert round(sum(widths[: len(match.contributions)])) == 100
    assert passung.score_text(match.score, lang) in axes.get_title(loc="left")
    axes.figure.savefig(pictures / f"contributions_{lang}.png")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_steps_are_drawn_as_they_are(market: passung.Market, pictures: Path, lang: str) -> None:
    report = market.snapshot.steps("m000005", as_of=DAY)
    axes = passung.plot.steps(report, lang, most=5)
    shown = [step for step in report.steps if step.gain.opens > 0][:5]
    assert len(shown) == 5
    labels = [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]
    assert labels == [step.text(lang) for step in shown]
    widths = [bar.get_width() for bar in axes.patches]
    assert [a + b for a, b in zip(widths[:5], widths[5:], strict=True)] == [s.gain.opens for s in shown]
    axes.figure.savefig(pictures / f"steps_{lang}.png")


def test_a_report_without_steps_says_so(market: passung.Market) -> None:
    axes = passung.plot.steps(market.snapshot.steps("m000005", as_of=DAY), "en", most=0)
    assert [text.get_text() for text in axes.texts] == [passung.word("gain.nothing", "en")]


def test_the_example_of_one_mentee_runs_as_it_is(pictures: Path) -> None:
    example = Path(os.environ["PASSUNG_PACKAGE"]) / "examples" / "one_mentee.py"
    subprocess.run([sys.executable, str(example)], cwd=pictures, check=True, env=os.environ | {"MPLBACKEND": "agg"})
    for lang in ("de", "en"):
        picture = pictures / f"one_mentee_{lang}.png"
        assert picture.read_bytes().startswith(b"\x89PNG")
