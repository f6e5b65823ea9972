"""The facts of a VAT invoice found in the text of its page: a PDF, or the pages of an OFD."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from stdnum.cn import uscc

from legaldocs.volume.einvoice_data import amount_of, day_of, invoice_of
from legaldocs.volume.limits import Unreadable, metered

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.volume.einvoice_data import ElectronicInvoice

_PAGES = 5
_INVOICE = re.compile(r"电子发票|增值税|发\s*票\s*号\s*码")
_NUMBER = re.compile(r"发\s*票\s*号\s*码\s*[:：]\s*(\d{20}|\d{8})(?!\d)")
_BARE_NUMBER = re.compile(r"(?<!\d)\d{20}(?!\d)")
_CODE = re.compile(r"发\s*票\s*代\s*码\s*[:：]\s*(\d{10}|\d{12})(?!\d)")
_DAY = re.compile(
    r"开\s*票\s*日\s*期\s*[:：]\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}|\d{4}-\d\d-\d\d)"
)
_BARE_DAY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_NAME = re.compile(r"名\s*称\s*[:：]\s*(\S+(?: \S+)*)")
_TAX_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z])")
_SMALL = re.compile(r"[（(]\s*小\s*写\s*[）)]\s*[¥￥]?\s*([-－−]?\s*[\d,]+\.\d\d)")
_SUM = re.compile(r"[¥￥]\s*([-－−]?\s*[\d,]+\.\d\d)(?!\d)")
_FAULTS = (
    *(PyPdfError, OSError, RecursionError, AttributeError, LookupError, TypeError, ValueError),
    *(ArithmeticError, AssertionError, NotImplementedError),
)
"""What pypdf raises on files that are not what they should be."""


def read_pdf(path: Path) -> ElectronicInvoice | None:
    """Return the invoice that a PDF shows in its text, None when it shows none or several."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file, metered(file, size) as stream:
            reader = PdfReader(stream)  # type: ignore[arg-type]  # it reads and seeks as a file
            if reader.is_encrypted and not reader.decrypt(""):
                return None
            pages = reader.pages[:_PAGES]
            text = "\n".join(page.extract_text(extraction_mode="layout") for page in pages)
    except (*_FAULTS, Unreadable):
        return None
    return read_text(text)


def read_text(text: str) -> ElectronicInvoice | None:
    """Return the invoice whose page has this text, line by line as it stands on the page.

    None when a fact that makes it one is missing, or when there is more than one to choose from.
    """
    if not _INVOICE.search(text):
        return None
    number = _only(_NUMBER.findall(text)) or _only(_BARE_NUMBER.findall(text))
    net, tax, total = _sums(text)
    buyer, seller = _two([name.strip() for name in _NAME.findall(_apart(text))])
    codes = [found for found in _TAX_NUMBER.findall(text) if uscc.is_valid(found)]
    buyer_code, seller_code = _two(codes)
    day = _only(_DAY.findall(text)) or _only(_BARE_DAY.findall(text))
    found = {
        "发票号码": number,
        "发票代码": _only(_CODE.findall(text)),
        "开票日期": "".join(day.split()),
        "购买方名称": buyer,
        "销售方名称": seller,
        "购买方纳税人识别号": buyer_code,
        "销售方纳税人识别号": seller_code,
        "合计金额": net,
        "合计税额": tax,
        "价税合计": total,
    }
    if day_of(found["开票日期"]) is None:
        found["开票日期"] = ""
    return invoice_of(found, from_text=True)


def _apart(text: str) -> str:
    """Return a text in which what stands in columns of its own is on lines of its own."""
    return re.sub(r" {2,}|\t|\u3000{2,}", "\n", text)


def _only(found: list[str]) -> str:
    """Return the one value that there is, repeated or not; empty for none or different ones."""
    different = set(found)
    return different.pop() if len(different) == 1 else ""


def _two(found: list[str]) -> tuple[str, str]:
    """Return buyer and seller: a page names two, the buyer before the seller; else neither."""
    different = list(dict.fromkeys(found))
    return (different[0], different[1]) if len(different) == 2 else ("", "")  # noqa: PLR2004


def _sums(text: str) -> tuple[str, str, str]:
    """Return net, tax and total: the total as labelled, the others where they add up to it."""
    total = "".join(_only(_SMALL.findall(text)).split())
    listed = [amount for amount in map(amount_of, _SUM.findall(text)) if amount is not None]
    whole = amount_of(total) if total else None
    if whole is None:
        return "", "", ""
    for at, net in enumerate(listed):
        for tax in listed[at + 1 :]:
            if net + tax == whole and abs(net) > abs(tax):
                return str(net), str(tax), total
    return "", "", total
