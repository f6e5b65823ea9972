"""Do the rows of communications say what such a row can?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.arrival import LETTERS, came_back, counterparty
from legaldocs.case.vocabulary import Channel, DeliveryResult, Direction, Effect, Role
from legaldocs.core.money import ZERO
from legaldocs.core.near import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.communication import Communication
    from legaldocs.case.model import Case
    from legaldocs.core.typed import TypedReader

_BY_THE_OTHER_SIDE = (Effect.PROMISE, Effect.DISPUTE)


def check_communications(case: Case, reader: TypedReader) -> None:
    """Note what a row of communications or of interruptions cannot say."""
    for row in case.communications:
        if counterparty(case, row) is None:
            names = [party.name for party in case.parties if party.role is not Role.CREDITOR]
            reader.note(
                "LD-CASE-REFERENCE",
                row.origin.of("counterparty"),
                f"看不出函件的对方“{row.counterparty}”是哪一个当事人",
                next_step=f"{suggestion(row.counterparty, names)}"
                f"counterparty 写：{'、'.join(names)}",
            )
        for problem, step in _contradictions(row):
            reader.note("LD-CASE-COMMUNICATION", row.origin, problem, next_step=step)
    for event in case.interruptions:
        if event.contract and case.contract_of(event.contract) is None:
            numbers = [contract.number for contract in case.contracts]
            reader.note(
                "LD-CASE-REFERENCE",
                event.origin.of("contract"),
                f"没有编号为“{event.contract}”的合同",
                next_step=f"{suggestion(event.contract, numbers)}"
                f"可用的编号：{'、'.join(filter(None, numbers))}",
            )
        if event.ended_on and event.ended_on < event.happened_on:
            reader.note(
                "LD-CASE-COMMUNICATION",
                event.origin,
                f"{event.kind}的终结日期 {event.ended_on} 早于 {event.happened_on}",
                next_step="核对日期并改正",
            )


def _contradictions(row: Communication) -> Iterator[tuple[str, str]]:
    received = row.direction is Direction.RECEIVED
    if came_back(row) and row.arrived_on:
        yield (
            "写了退回、拒收或者无人应答，又写了送达日期",
            "没有送达的删去 arrived_on，退回或者拒收之日写在 returned_on",
        )
    if row.channel is Channel.PHONE and row.effect in LETTERS:
        yield (
            f"电话不能送达{row.effect}",
            "电话催款的，effect 写 其他催款；发了函的，channel 写发函的方式",
        )
    if row.result is DeliveryResult.ARRIVED and row.returned_on:
        yield "投递结果写了送达，又写了退回日期", "只保留实际发生的一种"
    if received and (row.result or row.returned_on):
        yield "收到的函件没有投递结果", "删去 result 和 returned_on，或者把 direction 改为 发出"
    if row.effect in _BY_THE_OTHER_SIDE and not received:
        yield f"{row.effect}由对方作出，方向却是发出", "补上 direction: 收到"
    if row.objection and row.effect is not Effect.DISPUTE:
        yield "写了异议的内容，性质却不是提出异议", "effect 写 提出异议"
    if row.objection and row.objection.amount is not None and row.objection.amount <= ZERO:
        yield "异议金额应大于零", "对全部债务有异议或者没有说金额的，不写 amount"
    if row.promised and row.effect is not Effect.PROMISE:
        yield "写了承诺的付款，性质却不是承诺付款", "effect 写 承诺付款"
    if any(part.amount <= ZERO for part in row.promised):
        yield "承诺金额应大于零", "核对承诺的金额并改正"
