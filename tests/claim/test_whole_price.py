"""When a buyer by instalments may be asked for the whole price (民法典634)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from tests.conftest import with_its_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 6, 9)
PARTS = """
contracts:
  - name: 买卖合同
    price: 100000.00
    instalments:
      - {name: 甲, amount: 20000.00, due_on: 2026-03-01}
      - {name: 乙, amount: 40000.00, due_on: 2026-12-01}
      - {name: 丙, amount: 40000.00, due_on: 2027-03-01}
"""
ROLLING = """
contracts:
  - name: 买卖合同
    price: 100000.00
    instalments:
      - {name: 甲, amount: 30000.00, due_after: 每批交货, due_days: 10}
      - {name: 乙, amount: 30000.00, due_after: 每批交货, due_days: 200}
      - {name: 丙, amount: 40000.00, due_after: 每批交货, due_days: 300}
deliveries:
  - {number: S1, delivered_on: 2026-01-10, amount: 60000.00}
  - {number: S2, delivered_on: 2026-02-10, amount: 40000.00}
"""
LETTER = (
    "communications:\n  - {channel: 快递, direction: 发出, effect: 催告函, sent_on: 2026-%s, "
    "arrived_on: 2026-%s, pay_by: 2026-%s, gist: 请付款, proof: p.jpg, file: l.pdf}\n"
)


@pytest.fixture
def found(write_case: Callable[..., Path]) -> Callable[[str], Finding | None]:
    def look(text: str) -> Finding | None:
        _, findings = examine(with_its_files(write_case(text)), DAY, packaged())
        return next((row for row in findings if row.code == "LD-DEBT-WHOLE-PRICE"), None)

    return look


@pytest.mark.parametrize(
    ("letter", "says"),
    [
        ("", "还没有送达后期限已满的催告"),
        (
            LETTER % ("04-01", "04-03", "04-15"),
            "催告已于 2026-04-03 送达，其期限 2026-04-15 已届满",
        ),
        (LETTER % ("06-01", "06-03", "06-15"), "还没有送达后期限已满的催告"),
        # It arrived before the first instalment was late.
        (LETTER % ("02-01", "02-03", "02-15"), "还没有送达后期限已满的催告"),
    ],
)
def test_a_demand_and_its_time_come_first(
    found: Callable[[str], Finding | None], letter: str, says: str
) -> None:
    finding = found(PARTS + letter)
    assert finding is not None
    assert says in finding.message
    assert "没有把未到期部分计入" in finding.message


def test_deliveries_paid_each_for_itself_are_no_instalments(
    found: Callable[[str], Finding | None],
) -> None:
    assert found(ROLLING) is None


@pytest.mark.parametrize("kind", ["服务", "承揽"])
def test_the_rule_is_that_of_sales(found: Callable[[str], Finding | None], kind: str) -> None:
    assert found(PARTS.replace("price:", f"kind: {kind}\n    price:", 1)) is None


def test_two_instalments_are_too_few(found: Callable[[str], Finding | None]) -> None:
    two = PARTS.replace("20000.00", "60000.00", 1).replace(
        "      - {name: 乙, amount: 40000.00, due_on: 2026-12-01}\n", ""
    )
    assert found(two) is None
