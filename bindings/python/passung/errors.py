"""What goes wrong, as exceptions. Each is also the exception of Python that comes nearest."""

from __future__ import annotations

import re

# The path of a field at the beginning of a message: `limit: …`, `mentees[3].german: …`. Paths of files begin with a slash.
_FIELD = re.compile(r"([A-Za-z_][\w.\[\]]*): ")


class Error(Exception):
    """Anything that the engine refuses or cannot do."""

    @property
    def field(self) -> str | None:
        """The field that is not as it must be, as a path; None where no field is to blame."""
        found = _FIELD.match(str(self))
        return found.group(1) if found else None


class InvalidArgument(Error, ValueError):
    """A value that is not allowed; the message names the field, the value and what is allowed."""


class NotFound(Error, LookupError):
    """There is no such vacancy, mentee, profile or file."""


class FailedPrecondition(Error, RuntimeError):
    """Not now, or not with this: a file of another version, figures that were not asked for."""


class DataLoss(Error, RuntimeError):
    """A file that is cut off or was changed."""


class Unavailable(Error, RuntimeError):
    """A file that cannot be read or written."""


class ResourceExhausted(Error, RuntimeError):
    """No space, or more than fits into one answer."""
