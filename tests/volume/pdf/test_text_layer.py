"""Recognised writing on a sheet: found in its place by two readers, and drawn by none."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import ImageChops
from pypdf import PdfReader

from legaldocs.volume.bind import FrontMatter, bind
from legaldocs.volume.layout import lay_out
from legaldocs.volume.pages import ReadLine
from legaldocs.volume.pdf.text_layer import glyphless
from tests.volume import made
from tests.volume.conftest import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.volume.layout import Layout


def line(text: str, *box: float, sure: int = 990, down: bool = False) -> ReadLine:
    """Return a line whose box has these edges: left, bottom, right, top."""
    left, bottom, right, top = (Decimal(str(edge)) for edge in box)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    if down:
        corners = (*corners[1:], corners[0])
    return ReadLine(text, sure, corners)


def with_lines(layout: Layout, *pages: tuple[ReadLine, ...]) -> Layout:
    """Return a layout with lines on the pages of its first original."""
    (part, *parts), lines = layout.parts, dict(enumerate(pages))
    (chapter, *chapters) = part.chapters
    (leaf, *leaves) = chapter.leaves
    leaf = replace(leaf, content=replace(leaf.content, recognised=lines))  # type: ignore[type-var]
    part = replace(part, chapters=(replace(chapter, leaves=(leaf, *leaves)), *chapters))
    return replace(layout, parts=(part, *parts), recogniser="reader 1")


def bound(folder: Path, *lines: ReadLine) -> bytes:
    """Return a volume of one picture and one text page, the picture with these lines."""
    folder.mkdir()
    files = {"a.jpg": made.picture((600, 400)), "b.pdf": made.pages(1)}
    items = made.store(folder / "originals", files)
    layout = lay_out(made.one_each(list(files)), items, folder / "originals")
    if lines:
        layout = with_lines(layout, lines)
    (file,) = bind(layout, FrontMatter("证据卷", DAY), folder)
    return file.path.read_bytes()


LINES = (
    line("合同编号：HT-2025-042", 100, 400, 300, 416),
    line("收", 80, 300, 100, 320),
    line("𠮷林", 200, 200, 240, 220),
    line("竖着的字", 400, 100, 420, 180, down=True),
)


def test_the_pages_look_the_same_and_the_words_are_found(tmp_path: Path) -> None:
    before, after = bound(tmp_path / "a"), bound(tmp_path / "b", *LINES)
    pages, others = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
    for number in range(2):
        pictures = [
            document[number].render(scale=2).to_pil().convert("RGB") for document in (pages, others)
        ]
        assert ImageChops.difference(*pictures).getbbox() is None
    for text in (
        PdfReader(io.BytesIO(after)).pages[0].extract_text(),
        others[0].get_textpage().get_text_range(),
    ):
        for found in LINES:
            assert found.text in text.replace("\n", "").replace("\r", "")
    assert "original 1" in others[1].get_textpage().get_text_range()
    pages.close()
    others.close()


@pytest.mark.parametrize("found", [LINES[0], LINES[1], LINES[3]], ids=lambda found: found.text)
def test_each_character_stands_on_its_part_of_the_box(found: ReadLine, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(bound(tmp_path / "a", found))
    text = document[0].get_textpage()
    at, count = text.search(found.text).get_next()
    boxes = [text.get_charbox(number, loose=True) for number in range(at, at + count)]
    across, up = zip(*found.corners, strict=True)
    edges = (min(across), min(up), max(across), max(up))
    placed = (
        *(min(box[0] for box in boxes), min(box[1] for box in boxes)),
        *(max(box[2] for box in boxes), max(box[3] for box in boxes)),
    )
    assert placed == pytest.approx([float(edge) for edge in edges], abs=1.5)
    document.close()


def test_without_lines_there_is_no_font_for_them(tmp_path: Path) -> None:
    assert b"Glyphless" not in bound(tmp_path / "a")
    assert bound(tmp_path / "b", *LINES).count(b"/BaseFont /Glyphless") == 2


def test_the_font_has_two_glyphs_and_no_ink() -> None:
    tt = pytest.importorskip("fontTools.ttLib")
    font = tt.TTFont(io.BytesIO(glyphless()), checkChecksums=2)
    assert font["maxp"].numGlyphs == 3
    assert [font["hmtx"][name][0] for name in font.getGlyphOrder()] == [1000, 500, 1000]
    for name in font.getGlyphOrder()[1:]:
        points = [tuple(point) for point in font["glyf"][name].coordinates]
        (ax, ay), (bx, by), (cx, cy) = points
        assert (bx - ax) * (cy - ay) == (cx - ax) * (by - ay)
        assert font["glyf"][name].yMax == 850


def test_a_line_without_breadth_is_left_out(tmp_path: Path) -> None:
    data = bound(tmp_path / "a", line("没有宽度", 100, 100, 100, 120), *LINES)
    assert "没有宽度" not in PdfReader(io.BytesIO(data)).pages[0].extract_text()
