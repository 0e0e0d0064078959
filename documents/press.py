"""Where is a page printed? In a bounded child of its worker: no letter can eat the machine, or wait for ever.

The child has neither the database nor the key of the seal. PDFs that strangers want verified are read there too.
"""

import logging
import os
import resource
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from django.conf import settings
from pebble import ProcessExpired, ProcessPool

from documents import pdf

_Result = TypeVar("_Result")
_TASKS = 200  # then a new child takes over: what a library keeps to itself is given back
_OUT_OF_MEMORY = 77
_GLANCE = 0.5  # seconds between two looks at the parent
_LOCK = threading.Lock()
_pools: list[ProcessPool] = []  # the one in use, if any


def printed(html: str, embedded: Sequence[pdf.Embedded] = ()) -> tuple[bytes, int]:
    """The PDF and its number of pages. Raises pdf.Unprintable, also where a limit is reached."""
    return apart(pdf.render, html, tuple(embedded), settings.MLA_PRINT_PAGES)


def apart(function: Callable[..., _Result], *given: object) -> _Result:
    """The function's result or exception, from the child. A child that was killed is replaced and asked once more."""
    try:
        return _asked(function, given)
    except (BrokenProcessPool, ProcessExpired) as first:
        _judge(first)
        _discard()
    try:
        return _asked(function, given)
    except (BrokenProcessPool, ProcessExpired) as second:
        _judge(second)
        _discard()
        raise pdf.Unprintable(f"the process that reads or prints it ended twice ({second})") from None


def _asked(function: Callable[..., _Result], given: tuple[object, ...]) -> _Result:
    seconds = settings.MLA_PRINT_SECONDS
    task = _pool().schedule(_frugal, args=(function, *given), timeout=seconds)
    try:
        return task.result()
    except TimeoutError:
        raise pdf.Unprintable(f"it takes longer than the limit of {seconds} seconds") from None


def _judge(ended: Exception) -> None:
    if isinstance(ended, ProcessExpired) and ended.exitcode == _OUT_OF_MEMORY:
        raise pdf.Unprintable(f"it needs more memory than the limit of {settings.MLA_PRINT_MEMORY} MiB") from None


def _pool() -> ProcessPool:
    with _LOCK:
        if not _pools:
            limits = (settings.MLA_PRINT_MEMORY * 1024**2, os.getpid())
            _pools.append(ProcessPool(1, _TASKS, _bounded, limits, get_context("spawn")))
        return _pools[0]


def _discard() -> None:
    with _LOCK:
        while _pools:
            _pools.pop().stop()


def _bounded(memory: int, parent: int) -> None:
    """In the child, first: its limit, and an eye on its parent, whom a kill may take without a word."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    logging.disable(logging.WARNING)  # the libraries' remarks on a stranger's file; errors are told by the result
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_GLANCE)
    os._exit(1)


def _frugal(function: Callable[..., _Result], *given: object) -> _Result:
    """In the child: without memory nothing can be told but an exit status."""
    try:
        return function(*given)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
