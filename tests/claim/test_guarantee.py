"""What the guards find on a guarantor: which act saves the claim, and by which day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.guards.guarantee import GUARDS
from legaldocs.claim.matter import matter_on
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 8, 1)
"""Due on 2026-03-01, so that six months end on 2026-09-01, within 60 days."""

PARTIES = """
parties:
  - {role: 债权人, name: 甲公司}
  - {role: 债务人, name: 乙公司}
  - {role: 保证人, name: 丁, kind: 自然人}
  - {role: 保证人, name: 戊, kind: 自然人}
"""
SUIT = "procedure: {suit: {court: 某法院, filed_on: 2026-07-01}}\n"
ORDER = "procedure: {payment_order: {applied_on: 2026-07-01}}\n"


@pytest.fixture
def found(write_case: Callable[..., Path]) -> Callable[..., list[Finding]]:
    def look(form: str, procedure: str = "", day: dt.date = DAY) -> list[Finding]:
        text = (
            "contracts: [{price: 100.00, due_on: 2026-03-01}]\n"
            f"guarantees: [{{guarantor: 丁, signed_on: 2025-01-05, form: {form}}}]\n"
        )
        folder = write_case(text + procedure, parties=PARTIES)
        matter = matter_on(load_case(folder), day, packaged())
        every = [finding for guard in GUARDS for finding in guard(matter)]
        return [finding for finding in every if finding.code != "LD-GUA-NO-PERIOD"]

    return look


@pytest.mark.parametrize(
    ("form", "act", "article"),
    [
        ("一般保证", "起诉", "第六百九十三条"),
        ("连带责任保证", "请求保证人", "第六百九十三条第二款"),
    ],
)
def test_the_act_that_saves_is_named_with_its_day(
    found: Callable[..., list[Finding]], form: str, act: str, article: str
) -> None:
    near, own = found(form)
    assert [near.code, own.code] == ["LD-GUA-TIME", "LD-GUA-OWN-ACT"]
    for finding in (near, own):
        assert "2026-09-01" in finding.next_step
        assert act in finding.next_step
    assert near.article.endswith(article)
    assert near.message == (
        "丁的保证期间将于 2026-09-01 届满，还有 31 天。"
        "期间：没有约定或者约定不明，为 6 个月（民法典第692条）；"
        f"保证方式：约定为{form}"
    )


def test_a_suit_against_the_debtor_saves_a_general_guarantee_alone(
    found: Callable[..., list[Finding]],
) -> None:
    for day in (DAY, dt.date(2026, 10, 1)):
        (saved,) = found("一般保证", SUIT, day)
        assert saved.code == "LD-GUA-SAVED"
        assert "2026-07-01 对债务人起诉" in saved.message
    near, _ = found("连带责任保证", SUIT)
    assert "2026-07-01 对债务人起诉不能保全：连带责任保证须向保证人本人主张" in near.message


def test_a_suit_after_the_period_saves_nothing(found: Callable[..., list[Finding]]) -> None:
    late = SUIT.replace("2026-07-01", "2026-09-02")
    (past,) = found("一般保证", late, dt.date(2026, 10, 1))
    assert "已于 2026-09-01 届满" in past.message
    assert "晚于保证期间届满日" in past.message


def test_a_payment_order_saves_no_guarantee(found: Callable[..., list[Finding]]) -> None:
    near, _ = found("一般保证", ORDER)
    assert "2026-07-01 申请支付令不能保全：一般保证须对债务人起诉或者申请仲裁" in near.message


def test_each_guarantor_is_named_alone(write_case: Callable[..., Path]) -> None:
    text = """
contracts: [{price: 100.00, due_on: 2026-03-01}]
guarantees:
  - {guarantor: 丁, signed_on: 2025-01-05, form: 一般保证}
  - {guarantor: 戊, signed_on: 2025-01-05, form: 连带责任保证, until_on: 2026-12-31}
"""
    folder = write_case(text, parties=PARTIES)
    matter = matter_on(load_case(folder), DAY, packaged())
    own = [
        finding for guard in GUARDS for finding in guard(matter) if finding.code == "LD-GUA-OWN-ACT"
    ]
    assert ["2026-09-01" in own[0].next_step, "2026-12-31" in own[1].next_step] == [True, True]
    assert ["丁" in own[0].message, "戊" in own[1].message] == [True, True]
