"""Hidden drafts beside what they will become, each held while the process that fills it lives."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_STEM = 40
"""Characters of a name that the name of its draft repeats."""


@contextmanager
def draft(path: Path, create: Callable[[Path], object]) -> Iterator[Path]:
    """Yield a new hidden file or folder beside ``path``, which ``create`` makes under its name.

    What killed runs left of drafts of ``path`` is removed first; what another process is filling is
    not touched. The draft is removed when the block ends, unless it was moved away. Raises OSError
    when it cannot be made.
    """
    with contextlib.ExitStack() as held:
        with alone_in(path.parent):
            remove_drafts(path)
            fresh = unused(path)
            create(fresh)
            held.enter_context(hold(fresh))
        held.callback(_remove, fresh)
        yield fresh


def unused(path: Path) -> Path:
    """Return a random hidden name beside ``path``."""
    return path.with_name(f".{path.name[:_STEM]}.{secrets.token_hex(4)}")


def remove_drafts(path: Path) -> None:
    """Remove the drafts of ``path`` that no process fills. Call it while alone in the folder."""
    for left in _drafts(path):
        _remove_unless_held(left)


def _drafts(path: Path) -> list[Path]:
    name = re.compile(rf"\.{re.escape(path.name[:_STEM])}\.[0-9a-f]{{8}}")
    with os.scandir(path.parent) as found:
        return [path.with_name(entry.name) for entry in found if name.fullmatch(entry.name)]


def _remove_unless_held(left: Path) -> None:
    with contextlib.suppress(OSError), hold(left) as locked:
        if locked:
            _remove(left)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


if sys.platform == "win32":

    @contextmanager
    def hold(path: Path) -> Iterator[bool]:  # noqa: ARG001 - as on other systems
        """Windows locks no folders: what a killed run left stays until a person deletes it."""
        yield False

    @contextmanager
    def alone_in(folder: Path) -> Iterator[None]:  # noqa: ARG001 - as on other systems
        """Run the block; Windows locks no folders."""
        yield

else:
    import fcntl

    _FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK

    @contextmanager
    def hold(path: Path) -> Iterator[bool]:
        """Hold ``path`` until the block ends, and say whether it could be; the system frees it."""
        descriptor = os.open(path, _FLAGS)
        try:
            yield _locked(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(descriptor)

    @contextmanager
    def alone_in(folder: Path) -> Iterator[None]:
        """Keep other runs out of ``folder`` for a moment, where its file system knows locks."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            _locked(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _locked(descriptor: int, how: int) -> bool:
        try:
            fcntl.flock(descriptor, how)
        except OSError:  # held by another process, or a file system without locks
            return False
        return True
