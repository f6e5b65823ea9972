"""Build a case of 300 exhibits and 200 MB with the command itself: seconds and peak memory.

usage: python benchmarks/large_case.py [FOLDER]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from volume import EXHIBITS, make

CASE = """title: 三百份证据
parties:
  - {role: 债权人, name: 甲公司}
  - {role: 债务人, name: 乙公司}
contracts:
  - {price: 100000.00, due_on: 2026-06-30}
other_evidence:
"""


def write_case(folder: Path) -> None:
    """Write the originals and a case file that names each of them."""
    make(folder)
    rows = [
        f"  - {{title: 证据材料{n}, proves: 证明第{n}项事实, file: {file.name}}}\n"
        for n, file in enumerate(sorted(folder.iterdir()), start=1)
    ]
    (folder / "case.yaml").write_text(CASE + "".join(rows), encoding="utf-8")


def main() -> None:
    """Build the case and print what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else scratch) / "case300"
        write_case(folder)
        size = sum(file.stat().st_size for file in folder.iterdir())
        command = [Path(sys.executable).with_name("legaldocs"), "build", folder]
        start = time.perf_counter()
        subprocess.run([*command, "--as-of", "2026-11-21"], check=True)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"{EXHIBITS} exhibits, {size >> 20} MiB: {seconds:.1f} s, peak {peak >> 10} MiB")


if __name__ == "__main__":
    main()
