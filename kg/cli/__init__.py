"""The command ``kg``: one module a command, loaded when it is called.

A command is a module ``kg/cli/NAME.py`` that exposes ``command``, and one line in :data:`COMMANDS`. A command
that has no module yet is absent.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence

import click

from kg import __version__
from kg.cli.options import Talk, talk_options
from kg.errors import INTERRUPTED, KgError

COMMANDS: dict[str, str] = {
    "demo": "Build, check and show the sample reports that come along.",
    "build": "Read documents into the store.",
    "extract": "Read one document: records with evidence as JSON lines.",
    "remove": "Take documents out of the store again.",
    "query": "Ask a named question, a file or SPARQL text.",
    "show": "Show the dossier of an actor, forum, track, concept, document or event.",
    "explore": "Write the interactive network as one HTML file.",
    "read": "A document as HTML with what was read marked in it.",
    "export": "Write the graph in a format for other tools.",
    "validate": "Check the store, or FILE (.ttl, .trig, .nt, .nq), against the SHACL shapes and the quality checks.",
    "diff": "What changed between two stores or two documents.",
    "stats": "What is in the store.",
    "unknown": "Names, titles and verbs that the lexicon does not know.",
    "lexicon": "Check the edited lexicon files.",
    "ontology": "Terms, shapes, rules, checks and questions: the files of ontology/.",
    "serve": "A read-only SPARQL endpoint on loopback.",
}
"""Each command's line in ``kg --help``; a test compares it with the command's own."""


def module_of(name: str) -> str:
    """The module of a command."""
    return f"kg.cli.{name}"


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands that are there, in the order of the table."""
        return [name for name in COMMANDS if importlib.util.find_spec(module_of(name))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS or not importlib.util.find_spec(module_of(cmd_name)):
            return None
        found = importlib.import_module(module_of(cmd_name)).command
        assert isinstance(found, click.Command), f"{module_of(cmd_name)}.command is no command"
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, without loading them."""
        rows = [(name, COMMANDS[name]) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="kg")
@talk_options
def cli() -> None:
    """Read diplomatic reports into a graph, ask it, see it, take it away: every edge with its words."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; what a user can mend is one line, never a traceback."""
    code = run(arguments)
    if "multiprocessing" in sys.modules:  # other processes are taken leave of
        sys.exit(code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # at once: to take the interpreter down piece by piece takes longer than many a question


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (see ``kg.errors``)."""
    for stream in (sys.stdout, sys.stderr):  # a file name that is no UTF-8, a terminal that is ASCII
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if "_KG_COMPLETE" in os.environ:  # a shell asks what may come next
        cli.main(prog_name="kg")
    try:
        with cli.make_context("kg", list(sys.argv[1:] if arguments is None else arguments)) as context:
            code = cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        return _fail(error.format_message() + _hint(error), error.exit_code)
    except KgError as error:
        return _fail(str(error), error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    Talk.error(" ".join(message.split()))
    return code


def _hint(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f" (see {context.command_path} --help)" if context else ""
