"""What is held is renewed before it lapses, and nothing else is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case import party as p
from legaldocs.case import vocabulary as v
from legaldocs.claim.guards.measures import seizures_are_renewed
from legaldocs.examine import choose
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.preservation_renewal import FORM
from tests.papers.sample import AT, held_matter, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

FROZEN_UNTIL = dt.date(2027, 11, 24)


@pytest.fixture(scope="module")
def held() -> Matter:
    return held_matter()


def on(matter: Matter, day: dt.date, **changed: Any) -> Matter:
    """Return the case on a day with other facts of the preservation."""
    procedure = matter.case.procedure
    assert procedure is not None
    assert procedure.preservation is not None
    preservation = replace(procedure.preservation, **changed)
    return matter_of(
        replace(matter.case, procedure=replace(procedure, preservation=preservation)), day
    )


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def first(matter: Matter, **changed: Any) -> tuple[Any, ...]:
    """Return the seizures with another deposit."""
    assert matter.case.procedure is not None
    assert matter.case.procedure.preservation is not None
    deposit, car = matter.case.procedure.preservation.seizures
    return (replace(deposit, **changed), car)


def test_what_ends_within_the_month_is_asked_for_and_the_rest_is_not(held: Matter) -> None:
    assert codes(held) == []
    text = text_of(FORM, held)
    assert "项下的下列财产续行冻结，续行期限自各项原期限届满的次日起算" in text
    assert "|冻结|2026年11月25日|2027年11月24日|一年" in text
    assert "浙A12345" not in text
    assert "此致苏州工业园区人民法院" in text


def test_movables_and_rights_have_their_own_years(held: Matter) -> None:
    """Two years for a car, three for shares (民诉法解释485)."""
    assert "|二年" in text_of(FORM, on(held, dt.date(2028, 11, 10)))
    shares = first(held, kind=v.AssetKind.EQUITY, description="丙公司百分之十的股权")
    assert "|三年" in text_of(FORM, on(held, held.as_of, seizures=shares))


def test_long_before_the_end_it_waits_unless_asked_for(held: Matter) -> None:
    """31 days before the end the paper waits, 30 days before it is made."""
    early = on(held, FROZEN_UNTIL - dt.timedelta(days=31))
    (finding,) = guard_papers(early, [FORM])
    assert finding.code == "LD-PRES-RENEW-EARLY"
    assert choose(early, (finding,), [FORM]).made
    assert codes(on(held, FROZEN_UNTIL - dt.timedelta(days=30))) == []


def test_after_the_seventh_day_before_the_end_it_is_made_with_a_warning(held: Matter) -> None:
    """2027-11-17 is seven days before 2027-11-24."""
    assert codes(on(held, dt.date(2027, 11, 17))) == []
    assert codes(on(held, dt.date(2027, 11, 18))) == ["LD-PRES-RENEW-LATE"]


def test_what_lapsed_is_not_renewed(held: Matter) -> None:
    gone = first(held)[:1]
    assert codes(on(held, dt.date(2027, 11, 25), seizures=gone)) == ["LD-PRES-LAPSED"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ruling_number": ""}, "LD-PRES-NO-RULING"),
        ({"ruled_amount": Decimal(900_000)}, "LD-PRES-OVER"),
    ],
)
def test_facts_of_the_ruling(held: Matter, changed: dict[str, Any], code: str) -> None:
    assert codes(on(held, held.as_of, **changed)) == [code]


def test_a_measure_without_an_end_is_asked_for_first(held: Matter) -> None:
    assert "LD-PRES-NO-END" in codes(on(held, held.as_of, seizures=first(held, ends_on=None)))


def test_a_waiting_measure_has_no_end_yet(held: Matter) -> None:
    waiting = first(held, ends_on=None, waiting=True)
    assert "LD-PRES-NO-END" not in codes(on(held, held.as_of, seizures=waiting))


def test_the_security_lasts_as_long_as_the_measure(held: Matter) -> None:
    assert held.case.procedure is not None
    assert held.case.procedure.preservation is not None
    given = held.case.procedure.preservation.security
    assert given is not None
    short = on(held, held.as_of, security=replace(given, ends_on=dt.date(2027, 11, 24)))
    assert codes(short) == ["LD-PRES-SECURITY-ENDS"]
    over = on(held, held.as_of, security=replace(given, ends_on=dt.date(2027, 10, 31)))
    assert codes(over) == ["LD-PRES-SECURITY-ENDS"]
    assert "继续有效" not in text_of(FORM, over)
    assert "继续有效" in text_of(FORM, held)


def test_a_court_without_a_name_is_asked_for(held: Matter) -> None:
    procedure = held.case.procedure
    assert procedure is not None
    assert procedure.preservation is not None
    nowhere = replace(procedure, suit=None, preservation=replace(procedure.preservation, court=""))
    matter = matter_of(replace(held.case, procedure=nowhere), held.as_of)
    assert "LD-PRES-NO-COURT" in codes(matter)


def test_in_bankruptcy_nothing_is_renewed(held: Matter) -> None:
    accepted = p.Bankruptcy(origin=AT, accepted_on=dt.date(2027, 10, 1), court="杭州市中级人民法院")
    parties = tuple(
        replace(party, bankruptcy=accepted) if party.role is v.Role.DEBTOR else party
        for party in held.case.parties
    )
    matter = matter_of(replace(held.case, parties=parties), held.as_of)
    assert "LD-PRES-BANKRUPT" in codes(matter)


def test_without_a_seizure_there_is_no_paper(rich: Matter) -> None:
    assert guard_papers(rich, [FORM]) == ()
    assert choose(rich, (), [FORM]).refused[0].findings[0].code == "LD-PAPER-NO-SUBJECT"


def test_the_check_says_by_when_to_renew(held: Matter) -> None:
    """The working day before 2027-11-17, a Wednesday, is the 16th."""
    deposit, car = seizures_are_renewed(held)
    assert (deposit.code, deposit.severity) == ("LD-PRES-SEIZED", "warning")
    assert "最迟 2027-11-16 提交续行保全申请书（法定最迟 2027-11-17）" in deposit.next_step
    assert car.severity == "note"
