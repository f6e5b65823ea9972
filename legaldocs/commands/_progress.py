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


@contextmanager
def pace(total: int) -> Iterator[Callable[[bool], None]]:
    """Give a callback for each case that ends, with whether it was in order.

    The line says how many have ended, at what rate, and how long the rest will take at that rate.
    """
    line, began, ended, strange = _Line(watched=sys.stderr.isatty()), time.monotonic(), 0, 0

    def show(in_order: bool) -> None:  # noqa: FBT001 - a callback
        nonlocal ended, strange
        ended, strange = ended + 1, strange + (not in_order)
        each = (time.monotonic() - began) / ended
        left = spell(round(each * (total - ended)))
        line.put(f"{ended}/{total} 件，需要处理 {strange} 件，{each:.2f} 秒一件，约剩 {left}")

    try:
        yield show
    finally:
        line.clear()


def spell(seconds: int) -> str:
    """Return a length of time in words.

    >>> spell(59), spell(61), spell(3720)
    ('59 秒', '1 分 1 秒', '1 小时 2 分')
    """
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest} 秒"
    hours, left = divmod(minutes, 60)
    return f"{hours} 小时 {left} 分" if hours else f"{minutes} 分 {rest} 秒"


class _Line:
    """The line on the terminal (进度行)."""

    def __init__(self, *, watched: bool) -> None:
        self._watched = watched
        self._next = time.monotonic() + _SILENT_SECONDS
        self._shown = False

    def show(self, stage: str, done: int, total: int) -> None:
        """Show how far the work is; where no total is known, how much is done."""
        if total or done:
            self.put(f"{stage} {done * 100 // total}%" if total else f"{stage} {done:,}")

    def put(self, text: str) -> None:
        """Show a text, a few times a second at most."""
        now = time.monotonic()
        if not self._watched or now < self._next:
            return
        self._next = now + _STEP_SECONDS
        self._shown = True
        click.echo(f"\r\x1b[K{text}", err=True, nl=False)

    def clear(self) -> None:
        """End the line when there is one."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
