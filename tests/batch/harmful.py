"""Work that does to its process what a case might do: found by name in another process."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.batch.outcome import Outcome
from legaldocs.core.atomic import publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.batch.folders import CaseJob

SECONDS = 8
MEGABYTES = 1024


def harm(job: CaseJob) -> Outcome:
    """Do what the last word of the case's name says, then write its output."""
    HARMS.get(job.name.rpartition("-")[2], lambda _: None)(job)
    job.out.mkdir(parents=True, exist_ok=True)
    with (job.out / "done").open("a", encoding="utf-8") as file:
        file.write(f"{job.name}\n")
    return Outcome(job.name, "built", ok=True)


def _raise(_: CaseJob) -> None:
    raise ValueError("坏的案件")


def _hang(job: CaseJob) -> None:
    with publish(job.out) as fresh:
        (fresh / "half").write_bytes(b"")
        time.sleep(600)


def _exit_with_a_child(job: CaseJob) -> None:
    child = subprocess.Popen(["sleep", "600"])
    Path(f"{job.out}.child").write_text(str(child.pid), encoding="utf-8")
    os._exit(3)


def _die_once(job: CaseJob) -> None:
    trace = Path(f"{job.out}.died")
    if not trace.exists():
        trace.write_bytes(b"")
        os.kill(os.getpid(), signal.SIGKILL)


HARMS: dict[str, Callable[[CaseJob], object]] = {
    "raises": _raise,
    "hangs": _hang,
    "eats": lambda _: bytearray(MEGABYTES << 21),
    "exits": _exit_with_a_child,
    "leaves": lambda _: sys.exit(0),
    "killed": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "crashes": lambda _: ctypes.string_at(0),
    "speaks": lambda _: os.write(1, b"not an answer"),
    "once": _die_once,
    "slow": lambda _: time.sleep(0.4),
}
