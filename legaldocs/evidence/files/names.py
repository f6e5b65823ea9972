"""File names that mean the same on every system and to every BagIt reader."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from legaldocs.core.near import escaped, is_hidden

_LONGEST_PART = 120
"""Bytes of UTF-8 in one part of a stored name; file systems stop at 255."""

_LONGEST_NAME = 160
"""Characters in a whole stored name, so that a bundle still unpacks under Windows' 260."""

_FORBIDDEN = frozenset('%\\<>:"|?*')
"""What Windows refuses, and the percent sign, which RFC 8493 and bagit.py decode differently."""

_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE
)
_MISLEADING = frozenset({"Cf", "Cs", "Zl", "Zp"})
_SPECIAL_START = frozenset({"", "/", "~", ".", "%"})
_DRIVE = re.compile(r"[A-Za-z]:|%[A-Za-z]+%")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")


def stored_name(name: str) -> str:
    """Return the name a file gets in the bag; ``name`` is relative, with forward slashes.

    A harmless name is only normalised to NFC. A part that some system or reader would refuse or
    change loses those characters and gains eight digits of a hash, so that two originals never get
    the same name.

    >>> stored_name("contracts/采购合同.pdf")
    'contracts/采购合同.pdf'
    >>> stored_name("aux.txt")
    '_aux-0857d0cb.txt'
    """
    parts = [_stored_part(part) for part in name.split("/")]
    stored = "/".join(parts)
    if len(stored) <= _LONGEST_NAME:
        return stored
    return f"long-names/{_marked(parts[-1], name)}"


def is_safe(name: str) -> bool:
    """Return whether ``name`` may be used in a bag unchanged."""
    return bool(name) and not name.startswith("/") and _plain(name) and stored_name(name) == name


def _plain(name: str) -> bool:
    return all(part not in {"", ".", ".."} for part in name.split("/"))


def unsafe_reason(path: str) -> str:
    """Return why a path could lead outside the bag or deceive; empty when it cannot."""
    if _is_plain(path):
        return ""
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


def _is_plain(path: str) -> bool:
    """Return whether nothing at all is special in a path, as in nearly every one of many."""
    return (
        path.isprintable()
        and path[:1] not in _SPECIAL_START
        and path[1:2] != ":"
        and path[-1:] != "/"
        and not ("\\" in path or "//" in path or "/." in path)
    )


def _misleads(path: str) -> bool:
    return any(unicodedata.category(c) in _MISLEADING for c in path)


def same_file_key(name: str) -> str:
    """Return a key that two names share when some file system treats them as one file.

    >>> same_file_key("A/Straße.pdf") == same_file_key("a/STRASSE.pdf")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def shown(name: str) -> str:
    r"""Return ``name`` in printable form: hidden and invalid characters as escapes.

    >>> shown("a\u202egpj.exe")
    'a\\u202egpj.exe'
    """
    clear = escaped(name)
    return (
        clear
        if len(clear) <= 2 * _LONGEST_NAME
        else f"{clear[:_LONGEST_NAME]}…（共 {len(name)} 字）"
    )


def _stored_part(part: str) -> str:
    normal = unicodedata.normalize("NFC", part)
    clean = "".join("_" if _unsafe(c) else c for c in normal).strip()
    clean = clean.rstrip(". ") if clean not in {".", ".."} else "_"
    if _RESERVED.fullmatch(clean):
        clean = f"_{clean}"
    if clean == normal and len(clean.encode()) <= _LONGEST_PART:
        return clean
    return _marked(clean, part)


def _unsafe(character: str) -> bool:
    return character in _FORBIDDEN or is_hidden(character)


def _marked(part: str, original: str) -> str:
    """Return ``part`` cut to length, with eight digits of the original's hash."""
    stem, dot, suffix = part.rpartition(".")
    if not (stem and _SUFFIX.fullmatch(dot + suffix)):
        stem, dot, suffix = part, "", ""
    mark = hashlib.sha256(original.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    short = stem.encode()[: _LONGEST_PART // 2].decode(errors="ignore").rstrip(". ")
    return f"{short or '_'}-{mark}{dot}{suffix}"
