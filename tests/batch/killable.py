"""A run of slow cases in a process of its own, which a test kills: python killable.py FOLDER."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from legaldocs.batch.chunk import Limits
from legaldocs.batch.crew import local_crew
from legaldocs.batch.folders import CaseJob
from legaldocs.batch.place import RunPlace
from legaldocs.batch.run import run_cases
from tests.batch.harmful import harm

NAMES = [f"{number:02d}-slow" for number in range(12)]


def slow_jobs(folder: Path) -> tuple[CaseJob, ...]:
    return tuple(CaseJob(name, folder / name, folder / "out" / name) for name in NAMES)


def run(folder: Path, *, resume: bool) -> None:
    place = RunPlace(folder / "run")
    jobs = slow_jobs(folder)
    with place.held(), local_crew(2) as crew:
        place.begin({"asked": 1}, jobs, resume=resume)
        run_cases(place, jobs, harm, Limits(60, 1024), crew)


if __name__ == "__main__":
    # Who starts the tests in the background lets them ignore it, and this program would, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    run(Path(sys.argv[1]), resume=False)
