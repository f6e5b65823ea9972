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
    """Return what every check found on ``as_of``, in the order of ``CHECKS``."""
    return tuple(found for check in CHECKS for found in check(case, as_of))
