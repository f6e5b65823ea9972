"""A part of what another's enforcement yields: only beside a debtor that is no legal person."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import EnforcementEnd, PartyKind, Role
from legaldocs.papers.distribution_application import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import EXHIBITS, draft_of, matter_of, shared_matter, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

DAY = dt.date(2027, 6, 10)


@pytest.fixture(scope="module")
def shared() -> Matter:
    return shared_matter()


def changed(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), DAY, EXHIBITS)


def with_distribution(matter: Matter, **facts: object) -> Matter:
    procedure = matter.case.procedure
    assert procedure is not None
    assert procedure.distribution is not None
    distribution = replace(procedure.distribution, **facts)
    return changed(matter, procedure=replace(procedure, distribution=distribution))


def with_debtor(matter: Matter, **facts: object) -> Matter:
    parties = tuple(
        replace(party, **facts) if party.role is Role.DEBTOR else party
        for party in matter.case.parties
    )
    return changed(matter, parties=parties)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_a_case_that_joins_no_distribution_has_no_such_paper(rich: Matter) -> None:
    assert not draft_of(FORM, rich).has_subject
    assert codes(rich) == []


def test_it_asks_for_what_the_instrument_leaves_unpaid(shared: Matter) -> None:
    """443,113.50, and doubled interest of 1,142.05, 3,587.85 and 460.47."""
    assert codes(shared) == []
    text = text_of(FORM, shared)
    assert "受偿448,303.87元" in text
    assert "请求参与（2027）浙0106执1188号案件中被执行人杭州锐锋自动化设备厂的" in text
    assert "投资人：林国栋" in text
    assert "法定代表人：林国栋" not in text
    assert "案号为（2027）苏0591执2345号，该案正在执行" in text
    assert text.index("杭州市西湖区人民法院") > text.index("特提出申请")


@pytest.mark.parametrize("kind", [PartyKind.COMPANY, PartyKind.INSTITUTION, PartyKind.ASSOCIATION])
def test_a_legal_person_is_bankrupt_or_pays_by_order(shared: Matter, kind: PartyKind) -> None:
    (finding,) = guard_papers(with_debtor(shared, kind=kind), [FORM])
    assert finding.code == "LD-DIST-COMPANY"
    assert "第五百一十四条" in finding.article


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"distributed_on": dt.date(2027, 6, 1)}, ["LD-DIST-ENDED"]),
        ({"insufficiency": ""}, ["LD-DIST-NO-REASON"]),
        ({"evidence": ""}, ["LD-DIST-NO-EVIDENCE"]),
        ({"debtor": "某厂"}, ["LD-DIST-DEBTOR"]),
        ({"debtor": "杭州锐锋自动化设备厂"}, []),
    ],
)
def test_what_the_application_must_say(
    shared: Matter, facts: dict[str, object], found: list[str]
) -> None:
    assert codes(with_distribution(shared, **facts)) == found


def test_with_several_debtors_one_is_named(shared: Matter) -> None:
    second = replace(shared.case.debtor, name="宁波锐锋自动化设备厂")
    matter = changed(shared, parties=(*shared.case.parties, second))
    assert "LD-DIST-DEBTOR" in codes(matter)
    named = with_distribution(matter, debtor=second.name)
    assert "LD-DIST-DEBTOR" not in codes(named)
    assert "被执行人：宁波锐锋自动化设备厂" in text_of(FORM, named)


def test_an_instrument_is_needed(shared: Matter) -> None:
    procedure = replace(shared.case.procedure, judgment=None)
    assert codes(changed(shared, procedure=procedure)) == ["LD-EXE-NO-INSTRUMENT"]


def test_an_own_enforcement_is_advised_and_said_how_it_ended(shared: Matter) -> None:
    procedure = shared.case.procedure
    assert procedure is not None
    none = changed(shared, procedure=replace(procedure, enforcement=None))
    assert codes(none) == ["LD-DIST-NO-ENFORCEMENT"]
    assert "强制执行" not in text_of(FORM, none)
    ended = replace(
        procedure.enforcement, ended_on=dt.date(2027, 6, 1), ended_by=EnforcementEnd.THIS_TIME
    )
    text = text_of(FORM, changed(shared, procedure=replace(procedure, enforcement=ended)))
    assert "2027年6月1日，该院终结本次执行程序，上述债权没有全部清偿" in text


def test_a_right_that_comes_first_is_claimed(shared: Matter) -> None:
    right = "申请人对厂房享有第一顺位抵押权，2026年4月10日登记"
    text = text_of(FORM, with_distribution(shared, priority=right))
    assert "优先受偿" in text
    assert f"{right}。" in text
    assert "优先" not in text_of(FORM, shared)
