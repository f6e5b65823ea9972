"""What is held is let go for a reason, and for no other."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case import model as m
from legaldocs.case import preservation as h
from legaldocs.case import vocabulary as v
from legaldocs.claim.seizures import still_owed
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.preservation_release import FORM
from legaldocs.papers.preservation_renewal import FORM as RENEWAL
from tests.papers.sample import AT, held_matter, matter_of, released_matter, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

DAY = dt.date(2027, 1, 25)


@pytest.fixture(scope="module")
def held() -> Matter:
    return held_matter()


def procedure_of(matter: Matter) -> Any:
    assert matter.case.procedure is not None
    return matter.case.procedure


def with_release(matter: Matter, day: dt.date = DAY, **facts: Any) -> Matter:
    """Return the case on a day with these facts of the release."""
    procedure = procedure_of(matter)
    preservation = replace(procedure.preservation, release=h.Release(origin=AT, **facts))
    case = replace(matter.case, procedure=replace(procedure, preservation=preservation))
    return matter_of(case, day)


def paid(matter: Matter, day: dt.date = DAY) -> Matter:
    """Return the case after more was paid than could be owed."""
    row = m.Payment(origin=AT, paid_on=dt.date(2027, 1, 20), amount=Decimal(900_000))
    return matter_of(replace(matter.case, payments=(*matter.case.payments, row)), day)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def applies(matter: Matter, paper: Any = FORM) -> bool:
    return bool(paper.drafts(matter)[0].has_subject)


def test_only_what_is_marked_is_released(held: Matter) -> None:
    matter = released_matter()
    text = text_of(FORM, matter)
    assert "其余保全措施继续有效" in text
    assert "浙A12345" in text
    assert "3301040160000012345" not in text
    assert applies(matter, RENEWAL)
    assert not applies(held)


def test_a_paid_debt_releases_everything(held: Matter) -> None:
    matter = paid(held)
    assert codes(matter) == []
    text = text_of(FORM, matter)
    assert "截至2027年1月20日，被申请人已经清偿本案债务" in text
    assert "浙A12345" in text
    assert "3301040160000012345" in text
    assert "若干问题的规定》第二十三条" in text
    assert not applies(matter, RENEWAL)


def test_money_not_yet_due_is_still_owed(held: Matter) -> None:
    """459,000.00, 41,113.50 + 10 x 229.50 of charge, and 43,000.00 that fall due later."""
    matter = matter_of(replace(held.case, settlement=None), dt.date(2026, 12, 1))
    assert still_owed(matter) == Decimal("545408.50")


def test_a_settlement_releases_with_a_warning_while_money_is_owed(held: Matter) -> None:
    agreed = {"ground": v.ReleaseGround.SETTLED, "agreed_on": dt.date(2027, 1, 20)}
    matter = with_release(held, **agreed)
    assert codes(matter) == ["LD-PRES-RELEASE-UNPAID"]
    text = text_of(FORM, matter)
    assert "2027年1月20日，双方达成和解，申请人同意解除上列保全措施" in text
    assert "第二十三条" not in text
    assert codes(with_release(held, ground=v.ReleaseGround.SETTLED)) == [
        "LD-PRES-RELEASE-REASON",
        "LD-PRES-RELEASE-UNPAID",
    ]


def test_a_broken_settlement_releases_nothing(held: Matter) -> None:
    """The first part was due on 2026-12-31; five days of grace ended on 2027-01-05."""
    case = held.case
    assert case.settlement is not None
    signed = replace(case, settlement=replace(case.settlement, signed_on=dt.date(2026, 11, 21)))
    matter = with_release(
        replace(held, case=signed),
        ground=v.ReleaseGround.SETTLED,
        agreed_on=dt.date(2026, 11, 21),
    )
    assert "LD-PRES-RELEASE-BROKEN" in codes(matter)


def test_a_reason_of_ones_own_is_written(held: Matter) -> None:
    bare = with_release(held, ground=v.ReleaseGround.OTHER)
    assert "LD-PRES-RELEASE-REASON" in codes(bare)
    said = with_release(held, ground=v.ReleaseGround.OTHER, reason="被查封的车辆已经灭失")
    assert "被查封的车辆已经灭失。申请人同意解除" in text_of(FORM, said)


def test_a_withdrawn_suit_releases(held: Matter) -> None:
    procedure = procedure_of(held)
    suit = replace(
        procedure.suit, ended_on=dt.date(2027, 1, 10), ended_by=v.ProceedingsEnd.WITHDRAWN
    )
    case = replace(held.case, procedure=replace(procedure, suit=suit))
    assert "本案已经以撤诉终结" in text_of(FORM, matter_of(case, DAY))


def test_no_suit_within_thirty_days_releases(held: Matter) -> None:
    """Taken on 2026-11-25, the thirtieth day is 2026-12-25, a Friday."""
    procedure = procedure_of(held)
    preservation = replace(procedure.preservation, pre_suit_applied_on=dt.date(2026, 11, 23))
    case = replace(held.case, procedure=replace(procedure, suit=None, preservation=preservation))
    assert not applies(matter_of(case, dt.date(2026, 12, 25)))
    late = matter_of(case, dt.date(2026, 12, 26))
    assert "没有在法定期限内提起诉讼或者申请仲裁" in text_of(FORM, late)


def test_cash_given_as_security_is_asked_back(held: Matter) -> None:
    procedure = procedure_of(held)
    security = replace(procedure.preservation.security, kind=v.SecurityKind.CASH)
    preservation = replace(procedure.preservation, security=security)
    case = replace(held.case, procedure=replace(procedure, preservation=preservation))
    matter = paid(replace(held, case=case))
    assert "并解除对申请人提供的担保财产采取的措施" in text_of(FORM, matter)
    assert "担保财产" not in text_of(FORM, paid(held))


def test_what_was_released_is_held_no_more(held: Matter) -> None:
    procedure = procedure_of(held)
    gone = tuple(
        replace(row, released_on=dt.date(2027, 1, 22)) for row in procedure.preservation.seizures
    )
    preservation = replace(procedure.preservation, seizures=gone)
    case = replace(held.case, procedure=replace(procedure, preservation=preservation))
    assert not applies(paid(replace(held, case=case)))
    assert applies(paid(replace(held, case=case), dt.date(2027, 1, 21)))
