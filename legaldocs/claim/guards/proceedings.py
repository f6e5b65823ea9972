"""What follows from a suit, an arbitration, a payment order or an enforcement that is on record?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import EnforcementEnd, ProceedingsEnd
from legaldocs.claim.enforcement_settlement import settled_enforcement
from legaldocs.claim.judgment_debt import (
    judgment_debt,
    owes_for_default,
    time_to_enforce,
    unread_interest,
)
from legaldocs.claim.proceedings import decision
from legaldocs.core.findings import FIGURES, INSTRUMENT, Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.procedure import Judgment
    from legaldocs.claim.matter import Matter

_CPL = "cn.civil_procedure"
_SETTLE = "cn.enforcement_settlement"
_ON_PAPER = frozenset({ProceedingsEnd.JUDGMENT, ProceedingsEnd.AWARD, ProceedingsEnd.MEDIATION})


def decided_claims_are_not_asked_for_again(matter: Matter) -> Iterator[Finding]:
    """Once decided, the claim is what the instrument says, not what the contract said."""
    found = decision(matter.case, matter.book, matter.as_of)
    if found is not None:
        yield Finding(
            "LD-PROC-DECIDED",
            "note",
            f"债权已由{found[0]}确定，不再出具按合同载明欠款的文书",
            where=str(found[1]),
            article=matter.article(_CPL, "enforcement.mediation_paper"),
            next_step="文书已经生效而没有履行的，在申请执行的期间内申请强制执行",
            blocks=(FIGURES,),
        )


def ended_proceedings_have_their_paper(matter: Matter) -> Iterator[Finding]:
    """How proceedings ended, and by which paper, decides what may still be done."""
    procedure = matter.case.procedure
    if procedure is None:
        return
    for found in (procedure.suit, procedure.arbitration):
        if found is None or (found.ended_on is None and found.ended_by is None):
            continue
        if found.ended_by is None or found.ended_on is None:
            missing = "结案方式 ended_by" if found.ended_by is None else "结案日期 ended_on"
        elif found.ended_by in _ON_PAPER and procedure.judgment is None:
            missing = "结案的法律文书 procedure.judgment"
        else:
            continue
        yield Finding(
            "LD-PROC-END",
            "warning",
            f"程序已经终结，但没有写明{missing}",
            where=str(found.origin),
            next_step=f"按法律文书填写{missing}",
        )


def judgment_terms_can_be_read(matter: Matter) -> Iterator[Finding]:
    """Interest that an instrument orders needs a rate and a first day."""
    judgment = _judgment(matter)
    for row in judgment.sums if judgment is not None else ():
        problem = unread_interest(row)
        if problem:
            yield Finding(
                "LD-PROC-INTEREST",
                "error",
                f"生效文书确定的利息无法计算：{problem}",
                where=str(row.origin),
                next_step="按判项改正；判项没有另定利息的，三项都删去",
                blocks=(INSTRUMENT,),
            )


def enforcement_is_asked_for_in_time(matter: Matter) -> Iterator[Finding]:
    """Two years from the last day to perform; afterwards the debtor may object."""
    judgment, procedure = _judgment(matter), matter.case.procedure
    if judgment is None or procedure is None or procedure.enforcement is not None:
        return
    if judgment.effective_on is None:
        yield Finding(
            "LD-PROC-NOT-EFFECTIVE",
            "warning",
            f"{judgment.number}{judgment.kind}没有生效日期，不能申请强制执行",
            where=str(judgment.origin),
            next_step="生效以后填写 effective_on；调解书以各方签收的日期为准",
        )
        return
    period = time_to_enforce(matter.case, matter.book, matter.as_of)
    if period is None:
        return
    owed = judgment_debt(matter.case, matter.book, matter.as_of)
    end = period.deadlines[-1]
    left = f"尚欠 {figure(owed.total)} 元（含迟延履行期间的债务利息），" if owed else ""
    yield Finding(
        "LD-PROC-ENFORCE",
        "warning",
        f"{judgment.number}{judgment.kind}已于 {judgment.effective_on} 生效，{left}"
        f"申请执行的期间{'已' if end.end < matter.as_of else '将'}于 {end.end} 届满",
        where=str(judgment.origin),
        article=matter.article(_CPL, "enforcement.period"),
        next_step=f"最迟 {end.advised} 申请强制执行，然后填写 procedure.enforcement",
    )


def mediated_charge_stands_alone(matter: Matter) -> Iterator[Finding]:
    """Where a 调解书 says what default costs, the doubled interest is not owed beside it."""
    judgment = _judgment(matter)
    if judgment is None:
        return
    for row in judgment.sums:
        if owes_for_default(judgment, row):
            yield Finding(
                "LD-PROC-MEDIATED",
                "warning",
                f"调解书自己确定了逾期的责任（{row.interest_rate}，自 {row.interest_from} 起），"
                "该项不再计算加倍部分债务利息",
                where=str(row.origin),
                article=matter.article("cn.mediation_rules", "default_liability"),
                next_step="核对调解书：该利息与是否逾期无关的，interest_from 写约定的计息首日",
            )


def enforcement_ends_or_is_resumed(matter: Matter) -> Iterator[Finding]:
    """After 终本 the creditor watches for assets, and may apply again at any time."""
    enforcement = matter.case.procedure.enforcement if matter.case.procedure else None
    if enforcement is None or enforcement.ended_by is not EnforcementEnd.THIS_TIME:
        return
    ended_on, resumed_on = enforcement.ended_on, enforcement.resumed_on
    if resumed_on is None or (ended_on is not None and resumed_on < ended_on):
        yield Finding(
            "LD-PROC-AGAIN",
            "note",
            f"{enforcement.case_number}执行案件已终结本次执行程序，债务没有消灭",
            where=str(enforcement.origin),
            article=matter.article("cn.cpl_interpretation", "enforcement.again"),
            next_step="发现可供执行的财产的，提交恢复执行申请书和财产线索，"
            "不受申请执行期间的限制；申请以后填写 resumed_on",
        )


def settlement_in_enforcement_is_read(matter: Matter) -> Iterator[Finding]:
    """While it is kept nothing is resumed; once broken, the instrument's rest is enforced again."""
    enforcement = matter.case.procedure.enforcement if matter.case.procedure else None
    row = enforcement.settlement if enforcement is not None else None
    settled = settled_enforcement(matter.case, matter.as_of)
    if enforcement is None or row is None:
        return
    if settled is None:
        key, step = "resumption", "按执行和解协议填写 settlement.instalments"
        why = "和解的期次没有计入，本次金额不反映和解"
    elif settled.performed:
        key, step = "performed", "请执行法院作结案处理，结案后填写 ended_on 和 ended_by"
        why = f"约定的 {figure(settled.agreed)} 元已经付清，原生效文书不再执行"
    elif settled.broken is None:
        key, step = "no_resumption", "期限没有届满或者正在按约定履行的，法院不予恢复执行"
        why = (
            f"约定 {figure(settled.agreed)} 元，已付 {figure(settled.paid)} 元，正在履行；"
            "生效文书的金额只供恢复执行时使用"
        )
    else:
        return
    yield Finding(
        "LD-PROC-SETTLED",
        "note" if settled else "warning",
        f"{row.signed_on} 达成执行和解，{why}",
        where=str(row.origin),
        article=matter.article(_SETTLE, key),
        next_step=step,
    )


def broken_settlement_is_resumed(matter: Matter) -> Iterator[Finding]:
    """The creditor asks to resume within two years, or sues on the settlement, not both."""
    enforcement = matter.case.procedure.enforcement if matter.case.procedure else None
    settled = settled_enforcement(matter.case, matter.as_of)
    if enforcement is None or settled is None or settled.broken is None:
        return
    row = settled.settlement
    if enforcement.resumed_on is not None or row.sued_on is not None:
        return
    owed = judgment_debt(matter.case, matter.book, matter.as_of)
    rest = f"；扣除已付部分，生效文书尚欠 {figure(owed.total)} 元" if owed else ""
    end = settled.resume_by(matter.book, matter.as_of)
    yield Finding(
        "LD-PROC-RESUME",
        "warning",
        f"执行和解协议{settled.broken_name}（{settled.broken.due_on}）没有付清，"
        f"至今尚欠到期的 {figure(settled.overdue)} 元{rest}；"
        f"申请恢复执行的期间{'已' if end.end < matter.as_of else '将'}于 {end.end} 届满",
        where=str(settled.broken.origin),
        article="、".join(matter.article(_SETTLE, key) for key in ("period", "deduction")),
        next_step=f"最迟 {end.advised} 提交恢复执行申请书，或者就和解协议起诉，二者择一；"
        "申请以后填写 resumed_on。和解履行期间是否计算加倍部分债务利息，由律师和执行法院核对",
    )


def settlement_in_enforcement_has_one_way(matter: Matter) -> Iterator[Finding]:
    """A settlement that the court does not know stays nothing; resuming excludes a suit on it."""
    enforcement = matter.case.procedure.enforcement if matter.case.procedure else None
    row = enforcement.settlement if enforcement is not None else None
    if enforcement is None or row is None:
        return
    if row.filed_on is None:
        yield Finding(
            "LD-PROC-UNFILED",
            "warning",
            f"{row.signed_on} 的和解协议没有提交执行法院，法院不据此中止执行",
            where=str(row.origin),
            article=matter.article(_SETTLE, "effect"),
            next_step="由双方共同提交，或者一方提交、对方认可，然后填写 filed_on",
        )
    if row.sued_on is not None and enforcement.resumed_on is not None:
        yield Finding(
            "LD-PROC-ONE-WAY",
            "warning",
            f"既写了 {enforcement.resumed_on} 申请恢复执行，又写了 {row.sued_on} 就和解协议起诉",
            where=str(row.origin),
            article=matter.article(_SETTLE, "no_suit_after_resumption"),
            next_step="二者只能择一；核对法院受理的是哪一个，另一个删去",
        )


def objection_ends_the_order(matter: Matter) -> Iterator[Finding]:
    """A written objection in time ends the order; the case goes on as a suit."""
    order = matter.case.procedure.payment_order if matter.case.procedure else None
    if order is not None and order.objected_on is not None:
        yield Finding(
            "LD-PROC-OBJECTION",
            "note",
            f"债务人于 {order.objected_on} 对支付令提出异议；异议成立的，支付令失效，转入诉讼程序",
            where=str(order.origin),
            article=matter.article(_CPL, "payment_order.objection"),
            next_step="收到终结督促程序的裁定后填写 ended_on；转入诉讼的，填写 procedure.suit",
        )


def _judgment(matter: Matter) -> Judgment | None:
    return matter.case.procedure.judgment if matter.case.procedure else None


GUARDS = (
    decided_claims_are_not_asked_for_again,
    ended_proceedings_have_their_paper,
    judgment_terms_can_be_read,
    enforcement_is_asked_for_in_time,
    mediated_charge_stands_alone,
    enforcement_ends_or_is_resumed,
    settlement_in_enforcement_is_read,
    broken_settlement_is_resumed,
    settlement_in_enforcement_has_one_way,
    objection_ends_the_order,
)
