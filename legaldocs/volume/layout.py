"""Which page every original gets, decided before anything is bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.core.filekinds import kind_of
from legaldocs.core.findings import Finding
from legaldocs.evidence.files.names import shown
from legaldocs.volume.convert import pdf as original
from legaldocs.volume.convert import picture as photo
from legaldocs.volume.convert.slip import Slip
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.core.findings import Severity
    from legaldocs.evidence.files.gather import Item
    from legaldocs.volume.convert.pdf import Inspected

_ELECTRONIC = "该文件为电子数据，原始文件见证据包 {place}，可按上列 SHA-256 摘要核对。"
_FAILED = (
    "该文件未能转换为页面（{reason}），原始文件见证据包 {place}，未作任何修改，"
    "可按上列 SHA-256 摘要核对。"
)
_ABSENT = "该文件未能收入证据包，请在提交前补充。"
_EMPTY = "本项证据没有附文件，请在提交前补充。"
_PLACE = "data/originals/"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large one part of the volume may grow (分卷上限).

    An exhibit is never torn apart: one that is larger than a limit gets a part of its own.
    ``size`` counts bytes of the originals; None means no limit.
    """

    pages: int = 1000
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """The pages of one original (一份原件的页面).

    ``file`` is its path in the case folder, empty for an exhibit without files; ``first`` and
    ``last`` are the numbers stamped on its pages. A slip stands for what has no pages.
    """

    file: str
    path: Path | None
    form: Literal["pdf", "photo", "slip"]
    first: int
    last: int
    size: int
    slip: Slip | None = None

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Chapter:
    """One exhibit with its pages (一项证据)."""

    exhibit: Exhibit
    leaves: tuple[Leaf, ...]

    @property
    def first(self) -> int:
        """Return the number on the exhibit's first page."""
        return self.leaves[0].first

    @property
    def last(self) -> int:
        """Return the number on the exhibit's last page."""
        return self.leaves[-1].last


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the volume (分卷). ``number`` counts from one."""

    number: int
    chapters: tuple[Chapter, ...]

    @property
    def pages(self) -> int:
        """Return how many stamped pages the part has."""
        return self.chapters[-1].last - self.chapters[0].first + 1 if self.chapters else 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Every exhibit's pages, in order and without a gap, and what to look at (版面)."""

    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return the exhibits in the order of their pages."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    @property
    def pages(self) -> dict[int, tuple[int, int]]:
        """Return exhibit number → first and last page."""
        return {each.exhibit.number: (each.first, each.last) for each in self.chapters}

    @property
    def files(self) -> dict[tuple[int, str], tuple[int, int]]:
        """Return (exhibit number, file) → first and last page."""
        return {
            (chapter.exhibit.number, leaf.file): (leaf.first, leaf.last)
            for chapter in self.chapters
            for leaf in chapter.leaves
            if leaf.file
        }


def lay_out(
    exhibits: Sequence[Exhibit],
    items: Iterable[Item],
    originals: Path,
    *,
    limits: Limits | None = None,
    tick: Callable[[str], None] = lambda _: None,
) -> Layout:
    """Decide the pages of every exhibit, in the order given, numbered on from 1.

    ``items`` are the originals that were gathered below ``originals``. What cannot become pages,
    or was not gathered, gets a slip sheet and a finding; nothing is dropped. ``tick`` is told each
    exhibit's label once it is done.
    """
    gathered = {item.path: item for item in items}
    chapters: list[Chapter] = []
    findings: list[Finding] = []
    page = 1
    for exhibit in exhibits:
        leaves: list[Leaf] = []
        for file in exhibit.files or ("",):
            leaf, found = _leaf(exhibit, file, gathered, originals, page)
            leaves.append(leaf)
            findings.extend(found)
            page = leaf.last + 1
        chapters.append(Chapter(exhibit, tuple(leaves)))
        tick(exhibit.label)
    parts, large = _split(chapters, limits or Limits())
    return Layout(parts, (*findings, *large))


def _leaf(
    exhibit: Exhibit, file: str, gathered: Mapping[str, Item], originals: Path, page: int
) -> tuple[Leaf, tuple[Finding, ...]]:
    item = gathered.get(file)
    if item is None:
        slip = Slip(_heading(exhibit, file), _ABSENT if file else _EMPTY)
        return Leaf(file, None, "slip", page, page, 0, slip), ()
    path = originals / item.stored
    try:
        form, count, findings = _pages(path, item)
    except Unreadable as reason:
        slip = _slip(exhibit, item, _FAILED.format(reason=reason, place=_PLACE + item.stored))
        finding = _finding(
            "LD-VOL-UNREADABLE",
            "warning",
            file,
            f"未能转换为页面（{reason}），证据卷中以说明页代替",
            "用常用软件另存为不加密的 PDF，作为补充文件放入案件文件夹；原件照样保留",
        )
        return Leaf(file, path, "slip", page, page, item.size, slip), (finding,)
    if form != "slip":
        return Leaf(file, path, form, page, page + count - 1, item.size), findings
    told = _finding(
        "LD-VOL-NOT-PAGES",
        "warning",
        file,
        "不是 PDF 或图片，证据卷中以一页说明页代替，内容没有印出",
        "提交纸质材料的，打印为 PDF 后与原件一起写在同一行的 file 里",
    )
    slip = _slip(exhibit, item, _ELECTRONIC.format(place=_PLACE + item.stored))
    return Leaf(file, path, "slip", page, page, item.size, slip), (told,)


def _pages(
    path: Path, item: Item
) -> tuple[Literal["pdf", "photo", "slip"], int, tuple[Finding, ...]]:
    if item.media_type == "application/pdf":
        inspected = original.inspect(path)
        return "pdf", inspected.pages, tuple(_remarks(item.path, inspected))
    if item.media_type in photo.MEDIA_TYPES:
        return "photo", photo.inspect(path), ()
    return "slip", 1, ()


def _remarks(file: str, inspected: Inspected) -> Iterator[Finding]:
    if inspected.unseen:
        yield _finding(
            "LD-VOL-UNSEEN",
            "warning",
            file,
            f"有 {inspected.unseen} 处批注或表单内容没有保存显示效果，证据卷中可能看不到",
            "打开原件，用“打印为 PDF”另存一份作为补充文件",
        )
    if inspected.oddities:
        yield _finding(
            "LD-VOL-REPAIRED",
            "warning",
            file,
            f"文件结构有 {inspected.oddities} 处不合规范，已按能读出的内容装订",
            "对照原件核对证据卷中这几页；有缺失的，用“打印为 PDF”另存一份作为补充文件",
        )


def _heading(exhibit: Exhibit, file: str) -> tuple[tuple[str, str], ...]:
    rows = (("证据编号", exhibit.label), ("证据名称", exhibit.title))
    return (*rows, ("文件名", shown(file))) if file else rows


def _slip(exhibit: Exhibit, item: Item, note: str) -> Slip:
    facts = (
        ("文件类型", f"{kind_of(item.media_type).title}（{item.media_type}）"),
        ("文件大小", f"{item.size:,} 字节"),
        ("SHA-256", item.sha256),
    )
    return Slip((*_heading(exhibit, item.path), *facts), note)


def _split(
    chapters: Sequence[Chapter], limits: Limits
) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """Return the parts, and a finding for each exhibit that is larger than a part may be."""
    groups: list[list[Chapter]] = [[]]
    pages = size = 0
    findings: list[Finding] = []
    for chapter in chapters:
        more_pages = chapter.last - chapter.first + 1
        more = sum(leaf.size for leaf in chapter.leaves if leaf.form != "slip")
        if more_pages > limits.pages or (limits.size is not None and more > limits.size):
            findings.append(_too_large(chapter, more_pages, more))
        over = pages + more_pages > limits.pages
        if groups[-1] and (over or (limits.size is not None and size + more > limits.size)):
            groups.append([])
            pages = size = 0
        groups[-1].append(chapter)
        pages, size = pages + more_pages, size + more
    parts = tuple(Part(number, tuple(group)) for number, group in enumerate(groups, 1) if group)
    return parts, tuple(findings)


def _too_large(chapter: Chapter, pages: int, size: int) -> Finding:
    return _finding(
        "LD-VOL-LARGE",
        "warning",
        chapter.exhibit.label,
        f"一项证据就有 {pages} 页、{size:,} 字节，超过分卷上限，单独成卷",
        "如需更小的分卷，把该项证据拆成几项",
    )


def _finding(code: str, severity: Severity, where: str, message: str, next_step: str) -> Finding:
    return Finding(code, severity, message, where=where, next_step=next_step)
