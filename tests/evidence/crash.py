"""Kill a build with SIGKILL at random moments and look at what is left.

    python tests/evidence/crash.py CASE [--times 30] [--seed 1]

After each kill the originals must be unchanged, and under the final name there must be the build
that stood there before or the whole new one, never a part. Both have the same bytes, so the folder
is compared byte for byte. Exits 1 and says which kill when that does not hold.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from legaldocs.output.unchanged import RECORD


def fingerprint(folder: Path) -> str:
    """Return one hash over the names and contents of every file below ``folder``.

    Less the record of what was built from what: a kill is only a test while there is work to do.
    """
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != RECORD:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return total.hexdigest()


def crash(command: list[str], case: Path, out: Path, *, times: int, seed: int) -> list[str]:
    """Run ``command`` whole, then kill it ``times`` times; return what was found wrong."""
    originals = fingerprint(case)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    whole, took = fingerprint(out), time.perf_counter() - start
    chance = random.Random(seed)  # noqa: S311 - moments that can be repeated
    wrong: list[str] = []
    for number in range(1, times + 1):
        moment = chance.uniform(0, took)
        (out / RECORD).unlink(missing_ok=True)
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if fingerprint(case) != originals:
            wrong.append(f"kill {number} after {moment:.2f} s: the originals changed")
        if not out.is_dir() or fingerprint(out) != whole:
            wrong.append(f"kill {number} after {moment:.2f} s: {out} is not a whole build")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("case", type=Path)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [str(Path(sys.executable).with_name("legaldocs")), "build", str(asked.case)]
        command += ["--as-of", "2026-11-21", "--out", str(out), "--replace"]
        wrong = crash(command, asked.case, out, times=asked.times, seed=asked.seed)
    print("\n".join(wrong) or f"{asked.times} kills: nothing lost, nothing half")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
