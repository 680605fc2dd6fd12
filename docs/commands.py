"""The table of commands in README.md, made from the command line itself.

python docs/commands.py          writes it
python docs/commands.py --check  fails where it is not what the command line says
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli import COMMANDS, cli

README = Path(__file__).parents[1] / "README.md"
BEGIN = "<!-- commands: made by docs/commands.py -->"
END = "<!-- commands: end -->"


def table() -> str:
    """All commands with their arguments, and what they do, as a Markdown table."""
    rows = ["| `{}` | {} |".format(usage.replace("|", "\\|"), does) for usage, does in commands()]
    return "\n".join(["| command | does |", "| --- | --- |", *rows])


def commands() -> Iterator[tuple[str, str]]:
    """Each command as it is typed, and its line; of a group its own commands."""
    context = click.Context(cli, info_name="kg")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None, f"{name} is listed and cannot be loaded"
        if isinstance(command, click.Group):
            for inner, one in sorted(command.commands.items()):
                yield f"kg {name} {inner}{_arguments(one)}", _line(one.help or "")
        else:
            yield f"kg {name}{_arguments(command)}", COMMANDS[name]


def _arguments(command: click.Command) -> str:
    return "".join(f" {_argument(one)}" for one in command.params if isinstance(one, click.Argument))


def _argument(one: click.Argument) -> str:
    name = one.metavar or (one.name or "").upper()
    return name if one.required or name.startswith("[") else f"[{name}]"


def _line(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


def filled(text: str) -> str:
    """The README's text with the table as it should be."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{README.name} lacks the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    """Write the table, or check it."""
    now = README.read_text("utf-8")
    wanted = filled(now)
    if "--check" not in sys.argv[1:]:
        README.write_text(wanted, "utf-8")
    elif now != wanted:
        raise SystemExit(f"{README.name}: the table of commands is out of date; run python docs/commands.py")


if __name__ == "__main__":
    main()
