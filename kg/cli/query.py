"""``kg query``: named questions, files and SPARQL text."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click

from kg.cli.options import Talk, format_option, store_option, talk_options
from kg.errors import UsageError
from kg.graph.store import Store
from kg.graph.terms import LANGUAGES
from kg.query import bind, catalog
from kg.query.answer import Answer
from kg.query.catalog import Parameter, Question
from kg.query.engine import Limits
from kg.query.guard import PlacedError
from kg.query.results import GRAPHS, ROWS, with_label_columns, write
from kg.query.session import Session

_ASKED = "asked_"
_PERIOD = ("from", "to")


class QueryCommand(click.Command):
    """The command whose options follow the question that is asked: each of its parameters is one."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """Find out what is asked before the options are read."""
        asked = _asked(args, self.params)
        if asked is not None:
            wider = QueryCommand(
                self.name, callback=self.callback, params=[*self.params, *_options(asked)], help=self.help
            )
            wider.question, wider.language = asked, _argument(args, "--lang") or "en"
            return super(QueryCommand, wider).make_context(f"{info_name} {asked.name}", args, parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    question: Question | None = None
    language = "en"

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Of a question: what it asks, its parameters and its SPARQL; else of the command."""
        if (question := self.question) is None:
            super().format_help(ctx, formatter)
            return
        formatter.write_usage(f"kg query {question.name}", "[OPTIONS]")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(question.summary.get(self.language, question.summary["en"]))
            formatter.write_paragraph()
            formatter.write_text(question.description.get(self.language, question.description["en"]))
        own = [option for option in self.get_params(ctx) if (option.name or "").startswith(_ASKED)]
        others = [option for option in self.get_params(ctx) if isinstance(option, click.Option) and option not in own]
        for title, options in (("Parameters", own), ("Options", others)):
            rows = [row for option in options if (row := option.get_help_record(ctx)) is not None]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
        formatter.write("\n" + question.body)


def _asked(args: Sequence[str], params: Sequence[click.Parameter]) -> Question | None:
    """The question that the arguments name, if they name one: the first that is no option nor an option's value."""
    takes = {
        name
        for option in params
        if isinstance(option, click.Option) and not option.is_flag and not option.count
        for name in option.opts
    }
    rest = iter(args)
    for word in rest:
        if word in takes:
            next(rest, None)
        elif not word.startswith("-"):
            return _question(word)
    return None


def _question(word: str) -> Question | None:
    """The question of this name, or the one that a file with a header holds."""
    path = Path(word)
    if path.suffix == ".rq" or "/" in word:
        if path.is_file() and any(line.startswith("#+") for line in _text(path).splitlines()):
            return catalog.read(path)
        return None
    return None if word == "-" else catalog.question(word)


def _argument(args: Sequence[str], option: str) -> str | None:
    return next((after for word, after in pairwise(args) if word == option), None)


def _options(question: Question) -> list[click.Option]:
    options = [_option(parameter) for parameter in question.parameters]
    names = {parameter.name for parameter in question.parameters}
    if set(_PERIOD) <= names:
        options.append(
            click.Option(
                ["--in", f"{_ASKED}in"], metavar="PERIOD", help="Short for --from and --to: 2023, 2023-Q4, 2023-10."
            )
        )
    return options


def _option(parameter: Parameter) -> click.Option:
    declared = [f"--{parameter.name}", _ASKED + parameter.name]
    if parameter.type == "boolean":
        return click.Option(
            declared, is_flag=True, default=None, help=_FLAGS.get(parameter.name, "A switch; see above.")
        )
    told = bind.article(parameter)
    told = told[0].upper() + told[1:]
    more = ["needed"] if parameter.required else []
    more += [f"default: {parameter.default}"] if parameter.default else []
    more += ["may be given several times"] if parameter.multiple else []
    return click.Option(
        declared,
        metavar=parameter.type.upper(),
        multiple=parameter.multiple,
        default=None,
        help=f"{told} ({', '.join(more)})." if more else f"{told}.",
    )


_FLAGS = {"possibly": "Also what may have been within the period, by its dates, and need not."}


@click.command(cls=QueryCommand)
@click.argument("what", required=False, metavar="[NAME | FILE.rq]")
@click.option("-e", "--execute", "text", metavar="SPARQL", help="SPARQL text to ask.")
@format_option(*ROWS, *GRAPHS)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="The language of labels.")
@click.option("--evidence", is_flag=True, help="Add the words that prove each row, their document and place.")
@click.option("--record", is_flag=True, help="Show also the record that each row is about.")
@click.option("--sparql", is_flag=True, help="Do not ask; print the SPARQL with its parameters bound.")
@click.option(
    "--limit-rows",
    type=click.IntRange(min=0),
    default=Limits().rows,
    show_default=True,
    metavar="N",
    help="Rows at most.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=Limits().seconds,
    show_default=True,
    metavar="SECONDS",
    help="How long it may take.",
)
@store_option
@talk_options
def command(
    what: str | None,
    text: str | None,
    format_: str | None,
    language: str | None,
    evidence: bool,
    record: bool,
    sparql: bool,
    limit_rows: int,
    timeout: float,
    store: Path,
    **asked: str | bool | tuple[str, ...] | None,
) -> None:
    """Ask a named question, a file or SPARQL text.

    Without any, the named questions are listed; kg query NAME --help shows one with its parameters and its SPARQL.
    """
    if what is None and text is None:
        click.echo(listing(language or "en"), nl=False)
        Talk.say("\nkg query NAME --help tells the parameters of one and shows its SPARQL")
        return
    if what is not None and text is not None:
        raise UsageError("give a name, a file or -e SPARQL: one of them")
    limits = Limits(seconds=timeout, rows=limit_rows)
    question = None if what is None else _question(what)
    with Store(store) as opened:
        session = Session(opened.graph_path, base=opened.iris.base, language=language, limits=limits)
        try:
            if question is not None:
                given = _given(asked)
                if sparql:
                    click.echo(session.text(question, given), nl=False)
                    return
                answer = session.question(question, given, evidence=evidence, record=record)
            else:
                answer = session.sparql(text if text is not None else _text(Path(str(what))), evidence=evidence)
        except PlacedError as error:
            click.echo(error.excerpt, err=True)
            raise
        click.echo(_written(answer, format_, language, session), nl=False)
    _tell(answer, limits)


def _text(path: Path) -> str:
    """The text of a query file; ``-`` is standard input."""
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not in UTF-8: {error.reason} at byte {error.start}") from error


def _given(asked: dict[str, str | bool | tuple[str, ...] | None]) -> dict[str, bind.Value]:
    """The values that were given, by parameter; ``--in`` is both ends of a period."""
    given: dict[str, bind.Value] = {
        name.removeprefix(_ASKED): value for name, value in asked.items() if value is not None and value != ()
    }
    if (period := given.pop("in", None)) is not None:
        if given.keys() & set(_PERIOD):
            raise UsageError("--in stands for --from and --to: give it, or them")
        try:
            bind.span(str(period))
        except ValueError:
            raise UsageError(f"--in {str(period)!r} is not {bind.A_DATE}") from None
        given |= dict.fromkeys(_PERIOD, period)
    return given


def _written(answer: Answer, form: str | None, language: str | None, session: Session) -> str:
    form = form or ("turtle" if answer.kind == "graph" else "table")
    if language and answer.kind == "select" and form not in ("table", *GRAPHS):
        answer = with_label_columns(answer)
    across = None
    if sys.stdout.isatty():
        import shutil  # late: it brings every compression along

        across = shutil.get_terminal_size().columns
    return write(answer, form, across=across, prefixes=session.prefixes)


def _tell(answer: Answer, limits: Limits) -> None:
    if answer.cut == "rows":
        Talk.warn(f"only the first {limits.rows} rows are shown; --limit-rows takes more")
    elif answer.cut == "bytes":
        Talk.warn(f"only the first {limits.bytes >> 20} MB of the answer are shown; ask for less")
    elif answer.kind != "ask" and not len(answer):
        Talk.say("no rows")
    Talk.say(f"{len(answer)} rows, {answer.seconds:.3f} s in the engine", level=1)


def listing(language: str) -> str:
    """The named questions by theme, each with what it asks."""
    questions = catalog.questions()
    room = max(len(question.name) for question in questions)
    lines: list[str] = []
    for theme, titles in catalog.themes().items():
        lines += ["", titles[language]] if lines else [titles[language]]
        lines += [f"  {q.name:<{room}}  {q.summary[language]}" for q in questions if q.theme == theme]
    return "".join(f"{line}\n" for line in lines)
