"""Terms as contracts write them."""

from __future__ import annotations

import datetime as dt

import pytest

from legaldocs.case.payment_term import payment_term
from legaldocs.case.vocabulary import DueEvent
from legaldocs.claim.due_day import due_day
from legaldocs.core.errors import InputError


@pytest.mark.parametrize(
    ("text", "event_on", "due_on"),
    [
        ("30", "2026-03-05", "2026-04-07"),  # 4 April to 6 April 2026 are holidays
        ("30天", "2026-03-09", "2026-04-08"),
        ("三十日内付清", "2026-03-09", "2026-04-08"),
        ("2个月", "2026-03-05", "2026-05-06"),  # 5 May 2026 is a holiday
        ("两个月", "2025-12-31", "2026-02-28"),
        ("24个月", "2024-10-12", "2026-10-12"),
        ("一年", "2025-03-10", "2026-03-10"),
        ("一年半", "2025-03-10", "2026-09-10"),
        ("半年", "2025-09-10", "2026-03-10"),
        ("二周", "2026-03-10", "2026-03-24"),
        ("10个工作日", "2026-03-06", "2026-03-20"),
        ("月结30天", "2026-03-05", "2026-04-30"),
        ("月结六十天", "2026-03-05", "2026-06-01"),  # 30 May 2026 is a Saturday
        ("当月底后30天", "2026-03-05", "2026-04-30"),
        ("次月25日", "2026-03-05", "2026-04-25"),
        ("月结次月10号前", "2025-12-05", "2026-01-10"),
        ("次月底", "2026-01-31", "2026-02-28"),
        ("次次月5日", "2025-12-31", "2026-02-05"),
        ("当月底", "2026-03-05", "2026-03-31"),
        ("收到发票后30日", "2026-03-09", "2026-04-08"),
        ("货到付款", "2026-03-07", "2026-03-07"),
    ],
)
def test_a_term_leads_to_its_day(text: str, event_on: str, due_on: str) -> None:
    found = due_day(payment_term(text), "交货", dt.date.fromisoformat(event_on))
    assert found.on == dt.date.fromisoformat(due_on)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("收到发票后30日", DueEvent.RECEIPT),
        ("票到30天", DueEvent.RECEIPT),
        ("开票后两个月", DueEvent.INVOICE),
        ("货到30天", DueEvent.DELIVERY),
        ("收到货物后30天", DueEvent.DELIVERY),
        ("每批货到后30日", DueEvent.EACH_DELIVERY),
        ("全部货物验收合格后一年", DueEvent.ALL_ACCEPTANCES),
        ("安装调试验收合格后15日", DueEvent.ACCEPTANCE),
        ("双方对账确认后15日", DueEvent.STATEMENT),
        ("自合同签订之日起10日", DueEvent.SIGNING),
        ("30日", None),
    ],
)
def test_a_term_may_name_its_event(text: str, event: DueEvent | None) -> None:
    assert payment_term(text).event is event


@pytest.mark.parametrize(
    "text", ["月结", "当月25日", "半个月", "次月32日", "尽快", "0000000", "99999个月", "30天30天"]
)
def test_what_is_no_term_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(InputError) as error:
        payment_term(text)
    assert "月结30天" in error.value.next_step


def test_a_day_is_said_in_the_contracts_words() -> None:
    found = due_day(payment_term("24个月"), "验收", dt.date(2024, 10, 12))
    assert found.says == "验收（2024年10月12日）后24个月，起算当日不计"
    found = due_day(payment_term("月结30天"), "开票", dt.date(2026, 3, 5))
    assert "月结30天，自当月末日（2026年3月31日）起算" in found.says
