"""A claim becomes a share only in its own debtor, due, undisputed, appraised and resolved on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import communication as c
from legaldocs.case import vocabulary as v
from legaldocs.case.party import Bankruptcy
from legaldocs.examine import choose
from legaldocs.papers.debt_to_equity_checklist import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AS_OF, AT, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def converted(matter: Matter, **terms: object) -> Matter:
    return of(matter, debt_to_equity=replace(matter.case.debt_to_equity, **terms))


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_the_rest_stays_a_debt(rich: Matter) -> None:
    """500,113.50 less 400,000."""
    assert codes(rich) == []
    assert "其余100,113.50元仍为债务" in text_of(FORM, rich)
    whole = converted(rich, amount=Decimal("500113.50"))
    assert codes(whole) == []
    assert "仍为债务" not in text_of(FORM, whole)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"company": "另一公司"}, "LD-EQUITY-COMPANY"),
        ({"amount": Decimal("500113.51")}, "LD-EQUITY-DEBT"),
        ({"amount": Decimal(0)}, "LD-EQUITY-DEBT"),
        ({"appraised": None}, "LD-EQUITY-PAPERS"),
        ({"resolved_on": None}, "LD-EQUITY-PAPERS"),
        ({"preemption_waived": False}, "LD-EQUITY-OTHERS"),
        ({"listed": True}, "LD-EQUITY-OTHERS"),
        ({"repurchase_by": "杭州锐锋自动化设备有限公司"}, "LD-EQUITY-OTHERS"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    rich: Matter, terms: dict[str, object], code: str
) -> None:
    assert codes(converted(rich, **terms)) == [code]


def test_a_disputed_claim_and_a_bankrupt_debtor_are_refused(rich: Matter) -> None:
    objection = c.Communication(
        origin=AT,
        sent_on=dt.date(2026, 10, 8),
        channel=v.Channel.EMAIL,
        gist="夹具尺寸不符",
        direction=v.Direction.RECEIVED,
        effect=v.Effect.DISPUTE,
        objection=c.Objection(origin=AT, ground="夹具尺寸不符"),
    )
    disputed = of(rich, communications=(*rich.case.communications, objection))
    assert codes(disputed) == ["LD-EQUITY-DEBT"]
    accepted = Bankruptcy(origin=AT, accepted_on=dt.date(2026, 11, 1), court="杭州市中级人民法院")
    parties = tuple(
        replace(party, bankruptcy=accepted) if party.role is v.Role.DEBTOR else party
        for party in rich.case.parties
    )
    assert "LD-EQUITY-BANKRUPT" in codes(of(rich, parties=parties))


def test_a_case_without_one_has_no_list(minimal: Matter) -> None:
    assert FORM not in {refusal.draft.paper for refusal in choose(minimal, ()).refused}
    (refusal,) = choose(minimal, (), [FORM]).refused
    assert refusal.findings[0].code == "LD-PAPER-NO-SUBJECT"
