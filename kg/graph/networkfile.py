"""The network for Gephi and its like: GraphML and GEXF with labels, colours and dates, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from kg.graph.output import MARK

if TYPE_CHECKING:
    import networkx as nx

# One colour a kind of node, told apart by the common kinds of colour blindness as well.
COLOURS = {
    "Person": "#1f6f9f",
    "State": "#a6461c",
    "Organization": "#6c4a94",
    "Office": "#6c4a94",
    "Forum": "#0c7463",
    "Track": "#0c7463",
    "Initiative": "#9c2a66",
    "Concept": "#5b6570",
    "Document": "#7a5c00",
    "Place": "#4a6b1f",
    "Event": "#3c4652",
}
_TYPES = {bool: "boolean", int: "integer", float: "double"}
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {MARK} -->\n'
# What XML forbids, and controls that hide or reorder what is shown: a label has no business with them.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def graphml(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The graph as GraphML, in pieces; ``r``, ``g``, ``b`` and ``size`` are what Gephi draws by."""
    nodes = {node: {**data, **_drawn(data)} for node, data in graph.nodes(data=True)}
    edges = [(a, b, key, {**data, "weight": 1.0}) for a, b, key, data in graph.edges(keys=True, data=True)]
    yield f'{_HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    fields = {"node": _fields(nodes.values()), "edge": _fields(data for *_, data in edges)}
    for domain, names in fields.items():
        for name, kind in names.items():
            kind = "int" if kind == "integer" else kind
            ids = f'id="{domain}-{name}" for="{domain}"'
            yield f'<key {ids} attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for node, data in nodes.items():
        yield f"<node id={_quoted(node)}>{_data(data, 'node')}</node>\n"
    for number, (first, second, _, data) in enumerate(edges):
        ends = f"source={_quoted(first)} target={_quoted(second)}"
        yield f'<edge id="e{number}" {ends}>{_data(data, "edge")}</edge>\n'
    yield "</graph>\n</graphml>\n"


def gexf(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The graph as GEXF 1.3, in pieces; a tie is there from the first to the last day that its fact allows.

    Ties without a day are there all the time. Each tie has its fact's kind, so that Gephi keeps parallel ones apart.
    """
    nodes: dict[str, dict[str, Any]] = {node: data for node, data in graph.nodes(data=True)}  # noqa: C416
    edges = list(graph.edges(keys=True, data=True))
    yield _HEAD
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield '<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n'
    fields = {
        "node": {name: kind for name, kind in _fields(nodes.values()).items() if name != "label"},
        "edge": {name: kind for name, kind in _fields(data for *_, data in edges).items() if name != "label"},
    }
    for domain, names in fields.items():
        yield f'<attributes class="{domain}" mode="static">\n'
        for name, kind in names.items():
            yield f'<attribute id="{name}" title="{name}" type="{kind}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node, data in nodes.items():
        look = _drawn(data)
        yield f"<node id={_quoted(node)} label={_quoted(data.get('label', node))}>{_values(data)}"
        yield f'<viz:color r="{look["r"]}" g="{look["g"]}" b="{look["b"]}"/><viz:size value="{look["size"]}"/></node>\n'
    yield "</nodes>\n<edges>\n"
    for number, (first, second, _, data) in enumerate(edges):
        ends = f"source={_quoted(first)} target={_quoted(second)}"
        when = "".join(
            f' {name}="{data[key]}"' for name, key in (("start", "earliest"), ("end", "latest")) if data.get(key)
        )
        told = f"kind={_quoted(data.get('kind', ''))} label={_quoted(data.get('label', ''))}{when}"
        yield f'<edge id="e{number}" {ends} {told}>{_values(data)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _drawn(data: Mapping[str, Any]) -> dict[str, Any]:
    colour = COLOURS.get(str(data.get("kind")), COLOURS["Concept"])
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "size": round(5 + 2 * float(data.get("involvement", 0)) ** 0.5, 1)}


def _fields(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Each attribute's type: the one that all its values have, ``double`` for numbers of both kinds, else text."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            found.setdefault(name, set()).add(_TYPES.get(type(value), "string"))
    return {name: _common(kinds) for name, kinds in sorted(found.items())}


def _common(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "double" if kinds == {"integer", "double"} else "string"


def _data(row: Mapping[str, Any], domain: str) -> str:
    return "".join(f'<data key="{domain}-{name}">{_text(value)}</data>' for name, value in sorted(row.items()))


def _values(row: Mapping[str, Any]) -> str:
    values = (f'<attvalue for="{name}" value={_quoted(v)}/>' for name, v in sorted(row.items()) if name != "label")
    return f"<attvalues>{''.join(values)}</attvalues>"


def _plain(value: object) -> str:
    return _HIDDEN.sub("", str(value).lower() if isinstance(value, bool) else str(value))


def _quoted(value: object) -> str:
    return quoteattr(_plain(value))


def _text(value: object) -> str:
    return escape(_plain(value))
