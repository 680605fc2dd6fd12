"""``kg demo``: the main job on the sample reports that come along."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kg import resources
from kg.cli.options import Talk, force_option, talk_options
from kg.errors import FINDINGS, UsageError

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.validate import Report

_ROWS, _ACROSS = 8, 100
STORE, NETWORK, TURTLE = "store", "network.html", "graph.ttl"
"""What the demonstration writes into its folder."""


class Asked(NamedTuple):
    """A question of the demonstration, as people ask it and as ``kg query`` does."""

    title: str
    name: str
    given: dict[str, str | bool]
    language: str

    @property
    def typed(self) -> str:
        """The question as ``kg query`` is told it."""
        parts = [self.name]
        for name, value in self.given.items():
            parts += [f"--{name}"] if value is True else [f"--{name}", _quoted(str(value))]
        return f"kg query {' '.join(parts)} --lang {self.language}"


_GIVEN = tomllib.loads(resources.data("demo.toml").read_text("utf-8"))
QUESTIONS = tuple(Asked(**question) for question in _GIVEN["question"])
NEXT = tuple((line["command"], line["shows"]) for line in _GIVEN["next"])
"""What to try next, with what it shows: each command works when it is pasted."""


@click.command("demo")
@click.argument("folder", metavar="[DIR]", default="kg-demo", type=click.Path(path_type=Path))
@force_option
@talk_options
def command(folder: Path, force: bool) -> int:
    """Build, check and show the sample reports that come along.

    Reads three reports in Traditional and Simplified Chinese into a store in DIR (kg-demo), checks it, answers three
    questions, and writes the network and the graph beside the store: network.html and graph.ttl. What an earlier
    demonstration left in DIR is replaced.
    """
    _check(folder, force)
    with _built(folder) as store:
        report = _validated(store)
        for number, asked in enumerate(QUESTIONS, 1):
            _answer(number, asked, store)
        _write(store, folder, force)
    _tell(folder)
    return 0 if report.conforms else FINDINGS


def _check(folder: Path, force: bool) -> None:
    """Refuse a folder that holds something else, before anything is done."""
    from kg.graph import output

    store = folder / STORE
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; give a folder")
    if store.exists() and not (store / "store.json").is_file():
        raise UsageError(f"{store} exists and is no store of kg; give another folder")
    if not force and folder.is_dir() and any(folder.iterdir()) and not store.is_dir():
        raise UsageError(f"{folder} is not empty and was not made by kg demo; give another folder, or --force")
    for name in (NETWORK, TURTLE) if folder.is_dir() else ():
        output.check(folder / name, force=force)


def _built(folder: Path) -> Store:
    """A new store of the sample reports, in the place of an older one."""
    from kg import pipeline
    from kg.graph.store import Store

    reports = sorted(path for path in resources.data("reports").glob("*.md") if path.stem != "README")
    Talk.progress(f"reading {len(reports)} reports")
    draft = folder / f".{STORE}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pipeline.build(reports, draft, progress=Talk.progress)
        if (folder / STORE).exists():
            shutil.rmtree(folder / STORE)
        draft.replace(folder / STORE)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    store = Store(folder / STORE)
    Talk.done()
    return store


def _validated(store: Store) -> Report:
    """Tell in a line each what was read, and whether it holds."""
    from kg.graph import statistics
    from kg.validate import validate

    counts = statistics.count(store)
    events, entities = sum(counts["events"].values()), sum(counts["entities"].values())
    proof, triples = counts["evidence"].get("Passage", 0), counts["size"]["triples"]
    Talk.say(
        f"Read    {counts['sources']['all']} reports: {entities} entities, {events} events, {proof} passages of proof"
    )
    Talk.progress("validating")
    report = validate(store.graph())
    Talk.done()
    verdict = "Valid " if report.conforms else "Faulty"
    Talk.say(f"{verdict}  {triples:,} triples: {report.violations} violations, {report.warnings} warnings")
    return report


def _answer(number: int, asked: Asked, store: Store) -> None:
    """One question with its answer, of which a long one is cut."""
    from dataclasses import replace

    from kg.query import catalog
    from kg.query.results import table
    from kg.query.session import Session

    given = {name: value for name, value in asked.given.items() if name != "in"}
    given |= dict.fromkeys(("from", "to"), asked.given["in"]) if "in" in asked.given else {}
    session = Session(store.graph_path, base=store.iris.base, language=asked.language)
    answer = session.question(catalog.question(asked.name), given)
    across = min(shutil.get_terminal_size().columns, _ACROSS) if sys.stdout.isatty() else _ACROSS
    click.echo(f"\n{_strong(f'{number}. {asked.title}')}")
    click.echo(f"   {_faint(asked.typed)}")
    click.echo("\n" + table(replace(answer, rows=answer.rows[:_ROWS]), across), nl=False)
    if len(answer) > _ROWS:
        click.echo(_faint(f"… {len(answer) - _ROWS} more"))


def _write(store: Store, folder: Path, force: bool) -> None:
    from kg.explore.write import explore
    from kg.graph import export

    Talk.progress("drawing the network")
    explore(store, str(folder / NETWORK), title="Sample reports", force=force)
    export.write(store.graph(), folder / TURTLE, iris=store.iris, force=force)
    Talk.done()


def _tell(folder: Path) -> None:
    """Say what was written, and what to try next."""
    written = {NETWORK: "the network: open it in a browser and click on anything", TURTLE: "the graph"}
    Talk.say(f"\n{_strong('Written')}")
    _list([(str(folder / name), shows) for name, shows in written.items()])
    Talk.say(f"\n{_strong('Try next')}")
    told = _quoted(str(folder))
    Talk.say(f"  export KG_STORE={told}/{STORE}")
    _list([(f"{_program()} {line.format(folder=told)}", f"# {shows}") for line, shows in NEXT])


def _list(rows: list[tuple[str, str]]) -> None:
    from kg.query.width import pad, width

    room = max(width(name) for name, _ in rows)
    for name, shows in rows:
        Talk.say(f"  {pad(name, room)}  {_faint(shows)}")


def _program() -> str:
    """What to type for ``kg``: the name where the shell finds this program by it, else its path."""
    here, known = Path(sys.argv[0]), shutil.which("kg")
    if here.name != "kg" or (known and Path(known).resolve() == here.resolve()):
        return "kg"
    inside = here.is_absolute() and here.is_relative_to(Path.cwd())
    return _quoted(str(here.relative_to(Path.cwd()) if inside else here))


def _quoted(text: str) -> str:
    """As a shell takes it: letters of any script need no quotes."""
    return text if text.replace("-", "").replace("/", "").replace(".", "").isalnum() else shlex.quote(text)


def _strong(text: str) -> str:
    return text if os.environ.get("NO_COLOR") else click.style(text, bold=True)


def _faint(text: str) -> str:
    return text if os.environ.get("NO_COLOR") else click.style(text, dim=True)
