"""What an electronic VAT invoice states: read from its XML, its OFD, or the text of its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.volume.einvoice_ofd import read_ofd
from legaldocs.volume.einvoice_text import read_pdf
from legaldocs.volume.einvoice_xml import invoice_in
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.package import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.volume.einvoice_data import ElectronicInvoice

OFD = "application/ofd"
XML = "application/xml"
PDF = "application/pdf"
_BYTES = 8 << 20


def read_invoice(path: Path, media: str) -> ElectronicInvoice | None:
    """Return the data of an OFD, XML or PDF invoice, or None when the file shows none."""
    if path.stat().st_size > _BYTES:
        return None
    try:
        if media == OFD:
            return read_ofd(path)
        return read_pdf(path) if media == PDF else invoice_in(parsed(path.read_bytes(), path.name))
    except Unreadable:
        return None
