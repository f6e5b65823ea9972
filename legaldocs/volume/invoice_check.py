"""Does an electronic invoice state what the case says of it?"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import figure
from legaldocs.evidence.files.names import shown
from legaldocs.volume.einvoice import OFD, XML, read_invoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from legaldocs.case.model import Case, Invoice
    from legaldocs.evidence.files.gather import GatheredFile
    from legaldocs.volume.einvoice import ElectronicInvoice


def check_invoices(case: Case, items: Iterable[GatheredFile], originals: Path) -> Iterator[Finding]:
    """Yield where the file of an invoice, gathered below ``originals``, contradicts its row."""
    gathered = {item.path: item for item in items if item.media_type in {OFD, XML}}
    for row in case.invoices:
        for file in row.file:
            item = gathered.get(file)
            if item is None:
                continue
            stated = read_invoice(originals / item.stored, item.media_type)
            if stated is not None:
                yield from _compared(case, row, stated, shown(file))


def _compared(case: Case, row: Invoice, stated: ElectronicInvoice, file: str) -> Iterator[Finding]:
    if row.number not in {stated.number, stated.code + stated.number}:
        yield _contradiction("LD-INV-FILE-NUMBER", row, file, "发票号码", row.number, stated.number)
    if stated.total is not None and stated.total != row.amount:
        yield _contradiction(
            "LD-INV-FILE-AMOUNT",
            *(row, file, "价税合计", f"{figure(row.amount)} 元", f"{figure(stated.total)} 元"),
        )
    if stated.issued_on is not None and stated.issued_on != row.issued_on:
        yield _contradiction(
            "LD-INV-FILE-DAY",
            *(row, file, "开票日期", row.issued_on.isoformat(), stated.issued_on.isoformat()),
        )
    if stated.contradicts_itself:
        yield Finding(
            "LD-INV-FILE-SUM",
            "warning",
            "发票文件里的金额与税额相加不等于价税合计",
            where=file,
            next_step="在税务机关的发票查验平台查验这张发票",
        )
    yield from _parties(case, row, stated, file)


def _contradiction(
    code: str, row: Invoice, file: str, what: str, written: str, stated: str
) -> Finding:
    return Finding(
        code,
        "error",
        f"{what}与发票文件不一致：案件写的是 {written}，文件载明 {stated}",
        where=f"{row.origin}，{file}",
        next_step="对照发票原件改正；文件放错了的，换成对应的文件",
        blocks=(FIGURES,),
    )


def _parties(case: Case, row: Invoice, stated: ElectronicInvoice, file: str) -> Iterator[Finding]:
    known = {
        _plain(name) for party in case.parties for name in (party.name, party.former_name) if name
    }
    if case.assignment is not None:
        known.add(_plain(case.assignment.assignor))
    for what, name in (("销售方", stated.seller), ("购买方", stated.buyer)):
        if name and _plain(name) not in known:
            yield Finding(
                "LD-INV-FILE-PARTY",
                "warning",
                f"发票文件载明的{what}“{name}”不是本案当事人",
                where=f"{row.origin}，{file}",
                next_step="核对发票是否属于本案；名称变更过的，写 former_name",
            )


def _plain(name: str) -> str:
    """Return a name with brackets of one width and no spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split())
