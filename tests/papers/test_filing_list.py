"""An envelope holds what the build made for its application, and says what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import procedure as pr
from legaldocs.case.late_payment import LatePayment
from legaldocs.case.vocabulary import Role
from legaldocs.claim.matter import matter_on
from legaldocs.examine import choose
from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.filing_list import FORM
from legaldocs.papers.filing_list.names import Enclosure, FilingListNames
from legaldocs.papers.payment_order import FORM as ORDER
from legaldocs.papers.pre_suit_preservation import FORM as PRE_SUIT
from legaldocs.papers.representative_certificate import FORM as CERTIFICATE
from tests.papers.sample import AT, text_of

if TYPE_CHECKING:
    from legaldocs.case.model import Case
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Paper


def with_case(matter: Matter, **facts: object) -> Matter:
    """Return the matter worked out anew; exhibits and pages stay."""
    case: Case = replace(matter.case, **facts)
    fresh = matter_on(case, matter.as_of, matter.book)
    return replace(fresh, exhibits=matter.exhibits, pages=matter.pages)


def envelope(matter: Matter, filing: Paper, *without: Paper) -> dict[str, Enclosure]:
    """Return what goes in with a filing when every other paper is made but those named."""
    made = [
        draft
        for paper in PAPERS
        if paper.beside is None and paper not in without
        for draft in paper.drafts(matter)
        if draft.has_subject
    ]
    (draft,) = (
        draft for draft in FORM.following(made, matter) if draft.subject.filing.paper is filing
    )
    names = FilingListNames(matter, draft.subject)
    return {enclosure.title: enclosure for enclosure in names.enclosures}


def test_each_application_made_has_its_list_after_the_others(rich: Matter) -> None:
    choice = choose(rich, ())
    lists = [draft for draft in choice.made if draft.paper is FORM]
    assert [draft.file_name for draft in lists] == [
        "51-立案材料清单-支付令申请书",
        "51-立案材料清单-诉前财产保全申请书",
        "51-立案材料清单-诉讼财产保全申请书",
        "51-立案材料清单-民事起诉状",
    ]
    assert choice.made[-4:] == tuple(lists)


def test_without_an_application_there_is_no_list(minimal: Matter) -> None:
    choice = choose(minimal, (), [CERTIFICATE])
    assert [draft.paper for draft in choice.made] == [CERTIFICATE]
    assert choice.refused == ()
    (refusal,) = choose(minimal, (), [CERTIFICATE, FORM]).refused
    assert [finding.code for finding in refusal.findings] == ["LD-PAPER-NO-SUBJECT"]


def test_asked_for_by_name_it_lists_what_was_asked_for(rich: Matter) -> None:
    choice = choose(rich, (), [FORM, ORDER])
    assert [draft.id for draft in choice.made] == ["payment_order", "filing_list:支付令申请书"]
    names = FilingListNames(choice.made[-1].matter, choice.made[-1].subject)
    found = {row.title: row.found for row in names.enclosures}
    assert found["支付令申请书"] == "本次生成：05-支付令申请书"
    assert found["授权委托书（沈知行）"].startswith("待备")


@pytest.mark.parametrize("debtors", [1, 2, 3])
def test_a_claim_has_a_copy_for_each_respondent(rich: Matter, debtors: int) -> None:
    more = tuple(replace(rich.case.debtor, name=f"债务人{number}") for number in range(1, debtors))
    rows = envelope(with_case(rich, parties=(*rich.case.parties, *more)), ORDER)
    for title in ("支付令申请书", "证据目录和证据材料", "利息计算表"):
        assert (rows[title].originals, rows[title].copies) == (1, debtors), title
    assert {row.copies for title, row in rows.items() if "证明" in title or "授权" in title} == {0}


def test_nothing_of_a_preservation_goes_to_the_other_side(rich: Matter) -> None:
    rows = envelope(rich, PRE_SUIT)
    assert {row.copies for row in rows.values()} == {0}
    assert rows["财产线索清单"].found == "本次生成：52-财产线索清单"
    assert "财产线索的证据" in rows
    assert "担保材料（保险公司保函，中国太平洋财产保险股份有限公司苏州分公司）" in rows
    assert not [title for title in envelope(rich, ORDER) if "财产线索" in title or "担保" in title]


def test_guarantors_who_are_respondents_are_counted(rich: Matter) -> None:
    claimed = replace(rich.case.procedure, against_guarantors=("林国栋",))
    matter = with_case(rich, procedure=claimed)
    assert "被申请人（保证人）林国栋的身份证件复印件" in envelope(matter, PRE_SUIT)
    # A payment order does not reach the guarantor.
    assert not [title for title in envelope(matter, ORDER) if "林国栋" in title]


def test_what_was_not_made_is_still_to_be_got(rich: Matter) -> None:
    rows = envelope(rich, ORDER, CERTIFICATE)
    assert rows["法定代表人身份证明书"].found == "待备：本次没有生成，见 SUMMARY.md"
    unserved = envelope(with_case(rich, service=None), ORDER)
    assert "填写 service" in unserved["送达地址确认书"].found
    unagented = envelope(with_case(rich, agents=()), ORDER)
    assert not [title for title in unagented if "授权" in title or "律师" in title]


def test_leads_without_a_source_are_asked_for(rich: Matter) -> None:
    procedure = rich.case.procedure
    assert procedure is not None
    assert procedure.preservation is not None
    assets = tuple(
        replace(asset, source="", source_kind=None, file=())
        for asset in procedure.preservation.assets
    )
    held = replace(procedure.preservation, assets=assets, security=None)
    rows = envelope(with_case(rich, procedure=replace(procedure, preservation=held)), PRE_SUIT)
    assert "source_kind" in rows["财产线索清单"].found
    assert "财产线索的证据" not in rows
    assert not [title for title in rows if "担保" in title]


def test_a_payment_order_without_an_agreed_charge_brings_no_schedule(rich: Matter) -> None:
    (contract,) = rich.case.contracts
    assert isinstance(contract.late_payment, LatePayment)
    bare = with_case(rich, contracts=(replace(contract, late_payment=None),))
    assert bare.claim.late_charge > 0
    assert "利息计算表" not in envelope(bare, ORDER)
    assert "利息计算表" in envelope(bare, PRE_SUIT)


def test_a_person_proves_who_it_is_by_its_own_card(rich: Matter) -> None:
    parties = tuple(
        replace(party, kind=rich.case.parties[2].kind, representative="", file=("other/1.pdf",))
        if party.role is Role.CREDITOR
        else party
        for party in rich.case.parties
    )
    rows = envelope(with_case(rich, parties=parties), ORDER, CERTIFICATE)
    # other/1.pdf is exhibit 1 of the full case.
    assert rows["申请人苏州恒远精密机械有限公司的身份证件复印件"].found == "见证据1"
    assert not [title for title in rows if "法定代表人" in title]


def test_the_list_says_how_the_copies_were_counted(rich: Matter) -> None:
    assert "副本按对方当事人人数计算" in text_of(FORM, rich)
    without_order = with_case(rich, procedure=pr.Procedure(origin=AT))
    assert "随支付令申请书提交" in text_of(FORM, without_order)
