"""The CSV that a courier's program reads: one row a parcel."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from legaldocs.dispatch.address import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.dispatch.item import Item

COLUMNS = (
    "序号", "收件人", "收件单位", "电话", "省", "市", "区", "详细地址", "内件品名",
    "寄件人", "寄件单位", "寄件电话", "寄件地址", "备注",
)  # fmt: skip
_BOM = b"\xef\xbb\xbf"
"""By which Excel knows UTF-8."""

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
_ABROAD = ("+86", "0086")


def courier_csv(items: Iterable[tuple[int, Item]]) -> bytes:
    """Return the rows of numbered parcels; a cell that a spreadsheet would run is made text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, item in items:
        writer.writerow([as_text(cell) for cell in _cells(number, item)])
    return _BOM + text.getvalue().encode()


def as_text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, on one line."""
    line = " ".join(cell.split("\n"))
    return f"'{line}" if line.startswith(_ACTIVE) else line


def phone_of(text: str) -> str:
    """Return a number as it is dialled at home: without the country's own code."""
    for code in _ABROAD:
        if text.startswith(code):
            return text[len(code) :].lstrip(" -")
    return text


def _cells(number: int, item: Item) -> tuple[str, ...]:
    to, sender = item.addressee, item.posting.sender
    where = address_of(to.address)
    return (
        str(number),
        to.contact or to.name,
        "" if to.natural else to.name,
        phone_of(to.phone),
        where.province,
        where.city,
        where.county,
        where.rest,
        item.contents,
        sender.contact or sender.name,
        sender.name,
        phone_of(sender.phone),
        sender.address,
        item.case,
    )
