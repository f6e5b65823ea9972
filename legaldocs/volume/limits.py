"""How much work one original may cost: counted in steps and bytes, never in seconds.

A limit in seconds would let a slow machine bind a slip sheet where a fast one binds the page; the
same case must give the same volume everywhere.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = 5000
"""Pages that one original may have."""

DEEPEST = 60
"""Levels of arrays and dictionaries inside one object."""

OBJECTS = 400_000
STEPS = 10_000_000
"""Calls of functions that reading any file may take; a large file may take more."""

READ = 64 << 20
"""Bytes that may be read from any file, repeated reads included; likewise."""


class Unreadable(Exception):  # noqa: N818  # an outcome that gets a slip sheet, not an error
    """An original that cannot become pages (无法转换); the message says why, in Chinese."""


class _LimitReached(BaseException):
    """Ends the work on a file; no Exception, because pypdf catches many of those and goes on."""


def bytes_allowed(size: int) -> int:
    """Return how many bytes the pages of a file of ``size`` bytes may take in the volume."""
    return (16 << 20) + 4 * size


@contextmanager
def metered(stream: BinaryIO, size: int) -> Iterator[MeteredFile]:
    """Yield ``stream`` with a limit on the bytes read from it and on the steps taken meanwhile.

    A step is one call of a function. Raises Unreadable when either limit is reached.
    """
    left = STEPS + 20 * size

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _LimitReached

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield MeteredFile(stream, READ + 60 * size)
    except _LimitReached:
        raise Unreadable("文件结构异常，处理量超过上限") from None
    finally:
        sys.setprofile(before)


class MeteredFile:
    """A file opened for reading, with a limit on the bytes read from it, if any (限量读取)."""

    def __init__(self, stream: BinaryIO, most: int | None = None) -> None:
        self._stream = stream
        self._left = most
        self.tell = stream.tell

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move as a file does; before its beginning there is nothing.

        Raises ValueError there, where a file would raise OSError as if the disk were at fault.
        """
        try:
            return self._stream.seek(offset, whence)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise ValueError(offset) from error

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes, as a file does."""
        return self._counted(self._stream.read(size))

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line, as a file does."""
        return self._counted(self._stream.readline(size))

    def _counted(self, data: bytes) -> bytes:
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise _LimitReached
        return data
