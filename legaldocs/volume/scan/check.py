"""Does what was recognised in a scan contradict what the case says of it? Only a warning if so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.evidence.files.names import shown
from legaldocs.volume.convert.slip import Slip
from legaldocs.volume.scan.values import CODE, DAY, INVOICE, SUM, TAXPAYER, Kind, folded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from legaldocs.case.model import Case
    from legaldocs.core.origin import Origin
    from legaldocs.volume.layout import Layout
    from legaldocs.volume.pages import ReadLine

    Pages = Mapping[int, tuple[ReadLine, ...]]

_LEAST = 4
"""Characters of a number below which it stands in other numbers by chance."""

_ALONE = r"(?<![\u4e00-\u9fff])"
"""No Chinese character before the label: 手续费金额 and 原发票号码 are other things."""

_CONTRACT = r"(?:(?<![原主架充])合同(?:编号|号)|^编号)"
_DELIVERY = r"(?:(?:送货|出库|发货)单(?:编号|号)|^(?:单据编号|单号|编号|N[o0]\.?))"
_WAYBILL = r"(?:快递|运|邮件|物流)(?:单|面单)?(?:编号|号码|号)"
_NUMBER = rf"{_ALONE}发票号码"
_ISSUED = rf"{_ALONE}开票日期"
_TAXPAYER = r"(?:统一社会信用代码|纳税人识别号)"
_TOTAL = r"\(小写\)"
_PAID = rf"{_ALONE}(?:(?:交易|转账|付款|汇款|支付)?金额\s*(?:\(小写\)|\(元\))?|\(小写\))"
_ARRIVED = r"(?:签收|妥投)(?:时间|日期)"


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the case says that a file should show (案件所写).

    ``values`` are written as in the file, any of them will do, the first is the row's own;
    ``every`` when each one that is found has to be among them.
    """

    origin: Origin
    files: tuple[str, ...]
    what: str
    kind: Kind
    label: str
    values: tuple[str, ...]
    every: bool = False


def check_scans(case: Case, layout: Layout) -> Iterator[Finding]:
    """Yield where recognised writing contradicts a row, and one note a file where it agrees.

    Only what stands beside its label and was surely read contradicts, and only where the value of
    the row stands nowhere in the file. Nothing that was recognised becomes a fact.
    """
    read = _read(layout)
    agreed: dict[tuple[str, str], list[str]] = {}
    for stated in _stated(case):
        for file in stated.files:
            pages = read.get(file)
            if not pages:
                continue
            contradictions = list(_contradictions(stated, file, pages))
            yield from contradictions
            if not contradictions and _agrees(stated, pages):
                agreed.setdefault((str(stated.origin), file), []).append(stated.what)
    for (origin, file), found in agreed.items():
        yield Finding(
            "LD-SCAN-SAME",
            "note",
            f"识别出的{'、'.join(found)}与案件一致",
            where=f"{origin}，{shown(file)}",
        )


def _read(layout: Layout) -> dict[str, Pages]:
    return {
        leaf.file: leaf.content.recognised
        for chapter in layout.chapters
        for leaf in chapter.leaves
        if not isinstance(leaf.content, Slip)
    }


def _agrees(stated: _Stated, pages: Pages) -> bool:
    return any(
        stated.kind.states(value, lines) for lines in pages.values() for value in stated.values
    )


def _contradictions(stated: _Stated, file: str, pages: Pages) -> Iterator[Finding]:
    if not stated.every and any(
        stated.kind.hints(value, lines) or stated.kind.states(value, lines)
        for lines in pages.values()
        for value in stated.values
    ):
        return
    known = set(map(folded, stated.values))
    said = "、".join(stated.values if stated.every else stated.values[:1])
    for page, lines in pages.items():
        found = dict.fromkeys(stated.kind.labelled(stated.label, lines))
        others = [value for value in found if folded(value) not in known]
        if others:
            yield Finding(
                "LD-SCAN-DIFFERS",
                "warning",
                f"{stated.what}与识别出的不一致：案件写的是 {said}，"
                f"图像识别为 {'、'.join(others)}（程序识别，可能有错）",
                where=f"{stated.origin}，{shown(file)} 第 {page + 1} 页",
                next_step="对照这一页的图像：案件写错的改正，文件放错的更换，识别错的不必处理",
            )


def _stated(case: Case) -> Iterator[_Stated]:
    yield from _of_invoices(case)
    for contract in case.contracts:
        yield from _number(contract.origin, contract.file, "合同编号", _CONTRACT, contract.number)
    for delivery in case.deliveries:
        yield from _number(delivery.origin, delivery.file, "送货单号", _DELIVERY, delivery.number)
    for letter in case.communications:
        files = (*letter.file, *letter.proof)
        yield from _number(letter.origin, files, "快递单号", _WAYBILL, letter.tracking)
        yield from _day(letter.origin, files, "送达日期", _ARRIVED, letter.arrived_on)
    yield from _of_payments(case)


def _of_invoices(case: Case) -> Iterator[_Stated]:
    known = tuple(dict.fromkeys(party.uscc for party in case.parties if party.uscc))
    named = case.assignment is None and all(party.uscc for party in (case.creditor, *case.debtors))
    for row in case.invoices:
        # The number of a paper invoice has eight figures, and may be written behind its code.
        numbers = tuple(dict.fromkeys((row.number, row.number[-8:])))
        yield _Stated(row.origin, row.file, "发票号码", INVOICE, _NUMBER, numbers)
        yield _Stated(row.origin, row.file, "价税合计", SUM, _TOTAL, (figure(row.amount),))
        yield from _day(row.origin, row.file, "开票日期", _ISSUED, row.issued_on)
        if named:
            yield _Stated(row.origin, row.file, "税号", TAXPAYER, _TAXPAYER, known, every=True)


def _of_payments(case: Case) -> Iterator[_Stated]:
    """Yield the sums of receipts: that of the row, of its slip, or of all rows with the file.

    A bill or a deposit may be worth more than what of it was paid, and is left out.
    """
    for row in case.payments:
        for file in row.file if row.given is None else ():
            amounts = (other.amount for other in case.payments if file in other.file)
            together = sum(amounts, Decimal(0))
            sums = dict.fromkeys((row.amount, row.slip or row.amount, together))
            values = tuple(figure(amount) for amount in sums)
            yield _Stated(row.origin, (file,), "付款金额", SUM, _PAID, values)


def _number(
    origin: Origin, files: Sequence[str], what: str, label: str, value: str
) -> Iterator[_Stated]:
    if len(folded(value)) >= _LEAST:
        yield _Stated(origin, tuple(files), what, CODE, label, (value,))


def _day(
    origin: Origin, files: Sequence[str], what: str, label: str, day: dt.date | None
) -> Iterator[_Stated]:
    if day is not None:
        yield _Stated(origin, tuple(files), what, DAY, label, (day.isoformat(),))
