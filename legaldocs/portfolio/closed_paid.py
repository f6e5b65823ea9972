"""Money that was matched to a receivable after it was closed: nothing that is open takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.model import Change, Receipt, ReceiptPart, Receivable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy import Connection

_MOST_NAMED = 5


def closed_paid(
    connection: Connection, as_of: dt.date | None = None, import_number: int = 0
) -> Iterator[Finding]:
    """Yield a warning where receipts pay receivables that were closed before, as known on a day.

    None looks at every receipt. Also said of the parts that an import matched, whenever they were
    paid: the receivable was closed when that money came into the book.
    """
    linked = select(Change.row_id).where(
        Change.import_number == import_number,
        Change.noun == ReceiptPart.__tablename__,
        Change.field == ReceiptPart.receivable_id.key,
    )
    chosen = (
        select(Receipt.number, Receivable.number, ReceiptPart.matched_fen)
        .join(ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .join(Receivable, Receivable.id == ReceiptPart.receivable_id)
        .where(
            Receivable.closed_on.is_not(None),
            ReceiptPart.closed_on.is_(None),
            ReceiptPart.matched_fen != 0,
            or_(Receipt.paid_on > Receivable.closed_on, ReceiptPart.id.in_(linked)),
        )
        .order_by(Receipt.paid_on, Receipt.key, ReceiptPart.id)
    )
    if as_of is not None:
        chosen = chosen.where(Receipt.paid_on <= as_of, Receivable.closed_on <= as_of)
    found = connection.execute(chosen).all()
    if not found:
        return
    named = "、".join(f"{receipt} 付 {owed}" for receipt, owed, _ in found[:_MOST_NAMED])
    more = "等" if len(found) > _MOST_NAMED else ""
    total = figure(yuan_of(sum(fen for _, _, fen in found)))
    yield Finding(
        "LD-BOOK-CLOSED",
        "warning",
        f"有 {len(found)} 笔回款核销到已经关闭的应收，共 {total} 元，现在未收的各笔没有减少"
        f"（{named}{more}）",
        next_step="应收由协议、文书代替的，先运行 legaldocs book case、legaldocs book follow；"
        "别的，核对核销应收单号，改正后再导入",
    )
