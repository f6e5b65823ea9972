"""Does the file of an invoice state what the case says of it, and what its other files state?"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import figure
from legaldocs.evidence.files.names import shown
from legaldocs.volume.einvoice import OFD, PDF, XML, read_invoice
from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from legaldocs.case.model import Case, Invoice
    from legaldocs.evidence.files.gather import GatheredFile
    from legaldocs.volume.einvoice_data import ElectronicInvoice


@dataclass(frozen=True, slots=True)
class _Read:
    """The file of a row, and what it states (已读的发票文件)."""

    row: Invoice
    file: str
    stated: ElectronicInvoice


def check_invoices(case: Case, items: Iterable[GatheredFile], originals: Path) -> Iterator[Finding]:
    """Yield where the file of an invoice, gathered below ``originals``, contradicts its row.

    Also where two files of one invoice state different things. What was found in the text of a PDF
    alone is a warning: one number of a page may be taken for another.
    """
    gathered = {item.path: item for item in items if item.media_type in {OFD, XML, PDF}}
    read = []
    for row in case.invoices:
        for file in row.file:
            item = gathered.get(file)
            if item is None:
                continue
            stated = _stated(originals / item.stored, item.media_type)
            if stated is not None:
                read.append(_Read(row, shown(file), stated))
                yield from _compared(case, read[-1])
            elif item.media_type != PDF:
                yield _unread(row, shown(file))
    for one, other in combinations(read, 2):
        yield from _between(one, other)


def _stated(path: Path, media: str) -> ElectronicInvoice | None:
    """Return what the file states; None, too, when reading it takes too much."""
    try:
        return fenced(read_invoice, path, media)
    except Unreadable:
        return None


def _compared(case: Case, read: _Read) -> Iterator[Finding]:
    row, stated = read.row, read.stated
    if row.number not in {stated.number, stated.code + stated.number}:
        yield _contradiction("LD-INV-FILE-NUMBER", read, "发票号码", row.number, stated.number)
    if stated.total is None and not stated.from_text:
        yield _unread(row, read.file, "价税合计，金额")
    if stated.total is not None and stated.total != row.amount:
        yield _contradiction(
            "LD-INV-FILE-AMOUNT",
            *(read, "价税合计", f"{figure(row.amount)} 元", f"{figure(stated.total)} 元"),
        )
    if stated.issued_on is not None and stated.issued_on != row.issued_on:
        yield _contradiction(
            "LD-INV-FILE-DAY",
            *(read, "开票日期", row.issued_on.isoformat(), stated.issued_on.isoformat()),
        )
    if stated.contradicts_itself:
        yield Finding(
            "LD-INV-FILE-SUM",
            "warning",
            "发票文件里的金额与税额相加不等于价税合计",
            where=read.file,
            next_step="在税务机关的发票查验平台查验这张发票",
        )
    yield from _parties(case, read)


def _contradiction(code: str, read: _Read, what: str, written: str, stated: str) -> Finding:
    by_text = read.stated.from_text
    return Finding(
        code,
        "warning" if by_text else "error",
        f"{what}与发票文件不一致：案件写的是 {written}，文件载明 {stated}"
        + ("（从版面文字读出，请对照原件）" if by_text else ""),
        where=f"{read.row.origin}，{read.file}",
        next_step="对照发票原件改正；文件放错了的，换成对应的文件",
        blocks=() if by_text else (FIGURES,),
    )


def _unread(row: Invoice, file: str, what: str = "发票数据，") -> Finding:
    return Finding(
        "LD-INV-FILE-UNREAD",
        "warning",
        f"发票文件里没有读出{what}没有与案件核对",
        where=f"{row.origin}，{file}",
        next_step="打开文件核对号码、日期和金额；文件不完整的，从税务数字账户重新下载",
    )


def _parties(case: Case, read: _Read) -> Iterator[Finding]:
    known = {
        _plain(name): party.uscc
        for party in case.parties
        for name in (party.name, party.former_name)
        if name
    }
    if case.assignment is not None:
        known.setdefault(_plain(case.assignment.assignor), "")
    stated, codes = read.stated, {party.uscc for party in case.parties}
    sides = (
        ("销售方", stated.seller, stated.seller_code),
        ("购买方", stated.buyer, stated.buyer_code),
    )
    for what, name, code in sides:
        if name and _plain(name) not in known:
            yield Finding(
                "LD-INV-FILE-PARTY",
                "warning",
                f"发票文件载明的{what}“{name}”不是本案当事人",
                where=f"{read.row.origin}，{read.file}",
                next_step="核对发票是否属于本案；名称变更过的，写 former_name",
            )
        elif name and code and known[_plain(name)] not in {"", code}:
            yield Finding(
                "LD-INV-FILE-CODE",
                "warning",
                f"{what}“{name}”的税号与案件不一致：案件写的统一社会信用代码是 "
                f"{known[_plain(name)]}，文件载明 {code}",
                where=f"{read.row.origin}，{read.file}",
                next_step="核对发票和营业执照，改正写错的一处",
            )
        elif code and not name and code not in codes and "" not in codes:
            yield Finding(
                "LD-INV-FILE-CODE",
                "warning",
                f"发票文件载明的{what}税号 {code} 不是本案当事人的",
                where=f"{read.row.origin}，{read.file}",
                next_step="核对发票是否属于本案；案件写错了的，改正 uscc",
            )


def _between(one: _Read, other: _Read) -> Iterator[Finding]:
    """Yield where two files of one invoice state different things."""
    first, second = one.stated, other.stated
    if one.row is not other.row and first.code + first.number != second.code + second.number:
        return
    different = [
        f"{what} {left} 与 {right}"
        for what, left, right in (
            ("发票号码", first.number, second.number),
            ("开票日期", first.issued_on, second.issued_on),
            ("价税合计", first.total, second.total),
            ("购买方", _plain(first.buyer), _plain(second.buyer)),
            ("销售方", _plain(first.seller), _plain(second.seller)),
            ("购买方税号", first.buyer_code, second.buyer_code),
            ("销售方税号", first.seller_code, second.seller_code),
        )
        if left not in {None, ""} and right not in {None, ""} and left != right
    ]
    if different:
        yield Finding(
            "LD-INV-FILES-DIFFER",
            "warning",
            f"同一张发票的两个文件不一致：{'；'.join(different)}",
            where=f"{one.file}，{other.file}",
            next_step="在税务机关的发票查验平台查验，换成正确的文件",
        )


def _plain(name: str) -> str:
    """Return a name with brackets of one width and no spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split())
