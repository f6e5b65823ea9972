"""The agreement on a thing taken for a debt: complete, within the debt, signed by all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.papers.debt_in_kind import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AS_OF, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def offered(matter: Matter, **terms: object) -> Matter:
    (row,) = matter.case.debts_in_kind
    case = replace(matter.case, debts_in_kind=(replace(row, **terms),))
    return matter_of(case, AS_OF, matter.exhibits)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_the_debt_stands_until_the_thing_is_handed_over(rich: Matter) -> None:
    assert codes(rich) == []
    text = text_of(FORM, rich)
    assert "合计500,113.50元" in text
    # 500,113.50 − 180,000.00
    assert "余额320,113.50元" in text
    assert "抵债完成以前，原债务及其违约金、担保不消灭" in text
    assert "本协议本身不使抵债财产的权属发生变动" in text
    assert "丙方已知悉本协议" in text
    assert "2026年12月31日" in text


def test_a_thing_worth_the_whole_debt_leaves_no_rest(rich: Matter) -> None:
    whole = offered(rich, value=Decimal("500113.50"), appraised=Decimal("500000.00"))
    assert codes(whole) == []
    assert "第一条所列债务因此全部清偿" in text_of(FORM, whole)


def test_where_no_registry_is_named_none_is_made_up(rich: Matter) -> None:
    text = text_of(FORM, offered(rich, registration=""))
    assert "依法需要登记的，为法定的登记机构" in text
    assert "交付完成、需要登记的登记也完成之日，为抵债完成之日" in text


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"identifier": ""}, "LD-KIND-TERMS"),
        ({"deliver_by": None}, "LD-KIND-TERMS"),
        ({"taxes_by": ""}, "LD-KIND-TERMS"),
        ({"deliver_by": dt.date(2026, 11, 21)}, "LD-KIND-DAY"),
        ({"value": Decimal("500113.51"), "appraised": Decimal("500000.00")}, "LD-KIND-EXCESS"),
        ({"co_owners": ("王五",)}, "LD-KIND-CO-OWNER"),
        ({"co_owners": ("林国栋",)}, ""),
        ({"seized": True}, "LD-KIND-SEIZED"),
        ({"falls_to_creditor": True}, "LD-KIND-FORFEIT"),
        ({"owner": "王五"}, "LD-KIND-OWNER"),
        ({"appraised": None}, "LD-KIND-PRICE"),
    ],
)
def test_what_is_missing_or_too_much_is_refused(
    rich: Matter, terms: dict[str, object], code: str
) -> None:
    assert codes(offered(rich, **terms)) == [code] * bool(code)
