"""A supplement changes what it says, and gives up nothing that is not paid for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import vocabulary as v
from legaldocs.case.amendment import ClauseChange
from legaldocs.examine import choose
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.supplementary_agreement import FORM
from tests.papers.sample import AS_OF, AT, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

SAME = ClauseChange(origin=AT, clause="第五条", old="月底支付", new=" 月底支付")
TAX = ClauseChange(origin=AT, clause="第四条", old="含税价", new="不含税价")


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def amended(matter: Matter, **terms: object) -> Matter:
    (row,) = matter.case.amendments
    return of(matter, amendments=(replace(row, **terms),))


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_what_is_given_up_revives_when_the_day_passes(rich: Matter) -> None:
    """459,000 is overdue; 9,000 is given up for 450,000 by the day."""
    assert codes(rich) == []
    text = text_of(FORM, rich)
    assert "到期未付的本金459,000.00元（大写：人民币肆拾伍万玖仟元整）" in text
    assert "在2027年3月31日以前（含当日）支付450,000.00元的，甲方免除其余到期本金9,000.00元" in text
    assert "按照上述到期本金的全额清偿" in text
    assert "付清前款450,000.00元的，甲方免除截至2026年11月21日的违约金" in text
    assert "自原付款期限届满之次日起支付违约金" in text
    assert "丙方已知悉本协议" in text


def test_the_late_charge_stays_unless_given_up(rich: Matter) -> None:
    kept = amended(rich, late_charge=v.LateChargeOutcome.RESERVED, discount=None, pay_by=None)
    assert codes(kept) == []
    text = text_of(FORM, kept)
    assert "本协议不免除乙方因此前逾期产生的违约金" in text
    assert "甲方免除" not in text


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"changes": ()}, "LD-AMEND-CHANGES"),
        ({"changes": (SAME,)}, "LD-AMEND-CHANGES"),
        ({"changes": (TAX, TAX)}, "LD-AMEND-CHANGES"),
        ({"guarantors_sign": ()}, "LD-AMEND-GUARANTOR"),
        ({"guarantors_sign": ("林国栋", "王五")}, "LD-AMEND-GUARANTOR"),
        ({"pay_by": None}, "LD-AMEND-WAIVER"),
        ({"pay_by": AS_OF}, "LD-AMEND-WAIVER"),
        ({"discount": Decimal("459000.00")}, "LD-AMEND-WAIVER"),
        ({"discount": Decimal(0)}, "LD-AMEND-WAIVER"),
        ({"late_charge": v.LateChargeOutcome.FIXED}, "LD-AMEND-WAIVER"),
        ({"changes": (TAX,)}, "LD-AMEND-CLAUSE"),
    ],
)
def test_what_is_unclear_or_unsigned_is_refused(
    rich: Matter, terms: dict[str, object], code: str
) -> None:
    assert code in codes(amended(rich, **terms))


def test_two_drafts_for_one_contract_are_one_too_many(rich: Matter) -> None:
    (row,) = rich.case.amendments
    assert codes(of(rich, amendments=(row, replace(row)))) == ["LD-AMEND-CHANGES"] * 2


def test_nothing_overdue_leaves_no_condition(rich: Matter) -> None:
    paid = m.Payment(origin=AT, paid_on=dt.date(2026, 11, 20), amount=Decimal("459000.00"))
    assert codes(of(rich, payments=(*rich.case.payments, paid))) == ["LD-AMEND-WAIVER"]


def test_a_signed_settlement_is_not_changed_by_a_supplement(rich: Matter) -> None:
    signed = replace(rich.case.settlement, signed_on=AS_OF)
    assert "LD-AMEND-DEED" in codes(of(rich, settlement=signed))


def test_a_case_without_one_has_no_such_paper(minimal: Matter) -> None:
    assert FORM not in {refusal.draft.paper for refusal in choose(minimal, ()).refused}
    (refusal,) = choose(minimal, (), [FORM]).refused
    assert refusal.findings[0].code == "LD-PAPER-NO-SUBJECT"
