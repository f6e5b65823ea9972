"""BagIt manifests as text (RFC 8493 section 2.1.3): written, and read strictly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaldocs.evidence.files.names import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 8192
MOST_LINES = 200_000

Fault = Callable[[str, str], None]
"""Told (kind, message) of what is wrong with a line."""

_LINE = re.compile(r"([0-9A-Fa-f]+)([ \t]+)(\*?)(.+)", re.DOTALL)
_NEWLINE = re.compile(r"\r\n|\r|\n")
_ESCAPE = re.compile(r"%(0[AaDd]|25)")
_ESCAPED = {"\n": "%0A", "\r": "%0D", "%": "%25"}
_HIDDEN = frozenset({"Cf", "Cs", "Zl", "Zp"})
_DRIVE = re.compile(r"[A-Za-z]:|%[A-Za-z]+%")


@dataclass(slots=True)
class Listing:
    """What one manifest lists (清单). ``entries`` maps path to lower-case hex."""

    algorithm: str
    entries: dict[str, str] = field(default_factory=dict)
    duplicated: set[str] = field(default_factory=set)


def written(entries: Mapping[str, str]) -> bytes:
    """Return a manifest, sorted by path, in the form that ``sha256sum -c`` reads too."""
    lines = (f"{entries[path]}  {_encoded(path)}\n" for path in sorted(entries))
    return "".join(lines).encode()


def line(path: str, digest: str) -> bytes:
    """Return one line of a manifest without its newline."""
    return f"{digest}  {_encoded(path)}".encode()


def read_manifest(text: str, algorithm: str, length: int, *, modern: bool, fault: Fault) -> Listing:
    """Return what a manifest lists; each line that is wrong is told to ``fault`` and left out.

    ``length`` is the number of hex figures of the algorithm; ``modern`` asks for RFC 8493 (1.0),
    otherwise the older drafts' liberties are allowed.
    """
    listing = Listing(algorithm)
    for number, row in enumerate(lines(text), start=1):
        if number > MOST_LINES:
            fault("LARGE", f"超过 {MOST_LINES} 行，其余未读")
            break
        if not row.strip(" \t"):
            continue
        _read_row(listing, row, length, modern=modern, fault=_at(fault, number))
    return listing


def lines(text: str) -> Iterator[str]:
    """Give the lines of a tag file, ended by LF, CR or CRLF and by nothing else."""
    start = 0
    for end in _NEWLINE.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    if start < len(text):
        yield text[start:]


def _at(fault: Fault, number: int) -> Fault:
    return lambda kind, message: fault(kind, f"第 {number} 行：{message}")


def _read_row(listing: Listing, row: str, length: int, *, modern: bool, fault: Fault) -> None:
    match = _LINE.fullmatch(row) if len(row) <= LONGEST_LINE else None
    if match is None or len(match[1]) != length:
        fault("LINE", "不是“摘要 空格 路径”的形式，或摘要长度不对")
        return
    if match[3]:
        fault("STAR", "路径前有星号（md5sum 的写法），按普通路径读取")
    path = _decoded(match[4], modern=modern, fault=fault)
    if path is None:
        return
    digest = match[1].lower()
    if path not in listing.entries:
        listing.entries[path] = digest
        return
    listing.duplicated.add(path)
    if listing.entries[path] != digest:
        fault("CONFLICT", f"“{shown(path)}”重复列出，且摘要不同")
    else:
        fault("TWICE", f"“{shown(path)}”重复列出")


def _decoded(raw: str, *, modern: bool, fault: Fault) -> str | None:
    path = _ESCAPE.sub(_unescaped if modern else _unescaped_draft, raw)
    if modern and "%" in _ESCAPE.sub("", raw):
        fault("PERCENT", "路径中的百分号没有写成 %25")
    if path.startswith("./"):
        fault("DOT", "路径以 ./ 开头，按去掉后的路径读取")
        path = re.sub(r"^(\./+)+", "", path)
    reason = unsafe_reason(path)
    if reason:
        fault("PATH", f"路径“{shown(raw)}”{reason}")
        return None
    return path


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _unescaped_draft(match: re.Match[str]) -> str:
    return match[0] if match[1] == "25" else _unescaped(match)


def unsafe_reason(path: str) -> str:
    """Return why a path could lead out of the bag, or nothing when it cannot."""
    reasons = (
        ("\x00" in path, "含有空字符"),
        (path.startswith("/"), "是绝对路径"),
        (path.startswith("~"), "以 ~ 开头，指向用户目录"),
        ("\\" in path, "含有反斜杠"),
        (bool(_DRIVE.match(path)), "带有盘符或变量"),
        (not {"", ".", ".."}.isdisjoint(path.split("/")), "含有空的、. 或 .. 的一段"),
        (not path.isprintable() and _misleads(path), "含有不可见或改变显示顺序的字符"),
    )
    return next((reason for wrong, reason in reasons if wrong), "")


def _misleads(path: str) -> bool:
    return any(unicodedata.category(c) in _HIDDEN for c in path)


def _encoded(path: str) -> str:
    return re.sub(r"[\r\n%]", lambda match: _ESCAPED[match[0]], path)
