"""Options that several commands share, and how they talk.

Data go to standard output, talk and progress to standard error. ``-q`` leaves only errors, ``-v`` tells more.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_LEVEL = "kg.talk"


class Talk:
    """What is said on standard error, as loud as ``-q`` and ``-v`` ask."""

    @staticmethod
    def level() -> int:
        """-1 quiet, 0 as usual, 1 and more for each ``-v``."""
        context = click.get_current_context(silent=True)
        return int(context.meta.get(_LEVEL, 0)) if context else 0

    @classmethod
    def say(cls, message: str, *, level: int = 0) -> None:
        """Tell one line, unless it is quieter than ``level``."""
        if cls.level() >= level:
            click.echo(message, err=True)

    @classmethod
    def warn(cls, message: str) -> None:
        """Tell of something that went wrong while the rest goes on; ``-q`` leaves it standing."""
        click.echo(f"{_styled('kg: warning:', 'yellow')} {message}", err=True)

    @classmethod
    def error(cls, message: str) -> None:
        """The one line that says why the command failed."""
        click.echo(f"{_styled('kg: error:', 'red')} {message}", err=True)

    @classmethod
    def progress(cls, message: str) -> None:
        """Replace the progress line; nothing where standard error is no terminal."""
        if cls.level() >= 0 and sys.stderr.isatty():
            click.echo(f"\r\x1b[K{message}", nl=False, err=True)

    @classmethod
    def done(cls) -> None:
        """Take the progress line away."""
        cls.progress("")


def _styled(text: str, colour: str) -> str:
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour, bold=True)


def _louder(context: click.Context, parameter: click.Parameter, value: int | bool) -> None:
    if value:
        context.meta[_LEVEL] = -1 if parameter.name == "quiet" else int(value)


def talk_options(function: F) -> F:
    """``-q`` and ``-v``, before the command's name or after it; the function gets no argument for them."""
    quiet = click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_louder, help="Errors only.")
    verbose = click.option("-v", "--verbose", count=True, expose_value=False, callback=_louder, help="Tell more.")
    return quiet(verbose(function))


def store_option(function: F) -> F:
    """``--store DIR`` (or ``KG_STORE``): the function gets ``store: Path``."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path),
        envvar="KG_STORE",
        default=Path("kg-store"),
        show_default=True,
        show_envvar=True,
        metavar="DIR",
        help="Where the store is.",
    )(function)


def output_option(default: str | None = "-") -> Callable[[F], F]:
    """``-o FILE`` (``-`` for standard output): the function gets ``output: str``, or None without a default."""
    return click.option(
        *("-o", "--output"),
        type=click.Path(dir_okay=False, allow_dash=True),
        default=default,
        show_default=default is not None,
        metavar="FILE",
        help="The file to write; - for standard output.",
    )


def force_option(function: F) -> F:
    """``--force``: the function gets ``force: bool``."""
    return click.option("--force", is_flag=True, help="Replace an output that kg did not write.")(function)


def format_option(*choices: str, default: str | None = None) -> Callable[[F], F]:
    """``-f FORMAT``, one of ``choices``: the function gets ``format_: str``, or None without a default."""
    return click.option(
        *("-f", "--format", "format_"),
        type=click.Choice(choices, case_sensitive=False),
        default=default,
        show_default=default is not None,
        help="The format to write.",
    )
