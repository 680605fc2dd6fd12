"""JSON-LD with a context of prefixes, one object a subject, sorted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg.graph.iri import NAMESPACES
from kg.graph.output import HEADERS
from kg.graph.syntax import STRING, XSD, Term, lexical
from kg.graph.values import tag

_HEAD = '{"@context": {"written-by-kg": "https://w3id.org/diplomacy-kg/", '
HEADERS.add(_HEAD.encode())
_TYPE = NAMESPACES["rdf"] + "type"


def jsonld(triples: Iterable[ox.Triple | ox.Quad], prefixes: dict[str, str]) -> str:
    """The triples as one JSON-LD document; a prefix that nothing uses tells that kg wrote it.

    (Any key beside ``@graph`` would make it a named graph for some readers.)
    """
    namespaces = sorted(((namespace, prefix) for prefix, namespace in prefixes.items()), reverse=True)

    def short(iri: str) -> str:
        for namespace, prefix in namespaces:
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def value(term: Term) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(term, ox.Literal):
            if term.language:
                return {"@language": tag(term.language), "@value": term.value}
            datatype = term.datatype.value
            if datatype == STRING:
                return term.value
            if datatype == XSD + "boolean" and term.value in ("true", "false"):
                return term.value == "true"
            if datatype == XSD + "integer" and str(int(term.value)) == term.value and abs(int(term.value)) < 2**53:
                return int(term.value)
            return {"@type": short(datatype), "@value": lexical(term)}
        return {"@id": short(term.value) if isinstance(term, ox.NamedNode) else str(term)}

    subjects: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in sorted(triples, key=lambda t: (str(t.subject), t.predicate.value, str(t.object))):
        about = short(triple.subject.value) if isinstance(triple.subject, ox.NamedNode) else str(triple.subject)
        if triple.predicate.value == _TYPE and isinstance(triple.object, ox.NamedNode):
            subjects[about]["@type"].append(short(triple.object.value))
        else:
            subjects[about][short(triple.predicate.value)].append(value(triple.object))
    head = _HEAD + json.dumps(dict(sorted(prefixes.items())), ensure_ascii=False)[1:]
    nodes = (
        json.dumps({"@id": about, **facts}, ensure_ascii=False, separators=(",", ":"))
        for about, facts in subjects.items()
    )
    return head + ', "@graph": [\n' + ",\n".join(nodes) + "\n]}\n"
