"""The check list of a contract: what it states, what is missing, what is void, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards.law import old_law
from legaldocs.portfolio.plan.checks import forum, late_charge, payment, security, service

if TYPE_CHECKING:
    from legaldocs.core.findings import Finding
    from legaldocs.portfolio.plan.checks.view import ContractView

_CHECKS = (*payment.CHECKS, *late_charge.CHECKS, *forum.CHECKS, *service.CHECKS, *security.CHECKS)


def check(view: ContractView) -> tuple[Finding, ...]:
    """Return what is to be said of a contract, in the order of the check list."""
    found = [finding for one in _CHECKS for finding in one(view)]
    return (*found, *old_law(view.book, view.as_of))
