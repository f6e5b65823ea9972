"""Of a PDF every word is read, and what else it holds is said to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image
from weasyprint import HTML

from legaldocs.volume.pdf_words import words_of_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def printed(path: Path, html: str) -> Path:
    path.write_bytes(HTML(string=f"<meta charset=utf-8>{html}").write_pdf())
    return path


def changed(path: Path, change: Callable[[pikepdf.Pdf], object]) -> Path:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)
    return path


def test_words_and_links_are_the_whole_of_a_page(tmp_path: Path) -> None:
    page = printed(tmp_path / "a.pdf", "<p>货款100,000.00元<p><a href='https://a.example'>甲</a>")
    text, whole = words_of_pdf(page)
    assert "货款100,000.00元" in "".join(text.split())
    assert whole


def test_a_picture_is_not_read(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40)).save(tmp_path / "a.png")
    page = printed(tmp_path / "a.pdf", f"<p>货款<img src='{(tmp_path / 'a.png').as_uri()}'>")
    assert words_of_pdf(page)[1] is False


def test_neither_is_an_empty_page(tmp_path: Path) -> None:
    page = printed(tmp_path / "a.pdf", "<p>货款<p style='break-before: page'>")
    assert words_of_pdf(page)[1] is False


def test_neither_is_what_is_attached(tmp_path: Path) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["b.txt"] = pikepdf.AttachedFileSpec(pdf, b"secret", filename="b.txt")

    page = changed(printed(tmp_path / "a.pdf", "<p>货款"), attach)
    assert words_of_pdf(page)[1] is False


def test_neither_is_a_note_over_the_page(tmp_path: Path) -> None:
    def noted(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText,
            Rect=[10, 10, 90, 40], Contents="secret", DA="/Helv 9 Tf",
        )  # fmt: skip
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))

    page = changed(printed(tmp_path / "a.pdf", "<p>货款"), noted)
    assert words_of_pdf(page)[1] is False


def test_what_no_reader_opens_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(ValueError, match="打不开"):
        words_of_pdf(tmp_path / "a.pdf")
