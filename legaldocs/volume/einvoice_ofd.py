"""The data of an invoice in an OFD file (GB/T 33190): fields, tags, attachment, text, pictures."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from legaldocs.volume.einvoice_data import NAMES, ElectronicInvoice, invoice_of
from legaldocs.volume.einvoice_text import read_text
from legaldocs.volume.einvoice_xml import invoice_in
from legaldocs.volume.package import Package, attribute, descendants, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

PICTURES = 6
_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff")
_LINE = Decimal("1.5")
"""Millimetres by which texts of one line may stand higher or lower."""


def read_ofd(path: Path) -> ElectronicInvoice | None:
    """Return the invoice of an OFD file, None when none is found. Raises Unreadable when broken."""
    with Package(path) as package:
        parts = {
            name: root
            for name in package.names()
            if name.lower().endswith(".xml") and (root := package.xml(name)) is not None
        }
    for name, root in parts.items():
        attached = invoice_in(root) if "attach" in name.lower() else None
        if attached is not None:
            return attached
    found: dict[str, str] = {}
    for field, value in (*_custom_data(parts), *_custom_tags(parts)):
        found.setdefault(field, value)
    return invoice_of(found) or read_text("\n".join(_lines(parts)))


def pictures_in(path: Path) -> tuple[tuple[bytes, ...], int]:
    """Return the pictures that an OFD holds, the largest first, and how many there are."""
    with Package(path) as package:
        names = [name for name in package.names() if name.lower().endswith(_PICTURES)]
        names.sort(key=lambda name: (-package.size(name), name))
        return tuple(package.data(name) for name in names[:PICTURES]), len(names)


def _custom_data(parts: Mapping[str, _Element]) -> Iterator[tuple[str, str]]:
    """Yield the fields that OFD.xml states as data of its own (CustomDatas)."""
    for element in descendants(parts.get("OFD.xml"), "CustomData"):
        field, text = attribute(element, "Name"), (element.text or "").strip()
        if field in NAMES and text:
            yield field, text


def _custom_tags(parts: Mapping[str, _Element]) -> Iterator[tuple[str, str]]:
    """Yield the fields whose tag points at texts of a page (CustomTag)."""
    texts = {
        attribute(element, "ID"): _text(element)
        for root in parts.values()
        for element in descendants(root, "TextObject")
    }
    for name, root in parts.items():
        if "tag" not in name.lower():
            continue
        for element in root.iter("{*}*"):
            references = [inner for inner in element if local(inner) == "ObjectRef"]
            text = "".join(texts.get((ref.text or "").strip(), "") for ref in references).strip()
            if local(element) in NAMES and text:
                yield local(element), text


def _text(element: _Element) -> str:
    return "".join(code.text or "" for code in descendants(element, "TextCode"))


def _lines(parts: Mapping[str, _Element]) -> Iterator[str]:
    """Yield the text of the pages, line by line by where it stands."""
    for root in parts.values():
        placed = [
            (*_corner(attribute(element, "Boundary")), _text(element))
            for element in descendants(root, "TextObject")
        ]
        line: list[tuple[Decimal, str]] = []
        height = Decimal(0)
        for top, left, text in sorted(placed):
            if line and top - height > _LINE:
                yield "  ".join(words for _, words in sorted(line))
                line = []
            height = top
            line.append((left, text))
        yield "  ".join(words for _, words in sorted(line))


def _corner(boundary: str) -> tuple[Decimal, Decimal]:
    """Return how far from the top and from the left a text stands, in millimetres."""
    try:
        left, top = (Decimal(part) for part in boundary.split()[:2])
    except (InvalidOperation, ValueError):
        return Decimal(0), Decimal(0)
    return (top, left) if top.is_finite() and left.is_finite() else (Decimal(0), Decimal(0))
