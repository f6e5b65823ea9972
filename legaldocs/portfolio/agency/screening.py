"""What an agency must not see: looked for in the files that are to be handed over."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from legaldocs.case.redaction import RedactionRule
from legaldocs.claim.personal_data import normal, spans
from legaldocs.core.findings import Finding
from legaldocs.evidence.files.media import media_type
from legaldocs.portfolio.model import Customer
from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import Unreadable, unforeseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ENDS = re.compile(r"</(?:w:p|a:p|w:tc|si|c|row|text)>")
"""What ends a paragraph or a cell."""
_TAG = re.compile(r"<[^>]*>")
_EMBEDDED = re.compile(r"/(?:media|embeddings|activeX)/|vbaProject")
_INTERNAL = frozenset({"internal", "内部"})
_SHORT = 4
"""Characters below which a name is too common to be looked for."""
_PRIVATE = (RedactionRule.ID_NUMBER, RedactionRule.HOME_ADDRESS)
_STEP = "遮盖后换一个文件；确实可以移交的，加 --give 文件名"


@dataclass(frozen=True, slots=True)
class Screened:
    """A file as it was looked at (移交前检查); ``read`` is whether all of it could be."""

    path: Path
    read: bool
    findings: tuple[Finding, ...]


class Reading(NamedTuple):
    """The text of a file (文字), and whether that is all there is to see in it."""

    text: str
    whole: bool


def other_names(connection: Connection, own: Iterable[str]) -> tuple[str, ...]:
    """Return the names of all customers but the one that the engagement is about."""
    left = {_squeezed(name) for name in own}
    names = connection.scalars(select(Customer.name).order_by(Customer.id)).all()
    plain = dict.fromkeys(_squeezed(name) for name in names)
    return tuple(
        name for name in plain
        if len(name) >= _SHORT and not any(name in one for one in left)
    )  # fmt: skip


def screened(path: Path, others: Sequence[str]) -> Screened:
    """Return what a file holds that the agency must not see, as far as its text can be read."""
    found = [*_internal(path)]
    reading = read_in(path)
    found += _private(path.name, reading.text)
    found += _others(path.name, reading.text, others)
    return Screened(path, reading.whole, tuple(found))


def _internal(path: Path) -> Iterator[Finding]:
    if _INTERNAL & {part.casefold() for part in path.parts[:-1]}:
        yield Finding(
            "LD-AGENCY-INTERNAL", "error", f"{path.name}在内部文件夹里，不移交",
            where=str(PurePosixPath(*path.parts[-2:])), next_step=_STEP,
        )  # fmt: skip


def _private(name: str, text: str) -> Iterator[Finding]:
    hashes = {*spans(text, (), ())}  # found by every look, and nothing private
    places = [place for place in spans(text, _PRIVATE, ()) if place not in hashes]
    if places:
        first, last = places[0]
        shown = text[first:last].strip()
        yield Finding(
            "LD-AGENCY-PERSONAL", "error",
            f"{name}里有公民身份号码或者家庭住址{len(places)}处，如“{shown[:4]}…”",
            where=name, next_step=_STEP,
        )  # fmt: skip
    if phones := {*spans(text, (RedactionRule.PHONE,), ())} - hashes:
        yield Finding(
            "LD-AGENCY-PHONE", "warning", f"{name}里有电话号码{len(phones)}处，请确认都是工作电话",
            where=name, next_step="有个人电话而催款不需要的，遮盖后再移交",
        )  # fmt: skip


def _others(name: str, text: str, others: Sequence[str]) -> Iterator[Finding]:
    plain = _squeezed(text)
    found = [other for other in others if other in plain]
    if found:
        yield Finding(
            "LD-AGENCY-OTHERS", "error",
            f"{name}里有其他客户的名称：{'、'.join(found[:5])}"
            + (f"等{len(found)}家" if len(found) > 5 else ""),  # noqa: PLR2004 - as many are shown
            where=name, next_step=_STEP,
        )  # fmt: skip


def _squeezed(text: str) -> str:
    return "".join(normal(text).split()).casefold()


def read_in(path: Path) -> Reading:
    """Return what can be read of a file, in a process of its own; nothing of what is damaged."""
    try:
        return Reading(*fenced(_read, path.absolute()))
    except (OSError, ValueError, Unreadable):
        return Reading("", whole=False)


def _read(path: Path) -> tuple[str, bool]:
    with unforeseen():
        media = media_type(path)
        if media == "application/pdf":
            from legaldocs.volume.pdf_words import words_of_pdf  # noqa: PLC0415 - loads long

            return words_of_pdf(path)
        if media in {_DOCX, _XLSX}:
            return _office(path)
        if media.startswith("text/") or media == "application/json":
            text = _decoded(path.read_bytes())
            return text, bool(text)
        return "", False


def _office(path: Path) -> tuple[str, bool]:
    """Return every word in the parts of a .docx or .xlsx, with comments, headers and properties."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        parts = [package.read(name).decode() for name in names if name.endswith(".xml")]
    texts = (html.unescape(_TAG.sub("", _ENDS.sub("\n", part))) for part in parts)
    return "\n".join(texts), not any(_EMBEDDED.search(name) for name in names)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
