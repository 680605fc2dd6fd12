"""Work shared among processes: bounded, order-free, and over when the process that asked for it is."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4  # items a process that wait their turn


def each(function: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[tuple[T, R | None]]:
    """Each item with what ``function`` makes of it, as they come; None where its process died of it.

    ``function`` and the items are sent to the processes, so they must be picklable. What ``function`` raises is raised.
    """
    todo = iter(items)
    waiting: list[T] = []
    running: dict[Future[R], T] = {}
    executor = _executor(jobs)
    try:
        while True:
            waiting += islice(todo, jobs * _AHEAD - len(running) - len(waiting))
            try:
                while waiting:
                    running[executor.submit(function, waiting[-1])] = waiting[-1]
                    waiting.pop()
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    yield running.pop(future), result
            except BrokenProcessPool:  # one of these was too much: each on its own, to find out which
                suspects, running = list(running.values()), {}
                executor.shutdown(wait=True)
                for item in suspects:
                    yield item, _alone(function, item)
                executor = _executor(jobs)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _alone(function: Callable[[T], R], item: T) -> R | None:
    with _executor(1) as executor:
        try:
            return executor.submit(function, item).result()
        except BrokenProcessPool:
            return None


def _executor(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when it does, even if it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
