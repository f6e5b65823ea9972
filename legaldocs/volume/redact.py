"""Pages with words and pixels removed: each sheet becomes a picture, and nothing else is kept.

The sheets are looked at through a renderer that had no part in drawing them. A picture has no text,
note, attachment, layer or metadata that could hold what its pixels no longer show.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageDraw
from pypdf import PdfReader

from legaldocs.core.errors import InternalError
from legaldocs.volume.convert import pdf, picture
from legaldocs.volume.pages import OriginalPages
from legaldocs.volume.pdf.copy import PageContent
from legaldocs.volume.pdf.document import Document
from legaldocs.volume.pdf.geometry import BAND, Matrix, Placement
from legaldocs.volume.pdf.names import exact_names
from legaldocs.volume.pdf.stamp_font import stamp_fonts
from legaldocs.volume.pdf.writer import ObjectWriter
from legaldocs.volume.sheet_text import open_sheets
from legaldocs.volume.unstamped import write_unstamped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

    from legaldocs.case.redaction import RedactionBox
    from legaldocs.claim.redaction import RedactionPlan
    from legaldocs.volume.pdf.stamp_font import StampFonts
    from legaldocs.volume.sheet_text import Glyph, PixelBox, RenderedSheet

DPI = 200
"""Pixels to the inch of a redacted page: small print stays readable, as in a good scan."""

_QUALITY = 85
_DARK = 24
"""Of 255: black as JPEG keeps it."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The redacted pages of a file, or why there are none (遮盖结果).

    ``places`` counts what was removed; ``unread`` are the sheets with something that no
    rule reads and nobody has looked at; ``absent`` are the words that stand nowhere; ``beyond`` the
    pages of boxes that the file does not have.
    """

    pages: OriginalPages
    places: int
    unread: tuple[int, ...]
    absent: tuple[str, ...]
    beyond: tuple[int, ...]

    @property
    def sure(self) -> bool:
        """Whether everything was removed that was to be."""
        return not (self.unread or self.absent or self.beyond)


@dataclass(frozen=True, slots=True)
class _Finds:
    """What is to be removed from one sheet (一页的遮盖)."""

    boxes: tuple[PixelBox, ...]
    places: int
    unread: bool
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Cover:
    """What a file is called and dated, and the fonts that every file of ours has (文件信息)."""

    title: str
    fonts: StampFonts
    as_of: dt.date


def redact(
    content: OriginalPages, plan: RedactionPlan, secret: str, title: str, as_of: dt.date, into: Path
) -> Redacted:
    """Write the pages of ``content`` into the new PDF ``into``, without what the plan removes.

    ``secret`` is a word that is removed in any case. The file is written only when everything was
    removed surely, and read again: Raises InternalError when anything is left.
    """
    with tempfile.TemporaryDirectory(prefix="legaldocs-redact-") as folder, exact_names():
        drawn, fonts = Path(folder) / "sheets.pdf", stamp_fonts("0")
        write_unstamped(content, as_of, drawn)
        with open_sheets(drawn, DPI) as sheets:
            finds = [_look(sheet, at, plan, secret) for at, sheet in enumerate(sheets, 1)]
        found = {word for find in finds for word in find.words}
        result = Redacted(
            OriginalPages(content.count, partial(pdf.draw_file, into)),
            sum(find.places for find in finds),
            tuple(at for at, find in enumerate(finds, 1) if find.unread),
            tuple(word for word in plan.expected if word not in found),
            tuple(sorted(page for page in plan.boxes if not 1 <= page <= len(finds))),
        )
        if result.sure:
            with open_sheets(drawn, DPI) as sheets:
                _write(sheets, finds, _Cover(title, fonts, as_of), into)
            _check(into, finds)
    return result


def _look(sheet: RenderedSheet, number: int, plan: RedactionPlan, secret: str) -> _Finds:
    own = plan.boxes.get(number, ())
    pixels = sheet.render()
    boxes = [_of_percent(box, pixels) for box in own]
    located, words, places = True, set[str](), len(own)
    for glyphs in sheet.readings():
        text = "".join(glyph.text for glyph in glyphs)
        words |= {word for word in plan.expected if plan.states(text, word)}
        spans = plan.spans(text, (secret,))
        places = max(places, len(own) + len(spans))
        for first, last in spans:
            found = list(sheet.pixels(glyphs[first:last]))
            located = located and _placed(glyphs[first:last]) and _inked(pixels, found)
            boxes += found
    unread = not own and not plan.pictures_checked
    return _Finds(
        tuple(dict.fromkeys(boxes)),
        places,
        unread and (sheet.has_unreadable or not located),
        frozenset(words),
    )


def _of_percent(box: RedactionBox, pixels: Image) -> PixelBox:
    across, down = pixels.size
    return (
        across * box.left // 100,
        down * box.top // 100,
        -(-across * box.right // 100),
        -(-down * box.bottom // 100),
    )


def _placed(glyphs: Sequence[Glyph]) -> bool:
    """Return whether every character that is to be removed has a place."""
    return all(glyph.edges is not None or glyph.text.isspace() for glyph in glyphs)


def _inked(pixels: Image, boxes: Sequence[PixelBox]) -> bool:
    """Return whether something is drawn where the characters are said to be."""
    return any(len(_shades(pixels, box)) > 1 for box in boxes)


def _write(
    sheets: Iterator[RenderedSheet], finds: Sequence[_Finds], cover: _Cover, into: Path
) -> None:
    into.parent.mkdir(parents=True, exist_ok=True)
    with into.open("xb") as sink:
        document = Document(ObjectWriter(sink), cover.fonts, cover.title)
        for sheet, find in zip(sheets, finds, strict=True):
            pixels = sheet.render()
            brush = ImageDraw.Draw(pixels)
            for left, top, right, bottom in find.boxes:
                brush.rectangle((left, top, right - 1, bottom - 1), fill="black")
            _add(document, pixels, sheet.size, into.with_suffix(".page"))
        document.close(cover.as_of, 1)
    into.with_suffix(".page").unlink(missing_ok=True)


def _add(document: Document, pixels: Image, size: tuple[Decimal, Decimal], scratch: Path) -> None:
    """Add a sheet without the band of the stamp, so that binding it again does not shrink it."""
    width, height = size[0], size[1] - BAND
    rows = int(pixels.height * height / size[1])
    scratch.write_bytes(_encoded(pixels.crop((0, 0, pixels.width, rows))))
    (frame,) = picture.frames(scratch)
    whole = Matrix(width, Decimal(0), Decimal(0), height, Decimal(0), Decimal(0))
    content = PageContent(((document.writer.put(frame.image), None),))
    document.add_page(Placement(width, height, whole), content, "")


def _encoded(pixels: Image) -> bytes:
    """Return the smaller of PNG and JPEG; grey where there is no colour."""
    red, green, blue = pixels.split()
    plain = red if red.tobytes() == green.tobytes() == blue.tobytes() else pixels
    written = []
    for kind, options in (("PNG", {}), ("JPEG", {"quality": _QUALITY, "subsampling": 0})):
        data = io.BytesIO()
        plain.save(data, kind, **options)
        written.append(data.getvalue())
    return min(written, key=len)


def _check(path: Path, finds: Sequence[_Finds]) -> None:
    """Read the result with both readers: pictures alone, black where something was removed."""
    with open_sheets(path, DPI) as sheets:
        for sheet, find in zip(sheets, finds, strict=True):
            pixels = sheet.render()
            if sheet.glyphs or not all(_black(pixels, box) for box in find.boxes):
                raise InternalError("遮盖后的页面没有通过复核", where=path.name)
    reader = PdfReader(path)
    root = reader.root_object
    left = {"/Names", "/AF", "/Metadata", "/AcroForm", "/OCProperties"} & set(root)
    if left or any("/Annots" in page or page.extract_text() for page in reader.pages):
        raise InternalError("遮盖后的文件还带有页面以外的内容", where=path.name)


def _black(pixels: Image, box: PixelBox) -> bool:
    """Return whether the middle of a box is black; JPEG blurs its edges."""
    left, top, right, bottom = box
    inner = (left + 2, top + 2, min(right, pixels.width) - 2, min(bottom, pixels.height) - 2)
    return max(_shades(pixels, inner), default=0) <= _DARK


def _shades(pixels: Image, box: PixelBox) -> list[int]:
    """Return the shades of grey in a box, none where it is empty."""
    if box[0] >= box[2] or box[1] >= box[3]:
        return []
    counts = pixels.crop(box).convert("L").histogram()
    return [shade for shade, count in enumerate(counts) if count]
