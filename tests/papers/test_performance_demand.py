"""A debt without a due day is asked for by a letter of its own, once at a time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import communication as c
from legaldocs.case import contract as k
from legaldocs.case import vocabulary as v
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.payment_reminder import FORM as REMINDER
from legaldocs.papers.performance_demand import FORM
from tests.papers.sample import AS_OF, AT, EXHIBITS, day, matter_of, on_demand_matter, text_of

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.claim.matter import Matter


@pytest.fixture(scope="module")
def open_term() -> Matter:
    return on_demand_matter()


def of(matter: Matter, as_of: dt.date = AS_OF, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), as_of, EXHIBITS)


def parts(matter: Matter, *rows: k.Instalment) -> Matter:
    """Return the case with a price of 860,000.00 in these parts and nothing paid yet."""
    contract = replace(matter.case.contracts[0], due_after=None, instalments=rows)
    return of(matter, contracts=(contract,), payments=())


def on_demand(amount: str) -> k.Instalment:
    return k.Instalment(origin=AT, name="尾款", amount=Decimal(amount), due_after=v.DueEvent.DEMAND)


def dated(amount: str, on: str) -> k.Instalment:
    return k.Instalment(origin=AT, name="首付款", amount=Decimal(amount), due_on=day(on))


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def has_one(matter: Matter) -> bool:
    return FORM.drafts(matter)[0].has_subject


def sent(**known: object) -> c.Communication:
    row = c.Communication(
        origin=AT,
        sent_on=day("2026-11-18"),
        channel=v.Channel.COURIER,
        effect=v.Effect.OTHER_DEMAND,
        gist="请求付款",
        pay_by=day("2026-11-30"),
    )
    return replace(row, **known)


def test_it_sets_the_day_and_concedes_nothing(rich: Matter, open_term: Matter) -> None:
    """Ten days from 21 November; 860,000 less 358,000."""
    assert not has_one(rich)
    assert has_one(open_term)
    assert codes(open_term) == []
    text = text_of(FORM, open_term)
    assert "请贵方于2026年12月1日前（含当日），支付" in text
    assert "价款502,000.00元" in text
    assert "第五百一十一条第四项" in text
    assert "不表示我方认可上述款项在此以前没有到期" in text
    assert "违约金" not in text


def test_it_stands_in_place_of_a_reminder_without_a_day(open_term: Matter) -> None:
    refused = {finding.code for finding in guard_papers(open_term, [REMINDER])}
    assert "LD-LETTER-NOTHING-COMING" in refused


def test_a_reminder_in_its_turn_contains_what_is_payable_on_demand(open_term: Matter) -> None:
    soon = parts(open_term, dated("260000.00", "2026-12-01"), on_demand("600000.00"))
    assert not has_one(soon)
    assert guard_papers(soon, [REMINDER]) == ()


def test_beside_what_is_overdue_only_the_rest_is_asked_for(open_term: Matter) -> None:
    mixed = parts(open_term, dated("260000.00", "2026-10-01"), on_demand("600000.00"))
    assert has_one(mixed)
    text = text_of(FORM, mixed)
    assert "价款600,000.00元" in text
    assert "260,000.00" not in text
    assert "本函未列的款项，我方保留" in text


def test_one_demand_at_a_time(open_term: Matter) -> None:
    assert codes(of(open_term, communications=(sent(),))) == ["LD-ASK-ON-ITS-WAY"]
    back = sent(result=v.DeliveryResult.RETURNED, returned_on=day("2026-11-20"))
    assert codes(of(open_term, communications=(back,))) == []
    past = sent(sent_on=day("2026-11-01"), pay_by=day("2026-11-20"))
    assert codes(of(open_term, communications=(past,))) == []
    arrived = sent(arrived_on=day("2026-11-20"), proof=("communications/签收.jpg",))
    assert not has_one(of(open_term, communications=(arrived,)))
