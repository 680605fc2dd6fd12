"""From a document to records with evidence; knows nothing of RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.extract.reader import extract

__all__ = ["extract"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what the module behind it holds
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg.extract.reader import extract

    return extract
