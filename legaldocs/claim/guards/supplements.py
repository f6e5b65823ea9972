"""What did supplements change, and can the late charge follow them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import TO_FEN, ZERO, figure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract import Contract, Instalment, Supplement
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.claim.matter import Matter


def _each(matter: Matter) -> Iterator[tuple[ContractAccount, Supplement]]:
    for account in matter.claim.accounts if matter.claim.deed is None else ():
        for supplement in account.contract.supplements:
            yield account, supplement


def _ran(account: ContractAccount, before: dt.date, names: set[str] | None = None) -> Decimal:
    """Return the late charge of the days before a supplement, of the named parts or of all."""
    runs = (
        run.amount
        for part in account.instalments
        if names is None or part.name in names
        for run in part.runs
        if run.first < before
    )
    return sum(runs, ZERO)


def moved_parts_keep_what_ran(matter: Matter) -> Iterator[Finding]:
    """A part moved after it was late owes what had run, unless the supplement gave it up."""
    for account, supplement in _each(matter):
        contract = account.contract
        parts: tuple[Contract | Instalment, ...] = contract.instalments or (contract,)
        moved = {
            getattr(part, "name", "") if contract.instalments else "合同价款"
            for part in parts
            for term in part.earlier
            if term.until == supplement.signed_on
        }
        ran = _ran(account, supplement.signed_on, moved)
        if ran and supplement.waives_late_charge is None:
            yield Finding(
                "LD-SUPPLEMENT-LATE",
                "warning",
                f"{supplement.title}签订前“{'”“'.join(sorted(moved))}”已经逾期，"
                f"到签订前一日的{account.rule.name} {figure(TO_FEN.apply(ran))} 元仍然计入，"
                "自签订之日至新的到期日不计",
                where=str(supplement.origin),
                article=f"{matter.article('cn.civil_code', 'contract_change')}、"
                f"{matter.article('cn.civil_code', 'contract_change_unclear')}",
                next_step="核对补充协议：约定不再主张此前逾期付款责任的，"
                "写 waives_late_charge: 是；没有约定的写“否”",
            )


def terms_change_before_they_run(matter: Matter) -> Iterator[Finding]:
    """A rate or price that changes while the charge runs would be counted for days before it."""
    for account, supplement in _each(matter):
        changed = supplement.late_payment is not None or supplement.price is not None
        if changed and _ran(account, supplement.signed_on):
            what = "逾期付款标准" if supplement.late_payment else "合同价款"
            yield Finding(
                "LD-SUPPLEMENT-TERMS",
                "error",
                f"{supplement.title}在款项逾期以后改变{what}，此前的逾期付款责任应按原约定计算，"
                "不能按一个标准算清",
                where=str(supplement.origin),
                article=matter.article("cn.civil_code", "contract_change"),
                next_step="减少价款的，写成 credits 里的一行（agreed_on、from_on）；"
                "增加价款的，另列一份合同；改变标准并重新约定还款的，写成已签订的 settlement；"
                "其余由律师分段计算",
                blocks=(FIGURES,),
            )


GUARDS = (moved_parts_keep_what_ran, terms_change_before_they_run)
