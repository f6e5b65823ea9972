"""What is signed stands on the page of the signature, however long the names are."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from legaldocs.case.vocabulary import PartyKind
from legaldocs.claim.matter import matter_on
from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.kind import Audience, Paper
from legaldocs.papers.make import make_paper
from tests.papers.sample import draft_of, sample_of

AGREEMENTS = [paper for paper in PAPERS if paper.goes_to is Audience.PARTIES]
LAST_WORDS = ("具有同等效力", "保证合同成立")


def sixty(name: str) -> str:
    return (name + "智能装备研究开发与自动化生产线系统集成技术服务营销管理中心" * 3)[:60]


@pytest.mark.parametrize("paper", AGREEMENTS, ids=lambda paper: paper.id)
def test_the_last_page_has_words_of_the_agreement(paper: Paper) -> None:
    matter = sample_of(paper)
    case = matter.case
    parties = tuple(
        party if party.kind is PartyKind.PERSON else replace(party, name=sixty(party.name))
        for party in case.parties
    )
    renamed = {party.name: sixty(party.name) for party in case.parties}
    rows = tuple(replace(row, owner=renamed[row.owner]) for row in case.debts_in_kind)
    equity = case.debt_to_equity
    if equity is not None:
        equity = replace(equity, company=renamed[equity.company])
    long = replace(case, parties=parties, debts_in_kind=rows, debt_to_equity=equity)
    named = replace(
        matter_on(long, matter.as_of, matter.book), exhibits=matter.exhibits, pages=matter.pages
    )
    made = make_paper(draft_of(paper, named), final=True)
    last = pypdf.PdfReader(io.BytesIO(made.pdf)).pages[-1].extract_text()
    words = "".join(last.split())
    assert any(said in words for said in LAST_WORDS), words
    assert "（签字）" in words or "（签名）" in words
