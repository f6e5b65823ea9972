"""Bag and verify beside what an auditor would run instead, in one run on the same files.

    python benchmarks/bundle.py [--small]

Two bags: 2,000 files of 1 GB in all, and one file of 2 GB. Each tool reads the same bag, twice,
warm cache, and the better time counts. The limit is what ``openssl speed`` says SHA-256 does on one
core, times the cores. ``--small`` takes a hundredth, to try the script; BENCH_DIR names the folder
to work in.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPEAT = 2
CHUNK = 1 << 20
PYTHON = sys.executable
OURS = "import sys, pathlib; from legaldocs import verify; "
OURS += "sys.exit(not verify(pathlib.Path(sys.argv[1]), every_hash=len(sys.argv) > 2).ok)"
BAG = "import sys, pathlib, datetime; from legaldocs.evidence.bag.writer import write_bag; "
BAG += "write_bag(pathlib.Path(sys.argv[1]), version='0', as_of=datetime.date(2026, 11, 21))"
GATHER = "import sys, pathlib; from legaldocs.evidence.files.gather import gather; "
GATHER += "gather(pathlib.Path(sys.argv[1]), None, pathlib.Path(sys.argv[2]))"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true")
    scale = 100 if parser.parse_args().small else 1
    limit = sha256_limit()
    cores = len(os.sched_getaffinity(0))
    print(f"SHA-256 limit: {limit:.0f} MB/s a core x {cores} cores = {limit * cores:.0f} MB/s\n")
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        work = Path(folder)
        many, one = work / "many", work / "one"
        make(many, files=2000, size=(1 << 30) // 2000 // scale)
        compare("1 GB in 2,000 files", many, work, limit * cores)
        shutil.rmtree(many)
        make(one, files=1, size=(2 << 30) // scale)
        compare("one file of 2 GB", one, work, limit * cores)


def make(folder: Path, *, files: int, size: int) -> None:
    """Write files of pseudo-random bytes, the same on every machine."""
    chance = random.Random(4)  # noqa: S311 - test data
    for number in range(files):
        path = folder / f"{number % 40:02}" / f"证据-{number:04}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            for start in range(0, size, CHUNK):
                stream.write(chance.randbytes(min(CHUNK, size - start)))


def compare(title: str, source: Path, work: Path, limit: float) -> None:
    bag = work / "bag"
    size = sum(path.stat().st_size for path in source.rglob("*") if path.is_file()) / 1e6
    print(f"{title} ({size:.0f} MB)")
    gathered = run([PYTHON, "-c", GATHER, str(source), str(bag / "data" / "originals")], once=True)
    row("our gather: read, hash, copy, read again", size, gathered, limit)
    row(
        "our bag: manifests and statement",
        size,
        run([PYTHON, "-c", BAG, str(bag)], once=True),
        limit,
    )
    rows = {
        "our verify": run([PYTHON, "-c", OURS, str(bag)]),
        "our verify --every-hash": run([PYTHON, "-c", OURS, str(bag), "all"]),
        "bagit.py --validate --processes 2": run(
            [PYTHON, "-m", "bagit", "--validate", "--quiet", "--processes", "2", str(bag)]
        ),
        "sha256sum -c (one manifest)": run(
            ["sha256sum", "--check", "--strict", "--quiet", "manifest-sha256.txt"], bag
        ),
    }
    if shutil.which("hashdeep"):
        known = work / "known.txt"
        with known.open("wb") as stream:
            command = ["hashdeep", "-c", "sha256", "-r", "-l", "data"]
            subprocess.run(command, cwd=bag, stdout=stream, check=True)
        audit = ["hashdeep", "-c", "sha256", "-r", "-l", "-a", "-k", str(known), "data"]
        rows["hashdeep -a (sha256)"] = run(audit, bag)
    for name, measured in rows.items():
        row(name, size, measured, limit)
    ours, theirs = rows["our verify"][0], rows["bagit.py --validate --processes 2"][0]
    every = rows["our verify --every-hash"][0]
    print(f"  verify is {theirs / ours:.2f} x bagit.py, {size / ours / limit:.2f} of the limit;")
    print(f"  with every hash {theirs / every:.2f} x bagit.py\n")
    shutil.rmtree(bag)


def run(command: list[str], cwd: Path | None = None, *, once: bool = False) -> tuple[float, int]:
    """Return the best wall time in seconds and the largest memory in KiB of all its processes."""
    best, memory = float("inf"), 0
    for _ in range(1 if once else REPEAT):
        measure = ["/usr/bin/env", PYTHON, "-c", MEASURE, *command]
        start = time.perf_counter()
        done = subprocess.run(measure, cwd=cwd, check=True, capture_output=True, text=True)
        best = min(best, time.perf_counter() - start - OVERHEAD)
        memory = max(memory, int(done.stdout.split()[-1]))
    return best, memory


MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def overhead() -> float:
    """Return what the measuring process itself takes."""
    start = time.perf_counter()
    subprocess.run([PYTHON, "-c", MEASURE, "true"], check=True, capture_output=True)
    return time.perf_counter() - start


OVERHEAD = overhead()


def row(name: str, size: float, measured: tuple[float, int], limit: float) -> None:
    seconds, memory = measured
    speed = size / seconds
    print(
        f"  {name:42} {seconds:7.2f} s {speed:7.0f} MB/s {speed / limit:5.2f} of limit"
        f" {memory / 1024:5.0f} MiB"
    )


def sha256_limit() -> float:
    """Return MB/s of SHA-256 on one core, from openssl speed."""
    command = ["openssl", "speed", "-seconds", "2", "-bytes", str(CHUNK), "-evp", "sha256"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = re.findall(r"([0-9.]+)k\s*$", output, re.MULTILINE)
    return float(figures[-1]) / 1000


if __name__ == "__main__":
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, Python {sys.version.split()[0]}")
    main()
