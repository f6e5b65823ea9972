"""Which notes and fields are drawn on a page, which are made, and which are reported."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume.convert.pdf import inspect
from legaldocs.volume.pdf.annotations import annotations_of
from legaldocs.volume.pdf.form import Form
from tests.volume import made

if TYPE_CHECKING:
    from pathlib import Path

RECT = b"/Rect [10 10 90 30]"
FORM = made.stream(b"(drawn) Tj", b"/Type /XObject /Subtype /Form /BBox [0 0 80 20]")
FIELD = b"/Subtype /Widget " + RECT
DRAWN = b" /AP << /N 30 0 R >>"
STATES = b" /AP << /N << /On 30 0 R /Off 32 0 R >> >>"
PARENT = b"<< /FT /Tx /V (482000.00) /Kids [10 0 R] >>"


def page_with(*annotations: bytes, form: bytes = b"") -> bytes:
    """Return a PDF whose page has these annotations; object 30 is an appearance, 31 a field."""
    numbers = range(10, 10 + len(annotations))
    listed = b" ".join(b"%d 0 R" % number for number in numbers)
    more = dict(zip(numbers, (b"<< %s >>" % body for body in annotations), strict=True))
    return made.one_page(
        page=b"/Annots [%s]" % listed,
        catalog=b"<< /Type /Catalog /Pages 2 0 R %s >>" % form,
        more={**more, 30: FORM, 31: PARENT, 32: made.stream(b"", b"/BBox [0 0 9 9]")},
    )


PLAIN_FORM = b"/AcroForm << /Fields [10 0 R] >>"


def counted(data: bytes) -> tuple[int, int, int]:
    """Return how many annotations are drawn, how many of these are made, and how many reported."""
    reader = PdfReader(io.BytesIO(data))
    found = annotations_of(reader.pages[0], frozenset(), Form(reader))
    return len(found.drawn), found.made, found.unseen


def test_a_field_below_a_mark_is_reported() -> None:
    """Some reader programs show the field above the mark, and some the mark above the field."""
    field = FIELD + b"/FT /Tx /V (482)" + DRAWN
    mark = b"/Subtype /Square /Rect [%d 10 %d 30]" + DRAWN
    assert counted(page_with(field, mark % (50, 120), form=PLAIN_FORM)) == (2, 0, 1)
    assert counted(page_with(field, mark % (95, 120), form=PLAIN_FORM)) == (2, 0, 0)
    assert counted(page_with(mark % (50, 120), field, form=PLAIN_FORM)) == (2, 0, 0)


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (FIELD + b"/FT /Tx /V (filled in)", (1, 1, 0)),
        (FIELD + b"/FT /Ch /Opt [(one) (two)] /V [(one) (two)]", (1, 1, 0)),
        (FIELD + b"/FT /Tx /V ()", (0, 0, 0)),
        (FIELD + b"/FT /Tx", (0, 0, 0)),
        (FIELD + b"/FT /Btn /V /On", (1, 1, 0)),
        (FIELD + b"/FT /Btn /V /Off", (0, 0, 0)),
        (FIELD + b"/FT /Btn /AS /On" + STATES, (1, 0, 0)),
        (FIELD + b"/FT /Btn /V /On" + STATES, (1, 0, 1)),
        (FIELD + b"/FT /Sig /V (signature)", (0, 0, 0)),
        (FIELD + b"/Parent 31 0 R", (1, 1, 0)),
        (FIELD + b"/FT /Tx /V (filled in)" + DRAWN, (1, 0, 0)),
        (FIELD + b"/FT /Tx /V (\xf8\xf9) /AA << /F << /S /JavaScript >> >>", (1, 1, 1)),
        (b"/Subtype /FreeText /Contents (agreed) " + RECT, (1, 1, 0)),
        (b"/Subtype /FreeText /Contents (agreed) " + RECT + DRAWN, (1, 0, 0)),
        (b"/Subtype /Highlight " + RECT, (1, 1, 0)),
        (b"/Subtype /Ink " + RECT, (0, 0, 1)),
        (b"/Subtype /Stamp " + RECT, (0, 0, 1)),
        (b"/Subtype /Text /Contents (paid in full) " + RECT, (1, 1, 1)),
        (b"/Subtype /Text /Contents (paid in full) " + RECT + DRAWN, (1, 0, 1)),
        (b"/Subtype /Text " + RECT + DRAWN, (1, 0, 0)),
        (b"/Subtype /FileAttachment " + RECT + DRAWN, (1, 0, 1)),
        (b"/Subtype /Link " + RECT, (0, 0, 0)),
        (b"/Subtype /Link " + RECT + DRAWN, (1, 0, 0)),
        (b"/Subtype /FreeText /F 2 /Contents (hidden) " + RECT, (0, 0, 0)),
        (b"/Subtype /Stamp /F 32 " + RECT + DRAWN, (0, 0, 0)),
        (b"/Subtype /Stamp /F 36 " + RECT + DRAWN, (0, 0, 1)),
        (b"/Subtype /Stamp /Rect [0 0]" + DRAWN, (0, 0, 0)),
    ],
)
def test_each_is_drawn_made_or_reported(annotation: bytes, expected: tuple[int, int, int]) -> None:
    assert counted(page_with(annotation, form=PLAIN_FORM)) == expected


@pytest.mark.parametrize("form", [b"", b"/AcroForm << >>"])
def test_a_field_without_a_form_is_drawn_and_reported(form: bytes) -> None:
    """Some reader programs show it, others do not."""
    data = page_with(FIELD + b"/FT /Tx /V (x)" + DRAWN, FIELD + b"/FT /Tx", form=form)
    assert counted(data) == (1, 0, 1)


def test_a_form_that_the_file_has_as_xml_too_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(page_with(form=b"/AcroForm << /Fields [] /XFA [] >>"))
    assert inspect(tmp_path / "a.pdf").unseen == 1


@pytest.mark.parametrize(("asked", "made_anew"), [(b"true", 1), (b"false", 0), (b"/true", 0)])
def test_a_field_that_readers_draw_anew_is_drawn_anew(asked: bytes, made_anew: int) -> None:
    """Its stored appearance may be empty or of an earlier value."""
    data = page_with(
        FIELD + b"/FT /Tx /V (482000.00)" + DRAWN,
        b"/Subtype /Stamp /Rect [100 10 190 30]" + DRAWN,
        form=b"/AcroForm << /NeedAppearances %s /Fields [10 0 R] >>" % asked,
    )
    assert counted(data) == (2, made_anew, 0)


def test_a_field_that_is_its_own_parent_ends(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(page_with(FIELD + b"/Parent 10 0 R"))
    assert inspect(tmp_path / "a.pdf").made == 0


def test_the_sum_over_all_annotations_is_reported(tmp_path: Path) -> None:
    fields = [FIELD + b"/FT /Tx /V (x)"] * 3 + [FIELD + b"/FT /Tx /V (x)" + DRAWN] * 2
    (tmp_path / "a.pdf").write_bytes(
        page_with(*fields, b"/Subtype /Stamp " + RECT, form=PLAIN_FORM)
    )
    seen = inspect(tmp_path / "a.pdf")
    assert (seen.made, seen.unseen) == (3, 1)


def test_an_appearance_that_is_something_else_is_reported(tmp_path: Path) -> None:
    """It may run an action, so it is not copied; the other pages are none the worse for it."""
    stamp = b"/Subtype /Stamp /AP << /N 33 0 R >> " + RECT
    data = (
        page_with(stamp)
        .replace(b"/N 33 0 R", b"/N 30 0 R")
        .replace(b"/Type /XObject /Subtype /Form", b"/Type /EmbeddedFile")
    )
    (tmp_path / "a.pdf").write_bytes(data)
    assert inspect(tmp_path / "a.pdf").unseen == 1
