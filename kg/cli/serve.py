"""``kg serve``: the store as a read-only SPARQL endpoint."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kg.cli.options import Talk, store_option, talk_options
from kg.errors import UsageError
from kg.graph.store import Store
from kg.query.engine import Limits
from kg.query.serve import Endpoint


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="The port; 0 for any.")
@click.option(
    "--origin", metavar="URL", help="A web page's origin that may read answers, such as http://localhost:3000."
)
@click.option(
    "--limit-rows",
    type=click.IntRange(min=1),
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
    help="How long a query may take.",
)
@store_option
@talk_options
def command(host: str, port: int, origin: str | None, limit_rows: int, timeout: float, store: Path) -> None:
    """A read-only SPARQL endpoint on loopback.

    Queries are answered as the SPARQL 1.1 Protocol says, from the store as it is at that moment; builds may go on
    beside. Ctrl-C ends it.
    """
    with Store(store):  # there is one that can be read
        pass
    limits = Limits(seconds=timeout, rows=limit_rows)
    log = partial(click.echo, err=True) if Talk.level() > 0 else None  # threads do not know how loud it is to be
    try:
        endpoint = Endpoint(store, host=host, port=port, limits=limits, origin=origin, log=log)
    except OSError as error:
        raise UsageError(f"cannot listen on {host} port {port}: {error.strerror or error}") from error
    with endpoint:
        Talk.say(f"SPARQL endpoint: {endpoint.url} (Ctrl-C ends it)")
        endpoint.serve_forever()
