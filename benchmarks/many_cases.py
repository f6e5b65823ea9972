"""Build many small cases with the command itself, by one worker and by two: seconds a case, memory.

Peak is that of the largest process; where it is the same for a quarter of the cases as for all of
them, memory does not grow with the number of cases.

usage: python benchmarks/many_cases.py [COUNT]
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
COUNT = 200


def run(cases: Path, out: Path, jobs: int) -> tuple[float, float, int, dict[str, int]]:
    """Return seconds of the clock, of the processor, the peak in MiB, and what the run came to."""
    words = [sys.executable, "-m", "legaldocs", "batch", cases, "--as-of", "2026-11-21"]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*words, "--out", out, "--jobs", str(jobs), "--json"], stdout=subprocess.PIPE
    )
    assert process.stdout is not None  # noqa: S101
    reply = json.loads(process.stdout.read())
    _, _, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss >> 10, reply


def main() -> None:
    """Print what each run took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    make_cases = runpy.run_path(str(ROOT / "examples/make_cases.py"))["make_cases"]
    with tempfile.TemporaryDirectory() as scratch:
        few, many = Path(scratch, "few"), Path(scratch, "many")
        make_cases(few, count // 4)
        make_cases(many, count)
        for cases, jobs, out in (
            (few, 2, "few-2"),
            (many, 2, "many-2"),
            (many, 1, "many-1"),
            (many, 1, "many-1"),
        ):
            wall, processor, peak, reply = run(cases, Path(scratch, f"run-{out}"), jobs)
            done = reply["cases"]
            what = "unchanged" if reply["unchanged"] == done else "built"
            print(
                f"{done} cases, {jobs} worker(s), {what}: {wall / done:.3f} s a case, "
                f"{processor / done:.3f} s of processor a case, peak {peak} MiB"
            )


if __name__ == "__main__":
    main()
