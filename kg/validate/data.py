"""What is validated: the merged view of a store, or of a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UnreadableDocument

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class Data:
    """A store whose default graph is the merged view.

    ``united`` is true where that view is no more than the union of the named graphs: then two sources may give one
    record two values, and only what a single source says twice is wrong.
    """

    store: ox.Store
    united: bool = False


def of_store(store: ox.Store) -> Data:
    """The store as it is, or, where it has named graphs only, a copy with their triples once each as the view."""
    if next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None:
        return Data(store)
    copy = ox.Store()
    copy.extend(quad for view in store for quad in (view, ox.Quad(view.subject, view.predicate, view.object)))
    return Data(copy, united=True)


def of_file(path: Path) -> Data:
    """The triples of a Turtle, TriG, N-Triples or N-Quads file.

    Raises UnreadableDocument where the file is of another format or cannot be parsed.
    """
    if path.suffix.lower() not in _FORMATS:
        raise UnreadableDocument(f"{path}: not one of {', '.join(_FORMATS)}")
    store = ox.Store()
    try:
        store.load(path=path, format=_FORMATS[path.suffix.lower()])
    except SyntaxError as error:
        raise UnreadableDocument(f"{path}:{error.lineno or 1}: {error.msg}") from None
    except (OSError, ValueError) as error:
        raise UnreadableDocument(f"{path}: {error}") from None
    return of_store(store)
