"""Diplomatic reports in, an RDF graph out: to ask, to see and to take away, every edge with the words that prove it."""

from __future__ import annotations

import sys
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, extract
    from kg.errors import KgError

__version__ = "0.1.0"

__all__ = ["Graph", "KgError", "__version__", "build", "extract"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what the modules behind it hold
    """The public names, loaded when they are first used, so that ``import kg`` stays light."""
    if name == "KgError":
        from kg.errors import KgError

        return KgError
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg import api

    return getattr(api, name)


class _Package(types.ModuleType):
    """Keeps ``kg.extract`` the function, though a folder of that name holds the extractor."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "extract" and isinstance(value, types.ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
