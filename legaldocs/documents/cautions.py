"""Findings that must be printed in a paper, not only shown on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.papers import WORKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legaldocs.core.findings import Finding

_PRINTED = {"LD-RATE-PROVISIONAL": (WORKING.id,)}
"""The codes that are printed, and the papers that print them."""


def cautions(findings: Iterable[Finding]) -> Mapping[str, tuple[str, ...]]:
    """Return the lines of caution by the id of the paper that prints them."""
    lines: dict[str, tuple[str, ...]] = {}
    for each in findings:
        for paper in _PRINTED.get(each.code, ()):
            lines[paper] = (*lines.get(paper, ()), each.message)
    return lines
