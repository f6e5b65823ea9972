"""An enforcement goes on for the rest, after a broken settlement or once assets are found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case import model as m
from legaldocs.case import vocabulary as v
from legaldocs.examine import choose
from legaldocs.papers.enforcement_application import FORM as APPLICATION
from legaldocs.papers.enforcement_resumption import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AT, matter_of, resumed_matter, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


@pytest.fixture(scope="module")
def broken() -> Matter:
    return resumed_matter()


def enforced(matter: Matter, *, day: dt.date | None = None, **facts: Any) -> Matter:
    """Return the case on a day with other facts of the enforcement."""
    procedure = matter.case.procedure
    assert procedure is not None
    assert procedure.enforcement is not None
    enforcement = replace(procedure.enforcement, **facts)
    case = replace(matter.case, procedure=replace(procedure, enforcement=enforcement))
    return matter_of(case, day or matter.as_of)


def exhausted(matter: Matter, **facts: Any) -> Matter:
    """Return the case after 终本, with no settlement."""
    ended = {
        "settlement": None,
        "ended_on": dt.date(2027, 8, 20),
        "ended_by": v.EnforcementEnd.THIS_TIME,
        "ruling_number": "（2027）苏0591执2345号之一",
    }
    return enforced(matter, **(ended | facts))


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def applies(matter: Matter, paper: Any = FORM) -> bool:
    return bool(paper.drafts(matter)[0].has_subject)


def test_a_broken_settlement_is_told_and_the_rest_asked_for(broken: Matter) -> None:
    """502,000.00 for 13 days, 402,000.00 for 70, 252,000.00 for 73, 41,113.50 for 156.

    1,142.05 + 4,924.50 + 3,219.30 + 1,122.3985… = 10,408.25 of doubled interest.
    """
    assert codes(broken) == []
    text = text_of(FORM, broken)
    assert "恢复（2027）苏0591执2345号案件的执行" in text
    assert "支付293,113.50元" in text
    assert "为10,408.25元" in text
    assert "合计303,521.75元" in text
    assert "没有在2027年8月31日前（含当日）付清第二期款项" in text
    assert "共付150,000.00元，到期的尚欠295,899.98元" in text
    assert "第四百六十五条" in text
    assert "第五百一十七条" not in text


def test_a_settlement_that_is_kept_resumes_nothing(broken: Matter) -> None:
    """On 2027-08-31 the second part may still be paid."""
    assert not applies(enforced(broken, day=dt.date(2027, 8, 31)))
    assert applies(enforced(broken, day=dt.date(2027, 9, 1)))
    assert not applies(broken, APPLICATION)


def test_a_suit_on_the_settlement_excludes_it(broken: Matter) -> None:
    procedure = broken.case.procedure
    assert procedure is not None
    assert procedure.enforcement is not None
    settlement = procedure.enforcement.settlement
    assert settlement is not None
    sued = replace(settlement, sued_on=dt.date(2027, 9, 5))
    assert codes(enforced(broken, settlement=sued)) == ["LD-RES-SUED"]


def test_after_it_was_resumed_it_is_not_asked_for_again(broken: Matter) -> None:
    assert not applies(enforced(broken, resumed_on=dt.date(2027, 9, 5)))


def test_found_assets_let_it_go_on(broken: Matter) -> None:
    matter = exhausted(broken)
    assert codes(matter) == []
    text = text_of(FORM, matter)
    assert "2027年8月20日，贵院以（2027）苏0591执2345号之一裁定终结本次执行程序" in text
    assert "宁波海曙" in text
    assert "第五百一十七条第二款" in text
    assert "执行和解" not in text
    earlier = exhausted(broken, resumed_on=dt.date(2027, 8, 1))
    assert applies(earlier)


def test_without_found_assets_it_waits(broken: Matter) -> None:
    matter = exhausted(broken)
    procedure = matter.case.procedure
    assert procedure is not None
    assert procedure.preservation is not None
    for assets in ((), (replace(procedure.preservation.assets[0], definite=False),)):
        blind = replace(procedure, preservation=replace(procedure.preservation, assets=assets))
        changed = matter_of(replace(matter.case, procedure=blind), matter.as_of)
        assert "LD-RES-NO-LEAD" in codes(changed)


@pytest.mark.parametrize("facts", [{"case_number": ""}, {"ruling_number": ""}])
def test_the_numbers_of_the_case_are_asked_for(broken: Matter, facts: dict[str, str]) -> None:
    assert codes(exhausted(broken, **facts)) == ["LD-RES-NO-NUMBER"]


def test_what_ended_for_good_is_not_resumed(broken: Matter) -> None:
    for end in (v.EnforcementEnd.PERFORMED, v.EnforcementEnd.FOR_GOOD):
        assert not applies(exhausted(broken, ended_by=end))


def test_a_balance_that_is_paid_resumes_nothing(broken: Matter) -> None:
    row = m.Payment(origin=AT, paid_on=dt.date(2027, 9, 8), amount=Decimal(400_000))
    matter = exhausted(broken)
    paid = matter_of(replace(matter.case, payments=(*matter.case.payments, row)), matter.as_of)
    assert codes(paid) == ["LD-ENF-PAID"]


def test_without_an_enforcement_there_is_no_paper(rich: Matter) -> None:
    assert guard_papers(rich, [FORM]) == ()
    assert choose(rich, (), [FORM]).refused[0].findings[0].code == "LD-PAPER-NO-SUBJECT"
