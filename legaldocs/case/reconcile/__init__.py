"""Comparing what the documents of a case say: checks that return findings and stop nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.reconcile import amounts, custody, order, plausible, proof

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case
    from legaldocs.core.findings import Finding

CHECKS = (*amounts.CHECKS, *order.CHECKS, *plausible.CHECKS, *custody.CHECKS, *proof.CHECKS)


def reconcile(case: Case, as_of: dt.date) -> tuple[Finding, ...]:
    """Return how tables were read and what every check found, in the order of ``CHECKS``."""
    found = (finding for check in CHECKS for finding in check(case, as_of))
    return (*case.remarks, *found)
