"""What validation finds, told so that an analyst can act on it."""

from __future__ import annotations

import dataclasses
import functools
import json
import tomllib
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from kg import resources

SH = "http://www.w3.org/ns/shacl#"
_RULES = {"shape": "https://w3id.org/diplomacy-kg/shapes#", "check": "https://w3id.org/diplomacy-kg/checks#"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (``violation``) or thin (``warning``), with the words of the source behind it.

    ``rule`` is the name of a shape or of a check, ``record`` the IRI; ``found`` is what was found, ``advice`` what to
    do. ``constraint`` is the SHACL constraint component of a shape, None for a check.
    """

    severity: str
    rule: str
    message: str
    record: str
    label: str
    kind: str | None = None
    date: str | None = None
    quote: str | None = None
    source: str | None = None
    found: str | None = None
    advice: str | None = None
    constraint: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, violations first, then by rule and record."""

    findings: tuple[Finding, ...]
    language: str = "en"

    @property
    def violations(self) -> int:
        """How many findings are wrong."""
        return sum(finding.severity == "violation" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are thin."""
        return len(self.findings) - self.violations

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong; warnings do not count."""
        return not self.violations

    def groups(self) -> list[tuple[Finding, ...]]:
        """The findings of each rule together."""
        return [tuple(group) for _, group in groupby(self.findings, key=lambda f: (f.severity, f.rule, f.message))]

    def to_text(self, limit: int | None = 5) -> str:
        """For reading: each rule once, with at most ``limit`` of its records."""
        lines: list[str] = []
        for group in self.groups():
            first = group[0]
            lines.append(f"{first.severity}: {first.message} [{first.rule}] × {len(group)}")
            if first.advice:
                lines.append(f"    → {first.advice}")
            for finding in group[:limit]:
                lines += _told(finding)
            if limit is not None and len(group) > limit:
                lines.append(f"    … {len(group) - limit}")
        counts = _counts().get(self.language, _counts()["en"])
        lines.append(counts.format(self.violations, self.warnings))
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """One object: ``conforms``, counts and ``findings``."""
        found = [
            {name: value for name, value in dataclasses.asdict(finding).items() if value is not None}
            for finding in self.findings
        ]
        whole = {"conforms": self.conforms, "violations": self.violations, "warnings": self.warnings, "findings": found}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def to_turtle(self) -> str:
        """A SHACL validation report; its results are numbered, so that the same report has the same text.

        As SHACL has it, ``sh:conforms`` is true only where there are no warnings either.
        """
        triples = [
            _triple("report", "#type", ox.NamedNode(f"{SH}ValidationReport")),
            _triple("report", "conforms", ox.Literal(not self.findings)),
        ]
        names = [f"result-{number}" for number in range(1, len(self.findings) + 1)]
        triples += [_triple("report", "result", ox.NamedNode(f"urn:kg:{name}")) for name in names]
        for name, finding in zip(names, self.findings, strict=True):
            triples += _result(name, finding, self.language)
        prefixes = {"sh": SH, **_RULES}
        text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
        assert text is not None, "serialize gives bytes where it is given no output"
        return text.decode("utf-8")


@functools.cache
def _counts() -> dict[str, str]:
    """How the findings are counted in words, by language."""
    counts: dict[str, str] = tomllib.loads(resources.data("validate.toml").read_text("utf-8"))["counts"]
    return counts


def _told(finding: Finding) -> list[str]:
    about = ", ".join(part for part in (finding.kind, finding.date) if part and part not in finding.label)
    lines = [
        f"  - {finding.label}" + (f" ({about})" if about else "") + (f": {finding.found}" if finding.found else "")
    ]
    words = f"「{' '.join(finding.quote.split())}」" if finding.quote else ""
    if where := " ".join(part for part in (words, finding.source) if part and part != finding.label):
        lines.append(f"      {where}")
    return lines


def _triple(subject: str, local: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Triple:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns"
    return ox.Triple(
        ox.NamedNode(f"urn:kg:{subject}"), ox.NamedNode(rdf + local if local.startswith("#") else SH + local), value
    )


def _result(name: str, finding: Finding, language: str) -> list[ox.Triple]:
    record: ox.NamedNode | ox.BlankNode | ox.Literal
    try:
        record = ox.NamedNode(finding.record) if ":" in finding.record else ox.BlankNode(finding.record)
    except ValueError:  # a literal where a record should be
        record = ox.Literal(finding.record)
    rules = _RULES["shape" if finding.constraint else "check"]
    triples = [
        _triple(name, "#type", ox.NamedNode(f"{SH}ValidationResult")),
        _triple(name, "focusNode", record),
        _triple(name, "resultSeverity", ox.NamedNode(SH + finding.severity.capitalize())),
        _triple(name, "sourceShape", ox.NamedNode(rules + finding.rule)),
        _triple(
            name, "sourceConstraintComponent", ox.NamedNode(SH + (finding.constraint or "SPARQLConstraintComponent"))
        ),
        _triple(name, "resultMessage", ox.Literal(finding.message, language=language)),
    ]
    if finding.found:
        triples.append(_triple(name, "value", ox.Literal(finding.found)))
    return triples
