"""``kg ontology check`` tells each fault of an edited copy with its file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import resources
from kg.cli.ontology import command
from kg.validate.ontology import check


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.ontology(), tmp_path / "ontology"))


def edit(path: Path, old: str, new: str) -> int:
    """Replace the one place where ``old`` stands; returns its line."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def told(folder: Path) -> list[tuple[str, int, str]]:
    return [(fault.path.name, fault.line, fault.message) for fault in check(folder)]


def test_the_ontology_is_in_order() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "dip.ttl",
            '"訪問"@zh-Hant, "访问"@zh-Hans ;\n    skos:definition',
            '"访问"@zh-Hans ;\n    skos:definition',
            "dip:Visit needs one label @zh-Hant, has 0",
        ),
        ("dip.ttl", '"Somebody goes to a place."@en,', "", "dip:Visit needs one definition @en, has 0"),
        (
            "shapes/visit.ttl",
            "sh:targetClass dip:Visit",
            "sh:targetClass dip:Vist",
            "dip:Vist is not defined in dip.ttl; did you mean dip:Visit?",
        ),
        ("checks/meeting-of-one.rq", "#+ severity: warning\n", "", "the header lacks"),
        (
            "checks/meeting-of-one.rq",
            "#+ severity: warning",
            "#+ severity: bad",
            "severity 'bad' is none of violation, warning",
        ),
        (
            "rules/50-met-with.rq",
            "#+   zh-Hans: 已举行之会见的参与者彼此见过面。\n",
            "",
            "the header lacks summary in zh-Hans",
        ),
        (
            "rules/50-met-with.rq",
            "#+ derives: metWith",
            "#+ derives: visited",
            "dip:visited needs dip:derivedBy '50-met-with' in dip.ttl",
        ),
        (
            "rules/50-met-with.rq",
            "CONSTRUCT { ?one dip:metWith ?other }\nWHERE",
            "SELECT *\nWHERE",
            "a file in rules/ is a CONSTRUCT query",
        ),
        (
            "checks/blank-node.rq",
            "SELECT DISTINCT ?record (STR(?kind) AS ?found)",
            "SELECT ?kind",
            "a check selects ?record (and ?found)",
        ),
    ],
)
def test_faults_are_told(copy: Path, file: str, old: str, new: str, message: str) -> None:
    edit(copy / file, old, new)
    faults = told(copy)
    if message == "the header lacks":
        message = "severity None is none of violation, warning"
    assert any(name == Path(file).name and text == message for name, _, text in faults), faults


def test_terms_and_queries_are_told_with_their_line(copy: Path) -> None:
    line = edit(copy / "checks" / "meeting-of-one.rq", "dip:participant|dip:host", "dip:participants|dip:host")
    assert told(copy) == [
        ("meeting-of-one.rq", line, "dip:participants is not defined in dip.ttl; did you mean dip:participant?")
    ]


def test_syntax_errors_are_told_with_their_line(copy: Path) -> None:
    turtle = edit(copy / "shapes" / "visit.ttl", "sh:path dip:place ;", "sh:path dip:place ; ; ]")
    sparql = edit(copy / "rules" / "70-visited.rq", "CONSTRUCT {", "CONSTRUCT {{")
    faults = {name: line for name, line, _ in told(copy)}
    assert faults == {"visit.ttl": turtle, "70-visited.rq": sparql}


def test_shapes_need_messages_and_severity(copy: Path) -> None:
    edit(copy / "shapes" / "visit.ttl", '        "访问未载明目的地。"@zh-Hans .', '        "x"@fr .')
    edit(copy / "shapes" / "publication.ttl", "    sh:severity sh:Warning ;\n", "")
    assert [text for _, _, text in told(copy)] == [
        "shape:publication-what needs sh:severity sh:Violation or sh:Warning",
        "shape:visit-place needs sh:message in zh-Hans",
    ]


def test_a_rule_that_is_gone_is_missed(copy: Path) -> None:
    (copy / "rules" / "70-visited.rq").unlink()
    assert [text for _, _, text in told(copy)] == ["dip:visited names no rule: 70-visited.rq is not there"]


def test_examples_that_do_not_do_what_they_say(copy: Path) -> None:
    line = edit(copy / "examples" / "bad" / "event.ttl", "#+ no-status: [event-status]", "#+ no-status: [event-mode]")
    faults = told(copy)
    assert {text for _, _, text in faults} == {"no-status does not fail event-mode", "no-status fails event-status"}
    assert {(name, number) for name, number, _ in faults} == {("event.ttl", line + 1)}


def test_command(copy: Path) -> None:
    good = CliRunner().invoke(command, ["check"], standalone_mode=False)
    assert (good.return_value, good.stdout) == (0, "")
    line = edit(copy / "dip.ttl", "dip:visited a owl:ObjectProperty ;", "dip:visited a owl:ObjectProperty ; ; ]")
    bad = CliRunner().invoke(command, ["check", str(copy)], standalone_mode=False)
    assert bad.return_value == 1
    assert f"dip.ttl:{line}: " in bad.stdout
