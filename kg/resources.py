"""The one place that finds ``data/`` and ``ontology/``: in the wheel, else in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    packed = _PACKAGE / "_resources"
    return packed if packed.is_dir() else _PACKAGE.parent


def data(*parts: str) -> Path:
    """The path of a file or folder under ``data/``."""
    return _root().joinpath("data", *parts)


def ontology(*parts: str) -> Path:
    """The path of a file or folder under ``ontology/``."""
    return _root().joinpath("ontology", *parts)
