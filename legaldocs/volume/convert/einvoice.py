"""Electronic invoices as a sheet of their data, which says that it is no print of the invoice."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure
from legaldocs.evidence.files.media import media_type
from legaldocs.volume.convert import text
from legaldocs.volume.convert.printed import (
    Print,
    facts,
    print_pages,
    read_bounded,
    running_head,
)
from legaldocs.volume.einvoice import OFD, read_invoice
from legaldocs.volume.einvoice_ofd import PICTURES, pictures_in
from legaldocs.volume.inline_picture import address
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from pathlib import Path

    from legaldocs.volume.einvoice_data import ElectronicInvoice
    from legaldocs.volume.pages import OriginalPages

_NOTE = (
    "本页由电子发票原文件中的数据排列而成，不是发票版面的打印件；原文件收在证据包中，"
    "可在国家税务总局全国增值税发票查验平台按发票号码查验。"
)


def convert(path: Path, name: str) -> OriginalPages:
    """Return the data of an OFD or XML invoice as a page, other XML as text; see ``Converter``."""
    media = media_type(path)
    invoice = read_invoice(path, media)
    if invoice is None:
        if media == OFD:
            raise Unreadable("OFD 文件里没有能识别的发票数据；其他 OFD 请用阅读器另存为 PDF")
        return text.convert(path, name)
    items = "".join(f"<li>{escape(item)}" for item in invoice.items)
    body = f"<h1>电子发票数据</h1><p class=note>{_NOTE}</p>{facts(_rows(invoice))}" + (
        f"<p>货物或者应税劳务、服务名称：</p><ol>{items}</ol>" if items else ""
    )
    if media == OFD:
        body += _pictures(path)
    return print_pages(Print(name, running_head(name, read_bounded(path)), body), name)


def _pictures(path: Path) -> str:
    """Return the pictures inside an OFD, such as a seal or a code: parts of its page, not all."""
    data, count = pictures_in(path)
    sources = [source for source in map(address, data) if source]
    if not sources:
        return ""
    more = f"，印出最大的 {PICTURES} 张" if count > PICTURES else ""
    shown = "".join(f'<img src="{source}" style="max-height:80mm"><br>' for source in sources)
    return f"<p>文件内含的图片（共 {count} 张{more}；只是版面的一部分）：</p>{shown}"


def _rows(invoice: ElectronicInvoice) -> Iterator[tuple[str, str]]:
    if invoice.code:
        yield "发票代码", invoice.code
    yield "发票号码", invoice.number
    yield "开票日期", chinese_day(invoice.issued_on) if invoice.issued_on else "（未载明）"
    yield "购买方", f"{invoice.buyer}　{invoice.buyer_code}".strip("　") or "（未载明）"
    yield "销售方", f"{invoice.seller}　{invoice.seller_code}".strip("　") or "（未载明）"
    yield "合计金额", _sum(invoice.net)
    yield "合计税额", _sum(invoice.tax)
    yield "价税合计", _sum(invoice.total)


def _sum(amount: Decimal | None) -> str:
    return "（未载明）" if amount is None else f"{figure(amount)} 元"
