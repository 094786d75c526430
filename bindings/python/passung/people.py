"""Mentees: from files, from rows, from tables of any library that speaks Arrow."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from passung import _passung
from passung._passung import Mentee, Mentees
from passung.errors import InvalidArgument, NotFound

if TYPE_CHECKING:
    from passung.snapshot import Snapshot


def mentee(id: str, /, *, snapshot: Snapshot | None = None, **facts: Any) -> Mentee:
    """One person: `passung.mentee("m1", german="B1", experiences="51311:months=30")`.

    Facts have the names and the form of engine/ingest/README.md; a list stands for several entries. What is not named is
    unknown. InvalidArgument names the field of a value that is not allowed.
    """
    try:
        return read_mentees([{"id": id, **facts}], snapshot=snapshot)[0]
    except InvalidArgument as error:
        raise InvalidArgument(str(error).removeprefix("mentees[0].")) from None


def read_mentees(source: Any, *, snapshot: Snapshot | None = None) -> Mentees:
    """People from

    - the path of a file, CSV or JSON lines (engine/ingest/README.md);
    - rows: mappings with the same fields;
    - anything with `__arrow_c_stream__` or `__arrow_c_array__`: tables of pyarrow, polars, DuckDB, pandas, with the same
      fields as columns; or with the columns `id` and `record`, as Mentees gives them.

    All or none: InvalidArgument names row (from 0) and field of the first value that is not allowed. With `snapshot` its
    classification gives names of occupations a meaning.
    """
    core = snapshot.core if snapshot is not None else None
    if isinstance(source, (str, os.PathLike)):
        return _passung.Mentees.from_text(read_file(source), core)
    if hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__"):
        return _passung.Mentees.from_arrow(source, core)
    if isinstance(source, Iterable) and not isinstance(source, Mapping):
        return _passung.Mentees.from_text(_json_lines(source), core)
    raise InvalidArgument(f"mentees: {type(source).__name__} is none of a path, rows, Arrow data")


def read_file(path: str | os.PathLike[str]) -> bytes:
    """The content of a file; NotFound names one that cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise NotFound(f"{os.path.abspath(path)}: cannot be read ({error.strerror})") from None


def _json_lines(rows: Iterable[Any]) -> bytes:
    lines = []
    for at, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise InvalidArgument(f"mentees[{at}]: {type(row).__name__} is no mapping")
        lines.append(json.dumps(dict(row), ensure_ascii=False, default=str))
    return ("\n".join(lines) + "\n").encode()
