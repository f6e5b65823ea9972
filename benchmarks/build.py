"""Build a case: cold, warm and unchanged; and how the time grows with the exhibits.

    python benchmarks/build.py [BASE] [--most N]

BASE is a checkout of an earlier version, built in turns with this one, so that the ratio of both
stands beside the seconds; it runs in this environment. Seconds are those of all cores, children
included. A cold build is a process of its own; a warm one is the third in a process, as a worker of
a batch does it: the process behind the fence lives on (Linux only).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from made import write_deliveries

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "case42"
AS_OF = "2026-11-21"
EXHIBITS = (10, 100, 1_000, 5_000)
BUILD = '''
import datetime, gc, os, shutil, sys
from legaldocs.job import build
from pathlib import Path
gc.set_threshold(50_000, 20, 20)
def spent():
    """Return the seconds of this process and its children, those that live on included."""
    living = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    stats = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in living]
    ticks = sum(int(stat[11]) + int(stat[12]) for stat in stats)
    return sum(os.times()[:4]) + ticks / os.sysconf("SC_CLK_TCK")
for times in range(int(sys.argv[3])):
    shutil.rmtree(sys.argv[2], ignore_errors=True)
    before = spent()
    build(sys.argv[1], as_of=datetime.date.fromisoformat("2026-11-21"), out=sys.argv[2])
    after = spent()
print(after - before)
'''


class Spent(NamedTuple):
    """What a command took: seconds of all cores, and the largest memory of a process in MiB."""

    cpu: float
    memory: int


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("base", nargs="?", type=Path)
    parser.add_argument("--most", type=int, default=EXHIBITS[-1])
    given = parser.parse_args()
    versions = {"now": ROOT} | ({"base": given.base.resolve()} if given.base else {})
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        example = work / "case42"
        shutil.copytree(EXAMPLE, example, ignore=shutil.ignore_patterns("build"))
        print("examples/case42")
        show(
            "cold",
            {
                name: min(cold(root, example, work) for _ in range(3))
                for name, root in versions.items()
            },
        )
        show(
            "warm",
            {
                name: min(warm(root, example, work) for _ in range(2))
                for name, root in versions.items()
            },
        )
        show("unchanged", {"now": min(unchanged(example, work) for _ in range(3))})
        show(
            "check",
            {name: min(check(root, example) for _ in range(3)) for name, root in versions.items()},
        )
        for count in (count for count in EXHIBITS if count <= given.most):
            case = work / f"deliveries-{count}"
            write_deliveries(case, count)
            print(f"{count:,} exhibits")
            show("cold", {name: cold(root, case, work) for name, root in versions.items()})


def cold(root: Path, case: Path, work: Path) -> Spent:
    shutil.rmtree(work / "out", ignore_errors=True)
    return command(root, "build", str(case), "--as-of", AS_OF, "--out", str(work / "out"))


def unchanged(case: Path, work: Path) -> Spent:
    return command(
        ROOT, "build", str(case), "--as-of", AS_OF, "--out", str(work / "kept"), "--replace"
    )


def warm(root: Path, case: Path, work: Path) -> Spent:
    ran = subprocess.run(
        [sys.executable, "-c", BUILD, case, work / "warm", "3"],
        cwd=work,
        env=os.environ | {"PYTHONPATH": str(root)},
        check=True,
        capture_output=True,
        text=True,
    )
    return Spent(float(ran.stdout.split()[-1]), 0)


def check(root: Path, case: Path) -> Spent:
    return command(root, "check", str(case), "--as-of", AS_OF)


def command(root: Path, *words: str) -> Spent:
    """Run a command of a version in a process of its own, and return what it took."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=2)\n"
    code += "took = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    code += "print(took.ru_utime + took.ru_stime, took.ru_maxrss >> 10)"
    ran = subprocess.run(
        [sys.executable, "-c", code, sys.executable, "-m", "legaldocs", *words],
        cwd=Path(words[1]).parent,
        env=os.environ | {"PYTHONPATH": str(root)},
        check=True,
        capture_output=True,
        text=True,
    )
    cpu, memory = ran.stdout.split()
    return Spent(float(cpu), int(memory))


def show(what: str, taken: dict[str, Spent]) -> None:
    now = taken["now"]
    row = f"  {what:10} {now.cpu:8.2f} s CPU"
    row += f" {now.memory:6} MiB" if now.memory else ""
    if base := taken.get("base"):
        row += f"   base {base.cpu:8.2f} s, ratio {now.cpu / base.cpu:.2f}"
    print(row)


if __name__ == "__main__":
    main()
