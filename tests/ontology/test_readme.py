"""What ontology/README.md tells an analyst to write is accepted as it stands there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kg import resources
from kg.validate import checks, examples
from kg.validate.ontology import check


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.ontology(), tmp_path / "ontology"))


def block(language: str, words: str) -> str:
    """The one code block of the README that holds the words."""
    text = resources.ontology("README.md").read_text("utf-8")
    (found,) = (code for code in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) if words in code)
    return found


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + "\n" + text, "utf-8")


def test_a_term_a_constraint_and_a_bad_example(copy: Path) -> None:
    append(copy / "dip.ttl", block("turtle", "dip:mediator a"))
    shapes = copy / "shapes" / "event.ttl"
    append(shapes, block("turtle", "shape:event-mediator a"))
    listed = shapes.read_text("utf-8").replace("sh:property ", "sh:property shape:event-mediator,\n        ", 1)
    shapes.write_text(listed, "utf-8")
    bad = copy / "examples" / "bad" / "event.ttl"
    sound = re.search(r":odd-place a .*?;\n(.*?);\n    dip:place", bad.read_text("utf-8"), re.DOTALL)
    assert sound
    append(bad, block("turtle", ":place-mediator a").replace("    ...", sound[1] + " ."))
    assert check(copy) == []
    assert examples.failures(copy, bad)["place-mediator"] == {"event-mediator"}


def test_a_check(copy: Path) -> None:
    (copy / "checks" / "empty-visit.rq").write_text(block("sparql", "severity: warning"), "utf-8")
    assert check(copy) == []
    assert "empty-visit" in {found.name for found in checks.load(copy / "checks")}


def test_a_rule_needs_its_term(copy: Path) -> None:
    (copy / "rules" / "80-co-hosts.rq").write_text(block("sparql", "CONSTRUCT"), "utf-8")
    assert any("dip:coHosted is not defined" in fault.message for fault in check(copy))
    term = block("turtle", "dip:mediator a").replace("dip:mediator", "dip:coHosted")
    append(copy / "dip.ttl", term.replace("rdfs:domain dip:Event", 'dip:derivedBy "80-co-hosts"'))
    assert check(copy) == []
