"""Bag and verify beside what an auditor would run instead, in one run on the same files.

    python benchmarks/bundle.py [--small]

Four bags, each with what it is like: 800 and 2,000 scans of 0.5 MB, one recording of 2 GB, 100,000
messages of 2 KB. The tools take turns, three rounds, warm cache, and the best of each counts. The
floor reads the same files in two threads and hashes them with SHA-256, and does nothing else.
``--small`` takes a hundredth, to try the script; BENCH_DIR names the folder to work in.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROUNDS = 3
CHUNK = 1 << 20
PYTHON = sys.executable
BAG = "import sys, pathlib, datetime; from legaldocs.evidence.bag.writer import write_bag; "
BAG += "write_bag(pathlib.Path(sys.argv[1]), version='0', as_of=datetime.date(2026, 11, 21))"
GATHER = "import sys, pathlib; from legaldocs.evidence.files.gather import gather; "
GATHER += "root = pathlib.Path(sys.argv[1]); "
GATHER += "names = [p.relative_to(root).as_posix() for p in root.rglob('*') if p.is_file()]; "
GATHER += "gather(root, names, pathlib.Path(sys.argv[2]))"
FLOOR = """
import hashlib, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
files = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.is_file()]
def run(some):
    for path in some:
        with path.open("rb", 0) as stream:
            hashlib.file_digest(stream, "sha256")
with ThreadPoolExecutor(2) as pool:
    list(pool.map(run, (files[at : at + 64] for at in range(0, len(files), 64))))
"""
"""The fewest steps that read and hash every file, in the same language and two threads."""

OURS, PEER, LEAST = "legaldocs verify", "bagit.py --validate --processes 2", "floor: hashing only"


class Shape(NamedTuple):
    """A bag to verify: how many files of how many bytes."""

    files: int
    size: int


SHAPES = (
    Shape(800, 1 << 19),
    Shape(2_000, 1 << 19),
    Shape(1, 2 << 30),
    Shape(100_000, 2 << 10),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    for shape in SHAPES:
        files, size = (max(shape.files // 100, 1), shape.size) if small else shape
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
            one = shape._replace(files=files, size=size // 100 if files == 1 and small else size)
            compare(one, Path(folder))


def make(folder: Path, files: int, size: int) -> None:
    """Write files of pseudo-random bytes, the same on every machine."""
    chance = random.Random(4)  # noqa: S311 - test data
    for number in range(files):
        path = folder / f"{number % 40:02}" / f"证据-{number:06}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            for start in range(0, size, CHUNK):
                stream.write(chance.randbytes(min(CHUNK, size - start)))


def compare(shape: Shape, work: Path) -> None:
    """Bag the files, let each tool verify the bag, and print seconds and ratios."""
    source, bag = work / "source", work / "bag"
    make(source, shape.files, shape.size)
    print(f"{shape.files:,} x {shape.size / 1e6:.3f} MB")
    (bag / "data").mkdir(parents=True)
    wall, cpu = timed([PYTHON, "-c", GATHER, source, bag / "data" / "originals"])
    print(f"  {'gather: hash, copy, read again':34} {wall:7.2f} s wall {cpu:8.2f} s CPU")
    wall, cpu = timed([PYTHON, "-c", BAG, bag])
    print(f"  {'bag: manifests, statement':34} {wall:7.2f} s wall {cpu:8.2f} s CPU")
    best = {name: (float("inf"), float("inf")) for name in tools(bag, work)}
    for _ in range(ROUNDS):
        for name, (command, cwd) in tools(bag, work).items():
            best[name] = tuple(map(min, best[name], timed(command, cwd)))
    for name, (wall, cpu) in best.items():
        print(f"  {name:34} {wall:7.2f} s wall {cpu:8.2f} s CPU")
    (ours, _), (every, cpu), (theirs, their_cpu), (least, _) = (
        best[name] for name in (OURS, f"{OURS} --every-hash", PEER, LEAST)
    )
    wall, cpu = theirs / every, their_cpu / cpu
    print(f"  bagit.py / ours, both reading both manifests: wall {wall:.2f}, CPU {cpu:.2f}")
    print(f"  bagit.py, which reads both / ours, which reads one: wall {theirs / ours:.2f}")
    print(f"  floor / ours: wall {least / ours:.2f} (goal 0.75)\n")


def tools(bag: Path, work: Path) -> dict[str, tuple[list[str | Path], Path | None]]:
    """Return the command of each tool and the folder it runs in."""
    legaldocs = Path(PYTHON).with_name("legaldocs")
    found: dict[str, tuple[list[str | Path], Path | None]] = {
        OURS: ([legaldocs, "verify", bag], None),
        f"{OURS} --every-hash": ([legaldocs, "verify", "--every-hash", bag], None),
        PEER: ([PYTHON, "-m", "bagit", "--validate", "--quiet", "--processes", "2", bag], None),
        "sha256sum -c (one manifest)": (
            ["sha256sum", "--check", "--strict", "--quiet", "manifest-sha256.txt"],
            bag,
        ),
        LEAST: ([PYTHON, "-c", FLOOR, bag / "data"], None),
    }
    if shutil.which("hashdeep"):
        known = work / "known.txt"
        if not known.exists():
            with known.open("wb") as stream:
                command = ["hashdeep", "-c", "sha256", "-r", "-l", "data"]
                subprocess.run(command, cwd=bag, stdout=stream, check=True)
        audit = ["hashdeep", "-c", "sha256", "-r", "-l", "-a", "-k", str(known), "data"]
        found["hashdeep -a (sha256)"] = (list[str | Path](audit), bag)
    return found


def timed(command: list[str | Path], cwd: Path | None = None) -> tuple[float, float]:
    """Return seconds of the clock, and of all cores, that a command took."""
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    after = os.times()
    cpu = after.children_user - before.children_user
    return time.perf_counter() - start, cpu + after.children_system - before.children_system


if __name__ == "__main__":
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, Python {sys.version.split()[0]}\n")
    main()
