"""Comparing what the documents of a case say: checks that return findings and stop nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.reconcile import amounts, custody, order, plausible, proof
from legaldocs.case.terms_in_force import in_force

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case
    from legaldocs.core.findings import Finding

CHECKS = (*amounts.CHECKS, *order.CHECKS, *plausible.CHECKS, *custody.CHECKS, *proof.CHECKS)


def reconcile(case: Case, as_of: dt.date) -> tuple[Finding, ...]:
    """Return how tables were read and what every check found, in the order of ``CHECKS``.

    The rows are compared with the terms in force on ``as_of``; later rows are looked at too.
    """
    terms = replace(case, contracts=tuple(in_force(row, as_of) for row in case.contracts))
    found = (finding for check in CHECKS for finding in check(terms, as_of))
    return (*case.remarks, *found)
