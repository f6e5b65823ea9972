"""How much work one original may cost: counted in steps and bytes, never in seconds.

A limit in seconds would let a slow machine bind a slip sheet where a fast one binds the page; the
same case must give the same volume everywhere. For what no count reaches, ``volume.fence`` stands
behind.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
import zlib
from contextlib import contextmanager
from email.errors import MessageError
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = 5000
"""Pages that one original may have."""

DEEPEST = 60
"""Levels of arrays and dictionaries inside one object."""

OBJECTS = 400_000
STEPS = 4_000_000
"""Reads and look-ups of objects that any file may take; a large file may take more."""

READ = 64 << 20
"""Bytes that may be read from any file, repeated reads included; likewise."""


class Unreadable(Exception):  # noqa: N818  # an outcome that gets a slip sheet, not an error
    """An original that cannot become pages (无法转换); the message says why, in Chinese."""


class Damaged(Unreadable):
    """An original that breaks the rules of its format, and may be mended (文件损坏)."""


class Fenced(Unreadable):
    """An original that took too much time or memory on this machine (本机处理超限)."""


_UNFORESEEN = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError),
    *(TypeError, ValueError, struct.error, zlib.error, MessageError),
)


@contextmanager
def unforeseen() -> Iterator[None]:
    """Turn what a reader raises on content that nobody thought of into Unreadable.

    It is the file's fault still, and the same on every machine.
    """
    try:
        yield
    except RecursionError as error:
        raise Unreadable("文件结构嵌套过深") from error
    except _UNFORESEEN as error:
        raise Unreadable(f"文件内容不合格式，读不出（{type(error).__name__}）") from error


class _LimitReached(BaseException):
    """Ends the work on a file; no Exception, because pypdf catches many of those and goes on."""


def bytes_allowed(size: int) -> int:
    """Return how many bytes the pages of a file of ``size`` bytes may take in the volume."""
    return (16 << 20) + 4 * size


@contextmanager
def metered(stream: BinaryIO, size: int) -> Iterator[MeteredFile]:
    """Yield ``stream`` with a limit on the bytes read from it and on the steps taken meanwhile.

    Raises Unreadable when either limit is reached.
    """
    try:
        yield MeteredFile(stream, READ + 60 * size, STEPS + 8 * size)
    except _LimitReached:
        raise Unreadable("文件结构异常，处理量超过上限") from None


class MeteredFile:
    """A file opened for reading, with limits on what is read from it, if any (限量读取).

    ``most`` are bytes, and ``steps`` the calls that read them or look up an object.
    """

    closed = False
    """Whether it is closed, which other readers ask; it is closed by who opened it."""

    def __init__(self, stream: BinaryIO, most: int | None = None, steps: int | None = None) -> None:
        self._stream = stream
        self._left = sys.maxsize if most is None else most
        self._steps = sys.maxsize if steps is None else steps
        self.tell = stream.tell

    def step(self) -> None:
        """Count a step."""
        self._steps -= 1
        if self._steps < 0:
            raise _LimitReached

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
        self._left -= len(data)
        self._steps -= 1
        if self._left < 0 or self._steps < 0:
            raise _LimitReached
        return data
