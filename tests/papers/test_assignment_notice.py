"""Who has not heard of the sale gets a notice of it, with the sum that was sold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import party as p
from legaldocs.case import procedure as pr
from legaldocs.papers.assignment_notice import FORM
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.make import make_paper
from legaldocs.papers.names import values_of
from tests.papers.sample import (
    AS_OF,
    AT,
    DEBTOR,
    GUARANTOR,
    assigned_matter,
    day,
    matter_of,
    text_of,
)

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


@pytest.fixture(scope="module")
def sold() -> Matter:
    return assigned_matter()


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def sale(matter: Matter, **terms: object) -> Matter:
    return of(matter, assignment=replace(matter.case.assignment, **terms))


def with_party(matter: Matter, old: p.Party, **facts: object) -> Matter:
    parties = tuple(
        replace(party, **facts) if party.name == old.name else party
        for party in matter.case.parties
    )
    return of(matter, parties=parties)


def notice(to: str, **days: object) -> p.AssignmentNotice:
    return p.AssignmentNotice(origin=AT, to=to, sent_on=day("2026-11-11"), **days)


def labels(matter: Matter) -> list[str]:
    return [draft.label for draft in FORM.drafts(matter) if draft.has_subject]


def test_debtor_and_guarantor_get_one_until_the_notice_arrived(sold: Matter, rich: Matter) -> None:
    assert labels(rich) == []
    assert labels(sold) == [DEBTOR.name, GUARANTOR.name]
    assert labels(sale(sold, notices=(notice(DEBTOR.name),))) == [DEBTOR.name, GUARANTOR.name]
    arrived = notice(DEBTOR.name, arrived_on=day("2026-11-13"))
    assert labels(sale(sold, notices=(arrived,))) == [GUARANTOR.name]
    suit = pr.Suit(origin=AT, court="苏州工业园区人民法院", filed_on=day("2026-11-18"))
    assert labels(of(sold, procedure=pr.Procedure(origin=AT, suit=suit))) == []


def test_the_notice_itself_needs_no_notice(sold: Matter) -> None:
    assert guard_papers(sold, [FORM]) == ()


@pytest.mark.parametrize(
    ("amount", "codes"),
    [
        (None, ["LD-ASSIGN-NO-AMOUNT"] * 2),
        # 860,000 less 258,000 and 100,000 paid before the sale.
        (Decimal("502000.00"), []),
        (Decimal("502000.01"), ["LD-ASSIGN-AMOUNT"] * 2),
        (Decimal("459000.00"), ["LD-ASSIGN-AMOUNT"] * 2),
    ],
)
def test_the_sum_of_the_agreement_is_the_sum_of_the_account(
    sold: Matter, amount: Decimal | None, codes: list[str]
) -> None:
    assert [finding.code for finding in guard_papers(sale(sold, amount=amount), [FORM])] == codes


def test_what_was_paid_after_the_sale_does_not_make_the_agreement_wrong(sold: Matter) -> None:
    paid = replace(sold.case.payments[1], paid_on=day("2026-11-15"), amount=Decimal("50000.00"))
    later = of(sold, payments=(*sold.case.payments, paid))
    assert guard_papers(later, [FORM]) == ()
    assert "到期未付的价款为409,000.00元" in text_of(FORM, later)


def test_account_and_address_are_needed(sold: Matter) -> None:
    creditor = sold.case.creditor
    found = guard_papers(with_party(sold, creditor, account=None), [FORM])
    assert {finding.code for finding in found} == {"LD-ASSIGN-NO-ACCOUNT"}
    found = guard_papers(with_party(sold, GUARANTOR, address=""), [FORM])
    assert [(finding.code, finding.blocks) for finding in found] == [
        ("LD-ASSIGN-ADDRESS", ("assignment_notice:林国栋",))
    ]


def test_the_guarantor_reads_of_the_guarantee_alone(sold: Matter) -> None:
    _, draft = FORM.drafts(sold)
    text = "".join("".join(make_paper(draft).text).split())
    assert "承担贵方2026年1月15日签署的保证文件项下的保证责任" in text
    assert "第六百九十六条" in text
    assert "第五百四十九条" not in text
    assert "包括对林国栋" not in text


def test_the_assignor_is_the_author(sold: Matter) -> None:
    draft = FORM.drafts(sold)[0]
    names = FORM.names(sold, draft.subject)
    assert names.author == "常熟启明机床有限公司"
    assert values_of(names)["addressee"] is draft.subject
