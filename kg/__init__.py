"""Diplomatic reports in, an RDF graph out: to ask, to see and to take away, every edge with the words that prove it."""

__version__ = "0.1.0"
