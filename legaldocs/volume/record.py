"""What a volume says of itself, kept inside each of its files so that it can be proved alone."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from legaldocs.volume.pdf.geometry import point
from legaldocs.volume.separator import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.volume.layout import Layout
    from legaldocs.volume.pdf.document import Link

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 1_000_000


class RecordedExhibit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One exhibit as it was bound: its stamps and bookmark, its part, its pages (装订的证据)."""

    label: Annotated[str, Meta(description="证据编号")]
    title: Annotated[str, Meta(description="证据名称")]
    part: Annotated[int, Meta(description="所在的卷", ge=1, le=_MOST)]
    first: Annotated[int, Meta(description="第一页的页码", ge=1, le=_MOST)]
    last: Annotated[int, Meta(description="最后一页的页码", ge=1, le=_MOST)]


class RecordedLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link as it was bound (装订的链接)."""

    sheet: Annotated[int, Meta(description="所在的张，从 0 起", ge=0, le=_MOST)]
    box: Annotated[
        tuple[str, ...], Meta(description="左、下、右、上，单位为点", min_length=4, max_length=4)
    ]
    to: Annotated[int, Meta(description="指向的张，从 0 起", ge=0, le=_MOST)]


class RecordedBookmark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the outline as it was bound (装订的书签)."""

    depth: Annotated[int, Meta(description="层级，从 0 起", ge=0, le=_MOST)]
    title: Annotated[str, Meta(description="书签")]
    sheet: Annotated[int, Meta(description="指向的张，从 0 起", ge=0, le=_MOST)]


class RecordedSheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One sheet as it was bound (装订的一张)."""

    stamp: Annotated[str, Meta(description="页码戳；卷首页为空文本")]
    label: Annotated[str, Meta(description="页面标签")]
    drawn: Annotated[str, Meta(description="页面内容的摘要", pattern="^[0-9a-f]{64}$")]
    ours: Annotated[bool, Meta(description="是否全由本程序排版")]
    code: Annotated[str, Meta(description="二维码的内容；没有的不写")] = ""
    recognised: Annotated[bool, Meta(description="是否带有程序识别的文字层；没有的不写")] = False


class VolumeRecord(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="schema",
    tag="legaldocs.metadata.volume/1",
):
    """What one file of a volume says of itself (证据卷记录).

    By ``previous`` the parts of two volumes are told apart.
    """

    title: Annotated[str, Meta(description="标题")]
    as_of: Annotated[str, Meta(description="计算基准日")]
    part: Annotated[int, Meta(description="第几卷", ge=1, le=_MOST)]
    parts: Annotated[int, Meta(description="共几卷", ge=1, le=5000)]
    previous: Annotated[
        str, Meta(description="前一卷记录的 SHA-256；第一卷为空文本", pattern="^([0-9a-f]{64})?$")
    ]
    front: Annotated[int, Meta(description="卷首页数", ge=0, le=_MOST)]
    exhibits: Annotated[tuple[RecordedExhibit, ...], Meta(description="各卷的全部证据")]
    sheets: Annotated[tuple[RecordedSheet, ...], Meta(description="本卷各张")]
    outline: Annotated[tuple[RecordedBookmark, ...], Meta(description="本卷书签，自上而下")]
    links: Annotated[tuple[RecordedLink, ...], Meta(description="本卷链接")]
    layers: Annotated[str, Meta(description="图层及其显示的摘要；没有图层的为空文本")]
    separators: Annotated[
        tuple[int, ...], Meta(description="各卷分隔页的页码；没有分隔页的不写")
    ] = ()
    recogniser: Annotated[
        str, Meta(description="识别图片里的字所用的程序和版本；没有识别的不写")
    ] = ""


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
    if fault := _misnumbered(record, here):
        return fault
    if any(sheet.code and not _fits(sheet) for sheet in record.sheets):
        return "二维码与证据编号不符"
    firsts = [record.front + row.first - _begin(record, here) for row in here]
    lines = {(line.title, line.sheet) for line in record.outline}
    if any(
        (f"{row.label} {row.title}", at) not in lines for row, at in zip(here, firsts, strict=True)
    ):
        return "书签与各项证据的页码不符"
    leads = [link.to for link in record.links if link.sheet < record.front]
    if leads not in ([], firsts):
        return "链接与各项证据的页码不符"
    return ""


def _misnumbered(record: VolumeRecord, here: Sequence[RecordedExhibit]) -> str:
    """Return where the numbers of the pages contradict each other."""
    spans = [(row.first, row.last) for row in record.exhibits]
    spans = sorted([*spans, *((number, number) for number in record.separators)])
    if [first for first, _ in spans] != [1, *(last + 1 for _, last in spans)][:-1]:
        return "各项证据的页码不连续"
    if not here or any(row.last < row.first for row in record.exhibits):
        return "本卷没有证据"
    if _faces(record, here) != [(sheet.stamp, sheet.label) for sheet in record.sheets]:
        return "页码戳与各项证据的页码不符"
    return ""


def _begin(record: VolumeRecord, here: Sequence[RecordedExhibit]) -> int:
    """Return the first number stamped in a part, which may be that of a separator."""
    first = here[0].first
    return first - 1 if first - 1 in record.separators else first


def _faces(record: VolumeRecord, here: Sequence[RecordedExhibit]) -> list[tuple[str, str]]:
    """Return stamp and label of each sheet, as the exhibits and separators of a part say."""
    stamps = {number: f"{SEPARATOR} · {number}" for number in record.separators}
    for row in here:
        stamps |= {number: f"{row.label} · {number}" for number in range(row.first, row.last + 1)}
    numbers = range(_begin(record, here), here[-1].last + 1)
    faces = [("", roman(number)) for number in range(1, record.front + 1)]
    return faces + [(stamps.get(number, ""), str(number)) for number in numbers]


def _fits(sheet: RecordedSheet) -> bool:
    """Return whether the code of a sheet names the exhibit that its stamp names."""
    label = sheet.stamp.partition(" ")[0]
    return re.match(rf"{re.escape(label)}(-\d+)? ", sheet.code) is not None


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
