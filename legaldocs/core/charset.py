"""The characters that bytes stand for: a rule, for no detector is safe on short Chinese text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_SAME_OR_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "ascii": "utf-8"}
"""Names that programs write above text of the wider set."""

_UPPER = bytes(range(0xC0, 0x100))
"""Bytes that are letters in the sets of western and cyrillic script."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text and the name of the character set it was read by (字符编码)."""

    text: str
    charset: str


def decoded(data: bytes, declared: str = "") -> DecodedText | None:
    """Return the text of ``data``, or None when no character set of the rule fits it wholly.

    A byte order mark decides; then the declared set, then strict UTF-8, then strict GB18030.

    >>> decoded("已收到".encode("gbk"), "gb2312")
    DecodedText(text='已收到', charset='gb18030')
    """
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    for charset in (*marked[:1], _known(declared), "utf-8", "gb18030"):
        if charset:
            try:
                return DecodedText(data.decode(charset), charset)
            except ValueError:
                continue
    return None


def _known(declared: str) -> str:
    """Return the name of the set by which declared text is read; empty when there is none."""
    try:
        name = codecs.lookup(declared.strip().strip("'\"") or "-").name
    except (LookupError, ValueError):
        return ""
    wider = _SAME_OR_WIDER.get(name, name)
    # Python's own transformations, such as base64, are no character sets.
    return wider if codecs.lookup(wider)._is_text_encoding else ""  # noqa: SLF001


def fits(data: bytes, named: str) -> bool:
    """Return whether bytes are text of a named set, or of the wider set that is written for it."""
    charset = _known(named)
    try:
        data.decode(charset or "ascii")
    except ValueError:
        return False
    return bool(charset)


def is_single_byte(named: str) -> bool:
    """Return whether each byte is a character in a named set, so that nearly any bytes fit it.

    >>> is_single_byte("iso-8859-1"), is_single_byte("gbk"), is_single_byte("utf-8")
    (True, False, False)
    """
    return fits(_UPPER, named) and len(_UPPER.decode(_known(named))) == len(_UPPER)
