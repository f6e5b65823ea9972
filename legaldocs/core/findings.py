"""What a person should look at: a finding says what, where, why and what next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

EVERYTHING = "everything"
"""Blocks every paper: a fact of the case file was not understood."""

FIGURES = "figures"
"""Blocks every paper that states what is owed."""

EXHIBITS = "exhibits"
"""Blocks every paper that rests on the list of exhibits."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person should look at (检查结果).

    ``code`` is stable (``LD-…``). ``where`` is ``file:line`` or a file in a bundle; ``article`` the
    rule it rests on; ``blocks`` the subjects (``EVERYTHING``, ``FIGURES``, ``EXHIBITS``) or paper
    ids that are not made while it stands. An ``error`` is a fault of the case; a ``note`` that
    blocks says why a paper has no place in it.
    """

    code: str
    severity: Severity
    message: str
    where: str = ""
    article: str = ""
    next_step: str = ""
    blocks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the finding with the keys that ``--json`` promises."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "where": self.where,
            "article": self.article,
            "next_step": self.next_step,
            "blocks": list(self.blocks),
        }


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that block something."""
    return tuple(each for each in findings if each.severity == "error")
