"""Can a letter, or a court's papers, reach the customer at an address that was agreed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.portfolio.plan.checks.view import ContractView


def service_address_is_agreed(view: ContractView) -> Iterator[Finding]:
    """An address that the contract names may be used for service."""
    terms = view.terms
    if terms.service_clause and (terms.service_address or view.case.debtor.service_address):
        return
    lacking = "送达条款（service_clause）" if not terms.service_clause else ""
    if not (terms.service_address or view.case.debtor.service_address):
        lacking = "、".join(filter(None, (lacking, "送达地址（service_address）")))
    yield view.finding(
        "LD-PLAN-SERVICE",
        "warning",
        f"没有写{lacking}：没有约定送达地址，函件和法院的文书可能送不到",
        view.cite("cn.service_opinions/agreed_address"),
        "在合同里写明送达地址、联系人、电话、邮箱，以及变更须书面通知",
    )


CHECKS = (service_address_is_agreed,)
