"""Is the guarantor still bound, and how?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guaranteed import covered, form_of, period_of, saved
from legaldocs.claim.late_charge_standard import stated_together
from legaldocs.core.findings import Finding
from legaldocs.core.money import ZERO, figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.guaranteed import Saved
    from legaldocs.claim.matter import Matter
    from legaldocs.law.guarantee import GuaranteePeriod, Mode

_ARTICLES: dict[Mode, str] = {
    "general": "guarantee_saving_act",
    "joint": "guarantee_saving_act_joint",
}
_NEAR = 60
_MOST_PARTS = 3


def form_and_period_are_stated(matter: Matter) -> Iterator[Finding]:
    """Unstated, a guarantee is a general one, for six months; before the Civil Code a joint one."""
    for row in matter.case.guarantees:
        if row.form is None and form_of(matter, row) is None:
            yield Finding(
                "LD-GUA-NO-FORM",
                "warning",
                f"{row.guarantor}的保证没有写明保证方式，按一般保证承担责任",
                where=str(row.origin),
                article=matter.article("cn.civil_code", "guarantee_mode"),
                next_step="核对保证文件；有约定的，补上 form",
            )
        elif row.form is None:
            yield Finding(
                "LD-GUA-OLD-FORM",
                "warning",
                f"{row.guarantor}的保证签订于民法典施行前（{row.signed_on}），没有写明保证方式，"
                "按当时的法律为连带责任保证",
                where=str(row.origin),
                article=matter.article("cn.time_effect", "earlier_facts"),
                next_step="核对保证文件；有约定的，补上 form",
            )
        if row.until_on is None and not row.period:
            yield Finding(
                "LD-GUA-NO-PERIOD",
                "warning",
                f"{row.guarantor}的保证没有写明保证期间，按法定期间计算",
                where=str(row.origin),
                article=matter.article("cn.civil_code", "guarantee_period"),
                next_step="核对保证文件；有约定的，补上 period 或 until_on",
            )


def period_is_running(matter: Matter) -> Iterator[Finding]:
    """The period is never interrupted; each form has its own act that saves it."""
    for row in matter.case.guarantees:
        period = period_of(matter, row)
        if period is None:
            continue
        end = period.deadline.raw_end
        left = (end - matter.as_of).days
        record = saved(matter, row, period)
        if left < _NEAR and not record.done:
            said = f"已于 {end} 届满" if left < 0 else f"将于 {end} 届满，还有 {left} 天"
            yield Finding(
                "LD-GUA-TIME",
                "warning",
                f"{row.guarantor}的保证期间{said}。期间：{period.period_rule}；"
                f"保证方式：{period.mode_rule}" + (f"。{record.useless}" if record.useless else ""),
                where=str(row.origin),
                article=matter.article("cn.civil_code", _ARTICLES[period.mode]),
                next_step=f"最迟 {end} 采取行动：{period.saving_act}"
                if left >= 0
                else "核对期间内是否已采取上述行动并留有证据；没有的，保证人不再承担责任",
            )


def each_guarantor_is_called(matter: Matter) -> Iterator[Finding]:
    """A demand on the debtor does nothing against a guarantor, nor one guarantor's for another."""
    for row in matter.case.guarantees if matter.claim.principal else ():
        period = period_of(matter, row)
        if period is None or period.deadline.raw_end < matter.as_of:
            continue
        if saved(matter, row, period).done:
            continue
        general = period.mode == "general"
        whom = "债务人" if general else "该保证人"
        more = "一般保证要对债务人起诉或者仲裁" if general else "有几个保证人的，须分别主张"
        yield Finding(
            "LD-GUA-OWN-ACT",
            "warning",
            f"致债务人的函件不产生向保证人{row.guarantor}主张权利的效果；{more}",
            where=str(row.origin),
            article=matter.article("cn.guarantee_interpretation", "co_guarantors"),
            next_step=f"最迟 {period.deadline.raw_end} 对{whom}采取行动：{period.saving_act}",
        )


def saved_guarantees_are_noted(matter: Matter) -> Iterator[Finding]:
    """Once an act has saved the claim on a guarantor, limitation runs on it as on any debt.

    An act says nothing of what was not due then: for that part the careful creditor asks again.
    """
    for row in matter.case.guarantees:
        period = period_of(matter, row)
        record = saved(matter, row, period) if period is not None else None
        if period is None or record is None or not record.done:
            continue
        message = f"{row.guarantor}的保证责任已在保证期间内保全（{record.done}）"
        step = "此后适用诉讼时效；留存该行为及其到达的凭证"
        if record.later:
            message += (
                f"，只限于当时已到期的款项；{_parts(record)}当时尚未到期，不能认为已经一并保全"
            )
            step = _for_the_rest(matter, period, record)
        yield Finding(
            "LD-GUA-SAVED",
            "warning" if record.later else "note",
            message,
            where=str(row.origin),
            article=matter.article("cn.civil_code", "guarantee_limitation"),
            next_step=step,
        )


def _parts(record: Saved) -> str:
    """Return the parts that were not due, with their days; many are only counted."""
    if len(record.later) > _MOST_PARTS:
        return f"其后到期的 {len(record.later)} 笔未付款项"
    return "、".join(
        part.name + (f"（{part.due_on} 到期）" if part.due_on else "（到期日未定）")
        for part in record.later
    )


def _for_the_rest(matter: Matter, period: GuaranteePeriod, record: Saved) -> str:
    end = period.deadline.raw_end
    asked = "" if record.by_suit else "该次请求写明包括未到期款项的，在该行写 covers_not_due: 是；"
    if end < matter.as_of:
        return f"{asked}没有在 {end} 以前另行主张的，由律师判断保证人对这部分是否仍承担责任"
    act = "再次向保证人发出保证人催告函" if period.mode == "joint" else "就这部分对债务人追加请求"
    return f"{asked}没有的，最迟 {end} {act}；到期以后、{end} 以前再主张一次最稳妥"


def listed_guarantors_disclose(matter: Matter) -> Iterator[Finding]:
    """A listed company's guarantee needs public disclosure beside the resolution."""
    for row in matter.case.guarantees:
        if "股份有限公司" in row.guarantor:
            yield Finding(
                "LD-GUA-LISTED",
                "warning",
                f"{row.guarantor}如为上市公司，其保证须依据公开披露的决议信息订立，否则对它不发生效力",
                where=str(row.origin),
                article=matter.article("cn.guarantee_interpretation", "listed_company"),
                next_step="核对是否上市；是的，把决议公告列入 resolution",
            )


def joint_sums_are_left_out(matter: Matter) -> Iterator[Finding]:
    """A late charge fixed for all contracts together has no part for one guaranteed contract."""
    shares = (stated_together(matter.case, account) for account in matter.claim.accounts)
    together = sum(shares, ZERO)
    for row in matter.case.guarantees if together else ():
        if len(covered(matter, row)) < len(matter.claim.accounts):
            yield Finding(
                "LD-GUA-STATEMENT",
                "warning",
                f"对账单载明的违约金或利息 {figure(together)} 元是各合同合计的，"
                f"{row.guarantor}只保证其中部分合同，对该保证人的请求没有列入这一部分",
                where=str(row.origin),
                article=matter.article("cn.civil_code", "guarantee_scope"),
                next_step="由律师核对所保证合同应分的数额；能够分清的，按合同分别填写对账单",
            )


GUARDS = (
    form_and_period_are_stated,
    period_is_running,
    each_guarantor_is_called,
    saved_guarantees_are_noted,
    listed_guarantors_disclose,
    joint_sums_are_left_out,
)
