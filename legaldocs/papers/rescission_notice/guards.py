"""May the contract be ended? Without a right to it the notice is itself a breach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.rescission import RescissionClaim, RescissionGround
from legaldocs.claim.rescission import (
    ended_account,
    ground_demand,
    instalment_share,
    right_ends_on,
)
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.rescission import Rescission
    from legaldocs.papers.kind import Draft

DECIDE = "LD-END-DECIDE"
"""Price or rescission is a choice; ``--only`` makes it."""

_CODE = "cn.civil_code"


def price_is_not_asked_for_too(draft: Draft) -> Iterator[Finding]:
    """Who ends the contract gives up its price, so that one case cannot do both at once."""
    matter, row = draft.matter, _row(draft)
    article = matter.article(_CODE, "instalment_sale")
    yield draft.refuse(
        DECIDE,
        "解除合同与请求支付价款只能选一种，其他文书请求的是价款",
        article=article,
        where=str(row.origin),
        next_step=f"由律师决定；决定解除的，用 --only {draft.paper.title}（请求违约金的，加 "
        "--only 利息计算表）单独生成，不再发催款函件",
    )
    procedure = matter.case.procedure
    begun = procedure is not None and any(
        (
            procedure.suit,
            procedure.arbitration,
            procedure.payment_order and procedure.payment_order.applied_on,
            procedure.judgment,
            procedure.enforcement,
        )
    )
    if begun or matter.case.deed is not None:
        yield draft.refuse(
            "LD-END-PRICE-CLAIMED",
            "已经起诉、申请支付令或者签订还款协议请求支付价款",
            article=article,
            where=str(row.origin),
            next_step="改为解除的，由律师在程序里变更请求，或者与债务人另行协商",
        )


def right_belongs_to_the_party(draft: Draft) -> Iterator[Finding]:
    """Who bought the claim alone did not become party to the contract."""
    sale = draft.matter.case.assignment
    if sale is not None:
        yield draft.refuse(
            "LD-END-ASSIGNED",
            f"债权是从{sale.assignor}受让来的，受让债权不等于取得合同的解除权",
            article=draft.matter.article(_CODE, "assignment_accessory"),
            where=str(sale.origin),
            next_step="由律师核对转让协议是否连同合同地位一并转让",
        )


def something_is_late(draft: Draft) -> Iterator[Finding]:
    """Whatever the ground, the letter says what was not paid in time."""
    account = ended_account(draft.matter)
    if account.principal <= 0:
        yield draft.refuse(
            "LD-END-NOT-LATE",
            f"{account.contract.title}没有逾期未付的款项",
            article=draft.matter.article(_CODE, "rescission"),
            where=str(_row(draft).origin),
            next_step="核对 contract 和付款记录",
        )


def agreed_ground_stands_in_a_clause(draft: Draft) -> Iterator[Finding]:
    """An agreed right rests on its clause, and runs from the day its ground was known."""
    row = _row(draft)
    if row.ground is RescissionGround.AGREED and not (row.clause and row.known_on):
        yield draft.refuse(
            "LD-END-CLAUSE",
            "约定解除没有写合同条款（clause）或者知道解除事由之日（known_on）",
            article=draft.matter.article(_CODE, "rescission_agreed"),
            where=str(row.origin),
            next_step="在 rescission 写 clause 和 known_on；合同没有约定的，ground 改为 法定",
        )


def instalments_are_those_of_a_sale(draft: Draft) -> Iterator[Finding]:
    """The instalment seller's right needs so many parts, and so much of the price unpaid."""
    matter, row = draft.matter, _row(draft)
    account = ended_account(matter)
    share = instalment_share(matter, account)
    if row.ground is not RescissionGround.INSTALMENT or account.principal <= 0:
        return
    if share is None or account.principal < share:
        reason = (
            "不是分期付款的买卖"
            if share is None
            else f"到期未付 {figure(account.principal)} 元，不足分期付款买卖可以解除的 "
            f"{figure(share)} 元"
        )
        yield draft.refuse(
            "LD-END-INSTALMENT",
            f"{account.contract.title}{reason}",
            article=matter.article(_CODE, "instalment_sale"),
            where=str(row.origin),
            next_step="符合迟延履行主要债务的，ground 改为 法定",
        )


def demand_has_run_out(draft: Draft) -> Iterator[Finding]:
    """Without an agreed ground, the right needs a demand that ran out in vain."""
    matter, row = draft.matter, _row(draft)
    if row.ground is not RescissionGround.AGREED and ground_demand(matter, row) is None:
        yield draft.refuse(
            "LD-END-DEMAND",
            "没有已经送达、期限届满而仍未付清的催告",
            article=matter.article(_CODE, "rescission"),
            where=str(row.origin),
            next_step="先发催告函，写明付款日，留存送达证明；期限届满仍不付的，再通知解除",
        )


def consequences_are_stated(draft: Draft) -> Iterator[Finding]:
    """A notice that asks for nothing leaves open what the debtor is to do."""
    row = _row(draft)
    if not row.claims:
        yield draft.refuse(
            "LD-END-CLAIMS",
            "没有写解除后的请求",
            article=draft.matter.article(_CODE, "rescission_effect"),
            where=str(row.origin),
            next_step="在 rescission 写 claims：返还标的物、违约金、赔偿损失",
        )


def right_has_not_lapsed(draft: Draft) -> Iterator[Finding]:
    """Where nothing else was agreed the right lapses some time after its ground was known."""
    matter, row = draft.matter, _row(draft)
    last = right_ends_on(matter, row)
    if last is not None and last < matter.as_of:
        yield Finding(
            "LD-END-TERM",
            "warning",
            f"没有另外约定期限的，解除权已于 {last} 消灭",
            where=str(row.origin),
            article=matter.article(_CODE, "rescission_term"),
            next_step="核对合同约定的解除权期限；没有约定的，不要发出，改为请求支付价款",
        )


def goods_can_come_back(draft: Draft) -> Iterator[Finding]:
    """What was sold on, mostly paid for or kept without registration may not come back."""
    matter, row = draft.matter, _row(draft)
    account = ended_account(matter)
    contract = account.contract
    if RescissionClaim.RETURN not in row.claims:
        return
    if row.goods_resold:
        yield Finding(
            "LD-END-RESOLD",
            "warning",
            "标的物已经转卖，可能无法返还",
            where=str(row.origin.of("goods_resold")),
            article=matter.article(_CODE, "rescission_effect"),
            next_step="由律师判断改为请求赔偿损失或者支付价款",
        )
    limit = matter.book.parameter("retention.paid_share", matter.as_of)
    if contract.price and account.paid * 100 >= contract.price * limit.value:
        yield Finding(
            "LD-END-PAID",
            "warning",
            f"已付价款达到合同价款的百分之{limit.value}，依照所有权保留取回标的物的请求不予支持",
            where=str(contract.origin),
            article=limit.source,
            next_step="由律师判断是否仍请求返还",
        )
    if contract.retention_of_title:
        yield Finding(
            "LD-END-TITLE",
            "warning",
            "所有权保留没有登记的，不得对抗善意第三人",
            where=str(contract.origin),
            article=matter.article(_CODE, "retention_of_title"),
            next_step="核对是否已经登记，以及标的物现在由谁占有",
        )


def _row(draft: Draft) -> Rescission:
    row = draft.matter.case.rescission
    assert row is not None  # noqa: S101 - the paper applies only where there is one
    return row


GUARDS = (
    price_is_not_asked_for_too,
    right_belongs_to_the_party,
    something_is_late,
    agreed_ground_stands_in_a_clause,
    instalments_are_those_of_a_sale,
    demand_has_run_out,
    consequences_are_stated,
    right_has_not_lapsed,
    goods_can_come_back,
)
