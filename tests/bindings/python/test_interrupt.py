"""Ctrl-C ends a batch that would take minutes, and Python runs meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("threads", [1, 3])
def test_ctrl_c_ends_a_batch(threads: int) -> None:
    program = Path(__file__).with_name("interrupted.py")
    ended = subprocess.run(
        [sys.executable, str(program), str(threads)], capture_output=True, text=True, check=True, timeout=120
    )
    assert ended.stdout == "interrupted in rank_all\n"
