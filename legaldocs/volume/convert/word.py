"""Word documents (.docx) as pages: set by our own reader, tracked changes and comments shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.volume.convert.printed import Print, print_pages, read_bounded, running_head
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.package import Package, attribute, child, descendants, local
from legaldocs.volume.word.blocks import blocks
from legaldocs.volume.word.numbering import Numbering
from legaldocs.volume.word.reading import Reading, Story, moment, plain
from legaldocs.volume.word.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from legaldocs.volume.pages import OriginalPages

_NOTE = (
    "本件由 Word 文件排印，分页、字体与 Word 中显示的可能不同，文字以原文件为准；"
    "原文件收在证据包中，可按页首的 SHA-256 核对。"
)
_STORIES = {"header": "页眉", "footer": "页脚"}
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}


def convert(path: Path, name: str) -> OriginalPages:
    """Return a Word document as pages; see ``Converter``."""
    data = read_bounded(path)
    with Package(path) as package:
        try:
            body, reading = _read(package)
        except RecursionError as error:
            raise Unreadable("文件结构嵌套过深") from error
    printed = Print(name, running_head(name, data), body)
    return print_pages(printed, name, *_remarks(name, reading))


def _read(package: Package) -> tuple[str, Reading]:
    main = _main_part(package)
    root = package.xml(main)
    relations = package.relations(main)
    parts = {relation.kind: relation.target for relation in relations.values()}
    body = child(root, "body")
    if body is None:
        raise Unreadable("文件里没有 Word 文档的正文")
    reading = Reading(
        package,
        Styles(package.xml(parts.get("styles", ""))),
        Numbering(package.xml(parts.get("numbering", ""))),
    )
    text = "".join(blocks(body, Story(reading, relations)))
    around = "".join(_headers(body, reading, main))
    notes = "".join(_notes(reading, parts))
    comments = "".join(_comments(reading, parts))
    changes = "".join(_changes(reading))
    said = "".join(f"<p class=note>{plain(line)}</p>" for line in (_NOTE, *_said(reading)))
    return f"{said}{around}<hr>{text}{notes}{comments}{changes}", reading


def _main_part(package: Package) -> str:
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and not relation.external:
            return relation.target
    return "word/document.xml"


def _headers(body: _Element, reading: Reading, main: str) -> Iterator[str]:
    """Yield the headers and footers, each once: a print has pages of its own."""
    relations = reading.package.relations(main)
    seen = set()
    for reference in descendants(body, "headerReference", "footerReference"):
        relation = relations.get(attribute(reference, "id"))
        if relation is None or relation.external or relation.target in seen:
            continue
        seen.add(relation.target)
        root = reading.package.xml(relation.target)
        inner = root is not None and "".join(
            blocks(root, Story(reading, reading.package.relations(relation.target)))
        )
        if inner and inner.replace("<br>", "").replace("<p></p>", "").strip():
            kind = _STORIES[local(reference).removesuffix("Reference")]
            yield f"<div class=around><b>{kind}</b>{inner}</div>"


def _notes(reading: Reading, parts: dict[str, str]) -> Iterator[str]:
    """Yield the footnotes and endnotes that are cited; a note may cite no other."""
    if not reading.notes:
        return
    found: dict[tuple[str, str], tuple[_Element, str]] = {}
    for kind, part in _NOTES.items():
        root = reading.package.xml(parts.get(part, ""))
        for note in root.iterfind(f"{{*}}{kind}") if root is not None else ():
            found[kind, attribute(note, "id")] = note, parts[part]
    yield "<h2>注释</h2>"
    for number, cited in enumerate(tuple(reading.notes), 1):
        if cited not in found:
            yield f"<p>〔注{number}〕（文件中没有这条注释）</p>"
            continue
        note, part = found[cited]
        story = Story(reading, reading.package.relations(part))
        yield f"<div class=entry>〔注{number}〕{''.join(blocks(note, story))}</div>"


def _comments(reading: Reading, parts: dict[str, str]) -> Iterator[str]:
    if not reading.comments:
        return
    root = reading.package.xml(parts.get("comments", ""))
    found = {
        attribute(comment, "id"): comment
        for comment in (root.iterfind("{*}comment") if root is not None else ())
    }
    yield "<h2>批注</h2>"
    relations = reading.package.relations(parts.get("comments", ""))
    for number, cited in enumerate(tuple(reading.comments), 1):
        comment = found.get(cited)
        if comment is None:
            yield f"<p>〔批{number}〕（文件中没有这条批注）</p>"
            continue
        by = f"{attribute(comment, 'author')[:60] or '未载明'}，{moment(comment)}"
        inner = "".join(blocks(comment, Story(reading, relations)))
        yield f"<div class=entry>〔批{number}〕{plain(by)}：{inner}</div>"


def _changes(reading: Reading) -> Iterator[str]:
    if not reading.revisions:
        return
    yield "<h2>修订</h2><table class=files><tr><th>编号<th>修订<th>作者<th>时间（文件所载）"
    for number, revision in enumerate(reading.revisions, 1):
        yield f"<tr><td>修{number}<td>{revision.kind}<td>{plain(revision.author)}<td>{revision.at}"
    yield "</table>"


def _said(reading: Reading) -> Iterator[str]:
    """Yield what the reader of the print has to know."""
    if reading.revisions:
        yield (
            f"文件含有 {len(reading.revisions)} 处修订：插入的文字加下划线，删除的文字加删除线，"
            "各处编号，作者和时间列在文末。"
        )
    if reading.comments:
        yield f"文件含有 {len(reading.comments)} 条批注，列在文末。"
    if reading.formats_changed:
        yield f"另有 {reading.formats_changed} 处格式修订，没有显示。"
    if reading.hidden:
        yield f"文件中有 {reading.hidden} 个字设为隐藏，Word 通常不显示，没有印出。"
    for what, count in reading.lost.items():
        yield f"有 {count} 处没有印出或者没有原样印出：{what}。"


def _remarks(name: str, reading: Reading) -> Iterator[Finding]:
    if reading.revisions or reading.comments or reading.formats_changed:
        yield Finding(
            "LD-VOL-REVISIONS",
            "warning",
            f"Word 文件含有 {len(reading.revisions) + reading.formats_changed} 处修订、"
            f"{len(reading.comments)} 条批注，已按修订状态印出",
            where=name,
            next_step="确认提交的是不是这一稿；双方确认的是定稿的，换成定稿或者签署件",
        )
    if reading.hidden:
        yield Finding(
            "LD-VOL-HIDDEN",
            "warning",
            f"文件中有隐藏的内容没有印出：{reading.hidden} 个隐藏的字",
            where=name,
            next_step="在 Word 里显示隐藏文字看一遍；原文件随证据包交出，隐藏的内容对方也能看到",
        )
    if reading.lost:
        what = "；".join(f"{kind} {count} 处" for kind, count in reading.lost.items())
        yield Finding(
            "LD-VOL-PARTLY",
            "warning",
            f"有内容没有印出或者没有原样印出：{what}",
            where=name,
            next_step="用 Word 另存为 PDF，与原件写在同一行的 file 里",
        )
