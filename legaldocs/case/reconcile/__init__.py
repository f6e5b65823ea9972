"""Comparing what the documents of a case say: checks that return findings and stop nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.reconcile import amounts, order, proof
from legaldocs.case.terms_in_force import in_force

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case
    from legaldocs.core.findings import Finding

CHECKS = (*amounts.CHECKS, *order.CHECKS, *proof.CHECKS)


def reconcile(case: Case, as_of: dt.date) -> tuple[Finding, ...]:
    """Return what every check found on ``as_of``, in the order of ``CHECKS``.

    The rows are compared with the terms in force on that day; rows dated later are looked at too.
    """
    terms = replace(case, contracts=tuple(in_force(row, as_of) for row in case.contracts))
    return tuple(found for check in CHECKS for found in check(terms, as_of))
