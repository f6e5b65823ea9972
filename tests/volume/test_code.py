"""The code of a file: what it says, where it stands, and that it is held against the record."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
import segno

from legaldocs.volume.check import check_volume
from legaldocs.volume.pdf.code import code_drawing, code_text
from legaldocs.volume.pdf.geometry import CODE_BAND
from legaldocs.volume.prove import prove
from legaldocs.volume.withheld import given_layout

from . import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Volume

DOTS = 10
"""Dots a point: a module is thirteen of them."""

BLACK = made.one_page(b"0 0 1 rg 0 0 595 842 re f")
FILES = {"a.pdf": BLACK, "b.jpg": made.picture(), "c.zip": b"PK\3\4nothing"}


def codes(path: Path) -> list[str]:
    return [finding.code for finding in prove([path]).findings if finding.severity == "error"]


def corner(path: Path, page: int) -> list[list[bool]]:
    """Return which modules are dark in the lower left corner of a page, as it is drawn."""
    drawn = pypdfium2.PdfDocument(path)[page].render(scale=DOTS).to_pil().convert("L")
    left, base, module = 40 * DOTS, drawn.height - 13 * DOTS, 13
    return [
        [
            drawn.getpixel((left + module * across + 6, base - module * (29 - down) + 6)) < 128
            for across in range(29)
        ]
        for down in range(29)
    ]


@pytest.mark.parametrize("number", range(3))
def test_what_is_drawn_is_the_code_of_the_file(number: int, bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, codes=True)
    name = list(FILES)[number]
    text = f"证据{number + 1} SHA-256 {hashlib.sha256(FILES[name]).hexdigest()[:16]}"
    assert volume.layout.chapters[number].leaves[0].code == text
    wanted = segno.make(text, version=3, error="m", encoding="utf-8", boost_error=False).matrix
    assert corner(volume.files[0].path, number) == [[bool(dot) for dot in row] for row in wanted]
    check_volume(volume.files, volume.layout)
    assert codes(volume.files[0].path) == []


def test_it_stands_in_a_band_that_is_free(bound: Callable[..., Volume]) -> None:
    """The page is filled to its edges, and all of it shows above the band."""
    path = bound(FILES, codes=True).files[0].path
    drawn = pypdfium2.PdfDocument(path)[0].render(scale=1).to_pil()
    blue = [y for y in range(drawn.height) if drawn.getpixel((300, y)) == (0, 0, 255)]
    assert min(blue) <= 1
    assert abs(drawn.height - 1 - max(blue) - CODE_BAND) <= 2


def test_files_of_one_exhibit_have_a_code_each_and_only_on_their_first_page(
    bound: Callable[..., Volume],
) -> None:
    files = {"a.pdf": made.pages(2), "b.pdf": made.pages(1)}
    volume = bound(files, [made.exhibit(1, "a.pdf", "b.pdf", "c.pdf")], codes=True)
    (part,) = prove([volume.files[0].path]).parts
    prefix = [sheet.code.partition(" ")[0] for sheet in part.record.sheets]
    assert prefix == ["证据1-1", "", "证据1-2", ""]


def test_none_is_drawn_unless_it_is_asked_for(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES)
    assert not any(map(any, corner(volume.files[0].path, 1)))
    assert b'"code"' not in volume.data


def test_another_code_is_found(bound: Callable[..., Volume]) -> None:
    path = bound(FILES, codes=True).files[0].path
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        drawn = pdf.pages[1].Contents.read_bytes()
        other = code_drawing(code_text("证据2", "00" * 32)).encode()
        kept = drawn[: drawn.index(b"q 0 g")]
        pdf.pages[1].Contents = pdf.make_stream(kept + other)
        pdf.save(path)
    assert "LD-VOL-CODE" in codes(path)


def test_redacted_and_withheld_pages_have_none(bound: Callable[..., Volume]) -> None:
    """From a hash the words that were removed can be found by trying."""
    layout = bound(FILES, codes=True).layout
    exhibits = [made.exhibit(1), made.exhibit(2, "b.jpg"), made.exhibit(3, "c.zip")]
    redacted = {(2, "b.jpg"): layout.chapters[1].leaves[0].content}
    given = given_layout(layout, exhibits, redacted)
    assert [bool(chapter.leaves[0].code) for chapter in given.chapters] == [False, False, True]


def test_no_label_is_too_long() -> None:
    assert code_drawing(code_text("证据99999-9999", "f" * 64)).startswith("q 0 g")
