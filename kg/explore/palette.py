"""Colours and shapes by kind, for light and dark pages: told apart by shape and fill as well as by hue.

The hues keep apart for the common kinds of colour blindness (after Okabe and Ito, and Tol), and each stands against
its page at 3:1 at least; a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.networkfile import COLOURS

PAGE = {"light": "#fbfaf8", "dark": "#15181d"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of node is drawn; ``hollow`` shapes are outlined only."""

    shape: str
    light: str
    dark: str
    hollow: bool = False


NODES: dict[str, Look] = {
    "Person": Look("dot", COLOURS["Person"], "#6bb3dd"),
    "State": Look("square", COLOURS["State"], "#e8946a"),
    "Organization": Look("hexagon", COLOURS["Organization"], "#b79ae0"),
    "Office": Look("hexagon", COLOURS["Office"], "#b79ae0", hollow=True),
    "Forum": Look("diamond", COLOURS["Forum"], "#4fc0a9"),
    "Track": Look("diamond", COLOURS["Track"], "#4fc0a9", hollow=True),
    "Initiative": Look("star", COLOURS["Initiative"], "#e583b5"),
    "Concept": Look("dot", COLOURS["Concept"], "#a4afba", hollow=True),
    "Document": Look("square", COLOURS["Document"], "#d2b04c", hollow=True),
    "Place": Look("triangle", COLOURS["Place"], "#9cc46a"),
    "Event": Look("triangleDown", COLOURS["Event"], "#c3ccd5"),
}

# Ties by family: who met, what was said or issued, what was done, what stands.
FAMILIES: dict[str, tuple[str, str]] = {
    "encounter": ("#3f7fa8", "#6aa5cc"),
    "word": ("#a86b00", "#d9a441"),
    "act": ("#a03a5a", "#df7f9d"),
    "standing": ("#7b8591", "#8d98a5"),
}

TIES: dict[str, str] = {
    "Meeting": "encounter",
    "Visit": "encounter",
    "Gathering": "encounter",
    "Dialogue": "encounter",
    "Statement": "word",
    "Publication": "word",
    "Establishment": "act",
    "Withdrawal": "act",
    "Act": "act",
    "Tenure": "standing",
    "Relation": "standing",
}

# Text on the picture, and on what is saved of it.
INK: dict[str, dict[str, str]] = {
    "light": {"strong": "#1c2127", "plain": "#333b45", "soft": "#59636e", "accent": "#14618c", "rule": "#e2ded6"},
    "dark": {"strong": "#eceff2", "plain": "#d3d9df", "soft": "#a3adb8", "accent": "#7cc0ea", "rule": "#2d333b"},
}
