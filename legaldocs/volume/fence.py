"""Work on originals in a process of its own, which is killed when it takes too much (隔离处理).

What a file may cost is counted (``volume.limits``), and alike everywhere. The fence stands behind
that for what cannot be counted; where it strikes depends on the machine, so whoever meets it says
so. One process serves all files, and a new one takes the place of one that was killed.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, ParamSpec, TypeVar

from legaldocs.core.errors import LegaldocsError
from legaldocs.volume.limits import Fenced, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Work = ParamSpec("Work")
Result = TypeVar("Result")

SECONDS = 60
"""Seconds of one core that a file may take; some twenty times what the largest real ones took."""

MEMORY = 3 << 30
"""Bytes of address space of the process, its program and libraries included."""

STEPS = 10
"""How many times its seconds a file may take that is worked on in steps, such as a long chat."""

_PATIENCE = 5
"""Seconds of the clock for one of the core, before a process that sleeps or waits is killed."""

_STACK = 800
"""Calls inside one another behind the fence: fewer than elsewhere, where originals are drawn."""

_STARTED = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from legaldocs.volume.fence import serve; serve(sys.argv[2:])"
)
_AHEAD = ("legaldocs.volume.convert", "weasyprint")
"""What most cases need there and what takes longest to import."""

_LENGTH = struct.Struct(">Q")
_STEP = b""
"""What is sent instead of an answer when a step of the work begins."""

_SLOW, _LARGE = "处理用时超过上限", "处理所需内存超过上限"
_DIED = "处理时程序异常退出"
_KILLED = "处理时程序被系统或其他程序终止，多因内存不足"


class _Process:
    """The process behind the fence and the pipes to it (隔离进程)."""

    def __init__(self, ahead: Sequence[str] = ()) -> None:
        """Start it; it imports the modules ``ahead`` before it is asked for anything."""
        self.owner = os.getpid()
        self._late = False
        self._popen = subprocess.Popen(  # noqa: S603  # this very Python, on this very code
            [sys.executable, "-c", _STARTED, json.dumps(sys.path), *ahead],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, question: bytes, seconds: int) -> bytes | None:
        """Return the answer, or None when the process died or had to be killed over it."""
        assert self._popen.stdin is not None and self._popen.stdout is not None  # noqa: S101, PT018
        answer: bytes | None = _STEP
        try:
            with self._clock(seconds):
                _send(self._popen.stdin, question)
            while answer == _STEP:
                with self._clock(seconds):
                    answer = _receive(self._popen.stdout)
        except OSError:
            return None
        return answer

    @contextmanager
    def _clock(self, seconds: int) -> Iterator[None]:
        """Stop the process unless what it is asked for is there in time."""
        clock = threading.Timer(seconds * _PATIENCE, self._stop)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _stop(self) -> None:
        self._late = True
        self._popen.kill()

    def cause(self) -> str:
        """Return why the process has ended."""
        code = self._popen.wait()
        if self._late or (os.name != "nt" and code == -signal.SIGXCPU):
            return _SLOW
        return _KILLED if os.name != "nt" and code == -signal.SIGKILL else _DIED

    def end(self) -> None:
        """Kill the process and close the pipes, unless another process has started it."""
        if self.owner == os.getpid():
            self._popen.kill()
            self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe is not None:
                # What a killed process has not read cannot be written any more.
                try:
                    pipe.close()
                except OSError:
                    continue


@dataclass(frozen=True, slots=True)
class _Inside:
    """The process as it sees itself: whom it answers, and when it has to end (隔离进程之内)."""

    answers: IO[bytes]
    last: int
    """Seconds of the core at which its work ends, whatever steps it has."""

    memory: int

    def step(
        self,
        seconds: int,
        work: Callable[Work, Result],
        *arguments: Work.args,
        **named: Work.kwargs,
    ) -> Result:
        """Do a step of the work with seconds of its own."""
        _limit(min(_used() + seconds, self.last), self.memory)
        _send(self.answers, _STEP)
        return work(*arguments, **named)


_lock = threading.Lock()
_process: _Process | None = None
_inside: _Inside | None = None


def fenced(work: Callable[Work, Result], /, *arguments: Work.args, **named: Work.kwargs) -> Result:
    """Return what ``work`` returns, done in the other process; it, too, raises what that raises.

    ``work`` is a function of a module, and all it takes and gives can be pickled. Raises Fenced
    when it took too much time or memory, or ended the process, as any fault does that is neither of
    the file (Unreadable, ValueError), the system (OSError) nor said by us (LegaldocsError).
    Behind the fence it is a step of the work there, with as many seconds of its own.
    """
    return fenced_within(SECONDS, work, *arguments, **named)


def fenced_within(
    seconds: int, work: Callable[Work, Result], /, *arguments: Work.args, **named: Work.kwargs
) -> Result:
    """Do as ``fenced``, with as many seconds of one core."""
    if _inside is not None:
        return _inside.step(seconds, work, *arguments, **named)
    global _process  # noqa: PLW0603  # one for the whole program: starting it takes a moment
    with _lock:
        if _process is not None and _process.owner != os.getpid():
            _process = None  # a fork has inherited it, and its pipes are another's
        if _process is None:
            _process = _Process()
        answer = _process.ask(
            pickle.dumps((work, arguments, named, seconds, STEPS, MEMORY)), seconds
        )
        if answer is None:
            reason = _process.cause()
            end()
            raise Fenced(reason)
    done, value = pickle.loads(answer)  # noqa: S301  # from our own process
    if not done:
        raise value
    return value  # type: ignore[no-any-return]  # what work returns


def start() -> None:
    """Start the process ahead of the first call of ``fenced``, which then waits for less."""
    global _process  # noqa: PLW0603
    with _lock:
        if _process is None:
            _process = _Process(_AHEAD)


def end() -> None:
    """End the process, if there is one; the next call of ``fenced`` starts another."""
    global _process  # noqa: PLW0603
    if _process is not None:
        _process.end()
        _process = None


atexit.register(end)


def serve(ahead: Sequence[str]) -> None:
    """Answer questions until there are no more: the life of the process behind the fence.

    The modules ``ahead`` are imported first; one that cannot be is left to who needs it.
    """
    global _inside  # noqa: PLW0603  # what this process is
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides what an interrupt means
    answers, questions = os.fdopen(os.dup(1), "wb"), sys.stdin.buffer
    os.dup2(2, 1)  # nothing else may speak between the answers
    for module in ahead:
        with suppress(ImportError, OSError):
            importlib.import_module(module)
    sys.setrecursionlimit(_STACK)
    while (question := _receive(questions)) is not None:
        work, arguments, named, seconds, steps, memory = pickle.loads(question)  # noqa: S301  # ours
        began = _used()
        _inside = _Inside(answers, began + steps * seconds, memory)
        _limit(began + seconds, memory)
        _send(answers, _answered(work, arguments, named))


def _answered(
    work: Callable[..., object], arguments: tuple[Any, ...], named: dict[str, Any]
) -> bytes:
    """Return what the work gives or raises, ready to be sent."""
    try:
        return pickle.dumps((True, work(*arguments, **named)))
    except MemoryError:
        fault: Exception = Fenced(_LARGE)
    except (LegaldocsError, Unreadable, OSError, ValueError) as error:
        fault = error  # raised again where it was asked for
    return pickle.dumps((False, fault))


def _used() -> int:
    """Return the seconds of the core that this process has taken."""
    return int(time.process_time())


def _limit(seconds: int, memory: int) -> None:
    """Let the system end this process at so many seconds of the core, where the system can."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        hard = resource.getrlimit(kind)[1]
        # macOS knows no limit of address space, and a stricter one may be set already.
        try:
            resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))
        except (ValueError, OSError):
            continue


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None
