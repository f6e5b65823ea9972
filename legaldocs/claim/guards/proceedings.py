"""What follows from a suit, an arbitration, a payment order or an enforcement that is on record?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import EnforcementEnd, ProceedingsEnd
from legaldocs.claim.proceedings import decided_by, judgment_debt, order_in_force
from legaldocs.core.errors import InputError
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import figure
from legaldocs.law.enforcement import enforcement_period
from legaldocs.law.rate_terms import parse_rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.procedure import Judgment
    from legaldocs.claim.matter import Matter

_CPL = "cn.civil_procedure"
_ON_PAPER = frozenset({ProceedingsEnd.JUDGMENT, ProceedingsEnd.AWARD, ProceedingsEnd.MEDIATION})


def decided_claims_are_not_asked_for_again(matter: Matter) -> Iterator[Finding]:
    """Once decided, the claim is what the instrument says, not what the contract said."""
    procedure = matter.case.procedure
    if procedure is None:
        return
    decided, where = decided_by(matter.case), procedure.origin
    order = procedure.payment_order
    if not decided and order is not None and order_in_force(order, matter.book, matter.as_of):
        decided, where = f"{order.case_number}支付令（债务人没有在期限内提出异议）", order.origin
    if decided:
        yield Finding(
            "LD-PROC-DECIDED",
            "note",
            f"债权已由{decided}确定，不再出具按合同载明欠款的文书",
            where=str(where),
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
        problem = ""
        if bool(row.interest_rate) != (row.interest_from is not None):
            problem = "interest_rate 和 interest_from 应当同时填写"
        elif row.interest_rate:
            try:
                parse_rate(row.interest_rate)
            except InputError as error:
                problem = f"interest_rate：{error.what}，应为{error.expected}"
        if problem:
            yield Finding(
                "LD-PROC-INTEREST",
                "error",
                f"生效文书确定的利息无法计算：{problem}",
                where=str(row.origin),
                next_step="按判项改正；判项没有另定利息的，三项都删去",
            )


def enforcement_is_asked_for_in_time(matter: Matter) -> Iterator[Finding]:
    """Two years from the last day to perform; afterwards the debtor may object."""
    judgment, procedure = _judgment(matter), matter.case.procedure
    if judgment is None or procedure is None or procedure.enforcement is not None:
        return
    effective_on = judgment.effective_on
    if effective_on is None:
        yield Finding(
            "LD-PROC-NOT-EFFECTIVE",
            "warning",
            f"{judgment.number}{judgment.kind}没有生效日期，不能申请强制执行",
            where=str(judgment.origin),
            next_step="生效以后填写 effective_on；调解书以各方签收的日期为准",
        )
        return
    owed = judgment_debt(matter.case, matter.book, matter.as_of)
    if owed is not None and not owed.total:
        return
    days = tuple(row.perform_by for row in judgment.sums if row.perform_by is not None)
    period = enforcement_period(
        matter.book, perform_by=days, effective_on=effective_on, day=matter.as_of
    )
    end = period.deadlines[-1]
    left = f"尚欠 {figure(owed.total)} 元（含迟延履行期间的债务利息），" if owed else ""
    yield Finding(
        "LD-PROC-ENFORCE",
        "warning",
        f"{judgment.number}{judgment.kind}已于 {effective_on} 生效，{left}"
        f"申请执行的期间{'已' if end.end < matter.as_of else '将'}于 {end.end} 届满",
        where=str(judgment.origin),
        article=matter.article(_CPL, "enforcement.period"),
        next_step=f"最迟 {end.advised} 申请强制执行，然后填写 procedure.enforcement",
    )


def enforcement_state_is_read(matter: Matter) -> Iterator[Finding]:
    """After 终本 the creditor watches for assets; a settlement in enforcement has its own terms."""
    enforcement = matter.case.procedure.enforcement if matter.case.procedure else None
    if enforcement is None:
        return
    if enforcement.ended_by is EnforcementEnd.THIS_TIME:
        yield Finding(
            "LD-PROC-AGAIN",
            "note",
            f"{enforcement.case_number}执行案件已终结本次执行程序，债务没有消灭",
            where=str(enforcement.origin),
            article=matter.article("cn.cpl_interpretation", "enforcement.again"),
            next_step="发现可供执行的财产的，可以再次申请执行，不受申请执行期间的限制",
        )
    elif enforcement.settled_on is not None and enforcement.ended_by is None:
        yield Finding(
            "LD-PROC-SETTLED",
            "warning",
            f"{enforcement.settled_on} 达成执行和解，和解的期次没有计入，本次金额不反映和解",
            where=str(enforcement.origin),
            article=matter.article("cn.enforcement_settlement", "resumption"),
            next_step="按和解协议履行的，不申请恢复执行；不履行的，由律师选择恢复执行或者就和解协议起诉",
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
    enforcement_state_is_read,
    objection_ends_the_order,
)
