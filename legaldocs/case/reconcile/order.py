"""Are the days of a case in an order that can be?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import EXHIBITS, FIGURES, Finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.case.communication import Communication
    from legaldocs.case.model import Case, Contract, Delivery, Instalment, Invoice, Payment
    from legaldocs.core.origin import Origin


def _late(what: str, day: dt.date, where: Origin, than: str, other: dt.date) -> Finding:
    return Finding(
        "LD-DAY-ORDER",
        "warning",
        f"{what}的日期 {day} 早于{than} {other}",
        where=str(where),
        next_step="核对原件上的日期；确属先履行后补签的，可忽略本提示",
    )


def _impossible(what: str, day: dt.date, where: Origin, than: str, other: dt.date) -> Finding:
    """Return the finding for days that no case can have: papers would print them as facts."""
    return Finding(
        "LD-DAY-IMPOSSIBLE",
        "error",
        f"{what}的日期 {day} 早于{than} {other}，不可能",
        where=str(where),
        next_step="核对原件上的日期，改正写错的一个",
        blocks=(FIGURES, EXHIBITS),
    )


def after_signing(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """Deliveries, invoices and payments usually follow the signing of their contract."""
    dated: list[tuple[str, Delivery | Invoice | Payment, dt.date]] = [
        *(("送货", row, row.delivered_on) for row in case.deliveries),
        *(("开票", row, row.issued_on) for row in case.invoices),
        *(("付款", row, row.paid_on) for row in case.payments),
    ]
    for what, row, day in dated:
        contract = case.contract_of(row.contract)
        if contract and contract.signed_on and day < contract.signed_on:
            yield _late(
                what, day, row.origin, f"合同签订日期（{contract.origin}）", contract.signed_on
            )


def signed_after_delivered(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """Nobody signs for what has not come; goods may be accepted where they are made."""
    for row in case.deliveries:
        if row.signed_on and row.signed_on < row.delivered_on:
            yield _impossible("签收", row.signed_on, row.origin, "送货日期", row.delivered_on)
        if row.accepted_on and row.accepted_on < row.delivered_on:
            yield _late("验收", row.accepted_on, row.origin, "送货日期", row.delivered_on)


def received_after_issued(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """An invoice is received once it is issued; the day may be what payment falls due from."""
    for row in case.invoices:
        if row.received_on and row.received_on < row.issued_on:
            yield _impossible("收票", row.received_on, row.origin, "开票日期", row.issued_on)


def cut_back_from_its_agreement(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A price cut reaches back, never forward."""
    for row in case.credits:
        if row.from_on and row.from_on > row.agreed_on:
            yield _late("退货折让", row.agreed_on, row.origin, "追溯至的日期", row.from_on)


def _days_after_sending(row: Communication) -> Iterator[tuple[str, dt.date | None]]:
    yield "送达", row.arrived_on
    yield "退回", row.returned_on
    if row.objection:
        yield "对异议的答复", row.objection.answered_on
        yield "异议的解决", row.objection.settled_on


def arrived_after_sent(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A letter arrives after it is sent, and is answered later still."""
    for row in case.communications:
        for what, day in _days_after_sending(row):
            if day and day < row.sent_on:
                yield _impossible(what, day, row.origin, "发出日期", row.sent_on)
        for part in row.promised:
            # The row of a long chat has the day of its last message; a promise may be older.
            if part.due_on < row.sent_on:
                yield _late("承诺的付款", part.due_on, part.origin, "函件日期", row.sent_on)


def confirmed_after_closing(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A statement is confirmed once its period has ended."""
    for row in case.statements:
        if row.confirmed_on and row.confirmed_on < row.through_on:
            yield _late("对账确认", row.confirmed_on, row.origin, "对账截止日", row.through_on)


def due_after_signing(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A due date before the contract was signed would count late days that never ran."""
    for contract in case.contracts:
        parts: tuple[Contract | Instalment, ...] = (contract, *contract.instalments)
        for part in parts:
            if contract.signed_on and part.due_on and part.due_on < contract.signed_on:
                yield Finding(
                    "LD-DAY-DUE",
                    "error",
                    f"到期日 {part.due_on}（{part.origin}）早于合同签订日期 "
                    f"{contract.signed_on}（{contract.origin}）",
                    where=str(part.origin),
                    next_step="核对合同原件上的日期并改正",
                    blocks=(FIGURES,),
                )


def signed_by_the_day(case: Case, as_of: dt.date) -> Iterator[Finding]:
    """Nothing is owed on a day before the contract was made."""
    for contract in case.contracts:
        if contract.signed_on and contract.signed_on > as_of:
            yield Finding(
                "LD-DAY-UNSIGNED",
                "error",
                f"{contract.title}签订于 {contract.signed_on}，晚于计算基准日 {as_of}",
                where=str(contract.origin),
                next_step="核对签订日期，或改用更晚的 --as-of",
                blocks=(FIGURES,),
            )


def not_in_the_future(case: Case, as_of: dt.date) -> Iterator[Finding]:
    """What is dated after the day of the build is not counted."""
    dated = (
        *(("送货", row.origin, row.delivered_on) for row in case.deliveries),
        *(("开票", row.origin, row.issued_on) for row in case.invoices),
        *(("收票", row.origin, row.received_on) for row in case.invoices),
        *(("付款", row.origin, row.paid_on) for row in case.payments),
        *(("退货折让", row.origin, row.agreed_on) for row in case.credits),
        *(("费用", row.origin, row.incurred_on) for row in case.costs),
        *(("函件", row.origin, row.sent_on) for row in case.communications),
        *(("函件送达", row.origin, row.arrived_on) for row in case.communications),
        *(("函件退回", row.origin, row.returned_on) for row in case.communications),
        *(("时效中断", row.origin, row.happened_on) for row in case.interruptions),
        *(("对账", row.origin, row.through_on) for row in case.statements),
    )
    for what, origin, day in dated:
        if day and day > as_of:
            yield Finding(
                "LD-DAY-FUTURE",
                "warning",
                f"{what}的日期 {day} 晚于计算基准日 {as_of}，本次不计入",
                where=str(origin),
                next_step="核对日期，或改用更晚的 --as-of",
            )


CHECKS = (
    after_signing,
    signed_after_delivered,
    received_after_issued,
    cut_back_from_its_agreement,
    arrived_after_sent,
    confirmed_after_closing,
    due_after_signing,
    signed_by_the_day,
    not_in_the_future,
)
