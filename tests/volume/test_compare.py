"""Bound pages are compared with their originals as pictures, through another renderer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from legaldocs.volume.compare import compare_pictures, compare_volume
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from tests.volume.conftest import Volume

GBK = "合同章".encode("gbk")
BLUE = made.stream(b"0 0 1 rg 0 0 40 40 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 40 40]")
NO_BOX = made.stream(b"0 0 1 rg 0 0 40 40 re f", b"/Type /XObject /Subtype /Form")
PICTURE = b" /AP << /N 7 0 R >>"
BUTTON = b"<< /Subtype /Widget /FT /Btn /T (b) /Rect [50 50 90 90] %s >>"
FORM = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] %s >> >>"
NEED = b"/NeedAppearances true /DA (/F1 24 Tf 0 g) /DR << /Font << /F1 5 0 R >> >>"


def annotated(annotation: bytes, picture: bytes = BLUE, form: bytes = b"") -> bytes:
    """Return a page with one annotation, object 6, and its appearance, object 7."""
    more = {6: annotation, 7: picture}
    return made.one_page(page=b"/Annots [6 0 R]", catalog=FORM % form, more=more)


def named(name: bytes) -> bytes:
    """Return a page that draws something under a name of any bytes."""
    page = b"/Resources << /XObject << /%s 7 0 R >> >>" % name
    return made.one_page(b"1 0 0 1 90 90 cm /%s Do" % name, page=page, more={7: BLUE})


def mixed(mode: str) -> bytes:
    """Return a picture that mixes its yellow with what lies below it."""
    state = b"/Resources << /ExtGState << /G << /BM /%s >> >> >>" % mode.encode()
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 40 40] " + state
    return made.stream(b"/G gs 1 1 0 rg 0 0 30 40 re f", entries)


ONE_DOT = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "

SAME = {
    "plain": made.pages(3),
    "wide": made.pages(1, width=900, height=400),
    "tall": made.pages(1, width=300, height=2600),
    "turned": made.one_page(page=b"/Rotate 90"),
    "upside down": made.one_page(page=b"/Rotate 180"),
    "turned and cropped": made.one_page(page=b"/Rotate 270 /CropBox [60 600 400 760]"),
    "tall and turned": made.one_page(box=b"[0 0 2600 300]", page=b"/Rotate 270"),
    "a box away from the origin": made.one_page(box=b"[-100 300 500 900]"),
    "locked": made.locked(""),
    "a name in GBK": named(GBK),
    "a name in Latin-1": named(b"Pi\xe8ce"),
    "a name with a null": named(b"A#00B"),
    "a stamp": annotated(b"<< /Subtype /Stamp /Rect [50 50 90 90] %s >>" % PICTURE),
    "a stamp without a box": annotated(
        b"<< /Subtype /Stamp /Rect [50 50 90 90] %s >>" % PICTURE, NO_BOX
    ),
    "a link that is drawn": annotated(b"<< /Subtype /Link /Rect [50 50 90 90] %s >>" % PICTURE),
    "a hidden stamp": annotated(b"<< /Subtype /Stamp /F 2 /Rect [50 50 90 90] %s >>" % PICTURE),
    **{
        f"a mark that is mixed by {mode} with what is below": annotated(
            b"<< /Subtype /Caret /Rect [50 650 250 750] %s >>" % PICTURE, mixed(mode)
        )
        for mode in ("Difference", "Exclusion", "Screen", "Lighten", "ColorDodge", "Multiply")
    },
    "a colour space whose name a zero byte ends": made.one_page(
        b"100 0 0 100 100 600 cm /P Do",
        page=b"/Resources << /XObject << /P 7 0 R >> >>",
        more={7: made.stream(b"\0", ONE_DOT + b"/ColorSpace [/Indexed /DeviceRGB\x000 <FF0000>]")},
    ),
    "a picture behind a remark": made.one_page(
        b"100 0 0 100 100 600 cm /P Do",
        page=b"/Resources << /XObject << /P 7 0 R >> >>",
        more={
            7: made.stream(b"\xff\0\0", ONE_DOT + b"/ColorSpace /DeviceRGB").replace(
                b">>\nstream", b">>\n% a remark\nstream"
            )
        },
    ),
    "a ticked box": annotated(BUTTON % b"/AS /On /AP << /N << /On 7 0 R >> >>"),
    "a box that is off": annotated(BUTTON % b"/AS /Off /AP << /N << /On 7 0 R >> >>"),
}


@pytest.fixture
def compared(
    bound: Callable[..., Volume], tmp_path: Path
) -> Callable[[bytes, bytes], list[Finding]]:
    """Return a function that binds a file and compares the pages with another one."""

    def make(data: bytes, original: bytes) -> list[Finding]:
        volume = bound({"a.pdf": data}, cover=made.pages(1))
        items = made.store(tmp_path / "compared", {"a.pdf": original})
        folder = tmp_path / "compared"
        return list(compare_volume(volume.files, volume.layout, items, folder))

    return make


@pytest.mark.parametrize("name", SAME)
def test_a_bound_page_shows_what_its_original_shows(
    name: str, compared: Callable[[bytes, bytes], list[Finding]]
) -> None:
    (finding,) = compared(SAME[name], SAME[name])
    assert finding.code == "LD-VOL-COMPARED"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (made.one_page(b"BT /F1 9 Tf 72 700 Td (1,000) Tj ET"),) * 2,
        (SAME["a stamp"], annotated(b"<< /Subtype /Stamp /Rect [50 50 90 90] >>")),
        (SAME["turned"], made.one_page(page=b"/Rotate 270")),
        (named(GBK), named(GBK).replace(b"/%s Do" % GBK, b"/%s Do" % GBK[::-1])),
    ],
    ids=["figure", "stamp", "turn", "name"],
)
def test_a_page_that_differs_is_named(
    ours: bytes, theirs: bytes, compared: Callable[[bytes, bytes], list[Finding]]
) -> None:
    theirs = theirs.replace(b"(1,000)", b"(7,000)") if ours == theirs else theirs
    found, count = compared(ours, theirs)
    assert (found.code, found.where) == ("LD-VOL-DIFFERS", "a.pdf")
    assert "证据卷第 1 页与原件第 1 页" in found.message
    assert "1 处" in count.message


def test_a_field_whose_picture_is_stale_shows_its_value(
    bound: Callable[..., Volume], compared: Callable[[bytes, bytes], list[Finding]]
) -> None:
    """The volume prints what viewers show, and says that it has drawn it."""
    stale = made.stream(b"BT /F1 24 Tf 2 9 Td (100.00) Tj ET", b"/Subtype /Form /BBox [0 0 250 40]")
    field = b"<< /Subtype /Widget /FT /Tx /T (a) /Rect [50 50 300 90] /V (482,000.00) %s >>"
    data = annotated(field % PICTURE, stale, NEED)
    volume = bound({"a.pdf": data})
    assert [finding.code for finding in volume.layout.findings] == ["LD-VOL-DRAWN"]
    assert b"482,000.00" in data
    assert b"(482,000.00) Tj" in volume.data
    assert b"(100.00) Tj" not in volume.data
    old = annotated(field % PICTURE, stale)
    share = [finding.message for finding in compared(data, old) if "DIFFERS" in finding.code]
    assert share, "the stale picture must be found different"


def test_other_pages_are_not_compared(compared: Callable[[bytes, bytes], list[Finding]]) -> None:
    found, _ = compared(made.pages(2), made.pages(3))
    assert found.code == "LD-VOL-NOT-COMPARED"
    assert "3 页" in found.message
    found, _ = compared(made.pages(2), b"%PDF-1.7\n")
    assert "打不开" in found.message


def test_a_hairline_may_be_smoothed_otherwise_and_a_tick_may_not_be_missing() -> None:
    page = Image.new("RGB", (200, 200), "white")
    line, smooth, tick = page.copy(), page.copy(), page.copy()
    ImageDraw.Draw(line).line((10, 50, 190, 50), fill=(0, 0, 0))
    for row in (50, 51):
        ImageDraw.Draw(smooth).line((10, row, 190, row), fill=(128, 128, 128))
    ImageDraw.Draw(tick).line((100, 104, 103, 107, 108, 100), fill=(0, 0, 0), width=2)
    assert compare_pictures(line, smooth).same
    assert not compare_pictures(page, tick).same
    assert not compare_pictures(page, line).same
    assert compare_pictures(page, page).share == Decimal(0)


def test_a_yellow_mark_is_a_difference() -> None:
    page, marked = (Image.new("RGB", (200, 200), "white") for _ in range(2))
    marked.paste((255, 255, 0), (50, 50, 120, 62))
    assert not compare_pictures(page, marked).same
