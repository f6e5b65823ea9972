"""Files that a user names, opened so that nothing hangs: a pipe or a device is refused."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
# A FIFO opened for reading waits for a writer for ever unless it is opened non-blocking.
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)
_OWN_DESCRIPTORS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""What a shell names when it hands over a file that is open already, such as ``<(command)``."""


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading, without a buffer; a link to a regular file is followed.

    Raises OSError, with a number that :mod:`legaldocs.core.system_error` explains, for a folder, a
    pipe, a socket and a device, and when the system refuses.
    """
    if str(path).startswith(_OWN_DESCRIPTORS):
        return path.open("rb", buffering=0)
    descriptor = os.open(path, _FLAGS | _NO_WAITING)
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        number = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO
        raise OSError(number, os.strerror(number), str(path))
    return cast("BinaryIO", os.fdopen(descriptor, "rb", buffering=0))


def read_regular(path: Path, largest: int) -> bytes:
    """Return the bytes of a file. Raises OSError as :func:`open_regular`, and for a larger one."""
    with open_regular(path) as stream:
        data = up_to(stream, largest + 1)
    if len(data) > largest:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def up_to(stream: BinaryIO, most: int) -> bytes:
    """Return the bytes up to the end, or ``most``: a raw stream may give less than was asked."""
    parts: list[bytes] = []
    while most > 0 and (part := stream.read(min(most, 1 << 20))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)
