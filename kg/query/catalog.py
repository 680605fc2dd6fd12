"""The named questions of ``ontology/queries/``: one SPARQL file each, with a header of YAML in ``#+`` comments."""

from __future__ import annotations

import difflib
import functools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import DataError, UsageError
from kg.graph.terms import LANGUAGES
from kg.query.tokens import Token, line_and_column, tokens

ENTITIES = {
    "actor": ("Actor", "Series"),
    "state": ("State",),
    "person": ("Person",),
    "organization": ("Organization",),
    "office": ("Office",),
    "forum": ("Forum",),
    "track": ("Track",),
    "series": ("Series",),
    "concept": ("Concept", "Initiative"),
    "document": ("Document",),
    "place": ("Place", "State"),
    "entity": (),
}
"""Types of parameters that name something, with the classes that it may be of (none: of any)."""

TYPES = (*ENTITIES, "kind", "property", "date", "integer", "text", "choice", "boolean")
BOUNDS = ("first", "last")
HIDDEN = ("record", "records", "chain")
"""Variables that a question may select for the sake of its evidence; they are shown only when asked for."""

RESERVED = ("words", "source", "at")
"""The columns that ``--evidence`` adds; a question that selects all of them brings its own."""

_KEYS = {"summary", "description", "theme", "tags", "parameters"}
_PARAMETER_KEYS = {"type", "required", "default", "multiple", "choices", "bound"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question: a variable of its query that is bound by the one who asks."""

    name: str
    type: str
    required: bool = False
    default: str | None = None
    multiple: bool = False
    choices: tuple[str, ...] = ()
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A named question. ``values`` is the stretch of ``sparql`` that holds the row of its parameters' values."""

    name: str
    summary: Mapping[str, str]
    description: Mapping[str, str]
    theme: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    sparql: str
    values: tuple[int, int] | None

    def parameter(self, name: str) -> Parameter:
        """The parameter of this name; raises UsageError where there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(parameter.name for parameter in self.parameters) or "none"
        raise UsageError(f"{self.name} has no parameter {name!r}; it has {known}")

    @property
    def body(self) -> str:
        """The query without its header."""
        return "".join(line for line in self.sparql.splitlines(keepends=True) if not line.startswith("#+")).lstrip()


def folder() -> Path:
    """Where the named questions are."""
    return resources.ontology("queries")


def names(where: Path | None = None) -> list[str]:
    """The names of all questions, sorted."""
    return sorted(path.stem for path in (where or folder()).glob("*.rq"))


def questions(where: Path | None = None) -> list[Question]:
    """All questions, by name."""
    return [read((where or folder()) / f"{name}.rq") for name in names(where)]


def themes(where: Path | None = None) -> dict[str, dict[str, str]]:
    """The themes in the order in which they are listed, each with its title by language."""
    path = (where or folder()) / "themes.yaml"
    loaded = _yaml(path.read_text("utf-8"), path)
    return {str(name): dict(titles) for name, titles in loaded.items()}


def question(name: str, where: Path | None = None) -> Question:
    """The question of this name; raises UsageError where there is none."""
    known = names(where)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        raise UsageError(
            f"there is no question {name!r}" + (f"; did you mean {near[0]}?" if near else "; kg query lists them")
        )
    return read((where or folder()) / f"{name}.rq")


@functools.lru_cache(maxsize=256)
def read(path: Path) -> Question:
    """Read one file; raises DataError, which begins with file:line, where its header has a fault."""
    text = path.read_text("utf-8")
    header = _header(path, text)
    parameters = tuple(
        _parameter(path, text, name, fields) for name, fields in (header.get("parameters") or {}).items()
    )
    return Question(
        path.stem,
        _texts(path, text, header, "summary"),
        _texts(path, text, header, "description"),
        str(header["theme"]),
        tuple(map(str, header.get("tags") or ())),
        parameters,
        text,
        _values(path, text, [parameter.name for parameter in parameters]),
    )


def _yaml(text: str, path: Path) -> Any:  # noqa: ANN401 - whatever the text says
    import yaml  # late: a query of one's own needs none

    try:
        return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _fault(path, line, f"the header is no YAML: {error.problem}") from error


def _fault(path: Path, line: int, message: str) -> DataError:
    return DataError(f"{path}:{line}: {message}")


def _line_of(text: str, key: str) -> int:
    """The line of the header that begins with ``key``, else the first."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#+") and line[2:].strip().startswith(f"{key}:"):
            return number
    return 1


_PLAIN = re.compile(r"^(\s*[\w-]+:\s+)([^\s\[{\"'|>#].*?)\s*$")
"""A key and a text without quotes, which may hold colons: sentences, not YAML."""


def _header(path: Path, text: str) -> dict[str, Any]:
    """The header's YAML; its lines keep their numbers."""
    lines = [
        _PLAIN.sub(lambda match: match[1] + json.dumps(match[2], ensure_ascii=False), line[2:])
        if line.startswith("#+")
        else ""
        for line in text.splitlines()
    ]
    found = _yaml("\n".join(lines), path)
    if not isinstance(found, dict):
        raise _fault(path, 1, "no header: lines that begin with #+ and give summary, description and theme")
    for key in sorted({"summary", "description", "theme"} - found.keys()):
        raise _fault(path, 1, f"the header gives no {key}")
    for key in sorted(map(str, found.keys() - _KEYS)):
        raise _fault(path, _line_of(text, key), f"the header has no key {key!r}; it has {', '.join(sorted(_KEYS))}")
    if not isinstance(found.get("parameters") or {}, dict):
        raise _fault(path, _line_of(text, "parameters"), "parameters are written name: {type: …}")
    return found


def _texts(path: Path, text: str, header: Mapping[str, Any], key: str) -> dict[str, str]:
    texts = header[key]
    if not isinstance(texts, dict) or set(texts) != set(LANGUAGES):
        raise _fault(path, _line_of(text, key), f"{key} is given in {', '.join(LANGUAGES)}")
    return {str(language): str(told) for language, told in texts.items()}


def _parameter(path: Path, text: str, name: object, fields: object) -> Parameter:
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise _fault(
            path,
            _line_of(text, "parameters"),
            f"{name!r} is no name of a parameter: small letters, and no word of YAML",
        )
    line = _line_of(text, name)
    if isinstance(fields, str):
        fields = {"type": fields}
    if not isinstance(fields, dict) or not set(fields) <= _PARAMETER_KEYS:
        raise _fault(
            path, line, f"{name} is written {name}: {{type: …}} with any of {', '.join(sorted(_PARAMETER_KEYS))}"
        )
    kind, choices, bound = str(fields.get("type")), fields.get("choices") or (), fields.get("bound")
    if kind not in TYPES:
        raise _fault(path, line, f"{name} has the type {kind!r}; types are {', '.join(TYPES)}")
    if (kind == "choice") != bool(choices):
        raise _fault(path, line, f"{name}: choices are given for the type choice, and only for it")
    if (kind == "date") != (bound in BOUNDS):
        raise _fault(path, line, f"{name}: bound is first or last for the type date, and only for it")
    default = fields.get("default")
    shown = None if default is None else str(default).lower() if isinstance(default, bool) else str(default)
    required, multiple = bool(fields.get("required")), bool(fields.get("multiple"))
    return Parameter(name, kind, required, shown, multiple, tuple(map(str, choices)), bound)


def _values(path: Path, text: str, wanted: Sequence[str]) -> tuple[int, int] | None:
    """The stretch between the braces of the one VALUES block whose variables are the parameters, in their order."""
    if not wanted:
        return None
    found = list(tokens(text))
    for at, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "VALUES":
            block = _block(found[at + 1 :])
            if block and [variable.text[1:] for variable in block[:-2]] == list(wanted):
                return block[-2].end, block[-1].start
    line = line_and_column(text, next((t.start for t in found if t.text.upper() == "VALUES"), 0))[0]
    listed = " ".join(f"?{name}" for name in wanted)
    raise _fault(path, line, f"the query binds its parameters by one block: VALUES ({listed}) {{ (…) }}")


def _block(found: Sequence[Token]) -> list[Token] | None:
    """The variables of a VALUES block, then its opening and its closing brace."""
    texts = [token.text for token in found]
    if not texts or texts[0] != "(" or ")" not in texts:
        return None
    close = texts.index(")")
    if texts[close + 1 : close + 2] != ["{"] or "}" not in texts[close:]:
        return None
    return [*found[1:close], found[close + 1], found[texts.index("}", close)]]
