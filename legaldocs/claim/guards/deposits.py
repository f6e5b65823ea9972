"""What does the creditor hold of the debtor's money, and what may it do with it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.deposit import DepositKind
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.law.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.deposit import Deposit
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.claim.matter import Matter

_CODE = "cn.civil_code"


def _of_kind(matter: Matter, *kinds: DepositKind) -> Iterator[tuple[ContractAccount, Deposit]]:
    for account in matter.claim.accounts if matter.claim.deed is None else ():
        for deposit in account.facts.deposits:
            if deposit.kind in kinds:
                yield account, deposit


def earnest_goes_to_the_price(matter: Matter) -> Iterator[Finding]:
    """Earnest money goes to the price when the debtor performs; the creditor cannot have both."""
    for account, deposit in _of_kind(matter, DepositKind.EARNEST):
        overdue = [part.name for part in account.instalments if part.overdue]
        if not deposit.held or not overdue:
            continue
        says = f"{account.contract.title}项下收有定金 {figure(deposit.amount)} 元"
        if deposit.towards and deposit.towards not in overdue:
            yield Finding(
                "LD-DEPOSIT-EARNEST",
                "note",
                f"{says}，约定抵作“{deposit.towards}”，本次没有计入",
                where=str(deposit.origin),
                article=matter.article(_CODE, "deposit"),
                next_step="该款到期时写 applied_on（抵作价款之日）",
            )
            continue
        yield Finding(
            "LD-DEPOSIT-EARNEST",
            "error",
            f"{says}，没有抵作价款也没有退还；既请求付清价款又保留定金，请求的金额过高",
            where=str(deposit.origin),
            article=matter.article(_CODE, "deposit"),
            next_step="抵作价款的，写 applied_on（抵作之日）；退还的写 returned_on；"
            "约定抵作以后某一期的，写 towards（款项名称）；主张定金罚则的，由律师另行处理",
            blocks=(FIGURES,),
        )


def earnest_is_within_its_limit(matter: Matter) -> Iterator[Finding]:
    """Beyond a fifth of the price it is no earnest money."""
    limit = matter.book.parameter("deposit.most", matter.as_of)
    for account in matter.claim.accounts if matter.claim.deed is None else ():
        rows = [row for row in account.facts.deposits if row.kind is DepositKind.EARNEST]
        given = sum((row.amount for row in rows), ZERO)
        price = account.contract.price
        if price is not None and given * 100 > price * limit.value:
            most = price * limit.value / 100
            yield Finding(
                "LD-DEPOSIT-LIMIT",
                "warning",
                f"{account.contract.title}的定金 {figure(given)} 元超过价款的百分之"
                f"{numeral(int(limit.value))}（{figure(most)} 元），"
                f"超过的 {figure(given - most)} 元不产生定金的效力",
                where=str(rows[0].origin),
                article=limit.source,
                next_step="超过部分写成另一行，kind 写 预付款",
            )


def penalty_or_earnest(matter: Matter) -> Iterator[Finding]:
    """Where both were agreed the creditor chooses; the claim follows the penalty."""
    for account, deposit in _of_kind(matter, DepositKind.EARNEST):
        if account.late_charge and account.contract.late_payment is not None:
            yield Finding(
                "LD-DEPOSIT-PENALTY",
                "note",
                f"{account.contract.title}既约定{account.rule.name}又约定定金，"
                f"本次主张{account.rule.name}，没有主张定金罚则",
                where=str(deposit.origin),
                article=matter.article(_CODE, "penalty_or_deposit"),
                next_step="两者只能选择一种；改为主张定金罚则的，由律师核对是否致使不能实现合同目的",
            )


def security_is_no_payment(matter: Matter) -> Iterator[Finding]:
    """A deposit held as security stays beside the arrears until it is set off."""
    for account, deposit in _of_kind(matter, DepositKind.SECURITY, DepositKind.BOND):
        if not deposit.held or not (account.principal or account.late_charge):
            continue
        clause = f"（{account.contract.title}{deposit.clause}）" if deposit.clause else ""
        yield Finding(
            "LD-DEPOSIT-HELD",
            "warning",
            f"债权人收有{deposit.kind} {figure(deposit.amount)} 元{clause}，没有抵扣，"
            f"{account.contract.title}的欠款没有减去它；债务人可能主张抵销",
            where=str(deposit.origin),
            article=f"{matter.article(_CODE, 'set_off')}、"
            f"{matter.article('cn.contract_interpretation', 'deposit_not_earnest')}",
            next_step="通知对方抵扣的，写 applied_on（通知到达之日）；退还的写 returned_on；"
            "合同约定期满或者交还后退还的，保留不抵扣，文书会写明收有这笔款",
        )


GUARDS = (
    earnest_goes_to_the_price,
    earnest_is_within_its_limit,
    penalty_or_earnest,
    security_is_no_payment,
)
