"""The folder to upload, slot by slot, checked against what the court or platform asks (立案包)."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from legaldocs.core.atomic import write_whole
from legaldocs.core.findings import Finding
from legaldocs.output.kit_pictures import picture_findings
from legaldocs.output.kit_profile import PaperSize
from legaldocs.output.place import place_of
from legaldocs.papers.catalogue import paper_named
from legaldocs.volume.convert.pdf import open_reader, readable
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.pdf.geometry import LONG, SHORT, upright
from legaldocs.volume.pdf.values import page_shape

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from legaldocs.claim.matter import Matter
    from legaldocs.evidence.files.gather import GatheredFile
    from legaldocs.output.kit_profile import KitProfile, Slot
    from legaldocs.papers.kind import Draft

KIT = "kit"
LIST = "提交清单.md"
_OLD_DAYS = 180
_MEGABYTE = 1 << 20
_NEAR = 2
"""Points by which a page may differ from its paper: printers round otherwise."""


@dataclass(frozen=True, slots=True)
class KitFile:
    """One file of the kit (上传的文件): its slot, where it came from, and its name in the kit."""

    slot: Slot
    source: Path
    name: str
    title: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class KitSources:
    """What a build has made that may be uploaded (可上传的材料).

    ``fresh`` is its folder, ``originals`` that of the gathered ``items``; ``drafts`` are the ids of
    the papers marked as drafts.
    """

    fresh: Path
    matter: Matter
    made: Sequence[Draft]
    drafts: Container[str]
    items: Sequence[GatheredFile]
    originals: Path


def fill_kit(profile: KitProfile, sources: KitSources) -> tuple[Finding, ...]:
    """Write the kit into the build's folder, with a list, and return what is wrong with it."""
    folder = sources.fresh / KIT
    folder.mkdir()
    findings = list(_age(profile, sources.matter))
    rows: list[str] = []
    for number, slot in enumerate(profile.slots, start=1):
        files = list(_files(profile, slot, number, sources))
        findings += _slot_findings(profile, slot, files)
        if not files:
            rows.append(f"| {number} | {slot.name} | 缺 | | | |")
        for file in files:
            shutil.copyfile(file.source, folder / file.name)
            pages = _pages(file.source)
            findings += _file_findings(profile, file, pages)
            rows.append(_row(number, file, pages))
    write_whole(folder / LIST, _list(profile, rows))
    return tuple(findings)


def _files(profile: KitProfile, slot: Slot, number: int, sources: KitSources) -> Iterator[KitFile]:
    found: list[tuple[Path, str, bool]] = []
    wanted = {paper_named(name).id for name in slot.papers}
    for draft in sources.made:
        if draft.paper.id in wanted:
            path = sources.fresh / f"{place_of(draft)}.pdf"
            found.append((path, draft.title, draft.id in sources.drafts))
    stored = {item.path: sources.originals / item.stored for item in sources.items}
    for exhibit in sources.matter.exhibits:
        if exhibit.group in slot.exhibits:
            found += [
                (stored[name], exhibit.title, False) for name in exhibit.files if name in stored
            ]
    if slot.volume:
        volumes = (sources.fresh / "volume").glob("证据卷-*.pdf")
        parts = sorted(volumes, key=lambda path: int(path.stem.rpartition("-")[2]))
        found += [(path, path.stem, False) for path in parts]
    for at, (path, title, is_draft) in enumerate(found, start=1):
        name = _name(profile, slot, number, title, path.suffix.lower(), at if found[1:] else 0)
        yield KitFile(slot, path, name, title, is_draft)


def _name(profile: KitProfile, slot: Slot, number: int, title: str, suffix: str, at: int) -> str:
    text = profile.naming.replace("{序号}", f"{number:02}").replace("{材料}", slot.name)
    text = text.replace("{文件}", "".join("_" if c in '\\/:*?"<>|' else c for c in title))
    return PurePosixPath(f"{text}-{at}" if at else text).name + suffix


def _age(profile: KitProfile, matter: Matter) -> Iterator[Finding]:
    if not profile.rule:
        yield Finding(
            "LD-KIT-NO-RULE",
            "warning",
            f"“{profile.name}”的上传要求没有写明依据，不是任何法院的规定",
            where=str(profile.origin),
            next_step="对照受理法院或者平台的说明核对各项，写入 rule 和 checked_on",
        )
    elif (matter.as_of - profile.checked_on).days > _OLD_DAYS:
        yield Finding(
            "LD-KIT-OLD",
            "warning",
            f"“{profile.name}”的上传要求是 {profile.checked_on} 核对的",
            where=str(profile.origin.of("checked_on")),
            next_step="再核对一次，改写 checked_on",
        )


def _slot_findings(profile: KitProfile, slot: Slot, files: Sequence[KitFile]) -> Iterator[Finding]:
    if not files:
        if slot.required:
            yield Finding(
                "LD-KIT-MISSING",
                "warning",
                f"立案包缺“{slot.name}”",
                where=str(slot.origin),
                next_step="补齐后重新生成，或者自己放入 kit 文件夹；不需要的，写 required: 否",
            )
    elif profile.one_file and len(files) > 1:
        yield Finding(
            "LD-KIT-MANY",
            "error",
            f"“{slot.name}”只收一个文件，现有 {len(files)} 个",
            where=str(slot.origin),
            next_step="合并成一个 PDF；证据卷的，把 most_pages 改大",
        )


def _file_findings(
    profile: KitProfile, file: KitFile, shapes: tuple[bool, ...] | None
) -> Iterator[Finding]:
    where = f"{KIT}/{file.name}"
    yield from _over(profile, file, len(shapes or ()), where)
    yield from _otherwise(profile, file, shapes or (), where)
    pages = None if shapes is None else len(shapes)
    yield from picture_findings(profile, file.source, pages, where)
    if file.draft:
        yield Finding(
            "LD-KIT-DRAFT",
            "warning",
            f"{file.title}是草稿，不能上传",
            where=where,
            next_step="核对后加 --final 重新生成；须签名盖章的，签好扫描后替换",
        )


def _over(profile: KitProfile, file: KitFile, pages: int, where: str) -> Iterator[Finding]:
    """Yield what is larger or longer than it may be."""
    size = file.source.stat().st_size
    if size > profile.most_megabytes * _MEGABYTE:
        yield Finding(
            "LD-KIT-SIZE",
            "error",
            f"{size / _MEGABYTE:.1f} MB，超过每个文件 {profile.most_megabytes} MB 的上限",
            where=where,
            next_step="证据卷的，把 most_pages 改小，使每卷更小；其他文件压缩或者拆分后替换",
        )
    if pages > profile.most_pages:
        yield Finding(
            "LD-KIT-PAGES",
            "error",
            f"{pages} 页，超过每个文件 {profile.most_pages} 页的上限",
            where=where,
            next_step="一项证据本身超过的，在案件中拆成几项；卷首很长的，把 most_pages 改小",
        )
    if len(file.name) > profile.longest_name:
        yield Finding(
            "LD-KIT-NAME",
            "error",
            f"文件名有 {len(file.name)} 字，超过 {profile.longest_name} 字",
            where=where,
            next_step="改短材料名称或者 naming",
        )


def _otherwise(
    profile: KitProfile, file: KitFile, shapes: tuple[bool, ...], where: str
) -> Iterator[Finding]:
    """Yield where paper and kind of file are not those asked for."""
    if profile.paper is PaperSize.A4 and not all(shapes):
        yield Finding(
            "LD-KIT-PAPER",
            "warning",
            f"第 {shapes.index(False) + 1} 页不是 A4",
            where=where,
            next_step="按 A4 打印为 PDF 后替换",
        )
    if file.source.suffix.lower().lstrip(".") not in profile.kinds:
        yield Finding(
            "LD-KIT-KIND",
            "error",
            f"不收 {file.source.suffix or '没有后缀的'} 文件",
            where=where,
            next_step="另存为 PDF 后替换",
        )


def _pages(path: Path) -> tuple[bool, ...] | None:
    """Return for each page whether it is A4, or None for what is no readable PDF."""
    if path.suffix.lower() != ".pdf":
        return None
    try:
        with path.open("rb") as stream, readable():
            return tuple(_is_a4(page) for page in open_reader(stream).pages)
    except Unreadable:
        return None


def _is_a4(page: object) -> bool:
    shape = page_shape(page)  # type: ignore[arg-type]  # a page of pypdf
    sides = sorted(side * shape.unit for side in upright(shape))
    return abs(sides[0] - SHORT) <= _NEAR and abs(sides[1] - LONG) <= _NEAR


def _row(number: int, file: KitFile, shapes: tuple[bool, ...] | None) -> str:
    data = hashlib.sha256(file.source.read_bytes()).hexdigest()
    pages = "" if shapes is None else str(len(shapes))
    size = f"{file.source.stat().st_size:,}"
    return f"| {number} | {file.slot.name} | {file.name} | {pages} | {size} | {data} |"


def _list(profile: KitProfile, rows: Sequence[str]) -> bytes:
    basis = profile.rule or "没有写明，不是任何法院的规定"
    head = (
        *("# 提交清单", ""),
        f"按“{profile.name}”的上传要求，核对日期 {profile.checked_on}，依据：{basis}。",
        "",
        "须签名、盖章的材料，签好扫描后用同名文件替换；本清单不上传。",
        "",
        "| 序号 | 材料 | 文件 | 页数 | 字节 | SHA-256 |",
        "| --: | --- | --- | --: | --: | --- |",
    )
    return ("\n".join((*head, *rows)) + "\n").encode("utf-8", "backslashreplace")
