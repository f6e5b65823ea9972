"""How fast the strict reader is, beside PyYAML's own loaders on the same text in the same run.

usage: python benchmarks/strict_yaml.py [ROWS]

Reads the law data and a list of ROWS (3,000) payments. The strict reader keeps the line of every
value, which ``CSafeLoader`` does not.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import legaldocs.law
from legaldocs.core import strict_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
ROW = "  - {amount: 1234.56, paid_on: 2026-01-02, reference: 流水%d, file: [付款/%d.pdf]}\n"


def median_seconds(read: Callable[[bytes], object], texts: list[bytes]) -> float:
    """Return the median time of reading every text once."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for text in texts:
            read(text)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the time of each reader and its ratio to CSafeLoader."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    folder = Path(legaldocs.law.__file__).parent / "data"
    table = "payments:\n" + "".join(ROW % (number, number) for number in range(rows))
    texts = {
        "law data": [path.read_bytes() for path in sorted(folder.rglob("*.yaml"))],
        f"{rows} rows": [table.encode()],
    }
    readers: dict[str, Callable[[bytes], object]] = {
        "yaml.CSafeLoader": lambda text: yaml.load(text, yaml.CSafeLoader),
        "strict_yaml": lambda text: strict_yaml.read(text, "case.yaml"),
        "yaml.SafeLoader": yaml.safe_load,
    }
    for name, those in texts.items():
        base = None
        for reader, read in readers.items():
            seconds = median_seconds(read, those)
            base = base or seconds
            print(f"{name:10} {reader:18} {seconds * 1000:8.1f} ms  {seconds / base:5.1f} x")


if __name__ == "__main__":
    main()
