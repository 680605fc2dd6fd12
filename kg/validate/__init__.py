"""The store against shapes and quality checks, in the analyst's terms.

:func:`validate` gives a :class:`Report` of :class:`Finding`; pySHACL is loaded when it is called.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.validate.report import Finding, Report

if TYPE_CHECKING:
    import pyoxigraph

    from kg.validate.data import Data

__all__ = ["Finding", "Report", "validate", "validate_file"]


def validate(store: pyoxigraph.Store, language: str = "en") -> Report:
    """The report on a store's merged view; ``language`` (``en``, ``zh-Hant``, ``zh-Hans``) is that of its messages."""
    from kg.validate import data

    return _report(data.of_store(store), language)


def validate_file(path: Path, language: str = "en") -> Report:
    """The report on a Turtle, TriG, N-Triples or N-Quads file; raises UnreadableDocument where it cannot be read."""
    from kg.validate import data

    return _report(data.of_file(path), language)


def _report(data: Data, language: str) -> Report:
    from kg.validate.findings import findings

    return Report(findings(data, language), language)
