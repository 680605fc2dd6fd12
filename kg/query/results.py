"""Answers as text: the W3C's CSV, TSV, JSON and XML, Turtle and N-Triples, and a table for people."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.iri import NAMESPACES, Iris
from kg.graph.syntax import quoted
from kg.graph.turtle import turtle
from kg.query.answer import Answer, Term
from kg.query.catalog import RESERVED
from kg.query.labels import iris
from kg.query.width import pad, printable, width, wrap

ROWS = ("table", "csv", "tsv", "json", "xml")
GRAPHS = ("turtle", "ntriples")
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
}
_GAP = "  "
_NARROWEST = 8
_NUMERIC = {NAMESPACES["xsd"] + name for name in ("integer", "decimal", "double", "float")}


def write(answer: Answer, form: str, *, across: int | None = None, prefixes: Mapping[str, str] | None = None) -> str:
    """The answer in one of the forms; ``across`` is how many cells a table may take.

    Raises UsageError where the form does not suit the kind of query.
    """
    if answer.kind == "graph":
        if form not in ("table", *GRAPHS):
            raise UsageError(f"CONSTRUCT and DESCRIBE give triples: choose {' or '.join(GRAPHS)}, not {form}")
        return _triples(answer, form, prefixes or Iris().prefixes())
    if form not in ROWS:
        raise UsageError(f"SELECT and ASK give no triples: choose one of {', '.join(ROWS)}, not {form}")
    return {"table": lambda: table(answer, across), "csv": lambda: _csv(answer), "tsv": lambda: _tsv(answer)}.get(
        form, lambda: _json(answer) if form == "json" else _xml(answer)
    )()


def with_label_columns(answer: Answer) -> Answer:
    """The answer with a column ``…Label`` beside each that holds IRIs."""
    held = [any(iris(cell) for cell in answer.column(name) if cell is not None) for name in answer.variables]
    names = [
        name
        for variable, holds in zip(answer.variables, held, strict=True)
        for name in ((variable, f"{variable}Label") if holds else (variable,))
    ]
    rows = [
        tuple(
            cell
            for own, holds in zip(row, held, strict=True)
            for cell in ((own, own and Term("literal", shown(own, answer.labels))) if holds else (own,))
        )
        for row in answer.rows
    ]
    return Answer(
        answer.kind, tuple(names), tuple(rows), answer.truth, answer.triples, answer.cut, answer.seconds, answer.labels
    )


def shown(cell: Term | None, labels: Mapping[str, str]) -> str:
    """A cell as people read it: entities by label, lists of them one after the other, no datatypes."""
    if cell is None:
        return ""
    if found := iris(cell):
        return ", ".join(sorted(labels.get(iri, iri) for iri in found))
    return cell.value


def table(answer: Answer, across: int | None = None) -> str:
    """A table in columns as wide as they need; where ``across`` is less, cells go on over several lines."""
    if answer.kind == "ask":
        return "true\n" if answer.truth else "false\n"
    text = functools.cache(lambda cell: printable(shown(cell, answer.labels)))  # many cells are the same
    cells = _without_repeats(answer.variables, [list(map(text, row)) for row in answer.rows])
    numeric = [
        bool(answer.rows) and all(cell is None or cell.datatype in _NUMERIC for cell in answer.column(name))
        for name in answer.variables
    ]
    widths = _fitted([[name, *(row[at] for row in cells)] for at, name in enumerate(answer.variables)], across)
    lines = [*_row(list(answer.variables), widths, numeric), _GAP.join("─" * cells for cells in widths)]
    for row in cells:
        lines += _row(row, widths, numeric)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _without_repeats(variables: tuple[str, ...], cells: list[list[str]]) -> list[list[str]]:
    """Rows whose proof has several passages say what is proven once."""
    own = len(variables) - len(RESERVED)
    if own < 1 or variables[own:] != RESERVED:
        return cells
    heads = [row[:own] for row in cells]
    return [
        [*([""] * own if at and heads[at] == heads[at - 1] else heads[at]), *row[own:]] for at, row in enumerate(cells)
    ]


def _fitted(columns: list[list[str]], across: int | None) -> list[int]:
    """The width of each column; the widest give way until all fit, if they can."""
    widths = [max(map(width, column)) for column in columns]
    if across is None:
        return widths
    spare = across - len(_GAP) * (len(widths) - 1)
    while sum(widths) > spare and max(widths, default=0) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: list[str], widths: list[int], numeric: list[bool]) -> list[str]:
    """The lines of one row; nearly always it is one."""
    if all(width(cell) <= room for cell, room in zip(cells, widths, strict=True)):
        row = zip(cells, widths, numeric, strict=True)
        return [_GAP.join(pad(cell.lstrip(" "), room, right=right) for cell, room, right in row)]
    wrapped = [wrap(cell, room) for cell, room in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped), default=0)
    return [
        _GAP.join(
            pad(lines[at] if at < len(lines) else "", room, right=right)
            for lines, room, right in zip(wrapped, widths, numeric, strict=True)
        )
        for at in range(height)
    ]


def _csv(answer: Answer) -> str:
    if answer.kind == "ask":
        return "true\r\n" if answer.truth else "false\r\n"
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.variables)
    for row in answer.rows:
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue()


def _plain(cell: Term | None) -> str:
    if cell is None:
        return ""
    return f"_:{cell.value}" if cell.kind == "blank" else cell.value


def _tsv(answer: Answer) -> str:
    if answer.kind == "ask":
        return "true\n" if answer.truth else "false\n"
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ["\t".join("" if cell is None else n_triples(cell) for cell in row) for row in answer.rows]
    return "".join(f"{line}\n" for line in lines)


def n_triples(cell: Term) -> str:
    """A term in N-Triples form."""
    if cell.kind == "literal":
        ending = f"@{cell.language}" if cell.language else f"^^<{cell.datatype}>" if cell.datatype else ""
        return quoted(cell.value) + ending
    return {"iri": f"<{cell.value}>", "blank": f"_:{cell.value}"}.get(cell.kind, cell.value)


def _json(answer: Answer) -> str:
    if answer.kind == "ask":
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    bindings = [
        {name: _binding(cell) for name, cell in zip(answer.variables, row, strict=True) if cell is not None}
        for row in answer.rows
    ]
    whole = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _binding(cell: Term) -> dict[str, str]:
    found = {"type": {"iri": "uri", "blank": "bnode"}.get(cell.kind, cell.kind), "value": cell.value}
    if cell.language:
        found["xml:lang"] = cell.language
    if cell.datatype:
        found["datatype"] = cell.datatype
    return found


def _xml(answer: Answer) -> str:
    head = "".join(f"<variable name={_attribute(name)}/>" for name in answer.variables)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{head}</head>',
    ]
    if answer.kind == "ask":
        lines.append(f"<boolean>{'true' if answer.truth else 'false'}</boolean></sparql>")
    else:
        lines.append("<results>")
        lines += [f"<result>{''.join(_elements(answer.variables, row))}</result>" for row in answer.rows]
        lines.append("</results></sparql>")
    return "".join(f"{line}\n" for line in lines)


def _elements(variables: Iterable[str], row: Iterable[Term | None]) -> Iterable[str]:
    for name, cell in zip(variables, row, strict=True):
        if cell is None:
            continue
        text = _escaped(cell.value)
        kind = {"iri": "uri", "blank": "bnode"}.get(cell.kind, "literal")
        more = f" xml:lang={_attribute(cell.language)}" if cell.language else ""
        more += f" datatype={_attribute(cell.datatype)}" if cell.datatype else ""
        yield f"<binding name={_attribute(name)}><{kind}{more}>{text}</{kind}></binding>"


def _escaped(text: str) -> str:
    text = "".join(char if _in_xml(char) else "\ufffd" for char in text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _attribute(text: str) -> str:
    quote = "&quot;"
    return f'"{_escaped(text).replace(chr(34), quote)}"'


def _in_xml(char: str) -> bool:
    return (char >= " " and char not in "\ufffe\uffff") or char in "\t\n\r"


def _triples(answer: Answer, form: str, prefixes: Mapping[str, str]) -> str:
    text = "".join(f"{triple} .\n" for triple in sorted(answer.triples))
    if form == "ntriples":
        return text
    quads = ox.parse(input=text, format=ox.RdfFormat.N_TRIPLES)
    return turtle((quad.triple for quad in quads), dict(prefixes))
