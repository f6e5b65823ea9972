"""Is it known when each part of the price falls due, and can the term be read in one way only?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.claim.due import confirmed_amounts, rests_on_statements
from legaldocs.claim.due_readings import events_read_two_ways, months_read_two_ways
from legaldocs.claim.ledger import open_claim
from legaldocs.claim.small_creditor import third_party_terms
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import ZERO, figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.claim.figures import ContractAccount, InstalmentAccount
    from legaldocs.claim.matter import Matter


def due_days_are_known(matter: Matter) -> Iterator[Finding]:
    """A part without a due day is neither overdue nor safely to come."""
    for account in matter.claim.accounts:
        asked = {reading.name for reading in events_read_two_ways(account.facts)}
        for part in account.instalments:
            if part.due_on is not None or not part.outstanding:
                continue
            if part.name in asked:
                continue
            if part.waits == "demand":
                yield _on_demand(matter, account, part)
            elif part.waits == "third_party":
                yield _pay_when_paid(matter, account, part)
            elif part.waits != "counterpart":
                yield Finding(
                    "LD-DUE-UNKNOWN",
                    "warning",
                    f"{account.contract.title}“{part.name}”{part.due_says}，"
                    "本次按未到期处理，不计入催收金额；依法可能已经到期，诉讼时效也可能已经起算",
                    where=str(part.origin),
                    article=matter.article("cn.civil_code", "price_duty"),
                    next_step="写明 due_on，或写 due_after 和 due_days 并录入该事由的日期；"
                    "没有约定付款时间、收货时就应付款的，写 due_after: 每批交货；"
                    "依约可以随时请求付款的，写 due_after: 随时",
                )


def _on_demand(matter: Matter, account: ContractAccount, part: InstalmentAccount) -> Finding:
    return Finding(
        "LD-DUE-ON-DEMAND",
        "warning",
        f"{account.contract.title}“{part.name}”{part.due_says}，本次按未到期处理；"
        "买卖合同未约定付款时间的，收货时就应付款，诉讼时效也可能已经起算",
        where=str(part.origin),
        article=f"{matter.article('cn.civil_code', 'performance_default')}、"
        f"{matter.article('cn.civil_code', 'price_duty')}",
        next_step="先发履行催告函，给出合理的付款日；送达后在 communications 里写 arrived_on 和 "
        "pay_by，该日即为到期日。收货时就应付款的，改写 due_after: 每批交货",
    )


def _pay_when_paid(matter: Matter, account: ContractAccount, part: InstalmentAccount) -> Finding:
    """A large debtor may not make a small creditor wait for its own debtor's money."""
    terms = third_party_terms(matter.case, account.contract, matter.book, matter.as_of)
    title = f"{account.contract.title}“{part.name}”约定以第三方付款为条件"
    if not terms:
        return Finding(
            "LD-DUE-PAY-WHEN-PAID",
            "warning",
            f"{title}，本次按未到期处理，不计入催收金额",
            where=str(part.origin),
            next_step="第三方已付款的，按合同算出到期日，改写 due_on；债务人怠于向第三方主张、"
            "条件已不可能成就，或者债务人是机关、事业单位、大型企业而债权人是中小企业的"
            "（写明各方的 size 和 signed_on），由律师判断该条件的效力",
        )
    why = "；".join(f"对{name}，{term.why}" for name, term in terms.items())
    articles = dict.fromkeys(article for term in terms.values() for article in term.articles)
    return Finding(
        "LD-DUE-PAY-WHEN-PAID",
        "error",
        f"{title}，债权人是中小企业：{why}；付款期限应另行确定，确定以前不出具载明金额的文书",
        where=str(part.origin),
        article="、".join(articles),
        next_step="去掉该条件后合同仍有付款期限的，按它写 due_after 和 due_days；没有的，"
        "由律师按行业规范、交易习惯和条例的付款期限确定后，写 due_on",
        blocks=(FIGURES,),
    )


def due_events_are_one(matter: Matter) -> Iterator[Finding]:
    """Several deliveries do not say whether each of them or the last starts the period.

    While both readings lead to the same sums it warns; once they differ, every paper that states a
    sum waits until the case file says what the contract means.
    """
    for account in matter.claim.accounts:
        if not (account.principal or account.not_due or account.late_charge):
            continue
        for reading in events_read_two_ways(account.facts):
            other = _account(matter, account, reading.other)
            alike = _sums(other) == _sums(account)
            event = reading.event
            yield Finding(
                "LD-DUE-SEVERAL-EVENTS",
                "warning" if alike else "error",
                f"{account.contract.title}“{reading.name}”以{event}起算，"
                f"而{event}不止一次，或者尚不足合同价款：每次{event}分别起算，{_owed(other)}；"
                f"全部{event}后才起算，{_owed(account)}；"
                + ("目前两者相同" if alike else "不明确以前不出具载明金额的文书"),
                where=str(reading.origin),
                article=matter.article("cn.civil_code", "price_duty"),
                next_step=f"核对合同：每次{event}分别起算的，"
                f"写 due_after: {_EACH_WORD.get(event, event)}；"
                f"全部完成后才起算的，写 due_after: 全部{event}",
                blocks=() if alike else (FIGURES,),
            )


_EACH_WORD = {"交货": "每批交货", "验收": "每批验收", "开票": "每次开票", "收票": "每次收票"}


def monthly_terms_have_one_start(matter: Matter) -> Iterator[Finding]:
    """月结30天 usually runs from the end of the month; some mean the day of the event."""
    for account in matter.claim.accounts:
        for reading in months_read_two_ways(account.facts):
            other = _account(matter, account, reading.other)
            if _sums(other) != _sums(account):
                yield Finding(
                    "LD-DUE-MONTHLY",
                    "warning",
                    f"{account.contract.title}“{reading.name}”约定月结，本次自{reading.event}"
                    f"当月的末日起算，{_owed(account)}；自{reading.event}之日起算的，{_owed(other)}",
                    where=str(reading.origin),
                    next_step="核对合同和以往的付款：自月底起算的，"
                    f"写 due_days: 当月底后{reading.days}天；"
                    f"自{reading.event}之日起算的，写 due_days: {reading.days}天",
                )


def _account(matter: Matter, account: ContractAccount, other: Contract) -> ContractAccount:
    """Return the account as it stands by the other reading of its contract."""
    contracts = matter.case.contracts
    place = next(n for n, contract in enumerate(contracts) if contract is account.contract)
    case = replace(matter.case, contracts=(*contracts[:place], other, *contracts[place + 1 :]))
    return open_claim(case, matter.as_of, matter.book).accounts[place]


def _sums(account: ContractAccount) -> tuple[Decimal | None, ...]:
    return account.principal, account.not_due, account.late_charge, account.alternative


def _owed(account: ContractAccount) -> str:
    return (
        f"到期本金 {figure(account.principal)} 元、"
        f"{account.rule.name} {figure(account.late_charge)} 元"
    )


def framework_has_a_basis(matter: Matter) -> Iterator[Finding]:
    """Without a price something else must say what is owed."""
    for account in matter.claim.accounts:
        owed = sum((part.amount for part in account.instalments), ZERO)
        if account.contract.price is None and owed:
            yield Finding(
                "LD-DEBT-NO-PRICE",
                "note",
                f"{account.contract.title}没有写价款，应付金额按已录入的"
                f"送货、开票、对账或各期款项计算，共 {figure(owed)} 元",
                where=str(account.contract.origin),
                next_step="合同约定了总价的，补上 price",
            )
        if not owed:
            yield Finding(
                "LD-DEBT-NO-BASIS",
                "error",
                f"{account.contract.title}没有写价款，也没有能算出应付金额的送货、开票或对账",
                where=str(account.contract.origin),
                next_step="有总价的写 price；没有总价的，录入 deliveries 或经确认的 statements",
                blocks=(FIGURES,),
            )


def statements_do_not_shrink(matter: Matter) -> Iterator[Finding]:
    """A later statement that confirms less than an earlier one contradicts it."""
    for account in matter.claim.accounts:
        if not rests_on_statements(account.facts):
            continue
        for statement, amount in confirmed_amounts(account.facts):
            if amount < 0:
                yield Finding(
                    "LD-SUM-STATEMENTS",
                    "error",
                    f"对账单（{statement.origin}）连同已付款项确认的总额，"
                    f"比前一份对账单少 {figure(-amount)} 元",
                    where=str(statement.origin),
                    next_step="核对两份对账单之间的付款和退货折让是否漏列，以原件为准改正",
                    blocks=(FIGURES,),
                )


def price_cuts_say_from_when(matter: Matter) -> Iterator[Finding]:
    """A return or price cut agreed late may reach back, and then less late charge ran."""
    for account in matter.claim.accounts:
        late = [part.due_on for part in account.instalments if part.due_on and part.runs]
        for row in account.facts.credits:
            if row.set_off or row.from_on or not late or row.agreed_on <= min(late):
                continue
            yield Finding(
                "LD-CREDIT-DAY",
                "warning",
                f"{account.contract.title}{row.agreed_on} 的退货或折让 {figure(row.amount)} 元"
                "晚于到期日，本次自该日起减少本金，此前的逾期付款责任仍按减少前的金额计算",
                where=str(row.origin),
                next_step="约定追溯、或者退货部分自始不应付款的，写 from_on（从哪一日起减少）；"
                "自约定之日起减少的，把该日写进 from_on",
            )


GUARDS = (
    due_days_are_known,
    due_events_are_one,
    monthly_terms_have_one_start,
    framework_has_a_basis,
    statements_do_not_shrink,
    price_cuts_say_from_when,
)
