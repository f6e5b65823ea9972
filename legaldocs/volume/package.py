"""Office files are zips of XML parts: read by name, within bounds, nothing fetched or expanded."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Self

ENTRIES = 5000
PART = 64 << 20
"""Bytes that one part may have once it is unpacked."""

TOTAL = 256 << 20
"""Bytes that all parts read may have together."""

_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What reading a broken archive raises; an encrypted entry raises RuntimeError."""


_HUGE = ("XML_PARSE_HUGE", "huge text node", "Excessive depth")
"""How the parser says that a text is complete and too large for it."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points at another (关系); ``kind`` is the last word of its type."""

    kind: str
    target: str
    external: bool = False


class Package:
    """The parts of an office file (文档包), opened for reading; also OFD.

    Raises Unreadable when it is no zip, has too many parts, or a part read is broken or too large.
    """

    def __init__(self, path: Path) -> None:
        try:
            # The archive stays open with the package: its parts are read when they are asked for.
            self._archive = zipfile.ZipFile(path)
        except _FAULTS as error:
            raise Unreadable("文件已损坏，不是完整的压缩文档") from error
        infos = self._archive.infolist()
        if len(infos) > ENTRIES:
            self._archive.close()
            raise Unreadable(f"文件的组成部分过多（上限 {ENTRIES} 个）")
        self._infos = {_plain(info.filename): info for info in infos if not info.is_dir()}
        self._left = TOTAL

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def names(self) -> tuple[str, ...]:
        """Return the names of the parts as the file writes them."""
        return tuple(info.filename for info in self._infos.values())

    def holds(self, name: str) -> bool:
        """Return whether there is a part of this name, in letters of any case."""
        return _plain(name) in self._infos

    def size(self, name: str) -> int:
        """Return the size of a part that there is, as the directory states it."""
        return self._infos[_plain(name)].file_size

    def data(self, name: str) -> bytes:
        """Return the bytes of a part, none when there is no such part."""
        info = self._infos.get(_plain(name))
        if info is None:
            return b""
        most = min(PART, self._left)
        try:
            with self._archive.open(info) as stream:
                data = stream.read(most + 1)
        except _FAULTS as error:
            raise Unreadable(f"文件已损坏（{info.filename[:80]} 读不出）") from error
        if len(data) > most:
            raise Unreadable("文件解开后过大")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part, None when there is no such part."""
        data = self.data(name)
        return parsed(data, name) if data.strip() else None

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return the relations of a part by their id; those of the package for an empty name."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for element in root if root is not None else ():
            target = attribute(element, "Target")
            external = attribute(element, "TargetMode") == "External"
            if not external:
                target = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(target)
            kind = attribute(element, "Type").rpartition("/")[2]
            found[attribute(element, "Id")] = Relation(kind, target, external)
        return found


def parsed(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML text. Raises Unreadable when it is none, or declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if any(sign in str(error) for sign in _HUGE):
            raise Unreadable("文件结构过深或者文字过长，超过处理上限") from error
        raise Unreadable(f"文件已损坏（{name[:80]} 不是完整的 XML）") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("文件带有 XML 实体定义，不予处理")
    return root


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str, default: str = "") -> str:
    """Return an attribute whatever its namespace: files in the strict form have others."""
    if element is not None:
        for key, value in element.attrib.items():
            if key == name or key.endswith("}" + name):
                return str(value)
    return default


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element at a path of local names."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{{*}}{name}")
    return element


def descendants(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield the elements below one, or itself, that have one of these local names."""
    if element is not None:
        yield from element.iter(*(f"{{*}}{name}" for name in names))


def holds(element: etree._Element | None, *names: str) -> bool:
    """Return whether an element is, or has below it, one of these local names."""
    return next(descendants(element, *names), None) is not None


def whole(text: str, default: int = 0) -> int:
    """Return a number that an attribute states, the default when it states none; never a huge one.

    >>> whole("12.7"), whole("x", 3), whole("9" * 40)
    (12, 3, 1000000000)
    """
    head = text.strip().partition(".")[0]
    sign, digits = (-1, head[1:]) if head.startswith("-") else (1, head)
    if not (digits.isascii() and digits.isdigit()):
        return default
    return sign * min(int(digits[:18]), 1_000_000_000)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
