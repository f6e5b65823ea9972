"""What a case needs and the book does not know, as sentences for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Direction
from legaldocs.core.money import figure
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from legaldocs.portfolio.follow.came_in import CameIn
    from legaldocs.portfolio.follow.contract_terms import Terms
    from legaldocs.portfolio.follow.debts import Debt
    from legaldocs.portfolio.follow.facts import Known
    from legaldocs.portfolio.follow.said import Said


def gaps_of(known: Known, terms: Mapping[str, Terms]) -> Iterator[str]:
    """Yield what a case lacks; ``terms`` are those of each contract, by what the case calls it."""
    for debt in known.debts.debts:
        yield from _of_contract(debt, terms[debt.called])
    yield from _of_money(known.came_in)
    yield from _of_talks(known.said)
    if known.creditor.left_out:
        yield f"我方资料里写的文件没有复制：{'、'.join(known.creditor.left_out)}"


def _of_contract(debt: Debt, terms: Terms) -> Iterator[str]:
    title = f"合同 {debt.number}" if debt.number else "没有写合同编号的各笔"
    yield f"{title}：合同原件、签收的送货单或者验收单（都没有在账册里）"
    if terms.missing:
        yield f"{title}：{'、'.join(terms.missing)}"
    if terms.waived:
        yield (
            f"{title}免除了逾期付款责任，案件文件写不出来，标准写着“{PLACEHOLDER}”："
            "不写标准的，程序按法律规定算逾期付款损失，由经办人决定"
        )
    price = debt.terms["price_fen"] if debt.terms else None
    if price is not None and not debt.whole:
        yield (
            f"{title}的价款是 {figure(yuan_of(price))} 元，账册里各笔加起来不是这个数"
            "（还没有到期日的、已经关闭的不算），案件没有写价款"
        )
    if not debt.number:
        yield f"{title}：合同编号"


def _of_money(came_in: CameIn) -> Iterator[str]:
    if came_in.matched:
        yield (
            "各笔付款的指定用途按账册的核销写；债务人付款时没有指定、双方也没有约定的，"
            "删去 towards，由程序按法律的顺序抵充；付款的银行回单"
        )
    for paid in came_in.reduced:
        yield (
            f"回款 {paid.receipt} 有 {figure(yuan_of(paid.back_fen))} 元后来退回或者冲销，"
            f"案件里按余下的 {figure(yuan_of(paid.fen))} 元写，当作从来没有收到；"
            "确实收到过一段时间的，核对逾期天数"
        )


def _of_talks(said: Said) -> Iterator[str]:
    if said.unproved:
        yield f"{said.unproved} 封函件送达的证明（回执、签收记录）"
    if said.without_channel:
        yield (
            f"{said.without_channel} 封函件、异议没有记方式（快递、电话……）："
            f"函件没有写进案件，异议写着“{PLACEHOLDER}”"
        )
    if said.past:
        yield f"{said.past} 次已经解决的异议没有记怎样提出的，案件没有写"
    ours = [row for row in said.rows if row.get("direction") == Direction.SENT]
    if plain := sum("effect" not in row for row in ours):
        yield f"{plain} 条我方的联络没有写性质：是催款的，effect 写 其他催款，附上录音或者记录"
