"""What holds the files of a bag: its entries by path, and how one is opened."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from legaldocs.core.findings import Finding
from legaldocs.evidence.files.names import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from legaldocs.evidence.files.safe_open import FileEntry

Open: TypeAlias = "Callable[[str], AbstractContextManager[BinaryIO]]"

MOST_FILES = 200_000

ARCHIVE = "zip 文件本身"
"""How the zip file of a packed bundle is called among the files that identify it."""


def _nothing(path: str) -> AbstractContextManager[BinaryIO]:
    raise OSError(path)


def _opening_nothing() -> AbstractContextManager[Open]:
    return nullcontext(_nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """The files of a bag, by path (证据包的载体).

    ``opening`` gives what opens files for reading, one after another in one thread;
    ``read_errors`` are what that and reading may raise. ``folders`` are the names of the folders at
    the top, ``empty_folders`` the paths of those that hold nothing. ``findings`` are reasons not to
    read any of it. ``sha256`` is that of the zip file, empty for a folder.
    """

    entries: dict[str, FileEntry]
    opening: Callable[[], AbstractContextManager[Open]] = _opening_nothing
    read_errors: tuple[type[Exception], ...] = (OSError,)
    folders: frozenset[str] = frozenset()
    empty_folders: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    sha256: str = ""

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        """Open one file for reading; raises one of ``read_errors``."""
        with self.opening() as open_file, open_file(path) as stream:
            yield stream


def container_finding(kind: str, name: str, message: str, next_step: str = "") -> Finding:
    """Return a reason not to read a container."""
    return Finding(f"LD-BUNDLE-{kind}", "error", message, shown(name), next_step=next_step)


def too_many_files() -> Finding:
    """Return the finding about a container with more files than are looked at."""
    return container_finding("FILES", "", f"文件超过 {MOST_FILES} 个，其余未看")
