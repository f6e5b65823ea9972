"""Fields drawn from their values: kinds, fonts, places; and the same drawing every time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume.pdf.annotations import annotations_of
from legaldocs.volume.pdf.drawing import Drawing
from legaldocs.volume.pdf.field_drawing import style_of
from legaldocs.volume.pdf.form import Form
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.volume.conftest import Volume

STYLE = b"/DA (/F1 10 Tf 1 0 0 rg) /DR << /Font << /F1 5 0 R >> >>"
CHINESE = b"<FEFF" + "肆拾捌万元".encode("utf-16-be").hex().encode() + b">"


def page_with(field: bytes, rect: bytes = b"[10 10 110 30]") -> bytes:
    """Return a page with one field, which has no appearance."""
    form = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] %s >> >>" % STYLE
    widget = b"<< /Subtype /Widget /T (a) /Rect %s %s >>" % (rect, field)
    return made.one_page(page=b"/Annots [6 0 R]", catalog=form, more={6: widget})


def drawn(field: bytes, rect: bytes = b"[10 10 110 30]") -> str:
    """Return the content of the drawing made for a field."""
    reader = PdfReader(io.BytesIO(page_with(field, rect)))
    (drawing,) = annotations_of(reader.pages[0], frozenset(), Form(reader)).drawn
    assert isinstance(drawing, Drawing)
    return drawing.content


def test_text_is_written_in_the_font_size_and_colour_that_the_form_names() -> None:
    content = drawn(b"/FT /Tx /V (482,000.00 \\(x\\))")
    assert "1 0 0 rg 2 7.5 Td" in content
    assert r"/Field 10 Tf (482,000.00 \(x\)) Tj" in content


@pytest.mark.parametrize(("side", "left"), [(0, "2"), (1, "38.88"), (2, "75.76")])
def test_text_stands_where_its_field_says(side: int, left: str) -> None:
    """Four figures of Helvetica at ten points are 22.24 points wide."""
    assert f"rg {left} 7.5 Td" in drawn(b"/FT /Tx /V (1234) /Q %d" % side)


def test_a_comb_has_a_cell_for_each_character() -> None:
    content = drawn(b"/FT /Tx /Ff 16777216 /MaxLen 10 /V (12) /MK << /BC [0 0 1] >>")
    assert content.count(" Tj") == 2
    assert "rg 2.22 7.5 Td" in content
    assert "rg 12.22 7.5 Td" in content
    assert content.count(" l S") == 9


def test_lines_are_broken_where_the_field_ends() -> None:
    words = b"one two three four five six seven eight"
    content = drawn(b"/FT /Tx /Ff 4096 /V (%s)" % words, b"[10 10 110 80]")
    lines = [part.split(") Tj")[0] for part in content.split("Tf (")[1:]]
    assert " ".join(lines) == words.decode()
    assert len(lines) == 2


def test_a_choice_shows_its_words_and_not_what_it_hands_in() -> None:
    options = b"/Opt [[(a) (Alpha)] [(b) (Beta)]] /V (b)"
    assert "(Beta) Tj" in drawn(b"/FT /Ch /Ff 131072 " + options)
    listed = drawn(b"/FT /Ch " + options, b"[10 10 110 80]")
    assert "(Alpha) Tj" in listed
    assert listed.count("re f") == 1


def test_a_password_is_not_printed() -> None:
    assert "(******) Tj" in drawn(b"/FT /Tx /Ff 8192 /V (secret)")


@pytest.mark.parametrize(("mark", "end"), [(b"4", "S"), (b"8", "S"), (b"u", "h f"), (b"l", "f")])
def test_a_ticked_box_has_its_mark(mark: bytes, end: str) -> None:
    assert drawn(b"/FT /Btn /AS /On /MK << /CA (%s) >>" % mark).endswith(f"{end} Q")


def test_chinese_is_written_in_a_font_of_ours_and_bound_alike(
    bound: Callable[..., Volume],
) -> None:
    data = page_with(b"/FT /Tx /V " + CHINESE)
    first, second = bound({"a.pdf": data}), bound({"a.pdf": data})
    assert first.data == second.data
    assert "肆拾捌万元" in made.texts(first.data)[0]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (b"/Helv 12 Tf 0 g", ("Helv", "12", "0 g")),
        (b"0 0 1 rg /He-Bo 0 Tf", ("He-Bo", "0", "0 0 1 rg")),
        (b"", ("", "0", "0 g")),
        (b"/A /B 7 Tf .5 .5 .5 0 k", ("B", "7", "0.5 0.5 0.5 0 k")),
        (b"Tf rg ((((", ("", "0", "0 g")),
    ],
)
def test_a_style_is_read_as_far_as_it_goes(style: bytes, expected: tuple[str, str, str]) -> None:
    read = style_of(style)
    assert (read.font, str(read.size), read.colour) == expected
