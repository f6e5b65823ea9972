"""A thing is taken for a debt only when the debt is due and the thing is free."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import vocabulary as v
from legaldocs.case.party import Bankruptcy
from legaldocs.examine import choose
from legaldocs.papers.debt_in_kind_checklist import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AS_OF, AT, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def offered(matter: Matter, **terms: object) -> Matter:
    (row,) = matter.case.debts_in_kind
    return of(matter, debts_in_kind=(replace(row, **terms),))


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_the_points_say_what_is_known_and_what_to_do(rich: Matter) -> None:
    assert codes(rich) == []
    text = text_of(FORM, rich)
    assert "合计500,113.50元" in text
    assert "不是协议，不送交对方" in text
    assert "评估176,000.00元（2026年11月10日）" in text
    assert "交付并登记完成以前，原债务及其违约金不消灭" in text
    assert "超过债务合计" not in text
    assert "超过债务合计" in text_of(FORM, offered(rich, value=Decimal("500113.51")))


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"falls_to_creditor": True}, "LD-KIND-FORFEIT"),
        ({"seized": True}, "LD-KIND-SEIZED"),
        ({"owner": "王五"}, "LD-KIND-OWNER"),
        ({"owner": "苏州恒远精密机械有限公司"}, "LD-KIND-OWNER"),
        ({"appraised": None}, "LD-KIND-PRICE"),
        # 180,000 is 30 % above 138,461.54, and just less than that above 138,462.
        ({"appraised": Decimal("138461.00")}, "LD-KIND-PRICE"),
        ({"appraised": Decimal("138462.00")}, ""),
    ],
)
def test_what_cannot_be_given_is_refused(rich: Matter, terms: dict[str, object], code: str) -> None:
    assert codes(offered(rich, **terms)) == [code] * bool(code)


def test_before_the_due_day_nothing_is_taken(rich: Matter) -> None:
    early = matter_of(rich.case, dt.date(2026, 4, 30))
    assert "LD-KIND-NOT-DUE" in codes(early)


def test_a_bankrupt_debtor_gives_nothing(rich: Matter) -> None:
    accepted = Bankruptcy(origin=AT, accepted_on=dt.date(2026, 11, 1), court="杭州市中级人民法院")
    parties = tuple(
        replace(party, bankruptcy=accepted) if party.role is v.Role.DEBTOR else party
        for party in rich.case.parties
    )
    assert codes(of(rich, parties=parties)) == ["LD-KIND-BANKRUPT"]


def test_a_case_without_one_has_no_list(minimal: Matter) -> None:
    assert FORM not in {refusal.draft.paper for refusal in choose(minimal, ()).refused}
    (refusal,) = choose(minimal, (), [FORM]).refused
    assert refusal.findings[0].code == "LD-PAPER-NO-SUBJECT"
