"""The network page: pyvis holds nodes, ties and options; the page around them is our own, and asks for nothing.

One HTML file with everything in it. Its content security policy allows its own scripts and styles by hash and nothing
else, so that no text of a document can run or load anything.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from pyvis.network import Network

import kg
from kg.errors import KgError
from kg.explore import palette
from kg.explore.data import payload, size
from kg.explore.texts import clean
from kg.explore.words import LANGUAGES, say, words
from kg.graph.output import MARK
from kg.graph.world import World

LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"
LIBRARY_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
DEFLATE_ABOVE = 300_000
SCRIPTS = (
    *(
        "core",
        "words",
        "state",
        "text",
        "ego",
        "tidy",
        "labels",
        "camera",
        "graph",
        "panel",
        "search",
        "legend",
        "time",
        "table",
    ),
    *("takeaway", "keys", "main"),
)
STYLES = ("base", "network", "panel")


class Picture(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network, directed and without physics, that knows the looks of the kinds."""

    def __init__(self, nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        # pyvis's own add_edge looks through all nodes for each edge; rows that are known to be sound go in directly.
        self.nodes = nodes
        self.edges = edges
        self.node_ids = [node["id"] for node in nodes]
        self.node_map = {node["id"]: node for node in nodes}
        self.options = {
            "autoResize": False,  # camera.js does
            "physics": {"enabled": False},
            "layout": {"improvedLayout": False, "randomSeed": 1},
            "interaction": {
                "hover": True,
                "hoverConnectedEdges": False,
                "selectConnectedEdges": False,
                "keyboard": False,
                "tooltipDelay": 10_000_000,
                "zoomSpeed": 0.7,
            },
            "nodes": {"shape": "dot", "labelHighlightBold": False, "chosen": False},
            "edges": {
                "smooth": False,
                "color": {"inherit": False},
                "chosen": False,
                "selectionWidth": 0,
                "hoverWidth": 0,
            },
            "groups": {kind: {"shape": look.shape} for kind, look in palette.NODES.items()},
        }

    def content(self) -> dict[str, Any]:
        """What the page hands to vis-network: nodes and edges by columns, which take less room than rows."""
        return {"nodes": _columns(self.nodes), "edges": _columns(self.edges), "options": self.options}


def network_page(
    world: World,
    *,
    texts: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    title: str | None = None,
    banner: str | None = None,
    note: str | None = None,
    language: str = "en",
) -> str:
    """The network of ``world`` as one HTML page, the same text every time.

    ``texts`` are the documents' own texts by source IRI, for the sentences around the evidence; ``banner`` stands over
    everything and on every picture that is saved; ``note`` tells what the page carries of the store.
    """
    data = payload(world, texts, links)
    places = {node: (x, y) for node, x, y in data.pop("places")}
    most = max((data["nodes"][i]["n"] for i in places), default=1)
    nodes = [
        {"id": i, "x": x, "y": y, "size": size(data["nodes"][i]["n"], most), "group": data["nodes"][i]["k"]}
        for i, (x, y) in sorted(places.items())
    ]
    names = ("from", "to", "kind", "facts")
    edges = [dict(zip(names, tie, strict=True)) for tie in data.pop("ties")]
    data["vis"] = Picture(nodes, edges).content()
    titles = {tag: clean(title or _title(world, tag)) for tag in LANGUAGES}
    spoken = [source.language for source in world.sources.values() if source.language]
    data.update(
        language=language,
        textLanguage=max(sorted(set(spoken)), key=spoken.count) if spoken else "en",
        banner=clean(banner) if banner else "",
        note=clean(note) if note else "",
        words=words(),
        titles=titles,
        look=looks(),
    )
    return render(
        "network.html", SCRIPTS, STYLES, data, title=titles[language], banner=banner, language=language, library=True
    )


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}


def render(
    template: str,
    scripts: tuple[str, ...],
    styles: tuple[str, ...],
    data: Mapping[str, Any],
    *,
    title: str,
    banner: str | None,
    language: str,
    library: bool,
) -> str:
    """A page of ours with its scripts, styles and data in it."""
    script = "\n".join(_asset(f"{name}.js") for name in scripts)
    style = "\n".join(_asset(f"{name}.css") for name in styles)
    vis = _library() if library else ""
    packed, encoding = _data(data)
    hashes = " ".join(_hash(text) for text in (vis, script) if text)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    environment = Environment(
        loader=PackageLoader("kg.explore", "assets"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(
        policy=Markup(policy),  # noqa: S704 - made here, of hashes
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own files
        library=Markup(vis),  # noqa: S704 - checked by its hash
        data=Markup(packed),  # noqa: S704 - JSON with every < escaped
        encoding=encoding,
        title=clean(title),
        banner=clean(banner) if banner else "",
        language=language,
        names={tag: say("language-name", tag) for tag in LANGUAGES},
        noscript=say("noscript", language),
        mark=MARK,
        generator=f"diplomacy-kg {kg.__version__}",
    )


def looks() -> dict[str, Any]:
    """Colours and shapes as the page's scripts take them."""
    return {
        "page": palette.PAGE,
        "ink": palette.INK,
        "nodes": {
            kind: {"shape": look.shape, "light": look.light, "dark": look.dark, "hollow": look.hollow}
            for kind, look in palette.NODES.items()
        },
        "families": {family: list(colours) for family, colours in palette.FAMILIES.items()},
        "ties": palette.TIES,
    }


def escaped(data: object) -> str:
    """JSON that can stand in a script element: nothing in it ends the element or a line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _data(data: Mapping[str, Any]) -> tuple[str, str]:
    text = escaped(data)
    if len(text) <= DEFLATE_ABOVE:
        return text, ""
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode("ascii"), "+deflate"


def _title(world: World, language: str) -> str:
    if len(world.sources) == 1:
        return say("title", language, title=next(iter(world.sources.values())).title)
    return say("title-many", language, n=len(world.sources))


def _asset(name: str) -> str:
    return (resources.files("kg.explore") / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def _library() -> str:
    file = resources.files("pyvis") / LIBRARY
    try:
        content = file.read_bytes()
    except OSError as error:
        raise KgError(f"vis-network is missing from the installed pyvis ({file}); install pyvis 0.3.2 again") from error
    if hashlib.sha256(content).hexdigest() != LIBRARY_SHA256:
        raise KgError(f"{file} is not the vis-network of pyvis 0.3.2 (its SHA-256 differs); install pyvis again")
    return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")  # as a browser reads, and hashes, it
