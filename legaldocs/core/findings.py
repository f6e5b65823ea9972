"""What a person should look at: a finding says what, where, why and what next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "note": "提示"}
"""What each severity is called, the gravest first."""

EVERYTHING = "everything"
"""Blocks every paper: a fact of the case file was not understood."""

FIGURES = "figures"
"""Blocks every paper that states what is owed."""

EXHIBITS = "exhibits"
"""Blocks every paper that rests on the list of exhibits."""

INSTRUMENT = "instrument"
"""Blocks every paper that states what an instrument in force leaves to be paid."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person should look at (检查结果).

    ``code`` is stable (``LD-…``). ``where`` is ``file:line`` or a file in a bundle; ``article`` the
    rule it rests on; ``blocks`` the subjects (``EVERYTHING``, ``FIGURES``, ``EXHIBITS``,
    ``INSTRUMENT``) or paper ids that are not made while it stands. An ``error`` is a fault of the
    case; a blocking ``note`` explains why a paper does not apply to it.
    """

    code: str
    severity: Severity
    message: str
    where: str = ""
    article: str = ""
    next_step: str = ""
    blocks: tuple[str, ...] = ()


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the faults of the case: the findings of that severity."""
    return tuple(finding for finding in findings if finding.severity == "error")
