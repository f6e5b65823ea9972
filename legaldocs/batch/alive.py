"""Whether a run is still there: a file that it renews, and that tasks on other machines look at.

Nothing else is shared with them for certain: an executor drops a task whose result nobody waits
for, and does not end the one that is being done.
"""

from __future__ import annotations

import contextlib
import threading
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from legaldocs.core.draft import unused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EVERY = 1
"""Seconds between two beats, and between two looks."""

PATIENCE = 60
"""So many looks without a beat: the run has gone. A shared disk may show a change late."""


@contextmanager
def beating(folder: Path) -> Iterator[Path]:
    """Yield a new file in ``folder`` that is renewed while the block runs, and removed after it.

    A process that is killed leaves it, and renews it no more. Raises OSError when the file cannot
    be made.
    """
    path, over = unused(folder / "alive"), threading.Event()
    path.write_bytes(_beat(0))

    def beat() -> None:
        for number in count(1):
            if over.wait(EVERY):
                return
            # In place: a full disk has room for it. One that is missed counts for little.
            with contextlib.suppress(OSError), path.open("r+b") as file:
                file.write(_beat(number))

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield path
    finally:
        over.set()
        thread.join()
        with contextlib.suppress(OSError):
            path.unlink()


@contextmanager
def minding(path: Path | None, gone: Callable[[], object]) -> Iterator[None]:
    """Call ``gone`` once when the run that renews ``path`` has ended, while the block runs.

    It is called before the block where that is so already, and never without a path. Looks are
    counted, not the time: a process that was stopped itself has not looked.
    """
    if path is None:
        yield
        return
    over = threading.Event()

    def mind(seen: bytes | None) -> None:
        still = 0
        while seen is not None and still < PATIENCE:
            if over.wait(EVERY):
                return
            now = _seen(path)
            still = still + 1 if now == seen else 0
            seen = now
        gone()

    first = _seen(path)
    if first is None:
        gone()
        yield
        return
    thread = threading.Thread(target=mind, args=(first,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(number: int) -> bytes:
    return b"%012d\n" % number


def _seen(path: Path) -> bytes | None:
    """Return the last beat; None where the run has taken it away, nothing where it is unread."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b""
