"""An instrument in force is enforced for what is left of it, with its interest worked out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case import party as p
from legaldocs.case import procedure as pr
from legaldocs.case import vocabulary as v
from legaldocs.case.reading import load_case
from legaldocs.core.errors import CaseError
from legaldocs.examine import choose, examine
from legaldocs.papers.enforcement_application import FORM
from legaldocs.papers.guards import guard_papers
from tests.papers.sample import AT, judged_matter, matter_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.law.lawbook import LawBook

Y = Decimal


@pytest.fixture(scope="module")
def judged() -> Matter:
    return judged_matter()


def procedure_of(matter: Matter) -> Any:
    assert matter.case.procedure is not None
    return matter.case.procedure


def with_judgment(matter: Matter, **facts: Any) -> Matter:
    """Return the case with another instrument."""
    procedure = procedure_of(matter)
    judgment = replace(procedure.judgment, **facts)
    case = replace(matter.case, procedure=replace(procedure, judgment=judgment))
    return matter_of(case, matter.as_of)


def with_case(matter: Matter, day: dt.date | None = None, **facts: Any) -> Matter:
    return matter_of(replace(matter.case, **facts), day or matter.as_of)


def one(amount: str, **facts: Any) -> tuple[pr.JudgmentSum, ...]:
    due = facts.pop("perform_by", dt.date(2027, 4, 7))
    return (pr.JudgmentSum(origin=AT, amount=Y(amount), perform_by=due, **facts),)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def test_what_is_left_and_the_doubled_part_are_asked_for(judged: Matter) -> None:
    """502,000.00 x 0.0175% x 13 + 402,000.00 x 0.0175% x 20 + 41,113.50 x 0.0175% x 33.

    1,142.05 + 1,407.00 + 237.43 = 2,786.48; with 443,113.50 together 445,899.98.
    """
    assert codes(judged) == []
    text = text_of(FORM, judged)
    assert (
        "支付443,113.50元，即（2026）苏0591民初12345号民事判决书判项543,113.50元扣除已付的" in text
    )
    assert (
        "按日万分之一点七五自2027年4月8日起计算，暂计至2027年5月10日（含当日）为2,786.48元" in text
    )
    assert "此后以443,113.50元为基数计至实际清偿之日" in text
    assert "合计445,899.98元" in text
    assert "申请执行人：" in text
    assert "被申请人" not in text


def test_ordered_interest_stands_beside_the_doubled_part(judged: Matter) -> None:
    """100,000.00 at 3.65% a year are 10.00 a day: 40 days from 2027-04-01 to 05-10.

    The doubled part runs on 100,000.00 from 04-08: 33 x 17.50 = 577.50.
    """
    row = one(
        "100000.00",
        name="货款",
        interest_rate="3.65%/year",
        interest_from=dt.date(2027, 4, 1),
    )
    unpaid = tuple(row for row in judged.case.payments if row.paid_on < dt.date(2027, 1, 1))
    matter = with_case(with_judgment(judged, sums=row), payments=unpaid)
    text = text_of(FORM, matter)
    assert (
        "一般债务利息，按年利率3.65%自2027年4月1日起计算，计至2027年5月10日（含当日）为400.00元"
        in text
    )
    assert "为577.50元" in text
    assert "合计100,977.50元" in text
    assert "被执行人没有履行" in text


def test_a_sum_of_interest_is_no_base_of_the_doubled_part(judged: Matter) -> None:
    """Only the 402,000.00 left of the price carry it: 1,142.05 + 1,407.00 = 2,549.05."""
    price, charge = procedure_of(judged).judgment.sums
    marked = with_judgment(judged, sums=(price, replace(charge, name="利息", no_doubled=True)))
    assert codes(marked) == []
    text = text_of(FORM, marked)
    assert "为2,549.05元，此后以402,000.00元为基数" in text
    open_ = with_judgment(judged, sums=(price, replace(charge, name="利息")))
    assert codes(open_) == ["LD-ENF-INTEREST-BASE"]


def test_money_beyond_the_sums_pays_the_interest(judged: Matter) -> None:
    """100,000.00 were paid on 90,000.00: 10,000.00 beyond exceed every interest."""
    paid = with_judgment(judged, sums=one("90000.00"))
    assert codes(paid) == ["LD-ENF-PAID"]
    # 99,900.00 x 0.0175% x 13 = 227.27; 100.00 of it are paid, 127.27 are left.
    left = with_judgment(judged, sums=one("99900.00"))
    text = text_of(FORM, left)
    assert "超过判项的100.00元先清偿" in text
    assert "尚欠一般债务利息0.00元、加倍部分127.27元" in text
    assert "合计127.27元" in text


def test_what_falls_due_later_is_left_out(judged: Matter) -> None:
    price, charge = procedure_of(judged).judgment.sums
    matter = with_judgment(judged, sums=(price, replace(charge, perform_by=dt.date(2027, 9, 1))))
    text = text_of(FORM, matter)
    assert "支付402,000.00元" in text
    assert "其余判项41,113.50元的履行期限尚未届满，不在本次申请之内" in text


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"effective_on": None}, "LD-ENF-NOT-EFFECTIVE"),
        ({"sums": ()}, "LD-ENF-NO-SUM"),
        ({"sums": one("100.00", perform_by=dt.date(2027, 5, 10))}, "LD-ENF-NOT-DUE"),
        ({"operative": ""}, "LD-ENF-NO-OPERATIVE"),
        (
            {"kind": v.InstrumentKind.AWARD, "issuer": "苏州仲裁委员会"},
            "LD-ENF-NO-COURT",
        ),
    ],
)
def test_an_instrument_that_cannot_be_enforced(
    judged: Matter, facts: dict[str, Any], code: str
) -> None:
    assert code in codes(with_judgment(judged, **facts))


def test_an_award_goes_to_the_court_that_the_case_names(judged: Matter) -> None:
    award = with_judgment(
        judged,
        kind=v.InstrumentKind.AWARD,
        issuer="苏州仲裁委员会",
        enforcing_court="杭州市中级人民法院",
    )
    assert codes(award) == ["LD-ENF-AWARD"]
    text = text_of(FORM, award)
    assert "此致杭州市中级人民法院" in text
    assert "裁决书副本" in text
    assert "民事裁决书" not in text
    assert "第二百四十八条" in text


def test_a_payment_order_that_was_objected_to_is_not_enforced(judged: Matter) -> None:
    procedure = procedure_of(judged)
    judgment = replace(procedure.judgment, kind=v.InstrumentKind.ORDER)
    order = pr.PaymentOrder(origin=AT, objected_on=dt.date(2027, 3, 20))
    objected = replace(procedure, judgment=judgment, payment_order=order)
    assert "LD-ENF-ORDER-ENDED" in codes(with_case(judged, procedure=objected))
    stands = replace(procedure, judgment=judgment, payment_order=replace(order, objected_on=None))
    assert codes(with_case(judged, procedure=stands)) == []


def test_account_and_leads_are_asked_for(judged: Matter) -> None:
    parties = tuple(replace(party, account=None) for party in judged.case.parties)
    assert codes(with_case(judged, parties=parties)) == ["LD-ENF-NO-ACCOUNT"]
    blind = replace(procedure_of(judged), preservation=None)
    matter = with_case(judged, procedure=blind)
    assert codes(matter) == ["LD-ENF-NO-LEAD"]
    assert "没有掌握被执行人的财产线索，请求依法查询" in text_of(FORM, matter)


def test_a_bankrupt_is_not_enforced_upon(judged: Matter) -> None:
    accepted = p.Bankruptcy(origin=AT, accepted_on=dt.date(2027, 5, 1), court="某中级人民法院")
    parties = tuple(
        replace(party, bankruptcy=accepted) if party.role is v.Role.DEBTOR else party
        for party in judged.case.parties
    )
    assert "LD-PARTY-IN-BANKRUPTCY" in codes(with_case(judged, parties=parties))


def test_only_guarantors_that_the_instrument_names_are_enforced_upon(judged: Matter) -> None:
    assert "被执行人（保证人）：林国栋" in text_of(FORM, judged)
    free = text_of(FORM, with_judgment(judged, guarantors=()))
    assert "（保证人）" not in free
    assert "被执行人：杭州锐锋" in free
    (guarantee,) = judged.case.guarantees
    general = replace(guarantee, form=v.GuaranteeForm.GENERAL)
    assert codes(with_case(judged, guarantees=(general,))) == ["LD-ENF-GENERAL"]


def test_who_took_over_the_claim_later_proves_it(judged: Matter) -> None:
    sold = p.Assignment(
        origin=AT,
        assignor="苏州原债权人有限公司",
        agreed_on=dt.date(2027, 4, 1),
        notices=(),
    )
    assert "LD-ENF-SUCCESSOR" in codes(with_case(judged, assignment=sold))


def test_interest_by_an_unconfirmed_rate_waits(judged: Matter) -> None:
    """No LPR was checked for 2027."""
    row = one("100000.00", interest_rate="LPR", interest_from=dt.date(2027, 4, 1))
    assert "LD-RATE-UNCONFIRMED" in codes(with_judgment(judged, sums=row))


CASE = """
contracts: [{{price: 100.00, due_on: 2026-03-01, file: c.pdf}}]
procedure:
  judgment:
    kind: 判决书
    issuer: 某法院
    number: 某号
    issued_on: 2026-04-01
    effective_on: 2026-04-20
    {more}
"""


def test_an_interest_that_cannot_be_read_stops_the_paper(
    write_case: Callable[..., Path], book: LawBook
) -> None:
    text = CASE.format(more="sums: [{amount: 100.00, interest_rate: 3%/year}]")
    matter, findings = examine(load_case(write_case(text)), dt.date(2026, 6, 15), book)
    (refused,) = [row for row in choose(matter, findings).refused if row.draft.paper is FORM]
    assert "LD-PROC-INTEREST" in [finding.code for finding in refused.findings]


def test_a_guarantor_that_the_case_does_not_know_is_pointed_out(
    write_case: Callable[..., Path],
) -> None:
    with pytest.raises(CaseError) as error:
        load_case(write_case(CASE.format(more="guarantors: [王某]")))
    (finding,) = error.value.findings
    assert finding.code == "LD-CASE-REFERENCE"
    assert "guarantors 里的“王某”" in finding.message


def test_without_an_instrument_there_is_no_paper(rich: Matter) -> None:
    assert guard_papers(rich, [FORM]) == ()
    assert choose(rich, (), [FORM]).refused[0].findings[0].code == "LD-PAPER-NO-SUBJECT"
