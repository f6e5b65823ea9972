"""A paper is a draft, on every page of both files, until it is asked for as final."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest

from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.exhibit_list import FORM as EXHIBIT_LIST
from legaldocs.papers.interest_schedule import FORM as SCHEDULE
from legaldocs.papers.lawyer_letter import FORM as LAWYER
from legaldocs.papers.make import DRAFT_MARK, make_cover, make_paper
from legaldocs.papers.payment_reminder import FORM as REMINDER
from legaldocs.papers.warning_letter import FORM as WARNING
from legaldocs.render.compare_text import read_pdf
from tests.papers.sample import draft_of, sample_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Paper
    from legaldocs.render.write import Written

MARK = "".join(DRAFT_MARK.split())


def marked(pdf: bytes) -> list[bool]:
    return [MARK in "".join(page.split()) for page in read_pdf(pdf)]


def header(made: Written) -> list[str]:
    section = docx.Document(io.BytesIO(made.docx)).sections[0]
    return [paragraph.text for paragraph in section.header.paragraphs]


@pytest.mark.parametrize("paper", [REMINDER, WARNING, SCHEDULE, LAWYER], ids=lambda one: one.id)
def test_a_draft_says_so_on_every_page_and_a_final_paper_nowhere(paper: Paper) -> None:
    draft = draft_of(paper, sample_of(paper))
    made, final = make_paper(draft), make_paper(draft, final=True)
    assert all(marked(made.pdf))
    assert header(made)[0] == DRAFT_MARK
    assert header(made)[1:] == [text for text in header(final) if text]
    assert not any(marked(final.pdf))
    assert DRAFT_MARK not in header(final)
    assert made.text == final.text


@pytest.mark.parametrize("paper", [REMINDER, WARNING, SCHEDULE, LAWYER], ids=lambda one: one.id)
def test_the_mark_moves_no_page_break(paper: Paper) -> None:
    draft = draft_of(paper, sample_of(paper))
    pages = [
        ["".join(page.split()).replace(MARK, "") for page in read_pdf(made.pdf)]
        for made in (make_paper(draft), make_paper(draft, final=True))
    ]
    assert pages[0] == pages[1]


def test_what_is_bound_is_no_draft(rich: Matter) -> None:
    made = make_paper(draft_of(EXHIBIT_LIST, rich))
    assert not any(marked(made.pdf))
    assert DRAFT_MARK not in header(made)
    assert not any(marked(make_cover(rich, parts=1)))
    assert [paper.id for paper in PAPERS if not paper.is_issued] == ["exhibit_list"]


def test_two_drafts_are_the_same_bytes(rich: Matter) -> None:
    first, second = (make_paper(draft_of(WARNING, rich)) for _ in range(2))
    assert (first.docx, first.pdf) == (second.docx, second.pdf)
