"""What can go wrong, and the exit code that the command line gives it.

Every error that a user can cause is a :class:`KgError` with one line that says what, where and what to do.
"""

from __future__ import annotations

FINDINGS = 1
USAGE = 2
UNREADABLE = 3
ENGINE = 4
INTERRUPTED = 130


class KgError(Exception):
    """An error that a user can cause and mend; its text is one clear line."""

    exit_code = ENGINE


class UsageError(KgError):
    """The call itself is wrong: an unknown name, a bad date, an output that exists."""

    exit_code = USAGE


class AmbiguousName(UsageError):
    """A name that several entities bear; ``candidates`` are (key, label, kind) triples."""

    def __init__(self, name: str, candidates: list[tuple[str, str, str]]) -> None:
        self.candidates = candidates
        listed = ", ".join(f"{label} ({kind}, {key})" for key, label, kind in candidates[:8])
        super().__init__(f"{name!r} is ambiguous: {listed}; give the key instead of the name")


class UnreadableDocument(KgError):
    """A document that cannot be read; the others still are."""

    exit_code = UNREADABLE


class StoreError(KgError):
    """The store is missing, of another version, locked by another build, or damaged."""


class QueryError(UsageError):
    """A query with a syntax error, or one that asks for what is refused (updates, SERVICE)."""


class QueryTimeout(KgError):
    """A query that did not end within its time limit."""


class DataError(UsageError):
    """An edited data file has a fault; the text begins with file:line."""
