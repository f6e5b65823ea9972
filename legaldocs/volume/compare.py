"""Bound pages beside their originals as pictures, through a second renderer (对照)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PIL import ImageChops

from legaldocs.core.findings import Finding
from legaldocs.evidence.files.names import shown
from legaldocs.volume.cutting import parts_of
from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import Fenced
from legaldocs.volume.pages import OriginalPages
from legaldocs.volume.pdf.geometry import BAND, CODE_BAND, Box, PageShape, place_page, raised
from legaldocs.volume.render_page import rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from PIL import Image

    from legaldocs.evidence.files.gather import GatheredFile
    from legaldocs.volume.bind import VolumeFile
    from legaldocs.volume.layout import Layout, Leaf
    from legaldocs.volume.render_page import RenderedFile

_DOTS = Decimal(150) / 72
"""Dots a point: 150 to the inch, where the stem of a letter of nine points is two dots wide."""

_SHADES = 80
"""Shades of 255 by which a dot may lie beyond all its neighbours in the other picture."""

_INK = 170
"""Shades apart that are ink on one side and paper on the other: no smoothing explains that."""

_SPECKS = 6
"""Dots that may be so nevertheless, at the corners of what is drawn."""

_AT_ONCE = 20
"""Sheets compared in one go behind the fence, which limits the time of each go."""

_LEAST = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far a bound page differs from its original (对照结果)."""

    blocks: int
    """Squares of four dots that differ: a hairline that is smoothed otherwise has none."""

    ink: int
    """Dots that are ink on one side alone."""

    share: Decimal
    """Part of the area that differs."""

    @property
    def same(self) -> bool:
        """Whether a person would find no difference."""
        return self.blocks == 0 and self.ink <= _SPECKS


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a sheet of the bound file: a page, from 0, or a part of it (对照页)."""

    page: int
    whole: PageShape
    part: PageShape


def sheets_of(original: RenderedFile) -> Iterator[Sheet]:
    """Yield the sheets that an original takes, its pages upright, as the renderer measures them."""
    for page in range(len(original)):
        width, height = original.size(page)
        whole = PageShape(Box(Decimal(0), Decimal(0), width, height))
        for part in parts_of(whole):
            yield Sheet(page, whole, part)


def compare_sheet(
    original: RenderedFile, bound: RenderedFile, sheet: Sheet, at: int, *, coded: bool = False
) -> Comparison:
    """Compare a page with the sheet ``at`` of the bound file, but for the band of the stamp.

    It stands higher where the sheet is ``coded``.
    """
    placement = raised(place_page(sheet.part)) if coded else place_page(sheet.part)
    band = CODE_BAND if coded else BAND
    size = _dots(placement.width), _dots(placement.height)
    left, top, right, bottom = _frame(placement.matrix.bounds(sheet.whole.box), size[1])
    place = (left, top, max(right - left, 1), max(bottom - top, 1))
    before = original.picture(sheet.page, size, place)
    left, top, right, bottom = _frame(placement.matrix.bounds(sheet.part.box), size[1])
    frame = (max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1] - _dots(band)))
    return compare_pictures(before.crop(frame), bound.picture(at, size).crop(frame))


def _frame(box: Box, height: int) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a box in dots, counted from the top."""
    return (
        *(_dots(box.left), height - _dots(box.top)),
        *(_dots(box.right), height - _dots(box.bottom)),
    )


def _dots(points: Decimal) -> int:
    return int((points * _DOTS).to_integral_value())


def compare_pictures(first: Image.Image, second: Image.Image) -> Comparison:
    """Compare two pictures of one size: a dot differs that no neighbour of its place comes near."""
    apart = ImageChops.lighter(_beyond(first, second), _beyond(second, first))
    red, green, blue = apart.split()
    grey = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    # The outermost dots are half covered in one picture and not at all in the other.
    inner = grey.crop((2, 2, max(grey.width - 2, 3), max(grey.height - 2, 3)))
    found = inner.point(lambda shade: 255 if shade > _SHADES else 0)
    below = ImageChops.darker(found, ImageChops.offset(found, 0, 1))
    blocks = ImageChops.darker(below, ImageChops.offset(below, 1, 0)).histogram()[255]
    share = Decimal(found.histogram()[255]) / (inner.width * inner.height)
    return Comparison(blocks, sum(inner.histogram()[_INK:]), share)


def _beyond(picture: Image.Image, other: Image.Image) -> Image.Image:
    """Return how far each dot lies outside the shades around its place in ``other``."""
    above = ImageChops.subtract(picture, _around(other, ImageChops.lighter))
    below = ImageChops.subtract(_around(other, ImageChops.darker), picture)
    return ImageChops.lighter(above, below)


def _around(
    picture: Image.Image, choose: Callable[[Image.Image, Image.Image], Image.Image]
) -> Image.Image:
    """Return the lightest or darkest shade among each dot and its eight neighbours."""
    for across, down in ((1, 0), (0, 1)):
        before = ImageChops.offset(picture, across, down)
        after = ImageChops.offset(picture, -across, -down)
        picture = choose(choose(before, after), picture)
    return picture


@dataclass(frozen=True, slots=True)
class _Bound:
    """The sheets of one original in a bound file (装订位置). ``first`` is from 0."""

    leaf: Leaf
    original: Path
    file: Path
    first: int

    @property
    def count(self) -> int:
        """Return how many sheets they are."""
        return self.leaf.last - self.leaf.first + 1


def compare_volume(
    files: Sequence[VolumeFile],
    layout: Layout,
    items: Iterable[GatheredFile],
    originals: Path,
    *,
    tick: Callable[[str], None] = lambda _: None,
) -> tuple[Finding, ...]:
    """Compare every page that comes from a PDF with its original, through pdfium.

    Returns a finding for each sheet that differs, for each file that cannot be compared, and one
    with the number of sheets compared. ``tick`` is called with each exhibit's label.
    """
    stored = {
        item.path: originals / item.stored for item in items if item.media_type == "application/pdf"
    }
    findings: list[Finding] = []
    compared = 0
    for file, part in zip(files, layout.parts, strict=False):
        for chapter in part.chapters:
            for bound in _bound(file, chapter.leaves, stored):
                differing = _differing(bound)
                compared += bound.count
                findings += differing
            tick(chapter.exhibit.label)
    return (*findings, _compared(compared, len(findings)))


def _bound(file: VolumeFile, leaves: Iterable[Leaf], stored: Mapping[str, Path]) -> list[_Bound]:
    return [
        _Bound(leaf, stored[leaf.file], file.path, file.front + leaf.first - file.first)
        for leaf in leaves
        if leaf.file in stored and isinstance(leaf.content, OriginalPages)
    ]


def _differing(bound: _Bound) -> list[Finding]:
    findings = []
    try:
        for start in range(0, bound.count, _AT_ONCE):
            chosen = range(start, min(start + _AT_ONCE, bound.count))
            results = fenced(
                compare_sheets,
                bound.original,
                bound.file,
                bound.count,
                bound.first,
                chosen,
                coded=bool(bound.leaf.code),
            )
            for at, (page, result) in zip(chosen, results, strict=True):
                if not result.same:
                    findings.append(_difference(bound, at, page, result.share))
    except (Fenced, ValueError) as error:
        findings.append(_incomparable(bound, str(error)))
    return findings


def compare_sheets(
    original: Path, file: Path, count: int, first: int, chosen: range, *, coded: bool
) -> list[tuple[int, Comparison]]:
    """Compare some of the ``count`` sheets of an original; return each with its page, from 1.

    The first of all has a code where it is ``coded``.

    Raises ValueError when pdfium cannot open the original, or finds other pages in it.
    """
    with rendered(original) as before, rendered(file) as bound:
        sheets = list(sheets_of(before))
        if len(sheets) != count:
            raise ValueError(f"另一种软件认为有 {len(sheets)} 页，装订了 {count} 页")
        return [
            (
                sheets[at].page + 1,
                compare_sheet(before, bound, sheets[at], first + at, coded=coded and at == 0),
            )
            for at in chosen
        ]


def _difference(bound: _Bound, at: int, page: int, share: Decimal) -> Finding:
    return Finding(
        "LD-VOL-DIFFERS",
        "warning",
        f"证据卷第 {bound.leaf.first + at} 页与原件第 {page} 页的显示不同，"
        f"相差部分占该页面积的 {max(share, _LEAST):.2%}",
        where=shown(bound.leaf.file),
        next_step="打开原件对照这一页；证据卷少了内容的，用“打印为 PDF”另存一份作为补充文件",
    )


def _incomparable(bound: _Bound, reason: str) -> Finding:
    return Finding(
        "LD-VOL-NOT-COMPARED",
        "warning",
        f"没有能够逐页对照（{reason}）",
        where=shown(bound.leaf.file),
        next_step="打开原件，逐页对照证据卷",
    )


def _compared(count: int, found: int) -> Finding:
    return Finding(
        "LD-VOL-COMPARED",
        "note",
        f"用另一种软件逐页对照了 {count} 页来自 PDF 原件的证据，{found or '没有'}"
        f"{' 处' if found else ''}不同或者不能对照",
    )
