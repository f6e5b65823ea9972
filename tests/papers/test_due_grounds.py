"""How due days were found is said once where it was found in one way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.payment_term import payment_term
from legaldocs.claim.due_day import due_day
from legaldocs.papers.due_grounds import due_grounds
from tests.papers.sample import rich_matter

if TYPE_CHECKING:
    from legaldocs.claim.figures import InstalmentAccount

LINE = rich_matter().claim.accounts[0].instalments[1]
ROLLED = dt.date(2026, 4, 1)
"""Thirty days later is 1 May, a holiday; the next working day is 6 May."""


def line(name: str, on: dt.date, *, counted: bool = True) -> InstalmentAccount:
    says = due_day(payment_term("30"), "交货", on).says
    return replace(LINE, name=name, due_says=says, counted=counted)


def batch(count: int, start: dt.date) -> list[InstalmentAccount]:
    days = (start + dt.timedelta(days=number) for number in range(count))
    return [line(f"第{number}批", on) for number, on in enumerate(days, start=1)]


def test_few_are_said_each_with_its_day() -> None:
    grounds = due_grounds(batch(3, dt.date(2026, 3, 2)))
    assert [one.of for one in grounds] == ["第1批", "第2批", "第3批"]
    assert grounds[0].says == "交货（2026年3月2日）后30日，起算当日不计"


def test_many_are_said_together() -> None:
    (ground,) = due_grounds(batch(4, dt.date(2026, 3, 8)))
    assert (ground.of, ground.says) == ("第1批等4笔", "交货后30日，起算当日不计")


def test_those_that_rolled_over_a_rest_day_are_said_with_the_others() -> None:
    rolled = line("顺延", ROLLED)
    assert "顺延至2026年5月6日" in rolled.due_says
    (ground,) = due_grounds([*batch(4, dt.date(2026, 3, 2)), rolled])
    assert ground.of == "第1批等5笔"
    assert ground.says.endswith("起算当日不计；末日为休息日的，顺延至其后第一个工作日")


def test_an_agreed_day_needs_no_ground() -> None:
    assert due_grounds([line("到货款", dt.date(2026, 3, 2), counted=False)]) == ()


@pytest.mark.parametrize(
    ("several", "said"), [(False, "第1批等4笔"), (True, "HY-2026-017项下第1批等4笔")]
)
def test_among_several_contracts_each_is_named(said: str, *, several: bool) -> None:
    (ground,) = due_grounds(batch(4, dt.date(2026, 3, 2)), several=several)
    assert ground.of == said
