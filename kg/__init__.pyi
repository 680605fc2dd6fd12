from kg.api import Graph as Graph
from kg.api import build as build
from kg.api import extract as extract
from kg.errors import KgError as KgError

__version__: str
__all__ = ["Graph", "KgError", "__version__", "build", "extract"]
