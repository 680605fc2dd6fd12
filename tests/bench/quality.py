"""How well the project reads, printed: ``python -m tests.bench.quality [PART ...]``.

Parts: gold (the scorer's rows of the annotated documents, in both scripts, with and without the list of persons),
articles (the same of annotated articles of two corpora, of the part set aside and of the open one), readers (how far
two readers of the articles set aside agree, and how well what both found is read),
calibration (stated confidence against observed precision), headlines (the headline benchmark), improbable (what a
reader doubts), speed. All of them where none is named. The reference documents have to be beside the project.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench import articles, benchmark, corpus, improbable, readers, scores, speed

PARTS = ("gold", "articles", "readers", "calibration", "headlines", "improbable", "speed")


def main(arguments: list[str] | None = None) -> int:
    """Prints the parts that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality", description=__doc__.split("\n\n", 1)[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="errors to print of each annotated document")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="headlines to print whose event was missed")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="improbable cases to print of each kind")
    parser.add_argument("--no-persons", action="store_true", help="headlines without the lexicon's list of persons")
    parser.add_argument("--jobs", type=int, default=corpus.processes(), metavar="N", help="processes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args(arguments)
    wanted = options.parts or list(PARTS)
    if unknown := sorted(set(wanted) - set(PARTS)):
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    if not corpus.SHARED.is_dir():
        print("skipped: the reference documents (shared/) are not beside the project")
        return 0
    figures: dict[str, Any] = {}
    if {"gold", "calibration"} & set(wanted):
        figures |= _gold(wanted, options.errors)
    if "articles" in wanted:
        annotated = articles.run()
        _print(articles.report(annotated, options.errors))
        figures["articles"] = {
            name: {each: scores.figures(one) for each, one in found.items()} for name, found in annotated.items()
        }
    if "readers" in wanted:
        _print(readers.report(readers.run()))
    if "headlines" in wanted:
        outcomes = benchmark.run(not options.no_persons, options.jobs)
        _print(benchmark.report(outcomes, options.misses))
        figures["headlines"] = benchmark.recall(outcomes)
    if "improbable" in wanted:
        found, sizes = improbable.run(options.jobs)
        _print(improbable.report(found, sizes, options.show))
        figures["improbable"] = {"counts": Counter(oddity.kind for oddity in found), "sizes": sizes}
    if "speed" in wanted:
        figures["speed"] = speed.run()
        _print(speed.report(figures["speed"]))
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return 0


def _gold(wanted: list[str], errors: int) -> dict[str, Any]:
    if "gold" not in wanted:
        alone = {name: scores.score(name) for name in scores.names()}
        _print(scores.calibration(alone))
        return {}
    scored = scores.run()
    _print(scores.report(scored, errors))
    if "calibration" in wanted:
        _print(scores.calibration(scored["as it is"]))
    return {"gold": {way: {name: scores.figures(one) for name, one in each.items()} for way, each in scored.items()}}


def _print(lines: Any) -> None:
    for line in lines:
        print(line, flush=True)
    print()


if __name__ == "__main__":
    sys.exit(main())
