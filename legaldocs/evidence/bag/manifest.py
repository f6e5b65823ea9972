"""The text of BagIt manifests (RFC 8493 section 2.1.3): formatted, and strictly parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaldocs.evidence.files.names import shown, unsafe_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 8192
MOST_LINES = 200_000
"""As many as files in a bag."""

Fault = Callable[[str, str], None]
"""Callback for each bad line: (kind, message)."""

_LINE = re.compile(r"([0-9A-Fa-f]+)([ \t]+)(\*?)(.+)", re.DOTALL)
_HEX = re.compile(r"[0-9A-Fa-f]+")
_SPECIAL_START = frozenset({"", " ", "\t", "*", "."})
_NEWLINE = re.compile(r"\r\n|\r|\n")
_ESCAPE = re.compile(r"%(0[AaDd]|25)")
_ESCAPED = {"\n": "%0A", "\r": "%0D", "%": "%25"}
_TO_ESCAPE = re.compile("[" + "".join(_ESCAPED) + "]")


@dataclass(slots=True)
class Listing:
    """What one manifest lists (清单). ``entries`` maps path to lower-case hex.

    ``duplicated`` are the paths listed more than once.
    """

    algorithm: str
    entries: dict[str, str] = field(default_factory=dict)
    duplicated: set[str] = field(default_factory=set)


def format_manifest(entries: Mapping[str, str]) -> bytes:
    """Return a manifest, sorted by path, in the form that ``sha256sum -c`` reads too."""
    return b"".join(line(path, entries[path]) + b"\n" for path in sorted(entries))


def line(path: str, digest: str) -> bytes:
    """Return one line of a manifest without its newline."""
    return f"{digest}  {_encoded(path)}".encode()


def read_manifest(text: str, algorithm: str, length: int, *, modern: bool, fault: Fault) -> Listing:
    """Return what a manifest lists; each bad line is reported to ``fault`` and left out.

    ``length`` is the number of hex figures of the algorithm; ``modern`` asks for RFC 8493 (1.0),
    otherwise what the older drafts allowed is accepted.
    """
    listing = Listing(algorithm)
    for number, row in enumerate(lines(text), start=1):
        if number > MOST_LINES:
            fault("LARGE", f"超过 {MOST_LINES} 行，其余未读")
            break
        if _read_plain_row(listing, row, length) or not row.strip(" \t"):
            continue
        _read_row(listing, row, length, modern=modern, fault=_at(fault, number))
    return listing


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a tag file, which only LF, CR and CRLF end."""
    start = 0
    for end in _NEWLINE.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    if start < len(text):
        yield text[start:]


def _at(fault: Fault, number: int) -> Fault:
    return lambda kind, message: fault(kind, f"第 {number} 行：{message}")


def _read_plain_row(listing: Listing, row: str, length: int) -> bool:
    """Take a row that has nothing special about it, as nearly every one, and say whether it was."""
    digest, gap, path = row[:length], row[length : length + 2], row[length + 2 :]
    plain = gap == "  " and path[:1] not in _SPECIAL_START and "%" not in path
    if not plain or path in listing.entries or len(row) > LONGEST_LINE or unsafe_reason(path):
        return False
    if not _HEX.fullmatch(digest):
        return False
    listing.entries[path] = digest.lower()
    return True


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


def _encoded(path: str) -> str:
    return _TO_ESCAPE.sub(lambda match: _ESCAPED[match[0]], path)
