"""Names that are nearly another: what a person may have meant, and how the two differ."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BRACKETS = str.maketrans("[]【】〔〕〈〉《》", "()()()()()")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_SPACES = re.compile(r"^\s+|\s+$|[^\S ]|(?<=\s)\s")
"""Spaces that do not show: at either end, doubled, or another than the plain one."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_MOST_DIFFERENCES = 3


def folded(text: str) -> str:
    """Return the form in which names are equal that differ by width, brackets, spaces or case.

    >>> folded("ht〔2026〕 1号") == folded("HT(2026)1号")
    True
    """
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS).translate(_DASHES)
    return "".join(plain.split()).casefold()


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the known name that is most like ``text``, or nothing."""
    forms: dict[str, str] = {}
    for name in filter(None, known):
        forms.setdefault(folded(name), name)
    near = difflib.get_close_matches(folded(text), forms, n=1)
    return forms[near[0]] if near else ""


def suggestion(text: str, known: Iterable[str]) -> str:
    """Return the question whether another name was meant, with what differs, or nothing."""
    near = nearest(text, known)
    if not near:
        return ""
    alike = near != text and folded(near) == folded(text)
    return f"是否想写“{shown(near)}”？" + (f"（{_difference(text, near)}）" if alike else "")


def shown(text: str) -> str:
    """Return a name with the spaces that do not show drawn as ␠, other hidden signs as escapes.

    >>> shown("回单.pdf ")
    '回单.pdf␠'
    """
    return escaped(_SPACES.sub(lambda match: "␠" * len(match[0]), text))


def escaped(text: str) -> str:
    r"""Return text with hidden and invalid characters as escapes.

    >>> escaped("a\u202egpj.exe")
    'a\\u202egpj.exe'
    """
    return text if text.isprintable() else "".join(map(_escape, text))


def is_hidden(character: str) -> bool:
    """Return whether a character shows nothing, or is half of one or none that is standard."""
    return unicodedata.category(character) in _HIDDEN


def _escape(character: str) -> str:
    if not is_hidden(character):
        return character
    code = f"{ord(character):04x}"
    return f"\\u{code}" if len(code) == len("ffff") else f"\\U{code:0>8}"


def _difference(written: str, meant: str) -> str:
    matcher = difflib.SequenceMatcher(None, written, meant, autojunk=False)
    changed = [
        f"写的是{_quoted(written[first:last])}，已有的是{_quoted(meant[start:end])}"
        for tag, first, last, start, end in matcher.get_opcodes()
        if tag != "equal"
    ]
    return "；".join(changed[:_MOST_DIFFERENCES])


def _quoted(text: str) -> str:
    if not text:
        return "空"
    return "空格" if text.isspace() else f"“{text}”"
