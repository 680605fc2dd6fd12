"""What validation finds is told in the analyst's terms, the same each time, and in each format."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import SH

from kg import resources
from kg.cli.validate import command
from kg.errors import UnreadableDocument
from kg.validate import Report, validate, validate_file


def examples(name: str) -> str:
    parts = [resources.ontology("examples", "context.ttl"), resources.ontology("examples", *name.split("/"))]
    return "\n".join(path.read_text("utf-8") for path in parts)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.ttl"
    path.write_text(examples("bad/event.ttl"), "utf-8")
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.ttl"
    path.write_text(examples("good/event.ttl"), "utf-8")
    return path


def test_findings_carry_the_words(bad: Path) -> None:
    report = validate_file(bad)
    (finding,) = (f for f in report.findings if f.rule == "end-before-start")
    assert finding.severity == "violation"
    assert finding.message == "The end is before the start."
    assert finding.found == "2019-01-22 > 2019-01-21"
    assert finding.kind == "meeting"
    assert finding.date == "2019-01-22 – 2019-01-21"
    assert finding.quote == "2019年1月22日，德國總理梅克爾在亞琛會見法國總統馬克宏"
    assert finding.source == "亞琛條約"
    assert finding.advice
    assert finding.record == "https://w3id.org/diplomacy-kg/id/example/turned-dates"


def test_the_longest_passage_is_quoted(bad: Path) -> None:
    data = "https://w3id.org/diplomacy-kg/id/example"
    with bad.open("a", encoding="utf-8") as stream:  # its date, which stands before the clause
        stream.write(
            f"<{data}/turned-dates> prov:wasDerivedFrom <{data}/a-date> .\n"
            f"<{data}/a-date> a dip:Passage ; oa:hasSelector <{data}/a-selector> .\n"
            f'<{data}/a-selector> a dip:Selector ; oa:exact "22日" .\n'
        )
    (finding,) = (f for f in validate_file(bad).findings if f.rule == "end-before-start")
    assert finding.quote == "2019年1月22日，德國總理梅克爾在亞琛會見法國總統馬克宏"


def test_things_are_called_by_their_names(bad: Path) -> None:
    (finding,) = (f for f in validate_file(bad).findings if f.rule == "event-place")
    assert finding.found == "馬克宏"


@pytest.mark.parametrize(
    ("language", "shape", "check"),
    [
        ("en", "The mode is in-person, phone or video.", "The end is before the start."),
        ("zh-Hant", "方式須為 in-person、phone 或 video。", "結束早於開始。"),
        ("zh-Hans", "方式须为 in-person、phone 或 video。", "结束早于开始。"),
    ],
)
def test_messages_are_in_the_language_asked_for(bad: Path, language: str, shape: str, check: str) -> None:
    messages = {finding.rule: finding.message for finding in validate_file(bad, language).findings}
    assert messages["event-mode"] == shape
    assert messages["end-before-start"] == check


def test_warnings_conform_and_violations_do_not(bad: Path) -> None:
    report = validate_file(bad)
    assert report.warnings > 1
    assert report.violations > 1
    assert not report.conforms
    thin = Report(tuple(finding for finding in report.findings if finding.severity == "warning"))
    assert thin.conforms
    assert thin.warnings == report.warnings


def test_text_groups_repeats_and_is_the_same_each_time(bad: Path) -> None:
    report = validate_file(bad)
    text = report.to_text(limit=1)
    assert text == validate_file(bad).to_text(limit=1)
    assert text.count("An event has one status") == 1
    assert "[event-status] × 3" in text
    assert "    … 2\n" in text
    assert text.endswith(f"{report.violations} violations, {report.warnings} warnings\n")
    assert text.count("\n  - ") == len(report.groups())
    assert report.to_text(limit=None).count("\n  - ") == len(report.findings)


def test_turtle_is_a_shacl_report(bad: Path) -> None:
    report = validate_file(bad)
    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    assert len(set(graph.objects(None, SH.result))) == len(report.findings) > 20
    assert [bool(value) for value in graph.objects(None, SH.conforms)] == [False]
    assert set(graph.objects(None, SH.resultSeverity)) == {SH.Violation, SH.Warning}
    assert SH.MinCountConstraintComponent in set(graph.objects(None, SH.sourceConstraintComponent))


def test_named_graphs_alone_are_validated_once_each(good: Path, tmp_path: Path) -> None:
    store = ox.Store()
    store.load(path=good, format=ox.RdfFormat.TURTLE)
    triples = [quad.triple for quad in store]
    names = [ox.NamedNode(f"urn:x:{number}") for number in range(2)]
    trig = tmp_path / "two.trig"
    trig.write_bytes(
        ox.serialize([ox.Quad(*t, name) for t in triples for name in names], format=ox.RdfFormat.TRIG) or b""
    )
    assert validate_file(trig).findings == ()
    dip = "https://w3id.org/diplomacy-kg/ontology#"
    trig.write_text(trig.read_text("utf-8") + f"<urn:x:1> {{ <urn:x:lone> a <{dip}Act>, <{dip}Event> . }}", "utf-8")
    assert {finding.record for finding in validate_file(trig).findings} == {"urn:x:lone"}


def test_a_literal_where_a_record_should_be(good: Path) -> None:
    store = ox.Store()
    store.load(path=good, format=ox.RdfFormat.TURTLE)
    derived, met = (
        ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"),
        "https://w3id.org/diplomacy-kg/id/example/met",
    )
    store.add(ox.Quad(ox.NamedNode(met), derived, ox.Literal("page 3: above")))
    report = validate(store)
    assert {f.label for f in report.findings if f.rule == "passage-class"} == {"page 3: above"}
    assert '"page 3: above"' in report.to_turtle()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [("bad.ttl", "@prefix : <urn:x:> .\n:a :b :c\n:d ;", r"bad\.ttl:3: "), ("data.csv", "a,b", "not one of")],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableDocument, match=message):
        validate_file(path)


def test_command(good: Path, bad: Path) -> None:
    fine = CliRunner().invoke(command, [str(good)], standalone_mode=False)
    assert (fine.return_value, fine.stdout) == (0, "0 violations, 0 warnings\n")
    wrong = CliRunner().invoke(command, [str(bad), "-f", "json", "--language", "zh-Hant"], standalone_mode=False)
    assert wrong.return_value == 1
    told = json.loads(wrong.stdout)
    assert told["violations"] == sum(finding["severity"] == "violation" for finding in told["findings"]) > 20
    assert told["conforms"] is False


def test_command_passes_warnings(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "thin.ttl"
    path.write_text(good.read_text("utf-8") + "\n:met dip:participant :city .\n", "utf-8")
    thin = CliRunner().invoke(command, [str(path)], standalone_mode=False)
    assert thin.return_value == 0
    assert "0 violations, 1 warnings" in thin.stdout
    assert "A place takes part" in thin.stdout
