"""The data of an invoice in XML, as the tax platform gives it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.volume.einvoice_data import NAMES, invoice_of
from legaldocs.volume.package import local

if TYPE_CHECKING:
    from lxml.etree import _Element

    from legaldocs.volume.einvoice_data import ElectronicInvoice

_ROWS = 200
_ITEM = "IssuItemInformation"


def invoice_in(root: _Element) -> ElectronicInvoice | None:
    """Return the invoice below an element, or None; its lines have sums of their own."""
    found: dict[str, str] = {}
    items: list[str] = []
    inside: set[_Element] = set()
    for element in root.iter("{*}*"):
        name, text = local(element), (element.text or "").strip()
        if name == _ITEM or element.getparent() in inside:
            inside.add(element)
        if name == "ItemName" and text and len(items) < _ROWS:
            items.append(text)
        if text and element not in inside and name in NAMES:
            found.setdefault(name, text)
    return invoice_of(found, tuple(items))
