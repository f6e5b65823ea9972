"""Make many small cases, to try ``legaldocs batch`` with; the same seed makes the same cases.

usage: python examples/make_cases.py FOLDER COUNT [SEED]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

CASE = """title: 第{number}号欠款
parties:
  - role: 债权人
    name: 苏州甲设备有限公司
    address: 苏州市工业园区某路8号
  - role: 债务人
    name: 武汉第{number}食品有限公司
    address: 武汉市江岸区某路{number}号
contracts:
  - number: HT-{number:05d}
    price: {price}.00
    signed_on: 2025-11-03
    due_on: {due_on}
    file: contracts/合同.txt
payments:
  - {{paid_on: {paid_on}, amount: {paid}.00, file: payments/回单.txt}}
"""
_FOLDER = 500
"""Cases in a folder."""


def make_cases(folder: Path, count: int, seed: int = 7) -> None:
    """Write ``count`` case folders below ``folder``."""
    chance = random.Random(seed)  # noqa: S311 - made-up cases
    for number in range(1, count + 1):
        case = folder / f"{(number - 1) // _FOLDER:03d}" / f"{number:06d}"
        price = chance.randrange(10_000, 900_000, 100)
        rows = {
            "number": number,
            "price": price,
            "due_on": f"2026-0{chance.randint(1, 6)}-{chance.randint(10, 28)}",
            "paid_on": f"2026-0{chance.randint(7, 9)}-{chance.randint(10, 28)}",
            "paid": price // chance.randint(3, 9),
        }
        for name, text in {
            "case.yaml": CASE.format(**rows),
            "contracts/合同.txt": f"买卖合同 HT-{number:05d}\n",
            "payments/回单.txt": f"收到 {rows['paid']} 元\n",
        }.items():
            (case / name).parent.mkdir(parents=True, exist_ok=True)
            (case / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    make_cases(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:]))
