"""Finished files printed one after another."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter

from legaldocs.render.html import Sheet
from legaldocs.render.merged import Span, merged, page_count, words_of
from legaldocs.render.page_setup import Margins, PageSetup
from legaldocs.render.pdf import write_pdf


def blank(pages: int) -> bytes:
    writer, data = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    writer.write(data)
    return data.getvalue()


def paper(*pages: str) -> bytes:
    setup = PageSetup((11906, 16838), Margins(900, 900, 900, 900), (0, 0), (), ())
    body = "".join(f'<p style="break-after:page">{text}</p>' for text in pages)
    return write_pdf(Sheet(body, setup, "甲", "乙", "2026-11-21"), "html{font:12pt serif}")


def test_each_file_begins_on_a_sheet_of_its_own() -> None:
    made = merged([("甲", [blank(3), blank(1)]), ("乙", [blank(2)])], "函", duplex=True)
    assert made.spans == (Span(1, 5, 2), Span(7, 8, 0))
    assert made.pages == page_count(made.pdf) == 8
    single = merged([("甲", [blank(3), blank(1)]), ("乙", [blank(2)])], "函")
    assert single.spans == (Span(1, 4, 0), Span(5, 6, 0))


def test_what_a_page_draws_is_not_touched() -> None:
    letter = paper("第一页", "第二页")
    made = merged([("甲", [letter]), ("乙", [letter])], "函", duplex=True)
    before = [page["/Contents"].get_data() for page in PdfReader(io.BytesIO(letter)).pages]
    reader = PdfReader(io.BytesIO(made.pdf))
    drawn = [page.get("/Contents") for page in reader.pages]
    assert [one.get_object().get_data() for one in drawn if one is not None] == before * 2
    assert [one.title for one in reader.outline] == ["甲", "乙"]
    assert not any("/StructParents" in page for page in reader.pages)


def test_the_same_files_give_the_same_bytes() -> None:
    letter = paper("甲")
    stacks = [("甲", [letter]), ("乙", [letter])]
    assert merged(stacks, "函").pdf == merged(stacks, "函").pdf


@pytest.mark.parametrize("text", ["附件：利息 计算表（1份）", "甲乙"])
def test_words_are_read_without_spaces(text: str) -> None:
    assert words_of(paper(text)) == "".join(text.split())
