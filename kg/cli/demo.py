"""``kg demo``: the main job on the sample reports that come along."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kg.cli.options import Talk, force_option, talk_options
from kg.errors import FINDINGS, UsageError

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.query.session import Session
    from kg.validate import Report

_ROWS = 8
STORE, NETWORK, TURTLE = "store", "network.html", "graph.ttl"
"""What the demonstration writes into its folder."""


class Asked(NamedTuple):
    """A question of the demonstration, as people ask it and as ``kg query`` does."""

    title: str
    name: str
    given: dict[str, str]

    @property
    def arguments(self) -> list[str]:
        """The question as arguments of ``kg query``."""
        return [self.name, *(part for name, value in self.given.items() for part in (f"--{name}", value))]


QUESTIONS = (
    Asked("Whom did Xi Jinping meet from April to June 2024?", "who-met", {"actor": "習近平", "in": "2024-Q2"}),
    Asked("Which dialogues were held, and who led them?", "rounds", {}),
    Asked("Which documents were issued, when and by whom?", "documents", {}),
)
NEXT = (
    ("query who-met --actor 'Joe Biden' --evidence", "the words that prove each row"),
    ("show 王毅", "all that is known of one actor, by any name in any script"),
    ("explore --around France -o {folder}/france.html", "the network around one state"),
    ("read 2024-summit-diplomacy.zh-Hans.md -o {folder}/report.html", "a report with what was read in it"),
    ("query", "all named questions"),
)
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
        session = _session(store)
        for number, asked in enumerate(QUESTIONS, 1):
            _answer(number, asked, session)
        _write(store, folder, force)
    _tell(folder)
    return 0 if report.conforms else FINDINGS


def _check(folder: Path, force: bool) -> None:
    """Refuse a folder that holds something else."""
    store = folder / STORE
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; give a folder")
    if store.exists() and not (store / "store.json").is_file():
        raise UsageError(f"{store} exists and is no store of kg; give another folder")
    if not force and folder.is_dir() and any(folder.iterdir()) and not store.is_dir():
        raise UsageError(f"{folder} is not empty and was not made by kg demo; give another folder, or --force")


def _built(folder: Path) -> Store:
    """A new store of the sample reports, in the place of an older one."""
    from kg import pipeline, resources
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
    """Tell in two lines what was read, and whether it holds."""
    from kg.graph import statistics
    from kg.validate import validate

    counts = statistics.count(store)
    events, entities = sum(counts["events"].values()), sum(counts["entities"].values())
    Talk.say(f"read   {counts['sources']['all']} reports: {entities} entities, {events} events,")
    Talk.say(f"       {counts['size']['triples']:,} triples, {counts['evidence']['Passage']} passages that prove them")
    Talk.progress("validating")
    report = validate(store.graph())
    Talk.done()
    verdict = "valid " if report.conforms else "faulty"
    Talk.say(f"{verdict} {report.violations} violations, {report.warnings} warnings")
    return report


def _session(store: Store) -> Session:
    from kg.query.session import Session

    return Session(store.graph_path, base=store.iris.base, language="en")


def _answer(number: int, asked: Asked, session: Session) -> None:
    """One question with its answer, of which a long one is cut."""
    from dataclasses import replace

    from kg.query import catalog
    from kg.query.results import table

    given = {name: value for name, value in asked.given.items() if name != "in"}
    given |= dict.fromkeys(("from", "to"), asked.given["in"]) if "in" in asked.given else {}
    answer = session.question(catalog.question(asked.name), given)
    across = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(f"\n{_strong(f'{number}. {asked.title}')}")
    click.echo(_faint(f"   kg query {shlex.join(asked.arguments)} --lang en"))
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
    told = shlex.quote(str(folder))
    Talk.say(f"\n{_strong('Written')}")
    Talk.say(f"  {folder / NETWORK}  the network: open it in a browser, click an edge for its words")
    Talk.say(f"  {folder / TURTLE}  the graph in Turtle")
    Talk.say(f"\n{_strong('Try next')}")
    Talk.say(f"  export KG_STORE={told}/{STORE}")
    for line, shows in NEXT:
        Talk.say(f"  {_program()} {line.format(folder=told)}  {_faint(f'# {shows}')}")


def _program() -> str:
    """What to type for ``kg``: the name where the shell finds this program by it, else its path."""
    here, known = Path(sys.argv[0]), shutil.which("kg")
    if here.name != "kg" or (known and Path(known).resolve() == here.resolve()):
        return "kg"
    inside = here.is_absolute() and here.is_relative_to(Path.cwd())
    return shlex.quote(str(here.relative_to(Path.cwd()) if inside else here))


def _strong(text: str) -> str:
    return text if os.environ.get("NO_COLOR") else click.style(text, bold=True)


def _faint(text: str) -> str:
    return text if os.environ.get("NO_COLOR") else click.style(text, dim=True)
