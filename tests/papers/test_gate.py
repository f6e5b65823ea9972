"""No finished paper says what its case does not hold, or what no paper may say."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

from legaldocs.core.errors import InputError, InternalError
from legaldocs.papers.catalogue import FORMS
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.exhibit_list import FORM as EXHIBITS
from legaldocs.papers.kind import Family
from legaldocs.papers.make import fill_form, find_template, make_cover, make_paper
from legaldocs.papers.name_types import slips
from legaldocs.papers.own_templates import copy_template
from legaldocs.papers.typed_words import typed_in
from legaldocs.papers.unfit import unfit_in
from legaldocs.papers.volume_cover import FORM as COVER
from legaldocs.papers.words import FILTERS
from legaldocs.render.docx import Properties, used_names
from legaldocs.render.finished import refuse_unfinished
from legaldocs.render.template import Template
from tests.papers.sample import draft_of, lines_of, matter_of

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Form


def added(form: Form, folder: Path, text: str, *, cell: bool = False) -> Path:
    """Copy a template into a folder, with a paragraph or a table more."""
    copy_template(form, folder)
    path = folder / f"{form.template}.docx"
    document = docx.Document(str(path))
    if cell:
        document.add_table(rows=1, cols=1).cell(0, 0).text = text
    else:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def filled(path: Path, matter: Matter, *, packaged: bool) -> bytes:
    names = DEMAND.names(matter, draft_of(DEMAND, matter).subject)
    template = Template(DEMAND.template, path, packaged=packaged)
    return fill_form(DEMAND, names, Properties("催告函", "甲", matter.as_of), template)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_nothing_is_typed_into_a_packaged_template_that_a_case_should_give(form: Form) -> None:
    template = find_template(form)
    used = used_names(template, FILTERS)
    assert typed_in(template.path.read_bytes(), used.tags, form.family) == ()
    assert slips(used.tags, form.names) == ()


@pytest.mark.parametrize("cell", [False, True])
@pytest.mark.parametrize("text", ["482,100.00元", "肆拾捌万贰仟壹佰元整", "2031年3月4日", "待填"])
def test_a_finding_in_our_own_template_is_our_fault_and_in_a_copy_its_owners(
    tmp_path: Path, rich: Matter, text: str, *, cell: bool
) -> None:
    path = added(DEMAND, tmp_path, text, cell=cell)
    with pytest.raises(InputError, match="letters/demand_letter"):
        filled(path, rich, packaged=False)
    with pytest.raises(InternalError, match="letters/demand_letter"):
        filled(path, rich, packaged=True)


def test_what_the_case_holds_may_be_printed_in_any_notation(tmp_path: Path, rich: Matter) -> None:
    """482,000.00 is no sum of the sample; its total is 500,113.50 as of 21 November 2026."""
    said = "".join(lines_of(DEMAND, rich))
    assert "500,113.50元" in said
    path = added(DEMAND, tmp_path, "伍拾万零壹佰壹拾叁元伍角整，50.01135万元，2026-11-21")
    filled(path, rich, packaged=False)


def test_the_words_of_a_case_hold_what_they_say(tmp_path: Path, rich: Matter) -> None:
    path = added(DEMAND, tmp_path, "来电：{{ debtor.contact }}")
    parties = tuple(
        replace(party, contact="{我}们已报案，XXX，2031年3月4日付987,654.00元")
        for party in rich.case.parties
    )
    matter = matter_of(replace(rich.case, parties=parties), rich.as_of, rich.exhibits)
    filled(path, matter, packaged=False)


@pytest.mark.parametrize("form", [COVER, EXHIBITS], ids=lambda form: form.id)
def test_cover_and_catalogue_pass_the_same_gate(tmp_path: Path, rich: Matter, form: Form) -> None:
    added(form, tmp_path, "482,100.00元")

    def made() -> object:
        if form is COVER:
            return make_cover(rich, parts=1, templates=tmp_path)
        return make_paper(draft_of(EXHIBITS, rich), templates=tmp_path)

    with pytest.raises(InputError, match=r"案件没有的金额.*482,100\.00元"):
        made()


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("color: #fdfdfd", "白色"),
        ("font-size: 1pt", "4 磅"),
        ("opacity: 0.1", "透明"),
        ("color: rgba(0, 0, 0, 0.05)", "透明"),
        ("text-indent: -900pt", "纸张之外"),
    ],
)
def test_a_stylesheet_cannot_make_text_unseen(
    tmp_path: Path, minimal: Matter, rule: str, says: str
) -> None:
    (tmp_path / "style.css").write_text(f"p {{ {rule} }}", encoding="utf-8")
    with pytest.raises(InputError, match=says):
        make_cover(minimal, parts=1, templates=tmp_path)


def test_no_finished_paper_carries_the_sessions_of_its_editor(rich: Matter) -> None:
    package = filled(find_template(DEMAND).path, rich, packaged=True)
    refuse_unfinished(package, InternalError)
    document = docx.Document(io.BytesIO(package))
    document.element.body[0].set(qn("w:rsidR"), "00FC693F")
    marked = io.BytesIO()
    document.save(marked)
    with pytest.raises(InternalError, match="修订号"):
        refuse_unfinished(marked.getvalue(), InternalError)


def test_a_link_of_a_finished_paper_is_refused(rich: Matter) -> None:
    package = filled(find_template(DEMAND).path, rich, packaged=True)
    document = docx.Document(io.BytesIO(package))
    document.part.relate_to("http://example.org", "http://example.org/kind", is_external=True)
    marked = io.BytesIO()
    document.save(marked)
    with pytest.raises(InternalError, match="文件之外"):
        refuse_unfinished(marked.getvalue(), InternalError)


def test_a_clause_of_secrecy_in_an_agreement_is_no_threat() -> None:
    secrecy = "未经对方书面同意，任何一方不得向媒体披露本协议的内容。"
    assert not list(unfit_in(secrecy, Family.AGREEMENT))
    assert list(unfit_in("双方不得泄密。乙方逾期的，甲方向媒体披露。", Family.AGREEMENT))
    assert list(unfit_in("我方不得不向媒体披露。", Family.LETTER))
    assert list(unfit_in("甲方不得不向媒体披露。", Family.AGREEMENT))
