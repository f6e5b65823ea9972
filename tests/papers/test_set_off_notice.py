"""A set-off ends both debts in the same amount, once, and only where the debtor's is due."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import communication as c
from legaldocs.case import model as m
from legaldocs.case import vocabulary as v
from legaldocs.case.as_of import as_known_on
from legaldocs.claim.guards import guard
from legaldocs.examine import choose
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.set_off_notice import FORM
from tests.papers.sample import AS_OF, AT, DEBTOR, EXHIBITS, day, matter_of, set_off_matter, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


@pytest.fixture(scope="module")
def owing() -> Matter:
    return set_off_matter()


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, EXHIBITS)


def terms(matter: Matter, **changed: object) -> Matter:
    return of(matter, set_off=replace(matter.case.set_off, **changed))


def codes(matter: Matter) -> list[str]:
    found = [finding.code for finding in guard_papers(matter, [FORM])]
    found.remove("LD-OFF-ALONE")
    return found


def test_only_a_debt_to_be_set_off_has_one(rich: Matter, owing: Matter) -> None:
    assert not FORM.drafts(rich)[0].has_subject
    assert FORM.drafts(owing)[0].has_subject
    assert codes(owing) == []


def test_it_is_made_alone(owing: Matter) -> None:
    """A letter of the same build would ask for what the notice sets off."""
    findings = guard_papers(owing, [FORM])
    assert [finding.code for finding in findings] == ["LD-OFF-ALONE"]
    assert "set_off_notice" not in {draft.id for draft in choose(owing, findings).made}
    assert [draft.title for draft in choose(owing, findings, [FORM]).made] == ["抵销通知书"]


def test_the_smaller_debt_ends(owing: Matter) -> None:
    """500,113.50 less 60,000.00; then 600,000.00 less 500,113.50; then nothing on either side."""
    assert "贵方尚欠我方440,113.50元" in text_of(FORM, owing)
    more = text_of(FORM, terms(owing, amount=Decimal("600000.00")))
    assert "在500,113.50元（大写：人民币伍拾万零壹佰壹拾叁元伍角整）的数额内抵销" in more
    assert "我方尚应付贵方99,886.50元" in more
    assert "付至下列账户" not in more
    even = text_of(FORM, terms(owing, amount=Decimal("500113.50")))
    assert "抵销后双方不再负有前述债务" in even


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"barred": True}, "LD-OFF-BARRED"),
        ({"amount": Decimal(0)}, "LD-OFF-AMOUNT"),
        ({"file": ()}, "LD-OFF-NO-FILE"),
        ({"due_on": day("2026-11-22")}, "LD-OFF-EARLY"),
        ({"due_on": day("2026-11-21")}, ""),
    ],
)
def test_one_changed_fact(owing: Matter, changed: dict[str, object], code: str) -> None:
    assert codes(terms(owing, **changed)) == [code] * bool(code)


def test_nothing_is_set_off_against_what_is_not_due(owing: Matter) -> None:
    assert "LD-OFF-NOT-DUE" in codes(matter_of(owing.case, day("2026-01-20"), EXHIBITS))


def test_a_time_barred_claim_sets_nothing_off(owing: Matter) -> None:
    """The last part falls due on 31 January 2027; three years later is 31 January 2030."""
    alone = replace(
        owing.case, communications=(), statements=(), payments=(), set_off=owing.case.set_off
    )
    assert "LD-OFF-TIME-BARRED" in codes(matter_of(alone, day("2030-03-01"), EXHIBITS))
    assert "LD-OFF-TIME-BARRED" not in codes(matter_of(alone, day("2029-12-01"), EXHIBITS))


def test_with_several_debtors_a_lawyer_decides(owing: Matter) -> None:
    other = replace(DEBTOR, name="杭州锐锋工贸有限公司")
    both = of(owing, parties=(*owing.case.parties, other), liability=v.Liability.JOINT)
    assert "LD-OFF-DEBTORS" in codes(both)


def test_an_open_objection_is_pointed_out(owing: Matter) -> None:
    row = c.Communication(
        origin=AT,
        sent_on=day("2026-10-08"),
        channel=v.Channel.EMAIL,
        direction=v.Direction.RECEIVED,
        effect=v.Effect.DISPUTE,
        gist="称夹具缺件",
        objection=c.Objection(origin=AT, ground="夹具缺件", amount=Decimal("5000.00")),
    )
    assert codes(of(owing, communications=(*owing.case.communications, row))) == ["LD-OFF-DISPUTED"]


def test_once_it_arrived_the_set_off_is_booked_and_no_second_one_made(owing: Matter) -> None:
    arrived = terms(owing, arrived_on=day("2026-11-20"))
    assert not FORM.drafts(arrived)[0].has_subject
    assert "LD-OFF-NOT-BOOKED" in {finding.code for finding in guard(arrived)}
    booked = m.Credit(
        origin=AT, agreed_on=day("2026-11-20"), amount=Decimal("60000.00"), set_off=True
    )
    assert "LD-OFF-NOT-BOOKED" not in {
        finding.code for finding in guard(of(arrived, credits=(booked,)))
    }


def test_an_arrival_to_come_has_not_happened(owing: Matter) -> None:
    later = terms(owing, arrived_on=day("2026-11-22"))
    known = as_known_on(later.case, AS_OF)
    assert known.set_off is not None
    assert known.set_off.arrived_on is None
