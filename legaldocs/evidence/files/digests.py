"""Several hashes of a stream, computed in one pass."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from io import FileIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from hashlib import _Hash as Hash

Tick: TypeAlias = Callable[[int, int], None]
"""Progress callback: (bytes done, total bytes). Called from any worker thread."""

CHUNK = 1 << 19
"""Bytes read at once: small enough to be still in the cache for the second hash."""

_LARGE = 32 << 20
"""Larger files get one worker a hash: a single large file would leave a core idle."""

_LARGE_CHUNK = 1 << 21
"""Bytes read at once for several workers, which wait for one another after each chunk."""

_ASIDE = 128

BOTH = ("sha256", "sha512")
WORKERS = 2

_OWN = threading.local()


class Meter:
    """Sums up the bytes read by all workers for the progress callback (进度)."""

    def __init__(self, total: int, tick: Tick | None) -> None:
        self._total = total
        self._tick = tick
        self._done = 0
        self._lock = threading.Lock()

    def add(self, count: int) -> None:
        """Count bytes as read."""
        if self._tick is None:
            return
        with self._lock:
            self._done = min(self._done + count, self._total)
            self._tick(self._done, self._total)


class Digested(NamedTuple):
    """Size and hashes of a stream (摘要). ``values`` maps algorithm to lower-case hex."""

    size: int
    values: dict[str, str]


def digest(
    stream: BinaryIO,
    algorithms: Sequence[str] = BOTH,
    *,
    sink: Callable[[memoryview], object] | None = None,
    meter: Meter | None = None,
    most: int | None = None,
) -> Digested:
    """Read ``stream`` to its end and return its size and hashes; ``sink`` gets the same bytes.

    Reading stops one byte past ``most``: an endless stream ends and is seen to be too long.
    """
    hashes = [hashlib.new(name, usedforsecurity=False) for name in algorithms]
    # Most files are small and many: what stands here runs once a file and calls little.
    buffer, size, read = _buffer(), 0, _reading(stream)
    while size < _LARGE:
        room = CHUNK if most is None else most + 1 - size
        count = read(buffer if room >= CHUNK else buffer[:room]) if room > 0 else 0
        if not count:
            break
        read_now = buffer[:count]
        for hashed in hashes:
            hashed.update(read_now)
        size += _passed_on(read_now, sink, meter)
        if size == most and count < room and isinstance(stream, FileIO):
            break  # a file gives less than it is asked for at its end alone
    else:
        size = _digest_rest(stream, hashes, size, sink=sink, meter=meter, most=most)
    return Digested(
        size, {name: hashed.hexdigest() for name, hashed in zip(algorithms, hashes, strict=True)}
    )


def _digest_rest(
    stream: BinaryIO,
    hashes: list[Hash],
    size: int,
    *,
    sink: Callable[[memoryview], object] | None,
    meter: Meter | None,
    most: int | None,
) -> int:
    """Update the hashes with the rest of a large stream, each in a thread, and return its size."""
    # Two buffers take turns: the one is read into while the other is hashed.
    buffers = [_aligned(_LARGE_CHUNK), _aligned(_LARGE_CHUNK)]
    running: list[Future[None]] = []
    with ThreadPoolExecutor(len(hashes)) as aside:
        read = _reading(stream)
        while True:
            room = _LARGE_CHUNK if most is None else min(_LARGE_CHUNK, most + 1 - size)
            count = read(buffers[0][:room]) if room > 0 else 0
            chunk = buffers[0][: count or 0]
            wait(running)
            if not chunk:
                return size
            running = [aside.submit(hashed.update, chunk) for hashed in hashes]
            size += _passed_on(chunk, sink, meter)
            buffers.reverse()


def _passed_on(
    chunk: memoryview, sink: Callable[[memoryview], object] | None, meter: Meter | None
) -> int:
    if sink is not None:
        sink(chunk)
    if meter is not None:
        meter.add(len(chunk))
    return len(chunk)


def _aligned(size: int) -> memoryview:
    """Return a buffer that does not begin 16 bytes into a page, as large bytearrays do.

    Some processors copy there at little more than half the speed.
    """
    return memoryview(bytearray(size + _ASIDE))[_ASIDE:]


def _buffer() -> memoryview:
    """Return this thread's buffer: for small files a new one costs much of the time."""
    if getattr(_OWN, "buffer", None) is None:
        _OWN.buffer = _aligned(CHUNK)
    return cast("memoryview", _OWN.buffer)


def _reading(stream: BinaryIO) -> Callable[[memoryview], int]:
    """Return what reads the next bytes of a stream into a buffer, and says how many."""

    def read_into(buffer: memoryview) -> int:
        data = stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    return getattr(stream, "readinto", read_into)
