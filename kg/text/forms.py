"""The forms by which a text is read before its sentences are, as data (``data/grammar/documents.toml``)."""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib

from kg import resources
from kg.errors import DataError

FILE = "documents.toml"
_NAMED = re.compile(r"\{([a-z_]+)(?::(\d))?\}")  # in a form: the name of another
_GROUP = re.compile(r"\(\?P<\w+")  # the head of a group with its name
_BREAK = re.compile(r"\A +|\n *")


@functools.cache
def _source() -> str:
    return resources.data("grammar", FILE).read_text("utf-8")


@functools.cache
def table(name: str) -> dict[str, str]:
    """The forms of one module of ``kg.documents`` or ``kg.text``.

    ``{name}`` in a form stands for the form of that name above it, ``{name:3}`` for the same with 3 behind the names of
    its groups. Line breaks and indents are no part of a form.

    Raises DataError where the file is no TOML.
    """
    try:
        forms: dict[str, str] = tomllib.loads(_source())[name]
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{resources.data('grammar', FILE)}: {error}") from error
    return put_together(forms)


def put_together(forms: dict[str, str]) -> dict[str, str]:
    """The forms of one table with what their names in braces stand for; raises KeyError with a name not found above."""
    made: dict[str, str] = {}
    for key, form in forms.items():
        made[key] = _NAMED.sub(lambda named: _renamed(made[named[1]], named[2] or ""), _BREAK.sub("", form))
    return made


def _renamed(form: str, suffix: str) -> str:
    """A form with ``suffix`` behind the names of its groups."""
    return _GROUP.sub(rf"\g<0>{suffix}", form)


def digest() -> str:
    """The digest of the file, for the rules that a document is read by."""
    return hashlib.sha256(_source().encode()).hexdigest()[:16]
