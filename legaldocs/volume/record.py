"""What a volume says of itself, kept inside each of its files so that it can be proved alone."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from legaldocs.volume.pdf.geometry import point

if TYPE_CHECKING:
    from legaldocs.volume.layout import Layout
    from legaldocs.volume.pdf.document import Link

_SCHEMA = "legaldocs.volume/1"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_Count = Annotated[int, Meta(ge=0, le=1_000_000)]
_Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class RecordedExhibit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One exhibit as it was bound (证据): its stamps and bookmark, its part, its pages."""

    label: str
    title: str
    part: _Count
    first: _Count
    last: _Count


class RecordedLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link as it was bound (链接): sheets count from nought, ``box`` is in points."""

    sheet: _Count
    box: Annotated[tuple[str, ...], Meta(min_length=4, max_length=4)]
    to: _Count


class RecordedBookmark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the outline as it was bound (书签)."""

    depth: _Count
    title: str
    sheet: _Count


class RecordedSheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sheet as it was bound (一张).

    ``stamp`` is empty in front of the exhibits; ``drawn`` is the digest of what stands on it.
    """

    stamp: str
    label: str
    drawn: _Digest
    ours: bool
    """Whether all that stands on it was set by us."""


class VolumeRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=_SCHEMA):
    """What one file of a volume says of itself (证据卷记录).

    ``previous`` is the digest of the record in the part before, empty in the first: so the parts of
    two volumes are told apart. ``exhibits`` are those of the whole volume.
    """

    title: str
    as_of: str
    part: _Count
    parts: _Count
    previous: Annotated[str, Meta(pattern="^([0-9a-f]{64})?$")]
    front: _Count
    exhibits: tuple[RecordedExhibit, ...]
    sheets: tuple[RecordedSheet, ...]
    outline: tuple[RecordedBookmark, ...]
    links: tuple[RecordedLink, ...]
    layers: str
    """The digest of the layers and which of them are hidden; empty where there is none."""


def written(record: VolumeRecord) -> bytes:
    """Return a record as it stands in the file."""
    return msgspec.json.encode(record)


def read(data: bytes) -> VolumeRecord:
    """Return a record read from a file; raises ValueError where it is none of ours."""
    try:
        return msgspec.json.decode(data, type=VolumeRecord)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from error


def digest_of(record: bytes) -> str:
    """Return the digest by which the next part names this one."""
    return hashlib.sha256(record).hexdigest()


def inconsistency(record: VolumeRecord) -> str:
    """Return where a record contradicts itself, or nothing: its parts must name the same pages."""
    here = [row for row in record.exhibits if row.part == record.part]
    if [row.first for row in record.exhibits] != [1, *(row.last + 1 for row in record.exhibits)][
        :-1
    ]:
        return "各项证据的页码不连续"
    if not here or any(row.last < row.first for row in record.exhibits):
        return "本卷没有证据"
    faces = [("", roman(number)) for number in range(1, record.front + 1)]
    faces += [
        (f"{row.label} · {number}", str(number))
        for row in here
        for number in range(row.first, row.last + 1)
    ]
    if faces != [(sheet.stamp, sheet.label) for sheet in record.sheets]:
        return "页码戳与各项证据的页码不符"
    firsts = [record.front + row.first - here[0].first for row in here]
    lines = {(line.title, line.sheet) for line in record.outline}
    if any(
        (f"{row.label} {row.title}", at) not in lines for row, at in zip(here, firsts, strict=True)
    ):
        return "书签与各项证据的页码不符"
    leads = [link.to for link in record.links if link.sheet < record.front]
    if leads not in ([], firsts):
        return "链接与各项证据的页码不符"
    return ""


def recorded_link(link: Link) -> RecordedLink:
    """Return a link as it is recorded: to tenths of a point, of the figures in the file."""
    box = link.box
    edges = (box.left, box.bottom, box.right, box.top)
    figures = tuple(f"{Decimal(point(edge)):.1f}" for edge in edges)
    return RecordedLink(link.sheet, figures, link.to)


def recorded_exhibits(layout: Layout) -> tuple[RecordedExhibit, ...]:
    """Return the exhibits of a layout in the order of their pages."""
    return tuple(
        RecordedExhibit(
            chapter.exhibit.label, chapter.exhibit.title, part.number, chapter.first, chapter.last
        )
        for part in layout.parts
        for chapter in part.chapters
    )


def roman(number: int) -> str:
    """Return the label of a front page: lower-case roman figures (ISO 32000-1, 12.4.2).

    >>> roman(14)
    'xiv'
    """
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
