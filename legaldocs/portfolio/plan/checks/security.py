"""Would a guarantee, and the title that was kept, hold when they are needed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.guarantee_period import parse_period
from legaldocs.case.vocabulary import ContractKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.portfolio.plan.checks.view import ContractView
    from legaldocs.portfolio.plan.terms import AgreedGuarantee


def guarantees_state_form_and_period(view: ContractView) -> Iterator[Finding]:
    """A form that is not stated is the weaker one, a period that is not stated is short."""
    for row in view.terms.guarantees:
        if row.form is None:
            yield view.finding(
                "LD-PLAN-GUARANTEE-FORM",
                "warning",
                f"{row.guarantor}的保证没有写保证方式，按一般保证处理，须先对客户起诉或者仲裁",
                view.cite("cn.civil_code/guarantee_mode"),
                "写明“承担连带责任保证”",
                row.origin,
            )
        yield from _period(view, row)
        if row.company and not row.resolved:
            yield view.finding(
                "LD-PLAN-GUARANTEE-RESOLUTION",
                "warning",
                f"保证人{row.guarantor}是公司，没有写明有公司决议，保证可能不对公司发生效力",
                view.cite("cn.guarantee_interpretation/company_resolution"),
                "取得董事会或者股东会决议；依法无须决议的，由律师确认",
                row.origin,
            )


def _period(view: ContractView, row: AgreedGuarantee) -> Iterator[Finding]:
    months = view.book.parameter("guarantee.default_period", view.as_of).value
    last = max((one.due_on for one in view.parts if one.due_on), default=None)
    if row.period and row.until_on is not None:
        problem, place = "保证期间写了期间，又写了届满日", "cn.civil_code/guarantee_period"
    elif row.until_on is not None and last is not None and row.until_on <= last:
        problem = f"保证期间届满日 {row.until_on} 不晚于最后一期的到期日 {last}，视为没有约定"
        place = "cn.civil_code/guarantee_period"
    elif row.period and parse_period(row.period).until_repaid:
        problem, place = f"保证期间写“{row.period}”，视为约定不明", _REPAID
    elif not row.period and row.until_on is None:
        problem, place = "没有写保证期间", "cn.civil_code/guarantee_period"
    else:
        return
    yield view.finding(
        "LD-PLAN-GUARANTEE-PERIOD",
        "warning",
        f"{row.guarantor}的保证：{problem}；没有约定或者约定不明的，自主债务到期起 {months} 个月",
        view.cite(place),
        "写成“主债务履行期限届满之日起三年”这样确定的期间",
        row.origin,
    )


_REPAID = "cn.guarantee_interpretation/until_repaid"


def title_might_be_kept(view: ContractView) -> Iterator[Finding]:
    """Movables that are sold and not paid cannot be taken back without it."""
    terms = view.terms
    if not terms.retention_of_title and terms.kind is ContractKind.SALE and terms.movables:
        yield view.finding(
            "LD-PLAN-TITLE",
            "note",
            "标的是动产，没有保留所有权：货已交付而价款未清时，没有取回的依据",
            view.cite("cn.civil_code/retention_of_title"),
            "大额或者赊销的设备，可以约定付清以前保留所有权并登记",
        )


def title_is_kept_in_movables(view: ContractView) -> Iterator[Finding]:
    """Only the title to movables that are sold can be kept."""
    terms = view.terms
    if not terms.retention_of_title:
        return
    if terms.movables is False:
        yield view.finding(
            "LD-PLAN-TITLE-VOID",
            "warning",
            "约定了所有权保留，而标的不是动产，这一约定用不上",
            view.cite("cn.sale_interpretation/retention_movables"),
            "删去这一约定，改用保证、抵押等担保",
        )
        return
    if terms.kind is not ContractKind.SALE:
        yield view.finding(
            "LD-PLAN-TITLE-KIND",
            "warning",
            f"约定了所有权保留，而合同是{terms.kind}；这些规则是为买卖写的，能否参照没有把握",
            view.cite("cn.civil_code/retention_of_title", "cn.civil_code/other_paid_contracts"),
            "由律师判断；同时取得保证、抵押等担保",
        )
    if terms.movables is None:
        yield view.finding(
            "LD-PLAN-TITLE-GOODS",
            "note",
            "约定了所有权保留，没有写明标的是不是动产（movables）",
            view.cite("cn.sale_interpretation/retention_movables"),
            "核对标的：只有动产可以保留所有权",
        )


def title_is_registered(view: ContractView) -> Iterator[Finding]:
    """Others have to be able to see that the title was kept."""
    terms = view.terms
    kept = terms.retention_of_title and terms.movables is not False
    if kept and terms.title_registered_on is None:
        yield view.finding(
            "LD-PLAN-TITLE-REGISTER",
            "warning",
            "保留的所有权没有登记，不能对抗善意第三人",
            view.cite("cn.civil_code/retention_of_title"),
            "办理登记后填写 title_registered_on",
        )


CHECKS = (
    guarantees_state_form_and_period,
    title_might_be_kept,
    title_is_kept_in_movables,
    title_is_registered,
)
