"""A line of progress on stderr for long work, and none when stderr is no terminal."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SILENT_SECONDS = 1.0
_STEP_SECONDS = 0.2


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a callback (done, in all) that keeps one line of stderr up to date.

    Gives None when stderr is no terminal. Work of less than a second shows nothing.
    """
    if not sys.stderr.isatty():
        yield None
        return
    with stages() as watch:
        yield partial(watch, label)


@contextmanager
def stages() -> Iterator[Callable[[str, int, int], None]]:
    """Give a callback (stage, done, in all) for work of several stages; silent off a terminal."""
    line = _Line(watched=sys.stderr.isatty())
    try:
        yield line.show
    finally:
        line.clear()


class _Line:
    """The line on the terminal (进度行)."""

    def __init__(self, *, watched: bool) -> None:
        self._watched = watched
        self._next = time.monotonic() + _SILENT_SECONDS
        self._shown = False

    def show(self, stage: str, done: int, total: int) -> None:
        """Show how far the work is, a few times a second at most."""
        now = time.monotonic()
        if not self._watched or now < self._next or not total:
            return
        self._next = now + _STEP_SECONDS
        self._shown = True
        click.echo(f"\r\x1b[K{stage} {done * 100 // total}%", err=True, nl=False)

    def clear(self) -> None:
        """End the line when there is one."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
