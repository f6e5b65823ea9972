"""Is the debt due, and how firm is the late charge?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ContractKind
from legaldocs.claim.cost import borne_by, is_recoverable, is_suit_fee
from legaldocs.claim.rescission import instalment_share, lapsed_demand
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.law.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.payment import Credit, Payment
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.core.origin import Origin

_FEES = "cn.fee_rules"


def _more_set_off_than_overpaid(account: ContractAccount) -> Finding:
    over = account.set_off_elsewhere + account.unapplied
    return Finding(
        "LD-SUM-SET-OFF",
        "error",
        f"以{account.contract.title}的多付款抵销 {figure(account.set_off_elsewhere)} 元，"
        f"该合同可用的多付款只有 {figure(max(over, ZERO))} 元",
        where=str(account.contract.origin),
        next_step="核对抵销通知、付款和退货记录，改正 credits 里写有 overpaid_under 的金额",
        blocks=(FIGURES,),
    )


def payments_fit_the_debt(matter: Matter) -> Iterator[Finding]:
    """What was paid beyond a price is said; it ends the claim only when nothing else is owed."""
    claim = matter.claim
    for account in claim.accounts:
        if account.unapplied < 0 < account.set_off_elsewhere:
            yield _more_set_off_than_overpaid(account)
        if account.unapplied <= 0:
            continue
        rows: tuple[Payment | Credit, ...] = (*account.facts.payments, *account.facts.credits)
        places = "、".join(str(row.origin) for row in rows)
        beyond = (
            f"{account.contract.title}的付款及退货折让（{places}）"
            f"超过价款 {figure(account.beyond_price)} 元"
        )
        if account.taken_up:
            beyond += f"，其中 {figure(account.taken_up)} 元抵充逾期付款责任和费用"
        if account.set_off_elsewhere:
            beyond += f"，{figure(account.set_off_elsewhere)} 元已经抵销其他合同项下的款项"
        if claim.principal:
            yield Finding(
                "LD-SUM-OVERPAID",
                "warning",
                f"{beyond}，多付 {figure(account.unapplied)} 元；"
                f"其他合同到期未付 {figure(claim.principal)} 元，仍全额主张",
                where=str(rows[-1].origin),
                article=matter.article("cn.civil_code", "set_off"),
                next_step="付款本是付其他合同的，改写该行的 contract；"
                "双方抵销的，在 credits 里写 set_off: 是 和 overpaid_under；"
                "否则债务人可以主张抵销或者返还",
            )
        else:
            yield Finding(
                "LD-SUM-OVERPAID",
                "error",
                f"{beyond}，多付 {figure(account.unapplied)} 元",
                where=str(rows[-1].origin),
                next_step="核对付款是否属于其他合同或重复录入；确已多付的，没有可催收的欠款",
                blocks=(FIGURES,),
            )


def refunds_fit_what_was_overpaid(matter: Matter) -> Iterator[Finding]:
    """A refund gives back what was paid too much; more than that would be a new claim."""
    for account in matter.claim.accounts:
        left = account.unapplied + account.set_off_elsewhere
        if left < 0:
            row = account.facts.refunds[-1]
            yield Finding(
                "LD-REFUND-EXCESS",
                "error",
                f"{account.contract.title}的退款比多付的款项多 {figure(-left)} 元；"
                "退还的价款是否重新应付，看不出来",
                where=str(row.origin),
                next_step="因退货、折让退款的，把退货、折让写成 credits 里的一行；"
                "付款写多写少的，改正 payments；款项退还后仍应支付的，由律师核对依据",
                blocks=(FIGURES,),
            )


def shared_payments_are_spread(matter: Matter) -> Iterator[Finding]:
    """A payment that names no contract was divided by law; the payer may have said otherwise."""
    accounts = matter.claim.accounts
    payments: tuple[Payment | Credit, ...] = (*matter.case.payments, *matter.case.credits)
    for payment in payments if len(accounts) > 1 else ():
        if payment.contract:
            continue
        parts = [
            f"{account.contract.title} {figure(amount)} 元"
            for account in accounts
            for amount in _amounts_from(account.facts, payment.origin)
        ]
        yield Finding(
            "LD-SUM-SPREAD",
            "note",
            f"{payment.origin} 的 {figure(payment.amount)} 元没有指明合同，"
            f"按法定顺序抵充：{'、'.join(parts)}",
            where=str(payment.origin),
            article=matter.article("cn.civil_code", "imputation_several"),
            next_step="付款人付款时指定了合同或者双方有约定的，写上 contract",
        )


def _amounts_from(facts: ContractFacts, slip: Origin) -> Iterator[Decimal]:
    """Yield what of one row of the case file went to a contract."""
    yield from (row.amount for row in facts.payments if row.origin == slip)
    yield from (row.amount for row in facts.credits if row.origin == slip)


def costs_are_owed(matter: Matter) -> Iterator[Finding]:
    """Lawyers' fees need a clause, court applications do not, and a suit's fee is no debt yet."""
    for cost in matter.case.costs:
        contract = matter.case.contract_of(cost.contract)
        if is_suit_fee(cost):
            yield Finding(
                "LD-COST-SUIT-FEE",
                "warning",
                f"{cost.name} {figure(cost.amount)} 元由法院在裁判时决定负担，不是现在的债务，"
                "不计入债权金额",
                where=str(cost.origin),
                article=matter.article(_FEES, "borne_by_loser"),
                next_step="起诉时在诉讼请求中写明由被告负担；从 costs 中删去这一行",
            )
        elif contract is not None and not is_recoverable(cost, clause=bool(contract.cost_clause)):
            yield Finding(
                "LD-COST-NO-CLAUSE",
                "warning",
                f"{contract.title}没有费用承担条款，"
                f"{cost.name} {figure(cost.amount)} 元不计入债权金额",
                where=str(cost.origin),
                next_step="合同有约定的，填写 cost_clause",
            )
        elif contract is not None and not contract.cost_clause:
            yield Finding(
                "LD-COST-COURT",
                "note",
                f"{contract.title}没有费用承担条款，{cost.name} {figure(cost.amount)} 元"
                "依规定可以向债务人主张，已计入债权金额",
                where=str(cost.origin),
                article=matter.article(_FEES, borne_by(cost)),
                next_step="起诉时列入诉讼请求",
            )


def whole_price_may_be_claimed(matter: Matter) -> Iterator[Finding]:
    """A buyer by instalments who leaves a fifth unpaid after a demand may owe the whole price.

    Deliveries that are each paid for themselves are no instalments of one price.
    """
    share = matter.book.parameter("instalment.acceleration", matter.as_of)
    least = matter.book.parameter("instalment.minimum", matter.as_of)
    for account in matter.claim.accounts:
        contract, price = account.contract, account.contract.price
        fifth = instalment_share(matter, account)
        if fifth is None or not price or not (account.not_due and account.principal >= fifth):
            continue
        demand, next_step = _demanded(matter, account, fifth)
        yield Finding(
            "LD-DEBT-WHOLE-PRICE",
            "note",
            f"{contract.title}分 {len(contract.instalments)} 期付款，到期未付 "
            f"{figure(account.principal)} 元，为合同价款的 "
            f"{account.principal * 100 / price:.1f}%。经催告后在合理期限内仍不支付的，"
            f"可以请求支付全部价款（另有未到期 {figure(account.not_due)} 元）或者解除合同；"
            f"{demand}，本次没有把未到期部分计入",
            where=str(contract.origin),
            article=f"{share.source}、{least.source}",
            next_step=next_step,
        )


def _demanded(matter: Matter, account: ContractAccount, fifth: Decimal) -> tuple[str, str]:
    """Return whether a demand for a fifth has run out, and what is to be done next."""
    lapsed = lapsed_demand(matter, account, fifth)
    if lapsed is not None:
        says = f"催告已于 {lapsed.arrived_on} 送达，其期限 {lapsed.ended_on} 已届满"
        return says, "由律师决定请求全部价款还是解除合同，并在诉讼中附催告的送达证明"
    return (
        "现在还没有送达后期限已满的催告",
        "要请求全部价款的，先发催告函并保存送达证明；期满仍不付的，由律师决定并在诉讼中主张",
    )


def _paid_of_the_price(account: ContractAccount) -> Decimal:
    """Return what of the price is paid, in yuan; interest and costs took up the rest."""
    return sum((part.amount - part.outstanding for part in account.instalments), ZERO)


def retained_title_is_a_choice(matter: Matter) -> Iterator[Finding]:
    """A seller that kept the title may take the goods back instead, until most is paid."""
    for account in matter.claim.accounts:
        contract = account.contract
        if not contract.retention_of_title or not account.principal or not contract.price:
            continue
        if contract.kind is not ContractKind.SALE:
            yield Finding(
                "LD-KIND-TITLE",
                "warning",
                f"{contract.title}写了所有权保留，而所有权保留是买卖合同的约定",
                where=str(contract.origin),
                article=matter.article("cn.civil_code", "retention_of_title"),
                next_step="核对 kind；不是买卖的，删去 retention_of_title",
            )
            continue
        limit = matter.book.parameter("retention.paid_share", matter.as_of)
        paid = _paid_of_the_price(account) * 100 / contract.price
        choice = "经催告在合理期限内仍不支付的，也可以取回标的物，但未经登记的不得对抗善意第三人"
        if paid >= limit.value:
            choice = f"已达百分之{numeral(int(limit.value))}，不得再取回标的物"
        yield Finding(
            "LD-DEBT-TITLE",
            "note",
            f"{contract.title}约定所有权保留，已付价款的 {paid:.1f}%：{choice}",
            where=str(contract.origin),
            article=f"{matter.article('cn.civil_code', 'retention_of_title')}、{limit.source}",
            next_step="要取回标的物而不是要求付款的，先由律师核对标的物现状和登记情况",
        )


def set_off_is_booked(matter: Matter) -> Iterator[Finding]:
    """Once the notice arrived, both debts have ended in the same amount (民法典568)."""
    row = matter.case.set_off
    if row is None or row.arrived_on is None:
        return
    if not any(
        credit.set_off and credit.agreed_on == row.arrived_on for credit in matter.case.credits
    ):
        yield Finding(
            "LD-OFF-NOT-BOOKED",
            "error",
            f"抵销通知已于 {row.arrived_on} 到达，credits 里没有当日的抵销，账目没有减少",
            where=str(row.origin.of("arrived_on")),
            article=matter.article("cn.civil_code", "set_off"),
            next_step="在 credits 补一行：agreed_on 写到达之日，amount 写抵销的金额，set_off: 是",
            blocks=(FIGURES,),
        )


def something_is_owed(matter: Matter) -> Iterator[Finding]:
    """Without an unpaid amount there is nothing to write about."""
    claim = matter.claim
    if claim.total + claim.not_due <= 0:
        yield Finding(
            "LD-DEBT-NONE",
            "note",
            f"截至 {claim.as_of} 没有未付款项，不生成载明欠款的文书",
            next_step="核对合同价款和付款记录",
            blocks=(FIGURES,),
        )


GUARDS = (
    payments_fit_the_debt,
    refunds_fit_what_was_overpaid,
    shared_payments_are_spread,
    costs_are_owed,
    whole_price_may_be_claimed,
    retained_title_is_a_choice,
    set_off_is_booked,
    something_is_owed,
)
