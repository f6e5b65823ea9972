"""One file of a volume held against what it says of itself: stamps, labels, bookmarks, links."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.volume.catalogue import printed_entries
from legaldocs.volume.check import shows_code, stamp_on
from legaldocs.volume.convert.pdf import open_reader, readable
from legaldocs.volume.limits import metered
from legaldocs.volume.pdf.digest import Digests, Node, node_of
from legaldocs.volume.pdf.document import kept_record, look_of
from legaldocs.volume.pdf.glyphs import foreign_fonts, missing_glyphs
from legaldocs.volume.pdf.names import exact_names
from legaldocs.volume.pdf.values import lookup, number_of, resolved
from legaldocs.volume.record import RecordedLink, VolumeRecord, digest_of, inconsistency, read

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from pypdf import PageObject, PdfReader

_MOST = 20
"""Differences of one kind that are named one by one."""

_RECORD = 32 << 20
_ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/Names")
"""Entries of a file that we never write: what opens, runs, fills in or is attached."""

_REBIND = "以原来的证据卷为准；没有的，用案件文件夹重新生成"


@dataclass(frozen=True, slots=True)
class PartProof:
    """What was found about one file of a volume (单卷复核结果).

    ``digest`` is that of its record, ``sheets`` how many there are; ``altered`` are those, from
    nought, that are not as bound.
    """

    name: str
    record: VolumeRecord
    digest: str
    findings: tuple[Finding, ...]
    sheets: int
    altered: tuple[int, ...]


def prove_part(path: Path, name: str) -> PartProof:
    """Hold one file against its record; findings call it ``name``.

    Raises InputError when it is no volume of ours, and Unreadable when it cannot be read or takes
    too much.
    """
    size = path.stat().st_size
    with (
        path.open("rb") as stream,
        exact_names(),
        readable(),
        metered(stream, size) as limited,
    ):
        reader = open_reader(limited)
        record, digest = _record(reader, name)
        part = _Part(reader, record, name)
        findings = tuple(part.findings())
    return PartProof(name, record, digest, findings, part.count, part.altered)


def _record(reader: PdfReader, name: str) -> tuple[VolumeRecord, str]:
    kept = kept_record(reader.root_object)
    if not isinstance(kept, StreamObject):
        raise InputError(
            "文件里没有装订记录：不是本程序装订的证据卷，或者由其他软件另存过，或者由旧版本装订",
            where=name,
            next_step="校验 legaldocs build 生成的 volume 文件夹里的证据卷；旧版本的，重新生成",
        )
    data = kept.get_data()
    if len(data) > _RECORD:
        raise _broken(name, "过长")
    try:
        record = read(data)
    except ValueError as error:
        raise _broken(name, "内容无法识别") from error
    if fault := inconsistency(record):
        raise _broken(name, fault)
    return record, digest_of(data)


def _broken(name: str, found: str) -> InputError:
    return InputError("文件里的装订记录已损坏", where=name, found=found, next_step=_REBIND)


class _Part:
    """One file as it is read, beside its record (一卷)."""

    def __init__(self, reader: PdfReader, record: VolumeRecord, name: str) -> None:
        self._reader = reader
        self._record = record
        self._name = name
        self._pages: list[PageObject] = list(reader.pages)
        self.count = len(self._pages)
        self._digests = Digests(self._node)
        self._drawn = [self._digests.of(look_of(page)) for page in self._pages]
        self.altered: tuple[int, ...] = ()

    def _node(self, number: int) -> Node:
        return node_of(self._reader.get_object(number))

    def findings(self) -> Iterator[Finding]:
        """Yield everything that is not as it was bound."""
        if len(self._pages) == len(self._record.sheets):
            yield from _shortened(self._sheets())
            yield from _shortened(self._catalogue())
        else:
            yield from _shortened(self._other_count())
        yield from _shortened(self._bookmarks())
        yield from _shortened(self._links())
        yield from _shortened(self._added())
        yield from _shortened(self._glyphs())
        yield from self._recognised()

    def _error(self, code: str, message: str, sheet: int | None = None) -> Finding:
        where = self._name if sheet is None else f"{self._name} 第 {sheet + 1} 张"
        return Finding(code, "error", message, where=where, next_step=_REBIND)

    def _other_count(self) -> Iterator[Finding]:
        """Name the sheets that are gone and those that were put in."""
        sheets = self._record.sheets
        self.altered = tuple(range(len(self._pages)))
        yield self._error(
            "LD-VOL-COUNT", f"应有 {len(sheets)} 张，实际 {len(self._pages)} 张，有页面被抽出或插入"
        )
        there = Counter(self._drawn)
        for at, sheet in enumerate(sheets):
            there[sheet.drawn] -= 1
            if there[sheet.drawn] < 0:
                shown = sheet.stamp or f"卷首第 {sheet.label} 页"
                yield self._error("LD-VOL-COUNT", f"缺少装订时的第 {at + 1} 张（{shown}）")
        bound = Counter(sheet.drawn for sheet in sheets)
        for at, drawn in enumerate(self._drawn):
            bound[drawn] -= 1
            if bound[drawn] < 0:
                yield self._error("LD-VOL-COUNT", "这一张装订时没有", at)

    def _sheets(self) -> Iterator[Finding]:
        labels = list(self._reader.page_labels)
        fonts: dict[int, dict[str, str]] = {}
        bound_at = {sheet.drawn: at for at, sheet in enumerate(self._record.sheets)}
        altered = []
        for at, (page, sheet) in enumerate(zip(self._pages, self._record.sheets, strict=True)):
            stamp = stamp_on(page, fonts)
            if stamp != sheet.stamp:
                wanted, found = sheet.stamp or "没有", stamp or "没有"
                yield self._error("LD-VOL-STAMP", f"页码戳应为“{wanted}”，实际为“{found}”", at)
            if sheet.code and not shows_code(page, sheet.code):
                yield self._error("LD-VOL-CODE", f"二维码应为“{sheet.code}”，实际没有", at)
            if labels[at] != sheet.label:
                yield self._error(
                    "LD-VOL-LABEL", f"页面标签应为“{sheet.label}”，实际为“{labels[at]}”", at
                )
            if self._drawn[at] != sheet.drawn:
                altered.append(at)
                other = bound_at.get(self._drawn[at])
                now = "" if other is None else f"，现在是装订时第 {other + 1} 张的内容"
                yield self._error("LD-VOL-SHEET", f"页面内容与装订时不同{now}", at)
        self.altered = tuple(altered)

    def _catalogue(self) -> Iterator[Finding]:
        """Compare the printed pages with the exhibits, row by row or wherever they are printed."""
        front, exhibits = self._pages[: self._record.front], self._record.exhibits
        if not any(line.title == "证据目录" for line in self._record.outline):
            return
        printed = [(row.first, row.last) for row in printed_entries(front)]
        if len(printed) != len(exhibits):
            text = "\n".join(page.extract_text() for page in front)
            printed = [
                (row.first, row.last) if _prints(text, row.first, row.last) else (0, 0)
                for row in exhibits
            ]
        for row, found in zip(exhibits, printed, strict=True):
            if found != (row.first, row.last):
                shown = "没有" if found == (0, 0) else f"{found[0]}-{found[1]}"
                yield self._error(
                    "LD-VOL-CATALOGUE",
                    f"证据目录中{row.label}的页码应为 {row.first}-{row.last}，实际为 {shown}",
                )

    def _bookmarks(self) -> Iterator[Finding]:
        found = [
            (depth, str(line.title), self._reader.get_destination_page_number(line))
            for depth, line in _lines(self._reader.outline, 0)
        ]
        bound = [(line.depth, line.title, line.sheet) for line in self._record.outline]
        gone, added = _difference(bound, found)
        for _, title, sheet in gone:
            now = [at for _, other, at in added if other == title]
            leads = f"指向{_sheet(now[0])}" if now else "没有"
            yield self._error("LD-VOL-BOOKMARK", f"书签“{title}”应指向{_sheet(sheet)}，实际{leads}")
        bound_titles = {title for _, title, _ in gone}
        for _, title, _ in added:
            if title not in bound_titles:
                yield self._error("LD-VOL-BOOKMARK", f"书签“{title}”装订时没有")

    def _links(self) -> Iterator[Finding]:
        places = {
            page.indirect_reference.idnum: at
            for at, page in enumerate(self._pages)
            if page.indirect_reference is not None
        }
        found = [
            RecordedLink(at, _edges(link), max(places.get(_target(link), -1), -1))
            for at, page in enumerate(self._pages)
            for link in _annotations(page)
            if lookup(link, "/Subtype") == "/Link"
        ]
        gone, added = _difference(self._record.links, found)
        there = {(link.sheet, link.box): link.to for link in added}
        for link in gone:
            now = there.pop((link.sheet, link.box), None)
            leads = "没有这个链接" if now is None else f"指向{_sheet(now)}"
            yield self._error(
                "LD-VOL-LINK", f"链接应指向{_sheet(link.to)}，实际{leads}", link.sheet
            )
        for sheet, _ in there:
            yield self._error("LD-VOL-LINK", "有装订时没有的链接，或者链接被移动", sheet)

    def _added(self) -> Iterator[Finding]:
        for at, page in enumerate(self._pages):
            if any(lookup(mark, "/Subtype") != "/Link" for mark in _annotations(page)):
                yield self._error("LD-VOL-ADDED", "页面上另加了批注、图章或者表单", at)
        root = self._reader.root_object
        if any(key in root for key in _ACTIVE):
            yield self._error("LD-VOL-ADDED", "文件里另加了附件、脚本、动作或者表单")
        layers = lookup(root, "/OCProperties")
        drawn = self._digests.of(layers) if isinstance(layers, DictionaryObject) else ""
        if drawn != self._record.layers:
            yield self._error("LD-VOL-ADDED", "图层的显示与隐藏与装订时不同")

    def _recognised(self) -> Iterator[Finding]:
        """Say which sheets have writing that a program read, and perhaps nobody has looked at."""
        if self._record.recogniser:
            sheets = [at + 1 for at, sheet in enumerate(self._record.sheets) if sheet.recognised]
            numbers = "、".join(map(str, sheets[:_MOST])) + ("等" if len(sheets) > _MOST else "")
            which = f"第 {numbers} 张（共 {len(sheets)} 张）" if sheets else "没有一张"
            yield Finding(
                "LD-VOL-RECOGNISED",
                "note",
                f"装订时用 {self._record.recogniser} 识别图片里的字，"
                f"{which}带有识别的文字，看不见，只供查找",
                where=self._name,
                next_step="识别可能有错，以页面图像为准" if sheets else "",
            )

    def _glyphs(self) -> Iterator[Finding]:
        """Name our own sheets with missing glyphs, and fonts that the file does not hold."""
        seen: dict[int, frozenset[str]] = {}
        foreign: dict[str, int] = {}
        for at, page in enumerate(self._pages):
            fonts = foreign_fonts(page, seen)
            foreign |= {font: at for font in fonts if font not in foreign}
            is_ours = at < len(self._record.sheets) and self._record.sheets[at].ours
            if is_ours and (fonts or missing_glyphs(page, self._reader)):
                yield self._error("LD-VOL-NO-GLYPH", "有文字没有字形，会显示为方框", at)
        if foreign:
            names = "、".join(sorted(foreign)[:8])
            yield Finding(
                "LD-VOL-FONT",
                "note",
                f"原件没有嵌入所用的字体（{names}），由阅读软件代替，各台电脑上可能不同",
                where=f"{self._name} 第 {min(foreign.values()) + 1} 张起",
                next_step="换一台电脑打开看一遍；有缺字的，把原件“打印为 PDF”后替换",
            )


def _shortened(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield the first findings, and how many more there are."""
    more, last = 0, None
    for count, finding in enumerate(findings):
        if count < _MOST:
            yield finding
        else:
            more, last = more + 1, finding
    if last is not None:
        yield Finding(last.code, last.severity, f"同类问题另有 {more} 处", next_step=_REBIND)


def _difference(
    bound: Iterable[Hashable], found: Iterable[Hashable]
) -> tuple[list[Any], list[Any]]:
    """Return what is no longer there, and what was not there before."""
    before, after = Counter(bound), Counter(found)
    return list((before - after).elements()), list((after - before).elements())


def _lines(outline: Iterable[Any], depth: int) -> Iterator[tuple[int, Any]]:
    """Yield the bookmarks from top to bottom, each with its depth."""
    for line in outline:
        if isinstance(line, list):
            yield from _lines(line, depth + 1)
        else:
            yield depth, line


def _sheet(at: int | None) -> str:
    return "不明之处" if at is None or at < 0 else f"第 {at + 1} 张"


def _prints(text: str, first: int, last: int) -> bool:
    wanted = rf"{first}" if first == last else rf"{first}\D{{1,8}}{last}"
    return re.search(rf"(?<!\d){wanted}(?!\d)", text) is not None


def _annotations(page: PageObject) -> Iterator[DictionaryObject]:
    listed = lookup(page, "/Annots")
    for mark in listed if isinstance(listed, ArrayObject) else ():
        found = resolved(mark)
        if isinstance(found, DictionaryObject):
            yield found


def _edges(link: DictionaryObject) -> tuple[str, ...]:
    box = lookup(link, "/Rect")
    edges = [number_of(edge) for edge in box] if isinstance(box, ArrayObject) else []
    return tuple("" if edge is None else f"{edge:.1f}" for edge in edges)


def _target(link: DictionaryObject) -> int:
    """Return the object number of the page that a link leads to, or 0."""
    leads = lookup(link, "/Dest")
    first = leads[0] if isinstance(leads, ArrayObject) and leads else None
    return first.idnum if isinstance(first, IndirectObject) and "/A" not in link else 0
