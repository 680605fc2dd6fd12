from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable
from pathlib import Path

import psutil
import pyoxigraph as ox
import pytest

from kg import kept, pipeline
from kg.errors import StoreError, UsageError
from kg.graph.store import Store
from kg.graph.writer import Writer
from tests.graph import fake

ROOT = Path(__file__).parents[2]
LINES = "Anna met Berta on 2024-03-{day:02}. They spoke at length about many things, and then went home again.\n"


def folder(path: Path, days: Iterable[int]) -> Path:
    """A folder with a report a day."""
    path.mkdir(exist_ok=True)
    for day in days:
        (path / f"day{day}.txt").write_text(f"The report of the day\n\n{LINES.format(day=day)}")
    return path


def build(sources: Iterable[Path], store: Path, **options: object) -> pipeline.Report:
    return pipeline.build(sources, store, extractor=fake.packaged(), lexicon=(), **options)  # type: ignore[arg-type]


def remove(names: Iterable[str], store: Path) -> pipeline.Report:
    return pipeline.remove(names, store, lexicon=())


def everything(path: Path) -> set[ox.Quad]:
    with Store(path) as store:
        return set(store.graph())


def files(path: Path) -> set[str]:
    return {str(file.relative_to(path)) for file in path.rglob("*") if "generations" not in file.parts}


def test_a_build_can_be_read(tmp_path: Path) -> None:
    report = build([folder(tmp_path / "in", (1, 2))], tmp_path / "s")
    assert (report.added, report.failures, report.read) == (["day1", "day2"], [], 2)
    with Store(tmp_path / "s") as store:
        assert [stored.name for stored in store.documents()] == ["day1", "day2"]
        reading, text = store.reading("day2")
        assert text == (tmp_path / "in" / "day2.txt").read_text()
        (event,) = reading.events
        assert text[event.evidence[0].start : event.evidence[0].end] == "Anna met Berta on 2024-03-02"
        assert len(store.graph()) > 100
        assert store.reading("day2.txt") == store.reading(str(tmp_path / "in" / "day2.txt")) == (reading, text)
        with pytest.raises(UsageError, match="has no document 'day9'"):
            store.reading("day9")


def test_what_is_unchanged_is_skipped_and_nothing_changes(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1, 2))], tmp_path / "s")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "s").rglob("*") if path.name != "lock"}
    report = build([tmp_path / "in"], tmp_path / "s")
    assert (report.added, report.replaced, report.unchanged) == ([], [], ["day1", "day2"])
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "s").rglob("*") if path.name != "lock"} == before


def test_a_kept_beginning_that_is_damaged_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    folder(tmp_path / "in", (1, 2))
    for store in ("first", "second"):
        build([tmp_path / "in"], tmp_path / store)
    (begun,) = (tmp_path / "cache").glob("graph-*")
    for file in begun.iterdir():
        file.write_bytes(b"nonsense")
    build([tmp_path / "in"], tmp_path / "third")
    build([tmp_path / "in"], tmp_path / "fourth")
    assert everything(tmp_path / "first") == everything(tmp_path / "second")
    assert everything(tmp_path / "first") == everything(tmp_path / "third") == everything(tmp_path / "fourth")


def test_replacing_a_document_changes_only_its_graph(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1, 2))], tmp_path / "s")
    graph = ox.NamedNode("https://w3id.org/diplomacy-kg/id/source/day1")
    before = {quad for quad in everything(tmp_path / "s") if quad.graph_name == graph}
    (tmp_path / "in" / "day2.txt").write_text("A correction\n\nCarla met Dora on 2024-05-06 after all.\n")
    report = build([tmp_path / "in"], tmp_path / "s")
    assert (report.replaced, report.unchanged) == (["day2"], ["day1"])
    after = everything(tmp_path / "s")
    assert {quad for quad in after if quad.graph_name == graph} == before
    assert "Carla" in str(after)
    assert "2024-03-02" not in str(after)


def test_removing_leaves_nothing(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    before, kept = everything(tmp_path / "s"), files(tmp_path / "s")
    (tmp_path / "more.txt").write_text("More\n\nCarla met Dora on 2024-05-06.\n")
    build([tmp_path / "more.txt"], tmp_path / "s")
    assert everything(tmp_path / "s") > before
    assert remove(["more.txt"], tmp_path / "s").removed == ["more"]
    assert everything(tmp_path / "s") == before
    assert files(tmp_path / "s") == kept
    assert len(list((tmp_path / "s" / "generations").iterdir())) == 1
    for file in (tmp_path / "s").rglob("*"):
        assert not file.is_file() or b"Carla" not in file.read_bytes(), file


def test_removing_what_is_not_there_removes_nothing(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1, 2))], tmp_path / "s")
    before = everything(tmp_path / "s")
    with pytest.raises(UsageError, match="has no document 'day3'"):
        remove(["day1", "day3"], tmp_path / "s")
    assert everything(tmp_path / "s") == before


def test_the_last_document_can_be_removed(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    remove(["day1"], tmp_path / "s")
    assert everything(tmp_path / "s") == set()


def test_the_number_of_processes_and_the_order_do_not_matter(tmp_path: Path) -> None:
    sources = sorted(folder(tmp_path / "in", range(1, 13)).iterdir())
    build(sources, tmp_path / "one")
    build(reversed(sources), tmp_path / "two", jobs=2)
    for source in sources[::-1]:
        build([source], tmp_path / "three")
    assert everything(tmp_path / "one") == everything(tmp_path / "two") == everything(tmp_path / "three")
    assert files(tmp_path / "one") == files(tmp_path / "two") == files(tmp_path / "three")


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_document_never_stops_the_others(tmp_path: Path, jobs: int) -> None:
    folder(tmp_path / "in", range(1, 9))
    (tmp_path / "in" / "bad.txt").write_text("This one will CRASH the reader, for certain.\n")
    (tmp_path / "in" / "none.txt").write_bytes(b"")
    if jobs > 1:
        (tmp_path / "in" / "worse.txt").write_text("This one will DIE in its reader, for certain.\n")
    report = build([tmp_path / "in", tmp_path / "missing.txt"], tmp_path / "s", jobs=jobs)
    assert report.added == [f"day{day}" for day in range(1, 9)]
    told = "\n".join(report.failures)
    assert "bad.txt: could not be read: LookupError: a fault in the extractor" in told
    assert "missing.txt: no such file or folder" in told
    assert "none.txt" in told
    assert ("worse.txt: could not be read: its process ended" in told) == (jobs > 1)
    assert len(report.failures) == 2 + jobs
    assert all("\n" not in failure for failure in report.failures)


def test_other_options_read_a_document_again(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    assert build([tmp_path / "in"], tmp_path / "s", date="2024-01-01").replaced == ["day1"]
    assert build([tmp_path / "in"], tmp_path / "s", date="2024-01-01").unchanged == ["day1"]


def test_other_rules_read_a_document_again(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    newer = pipeline.Extractor(fake.extract, "fake 2", "rules 2")
    assert pipeline.build([tmp_path / "in"], tmp_path / "s", extractor=newer, lexicon=()).replaced == ["day1"]


def test_the_base_is_the_stores(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s", base="https://example.org/kg/")
    assert any(
        str(quad.subject).startswith("<https://example.org/kg/person/anna") for quad in everything(tmp_path / "s")
    )
    assert build([tmp_path / "in"], tmp_path / "s").unchanged == ["day1"]
    with pytest.raises(UsageError, match=r"has the base https://example\.org/kg/"):
        build([tmp_path / "in"], tmp_path / "s", base="https://example.org/other/")


# ---- stores that are none -------------------------------------------------------------------------------


def test_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store .*; make one with kg build"):
        Store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_another_version_is_told(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    (tmp_path / "s" / "store.json").write_text('{"format": 99, "base": "https://example.org/"}')
    for action in (Store, Writer):
        with pytest.raises(StoreError, match="is of version 99, and this kg reads 1"):
            action(tmp_path / "s")


@pytest.mark.parametrize("damage", ["[]", "{", '{"format": 1}'])
def test_a_damaged_store_is_told(tmp_path: Path, damage: str) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    (tmp_path / "s" / "store.json").write_text(damage)
    with pytest.raises(StoreError, match="is damaged"):
        Store(tmp_path / "s")


def test_a_damaged_document_is_told(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    (file,) = (tmp_path / "s" / "documents").iterdir()
    file.write_text(file.read_text()[:200])
    with Store(tmp_path / "s") as store, pytest.raises(StoreError, match="is damaged"):
        store.reading("day1")


def test_somebodys_folder_is_left_alone(tmp_path: Path) -> None:
    folder(tmp_path / "in", (1,))
    with pytest.raises(StoreError, match=r"is no store and holds other files \(day1.txt\)"):
        build([tmp_path / "in"], tmp_path / "in")
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["day1.txt"]
    with pytest.raises(StoreError, match="is a file, not a store"):
        build([tmp_path / "in"], tmp_path / "in" / "day1.txt")


# ---- several at once ------------------------------------------------------------------------------------


def test_a_second_build_is_told_and_harms_nothing(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    with Writer(tmp_path / "s"), pytest.raises(StoreError, match="is being built by another process; wait"):
        build([tmp_path / "in"], tmp_path / "s")
    assert build([tmp_path / "in"], tmp_path / "s").unchanged == ["day1"]


def test_readers_go_on_while_builds_run(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    with Store(tmp_path / "s") as old:
        before, graph = set(old.graph()), old.graph()
        for day in (2, 3, 4):
            build([folder(tmp_path / "in", (day,))], tmp_path / "s")
        assert set(graph) == set(old.graph()) == before
        assert old.reading("day1")[0].events
        assert len(everything(tmp_path / "s")) > len(before)
        assert len(list((tmp_path / "s" / "generations").iterdir())) == 2
    build([folder(tmp_path / "in", (5,))], tmp_path / "s")
    assert len(list((tmp_path / "s" / "generations").iterdir())) == 1


# ---- builds that are killed -----------------------------------------------------------------------------

BUILD = """
    import sys
    from pathlib import Path
    from kg import kept, pipeline
    from tests.graph import fake
    if __name__ == "__main__":
        print("begun", flush=True)
        pipeline.build([Path(sys.argv[1])], sys.argv[2], extractor=fake.packaged(), lexicon=(), jobs=int(sys.argv[3]))
        print("done", flush=True)
"""


def start(tmp_path: Path, jobs: int = 1) -> subprocess.Popen[str]:
    script = tmp_path / "build_it.py"
    script.write_text(textwrap.dedent(BUILD))
    return subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "in"), str(tmp_path / "s"), str(jobs)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.slow
def test_a_build_that_is_killed_at_any_moment_leaves_the_last_good_state(tmp_path: Path) -> None:
    build([folder(tmp_path / "in", range(1, 4))], tmp_path / "s")
    before = everything(tmp_path / "s")
    folder(tmp_path / "in", range(4, 29))
    build([tmp_path / "in"], tmp_path / "whole")
    after = everything(tmp_path / "whole")
    begun = time.monotonic()
    with start(tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        assert process.stdout.read() == "done\n"
    whole = time.monotonic() - begun
    assert everything(tmp_path / "s") == after
    killed = 0
    for number in range(15):
        remove([f"day{day}" for day in range(4, 29)], tmp_path / "s")
        assert everything(tmp_path / "s") == before
        with start(tmp_path) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            time.sleep(whole * number / 20)
            process.send_signal(signal.SIGKILL)
            finished = process.stdout.read() == "done\n"
        killed += process.wait() == -signal.SIGKILL and not finished
        assert everything(tmp_path / "s") in ((after,) if finished else (before, after))
        build([tmp_path / "in"], tmp_path / "s")
        assert everything(tmp_path / "s") == after
        assert files(tmp_path / "s") == files(tmp_path / "whole")
        assert len(list((tmp_path / "s" / "generations").iterdir())) == 1
    assert killed >= 5


@pytest.mark.slow
def test_a_build_that_is_killed_at_each_step_leaves_the_last_good_state(tmp_path: Path) -> None:
    """Not by the clock: the process kills itself before the n-th call that changes the folder."""
    build([folder(tmp_path / "in", (1,))], tmp_path / "s")
    before = everything(tmp_path / "s")
    folder(tmp_path / "in", (2,))
    build([tmp_path / "in"], tmp_path / "whole")
    after = everything(tmp_path / "whole")
    ended, states = -signal.SIGKILL, set()
    step = 0
    while ended == -signal.SIGKILL:
        context = multiprocessing.get_context("forkserver")
        process = context.Process(target=_build_until, args=(tmp_path / "in", tmp_path / "s", step))
        process.start()
        process.join()
        assert process.exitcode is not None
        ended, step = process.exitcode, step + 1
        state = everything(tmp_path / "s")
        assert state in (before, after)
        states.add(state == after)
        if state == after:
            build([tmp_path / "in"], tmp_path / "s")
            assert files(tmp_path / "s") == files(tmp_path / "whole")
            remove(["day2"], tmp_path / "s")
    assert ended == 0
    assert states == {True, False}
    assert step > 10


def _build_until(sources: Path, store: Path, steps: int) -> None:
    left = steps

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        writes = event == "open" and "w" in str(arguments[1])
        if (writes or event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir")) and str(store) in str(arguments):
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.addaudithook(audit)
    build([sources], store)


@pytest.mark.slow
def test_no_process_outlives_a_build_that_is_killed(tmp_path: Path) -> None:
    folder(tmp_path / "in", range(1, 29))
    for path in (tmp_path / "in").iterdir():
        path.write_text(path.read_text() + "SLOW\n")
    with start(tmp_path, jobs=2) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        children: list[psutil.Process] = []
        while len(children) < 4:  # the fork server, the resource tracker, two workers
            children = psutil.Process(process.pid).children(recursive=True)
            assert process.poll() is None, "the build ended before its workers were seen"
        process.send_signal(signal.SIGKILL)
    gone, alive = psutil.wait_procs(children, timeout=60)
    assert len(gone) == len(children)
    assert alive == []


def test_documents_that_were_read_before_a_kill_are_not_read_again(tmp_path: Path) -> None:
    calls: list[str] = []

    def counting(document: object) -> object:
        calls.append(document.name)  # type: ignore[attr-defined]
        if len(calls) == 2:
            raise KeyboardInterrupt
        return fake.extract(document)  # type: ignore[arg-type]

    extractor = pipeline.Extractor(counting, *fake.VERSION)  # type: ignore[arg-type]
    folder(tmp_path / "in", (1, 2, 3))
    with pytest.raises(KeyboardInterrupt):
        pipeline.build([tmp_path / "in"], tmp_path / "s", extractor=extractor, lexicon=())
    with pytest.raises(StoreError, match="has no documents yet"):
        Store(tmp_path / "s")
    pipeline.build([tmp_path / "in"], tmp_path / "s", extractor=extractor, lexicon=())
    assert calls == ["day1", "day2", "day2", "day3"]
    assert len(json.loads(next((tmp_path / "s").rglob("manifest.json")).read_text())["documents"]) == 3
    assert re.fullmatch(r"\d{4}\n", (tmp_path / "s" / "CURRENT").read_text())
