"""From a file to a :class:`Document`: decoded, cleaned of mark-up, each character mapped to its place."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.documents.model import Block, Document, View
    from kg.documents.reader import from_text, read

__all__ = ["Block", "Document", "View", "from_text", "read"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what the modules behind it hold
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{'reader' if name in ('from_text', 'read') else 'model'}")
    return getattr(module, name)
