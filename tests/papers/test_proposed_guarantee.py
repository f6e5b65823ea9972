"""A guarantee is drawn up only where it will bind: its form, its period, its resolution."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import vocabulary as v
from legaldocs.case.proposed_guarantee import (
    GuaranteePaper,
    ProposedGuarantee,
    ResolutionBody,
    ResolutionExemption,
)
from legaldocs.examine import choose
from legaldocs.papers.guarantee_contract import FORM as CONTRACT
from legaldocs.papers.guarantee_letter import FORM as LETTER
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AS_OF, AT, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

COMPANY = m.Party(
    origin=AT,
    role=v.Role.GUARANTOR,
    name="杭州汇成实业有限公司",
    address="杭州市",
    representative="王五",
)


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def by_letter(matter: Matter, **terms: object) -> Matter:
    """The case with one guarantee to be given, by letter, and with no plan beside it."""
    (row,) = (row for row in matter.case.proposed_guarantees if row.paper is GuaranteePaper.LETTER)
    return of(matter, settlement=None, proposed_guarantees=(replace(row, **terms),))


def by_company(matter: Matter, **terms: object) -> Matter:
    parties = (*matter.case.parties, COMPANY)
    return by_letter(of(matter, parties=parties), guarantor=COMPANY.name, **terms)


RESOLVED = {
    "resolved_by": ResolutionBody.SHAREHOLDERS,
    "resolved_on": dt.date(2026, 11, 20),
    "resolution": ("other/股东会决议.pdf",),
}


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [CONTRACT, LETTER])]


def test_contract_and_letter_say_form_extent_and_period(rich: Matter) -> None:
    assert codes(by_letter(rich)) == []
    for paper in (CONTRACT, LETTER):
        text = text_of(paper, rich)
        assert "保证方式为连带责任保证" in text
        assert "以600,000.00元（大写：人民币陆拾万元整）为限" in text
        assert "保证期间自主债务（分期履行的，最后一期）履行期限届满之日起三年。" in text
        assert "到期未付的本金459,000.00元、违约金41,113.50元" in text
    assert "由苏州工业园区人民法院管辖" in text_of(CONTRACT, rich)


def test_only_the_paper_that_is_meant_is_made(rich: Matter, minimal: Matter) -> None:
    letter = by_letter(rich)
    made = {draft.paper.id for draft in choose(letter, ()).made}
    assert LETTER.id in made
    assert CONTRACT.id not in made
    assert CONTRACT.id not in {row.draft.paper.id for row in choose(letter, ()).refused}
    (refusal,) = choose(minimal, (), [LETTER]).refused
    assert refusal.findings[0].code == "LD-PAPER-NO-SUBJECT"


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"form": None}, "LD-GUA-NEW-FORM"),
        ({"period": ""}, "LD-GUA-NEW-PERIOD"),
        ({"period": "至本息还清为止"}, "LD-GUA-NEW-PERIOD"),
        ({"period": "每期履行期限届满之日起三年"}, "LD-GUA-NEW-PERIOD"),
        # The last part, the retention money, falls due on 31 January 2027.
        ({"period": "", "until_on": dt.date(2027, 1, 31)}, "LD-GUA-NEW-PERIOD"),
        ({"period": "", "until_on": dt.date(2027, 2, 1)}, ""),
        ({"form": v.GuaranteeForm.GENERAL}, ""),
    ],
)
def test_form_and_period_must_be_stated(rich: Matter, terms: dict[str, object], code: str) -> None:
    assert codes(by_letter(rich, **terms)) == [code] * bool(code)


def test_a_period_that_is_over_guarantees_nothing(minimal: Matter) -> None:
    """Due on 30 September 2026; of one month, it ended on 30 October, three weeks ago."""
    case = replace(minimal.case, parties=(*minimal.case.parties, COMPANY))
    row = ProposedGuarantee(
        origin=AT,
        guarantor=COMPANY.name,
        paper=GuaranteePaper.LETTER,
        form=v.GuaranteeForm.JOINT,
        period="一个月",
        **RESOLVED,
    )
    over = matter_of(replace(case, proposed_guarantees=(row,)), AS_OF)
    assert codes(over) == ["LD-GUA-NEW-PERIOD"]
    longer = replace(row, period="两个月")
    assert codes(matter_of(replace(case, proposed_guarantees=(longer,)), AS_OF)) == []


def test_a_plan_that_is_not_signed_moves_no_guarantee(rich: Matter) -> None:
    planned = of(by_letter(rich), settlement=rich.case.settlement)
    assert codes(planned) == ["LD-GUA-NEW-PLAN"]
    until = by_letter(rich, period="", until_on=dt.date(2030, 1, 31))
    assert codes(of(until, settlement=rich.case.settlement)) == []
    assert "保证期间至2030年1月31日届满。" in text_of(LETTER, until)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({}, "LD-GUA-NEW-RESOLUTION"),
        (RESOLVED, ""),
        ({**RESOLVED, "resolution": ()}, "LD-GUA-NEW-RESOLUTION"),
        ({**RESOLVED, "resolved_by": ResolutionBody.BOARD}, "LD-GUA-NEW-BOARD"),
        ({**RESOLVED, "listed": True}, "LD-GUA-NEW-LISTED"),
        ({**RESOLVED, "for_shareholder": True}, ""),
        ({"exemption": ResolutionExemption.TWO_THIRDS}, ""),
    ],
)
def test_a_company_resolves(rich: Matter, terms: dict[str, object], code: str) -> None:
    assert codes(by_company(rich, **terms)) == [code] * bool(code)


def test_a_board_cannot_resolve_for_a_shareholder_nor_a_listed_company_do_without(
    rich: Matter,
) -> None:
    board = {**RESOLVED, "resolved_by": ResolutionBody.BOARD, "for_shareholder": True}
    assert "LD-GUA-NEW-RESOLUTION" in codes(by_company(rich, **board))
    exempt = {"exemption": ResolutionExemption.SUBSIDIARY, "listed": True}
    assert "LD-GUA-NEW-RESOLUTION" in codes(by_company(rich, **exempt))


def test_the_resolution_stands_in_the_paper(rich: Matter) -> None:
    resolved = text_of(LETTER, by_company(rich, **RESOLVED))
    assert "已经其股东会于2026年11月20日决议同意，决议附后" in resolved
    assert "四、决议" in resolved
    assert "决议" not in text_of(LETTER, by_letter(rich))


def test_who_is_barred_or_cannot_be_reached_gives_no_guarantee(rich: Matter) -> None:
    barred = replace(COMPANY, kind=v.PartyKind.INSTITUTION, address="")
    matter = by_letter(of(rich, parties=(*rich.case.parties, barred)), guarantor=barred.name)
    assert codes(matter) == ["LD-GUA-NEW-BARRED", "LD-GUA-NEW-ADDRESS"]


def test_a_debt_that_is_paid_is_not_guaranteed(rich: Matter) -> None:
    paid = m.Payment(origin=AT, paid_on=dt.date(2026, 11, 20), amount=Decimal("502000.00"))
    done = of(by_letter(rich), payments=(*rich.case.payments, paid))
    assert "LD-GUA-NEW-DEBT" in codes(done)
