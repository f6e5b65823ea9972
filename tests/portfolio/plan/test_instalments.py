"""The parts of a price, to the fen, and their days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.case.vocabulary import DueEvent
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin
from legaldocs.portfolio.plan.instalments import schedule, share_of
from legaldocs.portfolio.plan.kept_terms import (
    kept_events,
    kept_text,
    known_events,
    read_terms,
    terms_of,
)
from legaldocs.portfolio.plan.terms import ContractTerms, PlannedPart, Purpose

from .contracts import WHOLE, contract

if TYPE_CHECKING:
    from pathlib import Path

HERE = Origin("ht.yaml", 1)


def terms(text: str, folder: Path) -> ContractTerms:
    return read_terms(contract(folder, text))


def parts(*stated: tuple[str, str], price: str | None) -> ContractTerms:
    """Make terms of parts, each a share such as 30%, an amount, or nothing for the rest."""
    made = tuple(
        PlannedPart(
            origin=HERE, name=f"第{at}期",
            share=Decimal(text[:-1]) if text.endswith("%") else None,
            amount=Decimal(text) if text and not text.endswith("%") else None,
            due_on=dt.date(2026, 6, 1),
        )
        for at, (_, text) in enumerate(stated, start=1)
    )  # fmt: skip
    return ContractTerms(
        origin=HERE, customer="乙", number="HT-1", parts=made,
        price=None if price is None else Decimal(price),
    )  # fmt: skip


def sums(*texts: str, price: str | None) -> list[int]:
    made = parts(*(("", text) for text in texts), price=price)
    return [one.amount_fen for one in schedule(made, {})]


@pytest.mark.parametrize(
    ("texts", "price", "fen"),
    [
        (("30%", "60%", "10%"), "100000", [3000000, 6000000, 1000000]),
        # 1000000.01 × 30 % = 300000.003, 60 % = 600000.006; the last takes 100000.01
        (("30%", "60%", "10%"), "1000000.01", [30000000, 60000000, 10000001]),
        # 0.10 × 33.33 % = 0.03333, twice; the last takes 0.10 - 0.06
        (("33.33%", "33.33%", "33.34%"), "0.10", [3, 3, 4]),
        # the rounding goes to the last share, not to the sum that was agreed
        (("33.33%", "66.67%"), "100.01", [3333, 6668]),
        (("30%", "", "5000"), "100000", [3000000, 6500000, 500000]),
        (("300.50", "0.01"), None, [30050, 1]),
        (("",), "88.88", [8888]),
    ],
)
def test_the_sums_are_exact(texts: tuple[str, ...], price: str | None, fen: list[int]) -> None:
    assert sums(*texts, price=price) == fen


@pytest.mark.parametrize(
    ("texts", "price"),
    [
        (("30%", "60%"), "100000"),
        (("30%", "80%"), "100000"),
        (("300", "800"), "1000"),
        (("1000", ""), "1000"),
        (("50%", "", ""), "1000"),
        (("50%", "50%"), None),
        (("",), None),
        (("0.01%", "99.99%"), "1"),
        (("",), "0"),
        ((), "1"),
    ],
)
def test_parts_that_do_not_fit_are_refused(texts: tuple[str, ...], price: str | None) -> None:
    with pytest.raises(InputError):
        sums(*texts, price=price)


@given(
    st.lists(st.integers(1, 9_999), min_size=1, max_size=12),
    st.integers(100_000, 10**15 - 1),
)
def test_the_sums_are_always_the_price(weights: list[int], fen: int) -> None:
    """Shares to four decimals and the rest: whatever they are, not a fen is lost."""
    whole = sum(weights) + 1
    shares = [f"{Decimal(100 * weight) / whole:.4f}%" for weight in weights]
    shares = [text for text in shares if text != "0.0000%"]
    price = Decimal(fen).scaleb(-2)
    found = sums(*shares, "", price=f"{price}")
    assert sum(found) == fen
    for text, got in zip(shares, found, strict=False):
        assert 0 <= price * Decimal(text[:-1]) - got < 1 + len(shares)


def test_days_are_counted_as_a_case_counts_them(tmp_path: Path) -> None:
    events = {DueEvent.DELIVERY: dt.date(2026, 4, 10), DueEvent.ACCEPTANCE: dt.date(2026, 4, 20)}
    found = schedule(terms(WHOLE, tmp_path), events)
    # 1 March + 5 days; 10 April + 30 days is Sunday 10 May, so Monday; 20 April a year later
    assert [part.due_on for part in found] == [
        dt.date(2026, 3, 6), dt.date(2026, 5, 11), dt.date(2027, 4, 20),
    ]  # fmt: skip
    assert "顺延至2026年5月11日" in found[1].says


def test_a_part_waits_for_its_event(tmp_path: Path) -> None:
    first, second, third = schedule(terms(WHOLE, tmp_path), {})
    assert first.due_on == dt.date(2026, 3, 6)
    assert (second.due_on, third.due_on) == (None, None)
    assert second.waits_for.startswith("交货的日期")


@pytest.mark.parametrize(
    ("part", "event", "due"),
    [
        ("due_days: 全部交货后10天", DueEvent.DELIVERY, dt.date(2026, 6, 11)),
        ("due_days: 全部交货后10天", DueEvent.ALL_DELIVERIES, dt.date(2026, 6, 11)),
        # five working days after Monday 1 June
        ("{due_after: 开票, due_days: 5个工作日}", DueEvent.INVOICE, dt.date(2026, 6, 8)),
        ("{due_after: 收票, due_days: 次月25日}", DueEvent.RECEIPT, dt.date(2026, 7, 25)),
        ("due_after: 交货", DueEvent.DELIVERY, dt.date(2026, 6, 1)),
        ("due_days: 每批交货后30天", DueEvent.DELIVERY, None),
        ("due_days: 30天", DueEvent.DELIVERY, None),
        ("due_after: 第三方付款", DueEvent.DELIVERY, None),
        ("due_after: 随时", DueEvent.DELIVERY, None),
    ],
)
def test_each_way_to_state_a_day(
    part: str, event: DueEvent, due: dt.date | None, tmp_path: Path
) -> None:
    part = part.strip("{}")
    read = terms(f"number: A\nprice: 1\nparts:\n- {{name: 货款, {part}}}\n", tmp_path)
    (found,) = schedule(read, {event: dt.date(2026, 6, 1)})
    assert found.due_on == due
    assert bool(found.waits_for) is (due is None)


@pytest.mark.parametrize(
    "part",
    [
        "share: 30%, amount: 30",
        "due_on: 2026-06-01, due_days: 30天",
        "due_on: 2026-06-01, due_after: 交货",
        "due_after: 交货, due_days: 验收后30天",
    ],
)
def test_a_part_says_one_thing(part: str, tmp_path: Path) -> None:
    read = terms(f"number: A\nprice: 30\nparts:\n- {{name: 货款, {part}}}\n", tmp_path)
    with pytest.raises(InputError) as refused:
        schedule(read, {})
    assert refused.value.where.endswith("ht.yaml:5")


def test_a_name_stands_once(tmp_path: Path) -> None:
    twice = "number: A\nparts:\n- {name: 货款, amount: 1}\n- {name: 货 款, amount: 1}\n"
    with pytest.raises(InputError, match="写了两次"):
        schedule(terms(twice, tmp_path), {})


def test_a_share_is_as_fine_as_it_was_agreed(tmp_path: Path) -> None:
    """A prepayment of 30 % stays 30 % when the fen above it went to the last part."""
    found = schedule(terms(WHOLE.replace("100000", "1000000.01"), tmp_path), {})
    assert share_of(found, Purpose.PREPAYMENT) == 30
    assert share_of(found, Purpose.RETENTION) == 10


FULL = """
number: HT-1
name: 设备买卖合同
kind: 承揽
price: 100000.50
signed_on: 2026-03-01
customer_size: 大型
discount: 5.5%
waives_late_charge: 是
retention_of_title: 是
movables: 否
late_payment: {rate: 0.05%/day, cap: 合同价款的10%, steps: [{from_day: 31, rate: 0.1%/day}]}
guarantees: [{guarantor: 丙公司, form: 连带责任保证, period: 三年, amount: 50000}]
parts:
- {name: 一, share: 33.33%, due_days: 收到发票后30日}
- {name: 二, due_after: 交货}
- {name: 三, amount: 0.5, due_on: 2026-06-01}
events: {交货: 2026-04-10}
"""


def test_kept_terms_are_those_of_the_file(tmp_path: Path) -> None:
    read = terms(FULL, tmp_path)
    kept = kept_text(read)
    again = terms_of(kept)
    assert kept_text(again) == kept
    known = known_events(kept_events(read))
    assert known == {DueEvent.DELIVERY: dt.date(2026, 4, 10)}
    shown = [(one.amount_fen, one.due_on) for one in schedule(read, known)]
    assert [(one.amount_fen, one.due_on) for one in schedule(again, known)] == shown
    assert (again.movables, again.discount, again.guarantees[0].amount) == (
        False, Decimal("5.5"), Decimal(50000),
    )  # fmt: skip
    assert again.late_payment is not None
    assert again.late_payment.steps[0].from_day == 31


def test_another_way_to_write_a_value_is_no_change(tmp_path: Path) -> None:
    one = kept_text(terms(FULL, tmp_path))
    other = FULL.replace("100000.50", "100,000.5").replace("2026-03-01", "2026/3/1")
    assert kept_text(terms(other, tmp_path)) == one
    assert kept_text(terms(FULL.replace("2026-04-10", "2026-05-10"), tmp_path)) == one
    assert kept_text(terms(FULL.replace("33.33%", "33.3%"), tmp_path)) != one
