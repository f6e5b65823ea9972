"""Does a signed settlement agree with the ledger, and what has become of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.claim.deed_account import DEED, before_runs_on, divides, fixed_within, parts_total
from legaldocs.claim.deed_balance import row_day
from legaldocs.claim.late_charge_standard import standard
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.payment import Credit, Payment
    from legaldocs.case.settlement import Settlement
    from legaldocs.claim.deed_account import DeedAccount
    from legaldocs.claim.matter import Matter


def instalments_make_the_old_debt(matter: Matter) -> Iterator[Finding]:
    """The deed divides what was unpaid when it was signed, or part of the facts is missing."""
    deed = matter.claim.deed
    if deed is None or deed.settlement.given_up or divides(deed.settlement, deed.before):
        return
    principal = parts_total(deed.settlement) - fixed_within(deed.settlement)
    yield Finding(
        "LD-DEED-SUM",
        "error",
        f"还款协议各期中的本金合计 {figure(principal)} 元，"
        f"与签订之日（{deed.signed_on}）账目上的未付本金 "
        f"{figure(deed.before.principal + deed.before.not_due)} 元不一致",
        where=str(deed.settlement.origin),
        next_step="核对协议原件和签订以前的付款；"
        "协议减免本金的，减免额以签订日为 agreed_on 列入 credits；"
        "各期包含违约金或者利息的，late_charge 写“确定”并填写 late_charge_amount",
        blocks=(FIGURES,),
    )


def discounts_are_worked_out_by_hand(matter: Matter) -> Iterator[Finding]:
    """Principal given up on a condition is owed or not by what happened since the signing."""
    for deed in matter.case.deeds:
        if deed.given_up:
            yield Finding(
                "LD-DEED-DISCOUNT",
                "error",
                f"{deed.signed_on} 签订的协议附条件减免本金 {figure(deed.given_up)} 元，"
                "条件是否成就要看此后的付款，程序不代为计算",
                where=str(deed.origin),
                article=matter.article("cn.civil_code", "contract_change"),
                next_step="按期付清的，把减免额以付清之日为 agreed_on 列入 credits，"
                "并删去 compromise.discount；任何一期逾期的，减免不发生效力，"
                "由律师核对后按原债权另行计算",
                blocks=(FIGURES,),
            )


def nothing_is_left_beside_the_deed(matter: Matter) -> Iterator[Finding]:
    """What the deed leaves out, or was delivered since, is a debt of its own."""
    deed = matter.claim.deed
    if deed is None:
        return
    principal = parts_total(deed.settlement) - fixed_within(deed.settlement)
    if deed.before.not_due and principal == deed.before.principal:
        left = f"签订时尚未到期的 {figure(deed.before.not_due)} 元不在还款协议之内"
    elif any(row.delivered_on > deed.signed_on for row in matter.case.deliveries):
        left = "还款协议签订以后又有送货，其价款不在协议之内"
    else:
        return
    yield Finding(
        "LD-DEED-REST",
        "error",
        f"{left}，不能与协议一并计算",
        where=str(deed.settlement.origin),
        next_step="本案只写协议所分的债务，其余款项另建案件文件夹",
        blocks=(FIGURES,),
    )


def fixed_charge_is_stated(matter: Matter) -> Iterator[Finding]:
    """A late charge that the deed fixes has a figure, and it is in the deed."""
    deed = matter.claim.deed
    if deed is None:
        return
    without = deed.settlement.late_charge_amount is None
    if without and deed.outcome is LateChargeOutcome.FIXED:
        why = "还款协议确定了逾期付款责任，但没有写明金额"
    elif without and deed.before.not_due:
        why = "还款协议包含签订时尚未到期的款项，没有确定逾期付款责任的金额，此后的部分无法计算"
    elif without and deed.before.deed is not None:
        why = "还款协议接替了此前的协议，没有确定截至签订之日的逾期付款责任金额，此后的部分无法计算"
    elif _standards(deed) > 1 and (without or not deed.settlement.default_rate):
        why = "各合同的逾期付款标准不同，还款协议没有确定金额或者标准，此后的部分无法计算"
    elif _ends(matter, deed):
        why = (
            "合同的逾期付款标准有上限、分段、定额，或者已由对账单载明金额，"
            "还款协议没有确定金额或者标准，此后的部分无法计算"
        )
    else:
        return
    yield Finding(
        "LD-DEED-CHARGE",
        "error",
        why,
        where=str(deed.settlement.origin),
        next_step="按协议填写 late_charge_amount 和 default_rate",
        blocks=(FIGURES,),
    )


def _standards(deed: DeedAccount) -> int:
    return len({account.rule.says for account in deed.before.accounts if account.principal})


def _ends(matter: Matter, deed: DeedAccount) -> bool:
    """Return whether what runs after the deed depends on what ran before it.

    A cap, a step, a sum owed once or a statement counts with the days of the old debt.
    """
    runs_on = deed.settlement.late_charge_amount is None and before_runs_on(deed.before)
    if deed.settlement.default_rate and not runs_on:
        return False
    standards = (
        standard(matter.case, account.contract, matter.book, deed.signed_on)
        for account in deed.before.accounts
        if account.principal
    )
    return any(chosen.stated or not chosen.term.plain for chosen in standards)


def earlier_deeds_were_signed(matter: Matter) -> Iterator[Finding]:
    """Only a signed deed divided the debt, and each follows the one before."""
    case = matter.case
    last = None
    for row in case.earlier_settlements:
        if row.signed_on is None:
            problem = "没有签订日期"
        elif last is not None and row.signed_on <= last:
            problem = f"的签订日期 {row.signed_on} 不晚于前一份的 {last}"
        else:
            last = row.signed_on
            continue
        yield _earlier_deed(problem, row)
    latest = case.settlement
    if latest is not None and latest.signed_on and last is not None and latest.signed_on <= last:
        yield _earlier_deed(f"（{last}）不早于现行协议的签订日期 {latest.signed_on}", latest)


def _earlier_deed(problem: str, row: Settlement) -> Finding:
    return Finding(
        "LD-DEED-EARLIER",
        "error",
        f"此前的还款协议{problem}",
        where=str(row.origin),
        next_step="earlier_settlements 只写已经签订的协议，由先到后；"
        "还没有签的写在 settlement，签了的补上 signed_on",
        blocks=(FIGURES,),
    )


def days_follow_the_deed(matter: Matter) -> Iterator[Finding]:
    """Instalments come after the signing and in order; a late day would count twice otherwise."""
    deed = matter.claim.deed
    last = deed.signed_on if deed is not None else matter.as_of
    for part in deed.parts if deed is not None else ():
        if part.due_on < last:
            yield Finding(
                "LD-DEED-DAYS",
                "error",
                f"还款协议{part.name}的还款日 {part.due_on} 早于前一日期 {last}",
                where=str(part.origin),
                next_step="按协议原件改正日期，各期由先到后排列",
                blocks=(FIGURES,),
            )
        last = max(last, part.due_on)


def default_is_stated(matter: Matter) -> Iterator[Finding]:
    """What a default has set off is read in the deed before a paper says so."""
    deed = matter.claim.deed
    broken = deed.default if deed is not None else None
    if deed is None or broken is None:
        return
    follows = []
    if deed.accelerated:
        names = "、".join(part.name for part in deed.accelerated)
        follows.append(f"{names}于 {broken.on} 提前到期")
    if deed.outcome is LateChargeOutcome.WAIVED_IF_PAID:
        follows.append(f"{deed.old_name} {figure(deed.old_charge)} 元恢复计收")
    then = "；".join(follows) or "其余各期仍按原定日期到期"
    yield Finding(
        "LD-DEED-BROKEN",
        "warning",
        f"还款协议{broken.part.name}（{broken.part.due_on}）至 {broken.on} 尚欠 "
        f"{figure(broken.left)} 元：{then}",
        where=str(broken.part.origin),
        article=matter.article("cn.civil_code", "breach"),
        next_step="核对协议原件的违约、宽限和提前到期条款；不自动提前到期的，accelerates 写“否”",
    )


def order_of_payments_is_stated(matter: Matter) -> Iterator[Finding]:
    """After a default a payment may go to the late charge first; the deed says which."""
    deed = matter.claim.deed
    if deed is None or deed.default is None or deed.settlement.before_principal is not None:
        return
    since = deed.default.on
    case = matter.case
    rows: tuple[Payment | Credit, ...] = (*case.payments, *case.credits)
    late = [row for row in rows if row_day(row) > since]
    if late:
        yield Finding(
            "LD-DEED-ORDER",
            "warning",
            f"违约以后有付款（{'、'.join(str(row.origin) for row in late)}），"
            "没有写明还款协议的抵充顺序，按先抵充本金计算",
            where=str(deed.settlement.origin),
            article=matter.article("cn.civil_code", "imputation_order"),
            next_step="核对协议的抵充条款：先抵充违约金或者利息的，写 before_principal: 是；"
            "先抵充本金的，写“否”",
        )


def grace_is_read(matter: Matter) -> Iterator[Finding]:
    """An instalment paid in the days of grace is taken as kept."""
    deed = matter.claim.deed
    for part in deed.parts if deed is not None else ():
        if part.last_day > part.due_on < matter.as_of and part.left_on(part.due_on):
            kept = not part.left_on(min(part.last_day, matter.as_of))
            if kept:
                yield Finding(
                    "LD-DEED-GRACE",
                    "warning",
                    f"还款协议{part.name}在宽限期内付清，按没有违约处理，不计宽限期内的违约金",
                    where=str(part.origin),
                    next_step="核对协议：宽限期只推迟提前到期、违约金照计的，由律师另行计算",
                )


def deed_payments_find_their_part(matter: Matter) -> Iterator[Finding]:
    """A designation that names no instalment of the deed has no effect."""
    deed = matter.claim.deed
    if deed is None:
        return
    names = [part.name for part in deed.parts]
    for account in matter.claim.accounts:
        rows: tuple[Payment | Credit, ...] = (*account.facts.payments, *account.facts.credits)
        for row in rows:
            if row.towards and row.towards not in names:
                yield Finding(
                    "LD-DEED-TOWARDS",
                    "warning",
                    f"付款指定的用途“{row.towards}”不是还款协议的期次，按期次先后抵充",
                    where=str(row.origin),
                    next_step=f"可用的名称：{'、'.join(names)}；没有指定用途的，删去 towards",
                )


def deed_does_not_change_the_instrument(matter: Matter) -> Iterator[Finding]:
    """A deed signed once the claim was decided leaves what the instrument orders to be enforced."""
    deed, procedure = matter.case.deed, matter.case.procedure
    judgment = procedure.judgment if procedure is not None else None
    if deed is None or deed.signed_on is None or judgment is None:
        return
    if deed.signed_on >= judgment.issued_on:
        yield Finding(
            "LD-DEED-JUDGED",
            "warning",
            f"{deed.signed_on} 的还款协议签订于{judgment.kind}（{judgment.issued_on}）以后，"
            f"协议不替代{judgment.kind}，应付金额仍按{judgment.kind}计算",
            where=str(deed.origin),
            article=matter.article("cn.enforcement_settlement", "private"),
            next_step="在执行中达成的，写在 procedure.enforcement.settlement；"
            "不履行的，凭原法律文书申请强制执行",
        )


def deed_has_its_paper(matter: Matter) -> Iterator[Finding]:
    """What rests on a deed needs the deed."""
    deed = matter.claim.deed
    if deed is not None and not deed.settlement.file:
        yield Finding(
            "LD-DEED-NO-FILE",
            "warning",
            f"{deed.signed_on} 签订的《{DEED}》没有原件文件，无法证明",
            where=str(deed.settlement.origin),
            next_step="把扫描件放进案件文件夹，写在 settlement.file",
        )


GUARDS = (
    instalments_make_the_old_debt,
    discounts_are_worked_out_by_hand,
    nothing_is_left_beside_the_deed,
    fixed_charge_is_stated,
    earlier_deeds_were_signed,
    days_follow_the_deed,
    default_is_stated,
    order_of_payments_is_stated,
    grace_is_read,
    deed_payments_find_their_part,
    deed_does_not_change_the_instrument,
    deed_has_its_paper,
)
