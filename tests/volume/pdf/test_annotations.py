"""Which notes and fields are drawn on a page, and which are reported as not shown."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume.convert.pdf import inspect
from legaldocs.volume.pdf.annotations import appearances, needs_appearances
from tests.volume import made

if TYPE_CHECKING:
    from pathlib import Path

RECT = b"/Rect [10 10 90 30]"
FORM = made.stream(b"(drawn) Tj", b"/Type /XObject /Subtype /Form /BBox [0 0 80 20]")
FIELD = b"/Subtype /Widget " + RECT
DRAWN = b" /AP << /N 30 0 R >>"
PARENT = b"<< /FT /Tx /V (482000.00) /Kids [10 0 R] >>"


def page_with(*annotations: bytes, form: bytes = b"") -> bytes:
    """Return a PDF whose page has these annotations; object 30 is an appearance, 31 a field."""
    numbers = range(10, 10 + len(annotations))
    listed = b" ".join(b"%d 0 R" % number for number in numbers)
    more = dict(zip(numbers, (b"<< %s >>" % body for body in annotations), strict=True))
    return made.one_page(
        page=b"/Annots [%s]" % listed,
        catalog=b"<< /Type /Catalog /Pages 2 0 R %s >>" % form,
        more={**more, 30: FORM, 31: PARENT},
    )


def counted(data: bytes) -> tuple[int, int]:
    """Return how many annotations are drawn and how many are reported."""
    reader = PdfReader(io.BytesIO(data))
    drawn, unseen = appearances(reader.pages[0], frozenset(), redrawn=needs_appearances(reader))
    return len(drawn), unseen


@pytest.mark.parametrize(
    ("annotation", "drawn", "unseen"),
    [
        (FIELD + b"/FT /Tx /V (filled in)", 0, 1),
        (FIELD + b"/FT /Ch /V [(one) (two)]", 0, 1),
        (FIELD + b"/FT /Tx /V ()", 0, 0),
        (FIELD + b"/FT /Tx", 0, 0),
        (FIELD + b"/FT /Btn /V (On)", 0, 0),
        (FIELD + b"/FT /Sig /V (signature)", 0, 0),
        (FIELD + b"/Parent 31 0 R", 0, 1),
        (FIELD + b"/FT /Tx /V (filled in)" + DRAWN, 1, 0),
        (b"/Subtype /FreeText /Contents (agreed) " + RECT, 0, 1),
        (b"/Subtype /FreeText /Contents (agreed) " + RECT + DRAWN, 1, 0),
        (b"/Subtype /Highlight " + RECT, 0, 1),
        (b"/Subtype /Text /Contents (paid in full) " + RECT, 0, 1),
        (b"/Subtype /Text /Contents (paid in full) " + RECT + DRAWN, 1, 1),
        (b"/Subtype /Text " + RECT + DRAWN, 1, 0),
        (b"/Subtype /FileAttachment " + RECT + DRAWN, 1, 1),
        (b"/Subtype /Link " + RECT, 0, 0),
        (b"/Subtype /FreeText /F 2 " + RECT, 0, 0),
        (b"/Subtype /Stamp /Rect [0 0]" + DRAWN, 0, 0),
    ],
)
def test_what_the_file_does_not_draw_is_counted(annotation: bytes, drawn: int, unseen: int) -> None:
    assert counted(page_with(annotation)) == (drawn, unseen)


@pytest.mark.parametrize(("asked", "unseen"), [(b"true", 1), (b"false", 0), (b"/true", 0)])
def test_a_field_that_readers_draw_anew_is_drawn_and_reported(asked: bytes, unseen: int) -> None:
    """Its stored appearance may be empty or of an earlier value."""
    data = page_with(
        FIELD + b"/FT /Tx /V (482000.00)" + DRAWN,
        b"/Subtype /Stamp " + RECT + DRAWN,
        form=b"/AcroForm << /NeedAppearances %s /Fields [10 0 R] >>" % asked,
    )
    assert counted(data) == (2, unseen)


def test_a_field_that_is_its_own_parent_ends(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(page_with(FIELD + b"/Parent 10 0 R"))
    assert inspect(tmp_path / "a.pdf").unseen == 0


def test_the_sum_over_all_annotations_is_reported(tmp_path: Path) -> None:
    fields = [FIELD + b"/FT /Tx /V (x)"] * 3 + [FIELD + b"/FT /Tx /V (x)" + DRAWN] * 2
    (tmp_path / "a.pdf").write_bytes(page_with(*fields, FIELD + b"/FT /Tx"))
    assert inspect(tmp_path / "a.pdf").unseen == 3
