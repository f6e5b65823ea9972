"""Service, lease and work: the figures by hand, and each paper in the words of its kind."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import legaldocs
from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.law.lawbook import packaged
from legaldocs.render.compare_text import read_docx

if TYPE_CHECKING:
    from collections.abc import Callable

    WriteCase = Callable[..., Path]

DAY = dt.date(2026, 11, 21)
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"

SERVICE = """
contracts:
  - name: 信息系统运维服务合同
    kind: 服务
    signed_on: 2025-03-01
    goods: 信息系统运维服务
    price: 240000.00
    instalments:
      - {name: 第二季度服务费, amount: 60000.00, due_on: 2025-06-15}
      - {name: 第三季度服务费, amount: 60000.00, due_on: 2025-09-15}
      - {name: 第四季度服务费, amount: 60000.00, due_on: 2025-12-15}
      - {name: 第一季度服务费, amount: 60000.00, due_on: 2026-03-15}
deliveries:
  - {number: 2025Q2, delivered_on: 2025-06-01, amount: 60000.00}
  - {number: 2025Q3, delivered_on: 2025-09-01, amount: 60000.00}
  - {number: 2025Q4, delivered_on: 2025-12-01, amount: 60000.00}
  - {number: 2026Q1, delivered_on: 2026-03-01, amount: 60000.00}
"""

LEASE = """
contracts:
  - name: 厂房租赁合同
    kind: 租赁
    price: 798000.00
    late_payment: {rate: 日万分之五, clause: 第八条}
    instalments:
      - {name: 2025年第4季度租金, amount: 114000.00, due_on: 2025-10-05}
      - {name: 2026年第1季度租金, amount: 114000.00, due_on: 2026-01-05}
      - {name: 2026年第2季度租金, amount: 114000.00, due_on: 2026-04-05}
      - {name: 2026年第3季度租金, amount: 114000.00, due_on: 2026-07-05}
      - {name: 2026年第4季度租金, amount: 114000.00, due_on: 2026-10-05}
      - {name: 2027年第1季度租金, amount: 114000.00, due_on: 2027-01-05}
      - {name: 2027年第2季度租金, amount: 114000.00, due_on: 2027-04-05}
"""

WORK = """
contracts:
  - name: 钢结构制作安装合同
    kind: 承揽
    signed_on: 2024-05-06
    price: 2400000.00
    late_payment: {rate: 日万分之四, clause: 第11条}
    instalments:
      - {name: 预付款, amount: 720000.00, due_on: 2024-05-16}
      - {name: 到场款, amount: 720000.00, due_on: 2024-08-05}
      - {name: 安装验收款, amount: 720000.00, due_on: 2024-10-28}
      - {name: 质量保证金, amount: 240000.00, due_on: 2026-10-22}
payments:
  - {paid_on: 2024-05-15, amount: 720000.00, towards: 预付款}
  - {paid_on: 2024-08-09, amount: 500000.00}
"""


def letter(folder: Path, tmp_path: Path) -> str:
    legaldocs.build(folder, as_of=DAY, out=tmp_path / "out")
    (path,) = (tmp_path / "out" / "papers").glob("02-催告函.docx")
    return "".join("".join(read_docx(path.read_bytes()).lines).split())


def test_a_service_without_a_clause(write_case: WriteCase, tmp_path: Path) -> None:
    """60,000 × 4.5% ÷ 365 for 524, 432, 341 and 251 days.

    3,876.16 + 3,195.62 + 2,522.47 + 1,856.71 = 11,450.96.
    """
    folder = write_case(SERVICE)
    owed = open_claim(load_case(folder), DAY, packaged())
    assert (owed.principal, owed.late_charge) == (240000, Decimal("11450.96"))
    assert owed.order_sum.total == 240000
    text = letter(folder, tmp_path)
    assert "服务费总额为240,000.00元" in text
    assert "我方已向贵方提供服务：" in text
    assert "服务确认单号" in text
    assert "第六百四十六条" in text
    assert "送货" not in text
    assert "货物" not in text


def test_a_lease(write_case: WriteCase, tmp_path: Path) -> None:
    """114,000 × 0.05% = 57 a day, for 412 + 320 + 230 + 139 + 47 = 1,148 days: 65,436."""
    folder = write_case(LEASE)
    owed = open_claim(load_case(folder), DAY, packaged())
    assert (owed.principal, owed.not_due) == (570000, 228000)
    assert owed.late_charge == Decimal("65436.00")
    assert "租金总额为798,000.00元" in letter(folder, tmp_path)


def test_work_with_retention_money(write_case: WriteCase) -> None:
    """到场款 3 × 288 + 835 × 88, 验收款 754 × 288, 质保金 30 × 96: 294,376."""
    owed = open_claim(load_case(write_case(WORK)), DAY, packaged())
    assert owed.principal == 220000 + 720000 + 240000
    assert owed.late_charge == 864 + 73480 + 217152 + 2880


def test_what_the_how_to_pages_show_is_read(write_case: WriteCase) -> None:
    """30 days at 0.03% are 900, 235 at 0.05% would be 11,750: the cap of 10,000 cuts."""
    charges = []
    for page in ("late-charge-terms.md", "contract-kinds.md"):
        text = (HOW_TO / page).read_text(encoding="utf-8")
        (yaml,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
        charges.append(open_claim(load_case(write_case(yaml)), DAY, packaged()).late_charge)
    assert charges[0] == 10000
    assert charges[1] > 0
