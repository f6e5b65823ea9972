"""A process that builds one case after another, and may die without harm to anybody else.

It is started by :mod:`legaldocs.batch.chunk`, which gives it a case at a time and reads what became
of it. It ends as soon as nobody writes to it any more, whatever it is doing: nobody would read what
it finds.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import queue
import signal
import struct
import threading
from typing import TYPE_CHECKING, Any

from legaldocs.batch.outcome import MEMORY, Reason, encoded, failed

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = struct.Struct(">Q")
OUT_OF_MEMORY = 77
"""The exit code of a worker that has seen itself use too much."""

_EVERY = 1
"""Seconds between two looks at the memory in use, where the system sets no limit."""

_ADVICE = "减少、缩小案件里的文件，或者用 --memory 放宽上限"


def serve() -> None:
    """Build the cases that come in until there are no more: the life of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides what an interrupt means
    faulthandler.enable()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else may speak between the answers
    questions: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()
    work, megabytes = pickle.loads(questions.get())  # noqa: S301 - from the process that began this
    limit_memory(megabytes)
    while True:
        job = pickle.loads(questions.get())  # noqa: S301
        send(answers, encoded(_done(work, job, megabytes)))


def _done(work: Callable[[Any], Any], job: Any, megabytes: int) -> Any:
    try:
        return work(job)
    except MemoryError:
        return failed(job.name, out_of_memory(megabytes))


def out_of_memory(megabytes: int) -> Reason:
    """Return the reason for a case that needs more than it may use."""
    return Reason(MEMORY, f"所需内存超过上限 {megabytes} MB", next_step=_ADVICE)


def _listen(questions: queue.SimpleQueue[bytes]) -> None:
    # The descriptor itself: a thread that holds the lock of sys.stdin keeps Python from ending.
    while (question := receive(0)) is not None:
        questions.put(question)
    end_group()


def end_group() -> None:
    """End this process, and those it has started, at once."""
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def limit_memory(megabytes: int) -> None:
    """Let the system refuse more memory, else look now and then; Windows can do neither."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = megabytes << 20 if hard < 0 else min(megabytes << 20, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ValueError, OSError):  # macOS knows no limit of address space
        threading.Thread(target=watch_memory, args=(megabytes,), daemon=True).start()


def watch_memory(megabytes: int) -> None:
    """End the process once it has used more than ``megabytes``."""
    import resource  # noqa: PLC0415
    import sys  # noqa: PLC0415

    unit = 1 if sys.platform == "darwin" else 1024
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= megabytes << 20:
        threading.Event().wait(_EVERY)
    os._exit(OUT_OF_MEMORY)


def send(pipe: Any, data: bytes) -> None:
    """Write one message."""
    pipe.write(LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(descriptor: int) -> bytes | None:
    """Read one message; None once the other side is gone."""
    head = _read(descriptor, LENGTH.size)
    return None if head is None else _read(descriptor, LENGTH.unpack(head)[0])


def _read(descriptor: int, count: int) -> bytes | None:
    parts: list[bytes] = []
    while count and (part := os.read(descriptor, min(count, 1 << 20))):
        parts.append(part)
        count -= len(part)
    return None if count else b"".join(parts)
