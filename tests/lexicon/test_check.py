"""``kg lexicon check``: each fault is told with file and line, all at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import resources
from kg.cli import run
from kg.extract import check as frames
from kg.lexicon import check as names
from kg.lexicon.check import Fault

Edit = Callable[[str], str]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data files, to edit."""
    for name in ("lexicon", "frames", "grammar"):
        shutil.copytree(resources.data(name), tmp_path / name)
    return tmp_path


def _append(path: Path, line: str) -> int:
    """Adds a line; returns its number."""
    text = path.read_text("utf-8")
    path.write_text(f"{text.rstrip()}\n{line}\n", "utf-8")
    return len(text.rstrip().splitlines()) + 1


def _errors(faults: list[Fault]) -> list[str]:
    return [f"{fault.path.name}:{fault.line}: {fault.message}" for fault in faults if not fault.warning]


def test_the_data_files_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    data = resources.data()
    assert _errors(names.check(data)) == []
    assert _errors(frames.check(data, examples=False)) == []


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("states.csv", "chn,某國,某国,Somewhere,,,,,", "the key 'chn' is not three capital letters"),
        ("states.csv", "CHN,某國,某国,Somewhere,,,,,", "the key CHN stands twice; it stands in line"),
        ("states.csv", "QQQ,某國,,Somewhere,,,,,", "QQQ has no name in zh-Hans"),
        ("states.csv", "QQQ,某國,某国,Somewhere,,,,QQ1,", "iso3 'QQ1' is none"),
        ("states.csv", "QQQ,某國,某国,Somewhere,,,,,42", "wikidata '42' is none"),
        ("organizations.csv", "Some_Body,某會,某会,Some Body,,other,", "the key 'Some_Body' is not lower-case letters"),
        ("organizations.csv", "some-body,某會,某会,Some Body,state/QQQ,other,", "part_of 'state/QQQ': there is no"),
        ("organizations.csv", "some-body,某會,某会,Some Body,China,other,", "part_of 'China' names no state/…"),
        ("organizations.csv", "some-body,某會,某会,Some Body,,club,", "type 'club' is none of armed group, bank"),
        ("organizations.csv", "some-body,某會||甲,某会,Some Body,,other,", "an empty form in zh-Hant"),
        ("organizations.csv", "some-body,,,,,other,", "some-body has no name"),
        ("organizations.csv", "some-body,某會,某会,Some Body,other,", "6 cells where the header has 7"),
        ("organizations.csv", 'some-body,"某會,某会,Some Body,,other,', "quote a cell that holds a comma"),
        ("forums.csv", "some-forum,某論壇,某论坛,Some Forum,person/xi-jinping", "names no state/… or organization/…"),
        ("forums.csv", "some-forum,「某論壇」,某论坛,Some Forum,", "forms stand without quotation marks"),
        ("tracks.csv", "some-track,某對話,某对话,Some Talks,state/CHN|state/QQQ,,", "parties 'state/QQQ': there is no"),
        ("concepts.csv", "some-idea,某理念,某理念,Some Idea,forum/boao-forum", "of 'forum/boao-forum' names no"),
        ("places.csv", "some-place,某地,某地,Some Place,place/some-place", "is the row itself"),
        ("tenures.csv", "nobody-known,President,state/FRA,2020,", "person 'nobody-known': there is no such row"),
        ("tenures.csv", "xi-jinping,Grand Vizier,state/CHN,2020,", "office 'Grand Vizier' is no English title"),
        ("tenures.csv", "xi-jinping,President,,2020,", "of is empty"),
        ("tenures.csv", "xi-jinping,President,state/CHN,2020-13,", "from: month must be in 1..12"),
        ("tenures.csv", "xi-jinping,President,state/CHN,May 2020,", "is no date of the form"),
        ("tenures.csv", "xi-jinping,President,state/CHN,2020-05,2019", "ends (2019) before it begins (2020-05)"),
        ("offices.csv", "某長,某长,Some Head,captain,state", "rank 'captain' is none of director, envoy"),
        ("offices.csv", "某長,某长,Some Head,minister,planet", "of 'planet' is none of any, body, state"),
        ("bodies.csv", "某部,某部,Some Ministry,office", "type 'office' is none of"),
        ("surnames.csv", "某,xx", "origin 'xx' is none of ja, ko, vi, zh"),
        ("surnames.csv", "王,zh", "王, zh stands in line"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_told(data: Path, name: str, line: str, message: str) -> None:
    number = _append(data / "lexicon" / name, line)
    told = [one for one in _errors(names.check(data)) if one.startswith(f"{name}:{number}: ")]
    assert any(message in one for one in told), told


def test_a_form_of_two_entities_is_a_warning(data: Path) -> None:
    number = _append(data / "lexicon" / "forums.csv", "some-forum,博鰲論壇,,Some Forum,")
    (found,) = [f for f in names.check(data) if f.path.name == "forums.csv"]
    assert found.warning
    assert found.line == number
    assert "博鰲論壇 stands for boao-forum in line" in str(found)
    assert str(found).startswith(f"{data / 'lexicon' / 'forums.csv'}:{number}: warning: ")


def test_a_header_is_checked(data: Path) -> None:
    path = data / "lexicon" / "forums.csv"
    path.write_text(
        path.read_text("utf-8").replace("key,zh-Hant,zh-Hans,en,organization", "key,zh-Hant,en,organisation")
    )
    line = next(n for n, text in enumerate(path.read_text("utf-8").splitlines(), 1) if text.startswith("key,"))
    told = [one for one in _errors(names.check(data)) if one.startswith("forums.csv")]
    assert told == [
        f"forums.csv:{line}: the header is key,zh-Hant,en,organisation; it must be key,zh-Hant,zh-Hans,en,organization"
    ]


def test_a_file_that_is_read_by_nobody_is_told(data: Path) -> None:
    (data / "lexicon" / "state.csv").write_text("key\n")
    assert any(one.startswith("state.csv:1: no file of the lexicon") for one in _errors(names.check(data)))


def test_a_file_in_another_encoding_is_told(data: Path) -> None:
    path = data / "lexicon" / "bodies.csv"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    assert any(one.startswith("bodies.csv:1: is not UTF-8") for one in _errors(names.check(data)))


def test_faulty_word_lists_are_told(data: Path) -> None:
    path = data / "grammar" / "chinese.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("\nko = [", '\nxx = ["state/QQQ"]\nko = [', 1))
    line = path.read_text("utf-8").splitlines().index('xx = ["state/QQQ"]') + 1
    assert _errors(names.check(data)) == [f"chinese.toml:{line}: origins.xx: there is no row state/QQQ"]
    path.write_text('former = ["前", ""]\n' + text.replace("\nformer = [", "\nother = [", 1))
    assert _errors(names.check(data)) == ["chinese.toml:1: former: a list of words, none of them empty"]
    path.write_text(text + "\nbroken = [\n")
    (told,) = _errors(names.check(data))
    assert told.startswith("chinese.toml:")
    assert int(told.split(":")[1]) >= len(text.splitlines())


def _frame(**fields: str) -> str:
    given = {"name": "some frame", "event": "Meeting", "pattern": "(?P<verb>某某){whom:ACTORS}", "subject": "left",
             "join": "auto", "example": "王毅3月5日某某法國外長巴羅。", "counter": "某某很多。"} | fields  # fmt: skip
    return "[[frame]]\n" + "".join(f'{name} = "{value}"\n' for name, value in given.items() if value)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"pattern": "(?P<verb>某某"}, "the pattern is no regular expression"),
        ({"pattern": "某某{whom:ACTORS}"}, "names no (?P<verb>"),
        ({"pattern": "(?P<verb>{nosuch}){whom:ACTORS}"}, "there is no class 'nosuch'"),
        ({"event": "Party"}, "event 'Party' is none of Meeting"),
        ({"subject": "right"}, "subject 'right' is none of"),
        ({"join": "maybe"}, "join 'maybe' is none of"),
        ({"mode": "phone"}, "'mode' is no field"),
        ({"verb": "某某"}, "'verb' is no field"),
        ({"counter": ""}, "has no counter"),
        ({"name": "meet someone"}, "stands twice"),
        ({"example": "王毅沒有說話。"}, "its example gives no Meeting by this frame"),
        ({"counter": "王毅3月6日某某法國外長巴羅。"}, "its counter-example gives a Meeting"),
    ],
)  # fmt: skip
def test_a_faulty_frame_is_told(data: Path, fields: dict[str, str], message: str) -> None:
    source = _frame(**fields)
    number = _append(data / "frames" / "events.toml", source.rstrip())
    told = [one for one in _errors(frames.check(data)) if one.startswith(f"events.toml:{number}: ")]
    assert any(message in one for one in told), told


def test_a_sound_frame_is_not(data: Path) -> None:
    number = _append(data / "frames" / "events.toml", _frame().rstrip())
    assert not [one for one in _errors(frames.check(data)) if f":{number}: " in one]


def test_frames_that_are_no_toml_are_told_with_their_line(data: Path) -> None:
    number = _append(data / "frames" / "events.toml", '[[frame]]\nname = "open')
    (told,) = _errors(frames.check(data))
    assert told.split(":")[0] == "events.toml"
    assert int(told.split(":")[1]) >= number


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('some = "(某某"', "some is no regular expression: missing )"),
        ('some = "{nosuch}某某"', "some: there is no list or class 'nosuch'"),
    ],
)
def test_a_faulty_pattern_is_told(data: Path, line: str, message: str) -> None:
    path = data / "grammar" / "patterns.toml"
    _append(path, '[another]\nsome = "某某"\n[some]')
    number = _append(path, line)
    (told,) = _errors(frames.check(data, examples=False))
    assert told.startswith(f"patterns.toml:{number}: {message}")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("some = '(某某'", "another.some: is no regular expression: missing )"),
        ("some = '{nosuch}某某'", "another: there is no form nosuch above this one"),
    ],
)
def test_a_faulty_form_of_a_text_is_told(data: Path, line: str, message: str) -> None:
    number = _append(data / "grammar" / "documents.toml", f"[another]\nsound = '某某'\n{line}") + 2
    (told,) = _errors(names.check(data))
    assert told.startswith(f"documents.toml:{number}: {message}")


def test_a_spelling_of_another_length_is_told(data: Path) -> None:
    path = data / "grammar" / "documents.toml"
    path.write_text(path.read_text("utf-8").replace("[spelling]\n", '[spelling]\n"某某" = "某"\n'), "utf-8")
    (told,) = _errors(names.check(data))
    assert told.startswith("documents.toml:")
    assert told.endswith("spelling.某某: its form has another length: 某")


def test_a_faulty_class_is_told(data: Path) -> None:
    number = _append(data / "frames" / "words.toml", 'SOME = "(?:{P}|{LATER})"')
    assert _errors(frames.check(data)) == [f"words.toml:{number}: SOME: there is no class 'LATER' before it"]


def test_the_command_tells_several_faults_at_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _append(data / "lexicon" / "forums.csv", "Some Forum,某論壇,某论坛,Some Forum,")
    two = _append(data / "lexicon" / "bodies.csv", "某部,某部,Some Ministry,office")
    three = _append(data / "frames" / "events.toml", _frame(event="Party").rstrip())
    assert run(["lexicon", "check", "--folder", str(data)]) == 1
    told = capsys.readouterr()
    for where in (f"forums.csv:{one}:", f"bodies.csv:{two}:", f"events.toml:{three}:"):
        assert where in told.out
    assert int(told.err.split()[0]) >= 3


def test_the_command_is_quiet_about_sound_files(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for frame in (data / "frames").glob("events*.toml"):
        frame.write_text(_frame(pattern="(?P<verb>{meet}){whom:ACTORS}", example="王毅3月5日會見法國外長巴羅。"))
    assert run(["lexicon", "check", "--folder", str(data)]) == 0
    assert all(": warning: " in line for line in capsys.readouterr().out.splitlines())


def test_examples_are_read_with_the_edited_files(data: Path) -> None:
    edited = _frame(pattern="(?P<verb>{meet}){whom:ACTORS}", example="王毅3月5日某某法國外長巴羅。", name="meet")
    (data / "frames" / "events.toml").write_text(edited)
    assert [fault.message for fault in frames.check(data)] == [
        "frame 'meet': its example gives no Meeting by this frame"
    ]
    words = data / "frames" / "words.toml"
    words.write_text(words.read_text("utf-8").replace('meet = ["', 'meet = ["某某", "', 1))
    assert frames.check(data) == []
