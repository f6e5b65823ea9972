"""How long ``legaldocs --help`` takes, beside an empty Python and beside ``click``'s own import.

usage: python benchmarks/start.py [RUNS]

Prints the median of RUNS runs (20) of each, and the ratio to the empty Python in the same run.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "legaldocs --help": [str(Path(sys.executable).with_name("legaldocs")), "--help"],
    "legaldocs build --help": [str(Path(sys.executable).with_name("legaldocs")), "build", "--help"],
}


def median_seconds(command: list[str], runs: int) -> float:
    """Return the median wall time of a command."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Run every command and print its time and ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    base = None
    for name, command in COMMANDS.items():
        subprocess.run(command, check=True, capture_output=True)
        seconds = median_seconds(command, runs)
        base = base or seconds
        print(f"{name:28} {seconds * 1000:7.1f} ms   {seconds / base:4.1f} x empty python")


if __name__ == "__main__":
    main()
