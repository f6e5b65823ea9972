"""Is the clause on disputes one that holds?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.law.jurisdiction import ForumClause, check_clause
from legaldocs.law.seats import court_is_at, seat_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.law.jurisdiction import Connection
    from legaldocs.portfolio.plan.checks.view import ContractView

_BODIES = ("仲裁委员会", "仲裁院", "仲裁中心")


def clause_names_one_way(view: ContractView) -> Iterator[Finding]:
    """Court or arbitration, not both, and one that is named."""
    terms = view.terms
    if terms.court and terms.arbitration:
        checked = check_clause(view.book, _clause(view), view.as_of)
        yield view.finding(
            "LD-PLAN-FORUM-BOTH",
            "warning",
            f"同时约定了{terms.court}和{terms.arbitration}，仲裁约定无效",
            "、".join(checked.articles) or view.cite("cn.arbitration_law/agreement_void"),
            "法院和仲裁只留一个",
        )
    elif terms.dispute_clause and not (terms.court or terms.arbitration):
        yield view.finding(
            "LD-PLAN-FORUM-CLAUSE",
            "warning",
            f"“{terms.dispute_clause[:40]}”没有写明哪一个法院或者仲裁机构",
            view.cite("cn.civil_procedure/agreed_court", "cn.arbitration_law/agreement_unclear"),
            "写明法院的全称，或者仲裁机构的全称",
        )
    elif not (terms.court or terms.arbitration):
        yield view.finding(
            "LD-PLAN-FORUM",
            "note",
            "没有约定争议由哪里处理，由被告住所地或者合同履行地的法院管辖",
            view.cite("cn.civil_procedure/contract_court"),
            "约定我方住所地的法院，或者一个仲裁机构",
        )


def institution_is_named(view: ContractView) -> Iterator[Finding]:
    """Arbitration needs an institution that there is."""
    named = view.terms.arbitration
    if named and not view.terms.court and not any(body in named for body in _BODIES):
        yield view.finding(
            "LD-PLAN-FORUM-INSTITUTION",
            "warning",
            f"“{named}”看不出是哪一个仲裁机构，没有补充协议的，仲裁协议无效",
            view.cite("cn.arbitration_law/agreement_unclear"),
            "写仲裁机构的全称，如 武汉仲裁委员会",
        )


def court_is_connected(view: ContractView) -> Iterator[Finding]:
    """A court without a real connection to the dispute cannot be agreed."""
    terms = view.terms
    if not terms.court:
        return
    checked = check_clause(view.book, _clause(view), view.as_of)
    if checked.court_valid:
        return
    known = [f"{name}{place}" for name, place in _places(view) if place]
    yield view.finding(
        "LD-PLAN-FORUM-CONNECTION",
        "warning",
        f"约定的{terms.court}看来不在已知的任何一个联系地"
        f"（{'；'.join(known) or '账册里没有双方的住所'}），没有实际联系的约定无效",
        "、".join(checked.articles),
        "约定双方住所地、签订地或者履行地的法院；确有联系的，写 signed_at 或者 performed_at",
    )


def _places(view: ContractView) -> tuple[tuple[str, str], ...]:
    case = view.case
    return (
        ("客户住所：", case.debtor.address),
        ("我方住所：", case.creditor.address),
        ("签订地：", view.terms.signed_at),
        ("履行地：", view.terms.performed_at),
    )


def _clause(view: ContractView) -> ForumClause:
    terms = view.terms
    at = [court_is_at(terms.court, place) if place else False for _, place in _places(view)]
    connection: Connection = "defendant" if at[0] else "plaintiff" if at[1] else "other"
    return ForumClause(
        courts=(seat_of(terms.court),) if terms.court else (),
        connection=connection,
        connection_proven=any(at[2:]),
        arbitration=bool(terms.arbitration),
        institution=terms.arbitration,
    )


CHECKS = (clause_names_one_way, institution_is_named, court_is_connected)
