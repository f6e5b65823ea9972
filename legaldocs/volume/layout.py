"""Which page every original gets, decided before anything is bound."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from legaldocs.core.filekinds import kind_of
from legaldocs.core.findings import Finding
from legaldocs.evidence.bag.index import ORIGINALS
from legaldocs.evidence.files.names import shown
from legaldocs.volume.arrangement import Arrangement, Separators
from legaldocs.volume.convert import convert
from legaldocs.volume.convert.repair import menders
from legaldocs.volume.convert.slip import TITLE, Slip
from legaldocs.volume.convert.unprinted import unprinted
from legaldocs.volume.foresee import unquoted
from legaldocs.volume.limits import Damaged, Fenced, Unreadable
from legaldocs.volume.pdf.code import code_text
from legaldocs.volume.separator import Separator, begins, worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.evidence.files.gather import GatheredFile
    from legaldocs.volume.pages import OriginalPages

_FAILED = (
    "该文件未能转换为页面（{reason}），原始文件见证据包 {place}，未作任何修改，"
    "可按上列 SHA-256 摘要核对。"
)
_ABSENT = "该文件未能收入证据包，请在提交前补充。"
_EMPTY = "本项证据没有附文件，请在提交前补充。"
_INSTALL = '安装修复用的组件（pip install "legaldocs[repair]"）后重新生成，或者'


_PLAIN = Arrangement()


@dataclass(frozen=True, slots=True)
class Leaf:
    """The pages of one original (一份原件的页面).

    ``file`` is its path in the case folder, empty for an exhibit without files; ``first`` and
    ``last`` are the numbers stamped on its pages. A slip sheet replaces what has no pages.
    ``code`` is what the code on its first page says, empty where it has none.
    """

    file: str
    content: OriginalPages | Slip
    first: int
    last: int
    code: str = ""

    @property
    def marks(self) -> Mapping[int, tuple[str, ...]]:
        """Number of a page → titles of the bookmarks that lead to places on it."""
        found: dict[int, tuple[str, ...]] = {}
        for mark in () if isinstance(self.content, Slip) else self.content.marks:
            page = self.first + mark.page
            found[page] = (*found.get(page, ()), mark.title)
        return found

    @property
    def quoted(self) -> Mapping[str, tuple[int, ...]]:
        """Quoted words → numbers of the pages on which they begin."""
        quoted = None if isinstance(self.content, Slip) else self.content.quoted
        return {
            words: tuple(self.first + page for page in pages)
            for words, pages in (quoted or {}).items()
        }


@dataclass(frozen=True, slots=True)
class Chapter:
    """One exhibit with its pages (一项证据), and the separator before it where there is one."""

    exhibit: Exhibit
    leaves: tuple[Leaf, ...]
    separator: Separator | None = None

    @property
    def marks(self) -> Mapping[int, tuple[str, ...]]:
        """Number of a page → bookmarks below the exhibit's own: its files, and places in them.

        Where a reader does not get a file, the others have no number: the court's would differ.
        """
        found: dict[int, tuple[str, ...]] = {}
        whole = all(leaf.file for leaf in self.leaves)
        for at, leaf in enumerate(self.leaves, start=1):
            if leaf.file and len(self.leaves) > 1:
                name = PurePosixPath(shown(leaf.file)).name
                found[leaf.first] = (f"{self.exhibit.label}-{at} {name}" if whole else name,)
            for number, titles in leaf.marks.items():
                found[number] = (*found.get(number, ()), *titles)
        return found

    @property
    def first(self) -> int:
        """Return the number on the exhibit's first page."""
        return self.leaves[0].first

    @property
    def begins(self) -> int:
        """Return the number on the separator before the exhibit, or else on its first page."""
        return self.first if self.separator is None else self.separator.page

    @property
    def last(self) -> int:
        """Return the number on the exhibit's last page."""
        return self.leaves[-1].last


@dataclass(frozen=True, slots=True)
class VolumePart:
    """One part of the volume, bound as a file of its own (分卷). ``number`` counts from one."""

    number: int
    chapters: tuple[Chapter, ...]

    @property
    def first(self) -> int:
        """Return the number on the part's first stamped page."""
        return self.chapters[0].begins

    @property
    def last(self) -> int:
        """Return the number on the part's last page."""
        return self.chapters[-1].last


@dataclass(frozen=True)
class Layout:
    """Every exhibit's pages, in order and without a gap, and what to look at (版面).

    ``recogniser`` is the program that read the writing in pictures, empty where none was asked to.
    """

    parts: tuple[VolumePart, ...]
    findings: tuple[Finding, ...]
    recogniser: str = ""

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The exhibits in the order of their pages."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    @cached_property
    def pages(self) -> Mapping[int, tuple[int, int]]:
        """Exhibit number → first and last page."""
        return {chapter.exhibit.number: (chapter.first, chapter.last) for chapter in self.chapters}

    @cached_property
    def cited(self) -> Mapping[tuple[int, str], tuple[int, ...]]:
        """(Exhibit number, quoted words) → pages on which they begin."""
        found: dict[tuple[int, str], tuple[int, ...]] = {}
        for chapter in self.chapters:
            for leaf in chapter.leaves:
                for words, pages in leaf.quoted.items():
                    key = chapter.exhibit.number, words
                    found[key] = (*found.get(key, ()), *pages)
        return found

    @cached_property
    def files(self) -> Mapping[tuple[int, str], tuple[int, int]]:
        """(Exhibit number, file) → first and last page."""
        return {
            (chapter.exhibit.number, leaf.file): (leaf.first, leaf.last)
            for chapter in self.chapters
            for leaf in chapter.leaves
            if leaf.file
        }


def lay_out(
    exhibits: Sequence[Exhibit],
    items: Iterable[GatheredFile],
    originals: Path,
    arrangement: Arrangement = _PLAIN,
    *,
    tick: Callable[[str], None] = lambda _: None,
) -> Layout:
    """Decide the pages of every exhibit, in the order given, numbered on from 1.

    ``items`` are the originals that were gathered below ``originals``. What cannot become pages,
    or was not gathered, gets a slip sheet and a finding; nothing is dropped. A part has at most
    the pages of the ``arrangement``, but for an exhibit that alone has more. ``tick`` is called
    with each exhibit's label once it is laid out.
    """
    gathered = {item.path: item for item in items}
    chapters: list[Chapter] = []
    findings: list[Finding] = []
    page = 1
    for exhibit in exhibits:
        separator = None
        if begins(arrangement.separators, exhibit, chapters[-1].exhibit if chapters else None):
            separator = Separator(arrangement.separators or Separators.GROUPS, page)
            page += 1
        leaves: list[Leaf] = []
        for file in exhibit.files or ("",):
            content, remarks = _content(exhibit, file, gathered.get(file), originals)
            last = page if isinstance(content, Slip) else page + content.count - 1
            code = _code(exhibit, file, gathered.get(file)) if arrangement.codes else ""
            leaves.append(Leaf(file, content, page, last, code))
            findings.extend(remarks)
            page = last + 1
        quoted = [leaf.content.quoted for leaf in leaves if not isinstance(leaf.content, Slip)]
        findings.extend(unquoted(exhibit, quoted))
        chapters.append(Chapter(exhibit, tuple(leaves), separator))
        tick(exhibit.label)
    parts, large = _split(tuple(worded(chapters)), arrangement.most_pages)
    return Layout(parts, (*findings, *large))


def _code(exhibit: Exhibit, file: str, item: GatheredFile | None) -> str:
    if item is None:
        return ""
    number = f"-{exhibit.files.index(file) + 1}" if len(exhibit.files) > 1 else ""
    return code_text(f"{exhibit.label}{number}", item.sha256)


def _content(
    exhibit: Exhibit, file: str, item: GatheredFile | None, originals: Path
) -> tuple[OriginalPages | Slip, tuple[Finding, ...]]:
    """Return the pages of a file, or the slip sheet in their place, and what to look at."""
    if item is None:
        return Slip(_heading(exhibit, file), _ABSENT if file else _EMPTY), ()
    words = tuple(quote.words for quote in exhibit.quotes)
    try:
        pages = convert(item.media_type, originals / item.stored, shown(item.path), words)
    except Unreadable as reason:
        return _unreadable(exhibit, item, reason)
    return _unconverted(exhibit, item, originals) if pages is None else (pages, pages.remarks)


def _unconverted(
    exhibit: Exhibit, item: GatheredFile, originals: Path
) -> tuple[Slip, tuple[Finding, ...]]:
    said = unprinted(originals / item.stored, item.media_type)
    finding = Finding(
        "LD-VOL-NOT-PAGES",
        "warning",
        f"{kind_of(item.media_type).title}不能转换为页面，证据卷中以一页说明页代替，内容没有印出",
        where=shown(item.path),
        next_step=said.advice,
    )
    note = said.note.format(place=f"{ORIGINALS}/{item.stored}")
    return _slip(exhibit, item, note, said.facts), (finding,)


def _unreadable(
    exhibit: Exhibit, item: GatheredFile, reason: Unreadable
) -> tuple[Slip, tuple[Finding, ...]]:
    note = _FAILED.format(reason=reason, place=f"{ORIGINALS}/{item.stored}")
    if isinstance(reason, Fenced):
        return _slip(exhibit, item, note), (_fenced(item, reason),)
    finding = Finding(
        "LD-VOL-UNREADABLE",
        "warning",
        f"未能转换为页面（{reason}），证据卷中以说明页代替",
        where=shown(item.path),
        next_step=(_INSTALL if _may_be_mended(reason) else "")
        + "用常用软件另存为不加密的 PDF，作为补充文件放入案件文件夹；原件照样保留",
    )
    return _slip(exhibit, item, note), (finding,)


def _may_be_mended(reason: Unreadable) -> bool:
    return isinstance(reason, Damaged) and not menders()


def _fenced(item: GatheredFile, reason: Fenced) -> Finding:
    return Finding(
        "LD-VOL-FENCED",
        "warning",
        f"{reason}，没有读完，证据卷中以说明页代替；换一台机器生成，结果可能不同",
        where=shown(item.path),
        next_step="用常用软件把它另存为 PDF，作为补充文件放入案件文件夹；原件照样保留",
    )


def _heading(exhibit: Exhibit, file: str) -> tuple[tuple[str, str], ...]:
    rows = (("证据编号", exhibit.label), (TITLE, exhibit.title))
    return (*rows, ("文件名", shown(file))) if file else rows


def _slip(
    exhibit: Exhibit, item: GatheredFile, note: str, more: tuple[tuple[str, str], ...] = ()
) -> Slip:
    facts = (
        ("文件类型", f"{kind_of(item.media_type).title}（{item.media_type}）"),
        ("文件大小", f"{item.size:,} 字节"),
        *more,
        ("SHA-256", item.sha256),
    )
    return Slip((*_heading(exhibit, item.path), *facts), note)


def _split(
    chapters: Sequence[Chapter], most_pages: int
) -> tuple[tuple[VolumePart, ...], tuple[Finding, ...]]:
    """Return the parts, and a finding for each exhibit that is larger than a part may be."""
    groups: list[list[Chapter]] = [[]]
    pages = 0
    findings: list[Finding] = []
    for chapter in chapters:
        more = chapter.last - chapter.begins + 1
        if more > most_pages:
            findings.append(_too_large(chapter, more))
        if groups[-1] and pages + more > most_pages:
            groups.append([])
            pages = 0
        groups[-1].append(chapter)
        pages += more
    parts = tuple(
        VolumePart(number, tuple(group)) for number, group in enumerate(groups, 1) if group
    )
    return parts, tuple(findings)


def _too_large(chapter: Chapter, pages: int) -> Finding:
    return Finding(
        "LD-VOL-LARGE",
        "warning",
        f"一项证据就有 {pages} 页，超过分卷上限，单独成卷",
        where=chapter.exhibit.label,
        next_step="如需更小的分卷，把该项证据拆成几项",
    )
