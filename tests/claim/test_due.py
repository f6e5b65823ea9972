"""When a part of the price falls due, and when the case file does not say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 6, 15)
SEVERAL = "LD-DUE-SEVERAL-EVENTS"

SUPPLY = """
contracts:
  - name: 供货合同
    price: 300000.00
    due_after: 交货
    due_days: 30
    late_payment: {rate: 0.03%/day}
"""
THREE = """
deliveries:
  - {number: A1, delivered_on: 2026-02-02, amount: 100000.00}
  - {number: A2, delivered_on: 2026-03-02, amount: 100000.00}
  - {number: A3, delivered_on: 2026-06-01, amount: 100000.00}
"""


def look(folder: Path, day: dt.date = DAY) -> tuple[Matter, list[Finding]]:
    matter, findings = examine(load_case(folder), day, packaged())
    return matter, [finding for finding in findings if finding.code == SEVERAL]


def test_deliveries_on_several_days_state_no_sum_until_the_reading_is_given(
    write_case: Callable[..., Path],
) -> None:
    """Each: A1 due 2026-03-04, 103 days; A2 due 2026-04-01, 75 days; 100,000 × 0.03% × 178 days.

    The last, and so all of them: due 2026-07-01.
    """
    folder = write_case(SUPPLY + THREE)
    matter, (found,) = look(folder)
    assert (found.severity, found.where) == ("error", "case.yaml:10")
    for said in (
        "每次交货分别起算，到期本金 200,000.00 元、违约金 5,340.00 元",
        "全部交货后才起算，到期本金 0.00 元、违约金 0.00 元",
    ):
        assert said in found.message
    assert "第六百二十八条" in found.article
    assert "写 due_after: 每批交货；" in found.next_step
    _, findings = examine(load_case(folder), DAY, packaged())
    assert choose(matter, findings).made == ()


def test_part_delivered_goods_are_asked_about_even_after_one_delivery(
    write_case: Callable[..., Path],
) -> None:
    one = "deliveries:\n  - {number: A1, delivered_on: 2026-02-02, amount: 100000.00}\n"
    matter, (found,) = look(write_case(SUPPLY + one))
    assert found.severity == "error"
    assert (matter.claim.principal, matter.claim.not_due) == (0, 300000)


ACCEPTED = """
deliveries:
  - {number: A1, delivered_on: 2026-01-02, amount: 150000, accepted_on: 2026-02-02}
  - {number: A2, delivered_on: 2026-01-02, amount: 150000, accepted_on: 2026-03-02}
"""
INVOICED = """
invoices:
  - {number: '1', issued_on: 2026-02-02, amount: 150000.00}
  - {number: '2', issued_on: 2026-03-02, amount: 150000.00}
"""


@pytest.mark.parametrize(("event", "rows"), [("验收", ACCEPTED), ("开票", INVOICED)])
def test_acceptances_and_invoices_are_read_alike(
    write_case: Callable[..., Path], event: str, rows: str
) -> None:
    text = SUPPLY.replace("交货", event)
    _, (found,) = look(write_case(text + rows))
    assert found.severity == "error"
    for word in (f"全部{event}", {"验收": "每批验收", "开票": "每次开票"}[event]):
        assert f"写 due_after: {word}" in found.next_step
        assert look(write_case(text.replace(event, word) + rows))[1] == []


def test_it_names_the_instalment(write_case: Callable[..., Path]) -> None:
    parts = (
        "contracts:\n  - price: 300000.00\n    instalments:\n"
        "      - {name: 预付款, amount: 100000.00, due_on: 2026-01-31}\n"
        "      - {name: 到货款, amount: 200000.00, due_after: 交货}\n"
    )
    _, (found,) = look(write_case(parts + THREE))
    assert found.where.endswith(":12")
    assert "“到货款”" in found.message


def test_it_only_warns_while_both_readings_come_to_the_same(
    write_case: Callable[..., Path],
) -> None:
    """On 2026-03-04 itself nothing is overdue from the first delivery either."""
    folder = write_case(SUPPLY + THREE)
    _, (found,) = look(folder, dt.date(2026, 3, 4))
    assert (found.severity, found.blocks) == ("warning", ())
    _, (found,) = look(folder, dt.date(2026, 3, 5))
    assert found.severity == "error"


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("2026-02-02", id="the same day"),
        # 30 days after Thursday 2026-04-23 and Friday 2026-04-24 are a Saturday and a Sunday.
        pytest.param("2026-04-24", id="both roll to one Monday"),
    ],
)
def test_one_due_day_needs_no_reading(write_case: Callable[..., Path], second: str) -> None:
    first = "2026-02-02" if second == "2026-02-02" else "2026-04-23"
    rows = "deliveries:\n" + "".join(
        f"  - {{number: A{n}, delivered_on: {day}, amount: 150000.00}}\n"
        for n, day in enumerate((first, second))
    )
    matter, found = look(write_case(SUPPLY + rows))
    assert found == []
    assert matter.claim.principal == 300000


def test_a_price_paid_in_time_raises_no_question(write_case: Callable[..., Path]) -> None:
    paid = "payments:\n  - {paid_on: 2026-02-20, amount: 300000.00}\n"
    assert look(write_case(SUPPLY + THREE + paid))[1] == []


def test_all_deliveries_count_from_the_last_once_the_price_is_covered(
    write_case: Callable[..., Path],
) -> None:
    text = SUPPLY.replace("due_after: 交货", "due_after: 全部交货")
    matter, found = look(write_case(text + THREE), dt.date(2026, 7, 2))
    (part,) = matter.claim.accounts[0].instalments
    assert (found, part.due_on) == ([], dt.date(2026, 7, 1))
    assert part.due_says == "交货（2026年6月1日）后30日，起算当日不计"

    short = THREE.replace("2026-06-01, amount: 100000.00", "2026-06-01, amount: 99999.99")
    matter, _ = look(write_case(text + short), dt.date(2026, 7, 2))
    assert matter.claim.accounts[0].instalments[0].due_on is None

    less = "credits: [{agreed_on: 2026-06-02, amount: 0.01, reason: 折让}]\n"
    matter, _ = look(write_case(text + short + less), dt.date(2026, 7, 2))
    assert matter.claim.accounts[0].instalments[0].due_on == dt.date(2026, 7, 1)
