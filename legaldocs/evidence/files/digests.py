"""Several hashes of a stream, computed in one pass."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

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


@dataclass(frozen=True, slots=True)
class Digested:
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
    buffers = [_buffer()]
    size = 0
    running: list[Future[None]] = []
    with ExitStack() as opened:
        aside: ThreadPoolExecutor | None = None
        while True:
            if aside is None and size >= _LARGE:
                aside = opened.enter_context(ThreadPoolExecutor(len(hashes)))
                buffers = [memoryview(bytearray(_LARGE_CHUNK)) for _ in range(2)]
            # Two buffers take turns: the one is read into while the other is hashed.
            buffers.reverse()
            room = len(buffers[0]) if most is None else min(len(buffers[0]), most + 1 - size)
            count = _read_into(stream, buffers[0][:room]) if room > 0 else 0
            for work in running:
                work.result()
            if not count:
                break
            chunk = buffers[0][:count]
            running = _feed(hashes, chunk, aside)
            if sink is not None:
                sink(chunk)
            if meter is not None:
                meter.add(count)
            size += count
    return Digested(
        size, {name: hashed.hexdigest() for name, hashed in zip(algorithms, hashes, strict=True)}
    )


def _feed(
    hashes: list[Hash], chunk: memoryview, aside: ThreadPoolExecutor | None
) -> list[Future[None]]:
    """Update every hash with a chunk, at once or by ``aside``; return the pending updates."""
    if aside is not None:
        return [aside.submit(hashed.update, chunk) for hashed in hashes]
    for hashed in hashes:
        hashed.update(chunk)
    return []


def _buffer() -> memoryview:
    """Return this thread's buffer: for small files a new one costs much of the time."""
    if getattr(_OWN, "buffer", None) is None:
        _OWN.buffer = memoryview(bytearray(CHUNK))
    return cast("memoryview", _OWN.buffer)


def _read_into(stream: BinaryIO, buffer: memoryview) -> int:
    readinto = getattr(stream, "readinto", None)
    if readinto is not None:
        return readinto(buffer) or 0
    data = stream.read(len(buffer))
    buffer[: len(data)] = data
    return len(data)
