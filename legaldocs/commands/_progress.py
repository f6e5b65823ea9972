"""A line of progress on stderr for long work, and none where nobody watches."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SILENT_SECONDS = 1.0
_STEP_SECONDS = 0.2


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a callback (bytes done, bytes in all) that keeps one line of stderr up to date.

    Gives None when stderr is no terminal. Work of less than a second shows nothing.
    """
    if not sys.stderr.isatty():
        yield None
        return
    line = _Line(label)
    try:
        yield line.show
    finally:
        line.clear()


class _Line:
    """The line on the terminal (进度行)."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._next = time.monotonic() + _SILENT_SECONDS
        self._shown = False

    def show(self, done: int, total: int) -> None:
        """Show how far the work is, a few times a second at most."""
        now = time.monotonic()
        if now < self._next or not total:
            return
        self._next = now + _STEP_SECONDS
        self._shown = True
        text = f"\r{self._label} {done * 100 // total}%（{done >> 20}/{total >> 20} MiB）"
        click.echo(text, err=True, nl=False)

    def clear(self) -> None:
        """End the line when there is one."""
        if self._shown:
            click.echo("\r" + " " * 60 + "\r", err=True, nl=False)
