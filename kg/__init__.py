"""Diplomatic reports in, an RDF graph out: to ask, to see and to take away, every edge with the words that prove it.

The public names are loaded when they are first used, so that ``import kg`` stays light; ``__init__.pyi`` has their
types.
"""

from __future__ import annotations

import importlib
import sys
import types

__version__ = "0.1.0"

_FROM = {"Graph": "kg.api", "build": "kg.api", "extract": "kg.api", "KgError": "kg.errors"}

__all__ = ["Graph", "KgError", "__version__", "build", "extract"]


def __getattr__(name: str) -> object:
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_FROM[name]), name)


class _Package(types.ModuleType):
    """Keeps ``kg.extract`` the function, though a folder of that name holds the extractor."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "extract" and isinstance(value, types.ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
