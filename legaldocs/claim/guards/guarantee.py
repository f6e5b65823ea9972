"""Is the guarantor still bound, and how?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.arrival import DEMANDS, arrival, counterparty
from legaldocs.case.vocabulary import Direction, GuaranteeForm
from legaldocs.claim.proceedings import MAY_SUE_AGAIN
from legaldocs.core.findings import Finding
from legaldocs.law.guarantee import Act, GuaranteeTerms, Mode, effect_of_act, guarantee_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.model import Guarantee
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.law.guarantee import GuaranteePeriod

_MODES: dict[GuaranteeForm, Mode] = {
    GuaranteeForm.GENERAL: "general",
    GuaranteeForm.JOINT: "joint",
}
_ARTICLES: dict[Mode, str] = {
    "general": "guarantee_saving_act",
    "joint": "guarantee_saving_act_joint",
}
_NEAR = 60


def period_of(matter: Matter, guarantee: Guarantee) -> GuaranteePeriod | None:
    """Return the period counted from the contract that falls due first: the careful reading."""
    ends = [
        min(days) if any(part.separate for part in account.instalments) else max(days)
        for account in _first_agreed(matter)
        if (days := [part.due_on for part in account.instalments if part.due_on is not None])
    ]
    if not ends:
        return None
    terms = GuaranteeTerms(
        main_due_on=min(ends),
        mode=_MODES[guarantee.form] if guarantee.form else None,
        ends_on=guarantee.until_on,
    )
    return guarantee_period(matter.book, terms, matter.as_of)


def _first_agreed(matter: Matter) -> tuple[ContractAccount, ...]:
    """Return the accounts of the contracts: a new plan does not move the period (民法典695)."""
    deed = matter.claim.deed
    return matter.claim.accounts if deed is None else deed.before.accounts


def form_and_period_are_stated(matter: Matter) -> Iterator[Finding]:
    """Unstated, a guarantee is a general one, for six months."""
    for row in matter.case.guarantees:
        if row.form is None:
            yield Finding(
                "LD-GUA-NO-FORM",
                "warning",
                f"{row.guarantor}的保证没有写明保证方式，按一般保证承担责任",
                where=str(row.origin),
                article=matter.article("cn.civil_code", "guarantee_mode"),
                next_step="核对保证文件；有约定的，补上 form",
            )
        if row.until_on is None:
            yield Finding(
                "LD-GUA-NO-PERIOD",
                "warning",
                f"{row.guarantor}的保证没有写明保证期间，按法定期间计算",
                where=str(row.origin),
                article=matter.article("cn.civil_code", "guarantee_period"),
                next_step="核对保证文件；有约定的，补上 until_on",
            )


def _acts(matter: Matter, guarantee: Guarantee) -> Iterator[tuple[str, Act]]:
    """Yield what the creditor did towards court and guarantor, and its name."""
    for row in matter.case.communications:
        party = counterparty(matter.case, row)
        asks = row.direction is Direction.SENT and row.effect in DEMANDS
        if asks and party is not None and party.name == guarantee.guarantor:
            arrived = arrival(matter.case, row).on
            if arrived is not None:
                yield "向保证人催款", Act("demand_on_guarantor", arrived)
    procedure = matter.case.procedure
    if procedure and procedure.suit:
        withdrawn = procedure.suit.ended_by in MAY_SUE_AGAIN
        act = Act("suit_against_debtor", procedure.suit.filed_on, withdrawn=withdrawn)
        yield "对债务人起诉", act
    if procedure and procedure.arbitration:
        arbitration = procedure.arbitration
        withdrawn = arbitration.ended_by in MAY_SUE_AGAIN
        act = Act("arbitration_against_debtor", arbitration.filed_on, withdrawn=withdrawn)
        yield "对债务人申请仲裁", act
    if procedure and procedure.payment_order and procedure.payment_order.applied_on:
        yield "申请支付令", Act("payment_order", procedure.payment_order.applied_on)


def _saved(matter: Matter, guarantee: Guarantee, period: GuaranteePeriod) -> tuple[bool, str]:
    """Return whether an act on record keeps the guarantor bound, and why the others do not."""
    outcomes = [
        (name, act, effect_of_act(matter.book, period, act, matter.as_of))
        for name, act in _acts(matter, guarantee)
    ]
    useless = [
        f"{act.on} {name}不能保全：{outcome.why}"
        for name, act, outcome in outcomes
        if not outcome.saves
    ]
    return any(outcome.saves for *_, outcome in outcomes), "；".join(useless)


def period_is_running(matter: Matter) -> Iterator[Finding]:
    """The period is never interrupted; each form has its own act that saves it."""
    for row in matter.case.guarantees:
        period = period_of(matter, row)
        if period is None:
            continue
        end = period.deadline.raw_end
        left = (end - matter.as_of).days
        saved, useless = _saved(matter, row, period)
        if left < _NEAR and not saved:
            said = f"已于 {end} 届满" if left < 0 else f"将于 {end} 届满，还有 {left} 天"
            yield Finding(
                "LD-GUA-TIME",
                "warning",
                f"{row.guarantor}的保证期间{said}；{period.period_rule}，{period.mode_rule}"
                + (f"；{useless}" if useless else ""),
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
        if (
            period is None
            or period.deadline.raw_end < matter.as_of
            or _saved(matter, row, period)[0]
        ):
            continue
        yield Finding(
            "LD-GUA-OWN-ACT",
            "warning",
            f"致债务人的函件不产生向保证人{row.guarantor}主张权利的效果；"
            "有几个保证人的，须分别主张",
            where=str(row.origin),
            article=matter.article("cn.guarantee_interpretation", "co_guarantors"),
            next_step=f"最迟 {period.deadline.raw_end} 对该保证人采取行动：{period.saving_act}",
        )


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


GUARDS = (
    form_and_period_are_stated,
    period_is_running,
    each_guarantor_is_called,
    listed_guarantors_disclose,
)
