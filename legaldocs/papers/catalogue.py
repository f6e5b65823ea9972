"""The papers the product makes, and its other templates: one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.papers import (
    demand_letter,
    exhibit_list,
    interest_schedule,
    lawyer_letter,
    payment_order,
    payment_reminder,
    pre_suit_preservation,
    repayment_agreement,
    suit_preservation,
    verification_report,
    volume_cover,
    warning_letter,
)

if TYPE_CHECKING:
    from legaldocs.papers.kind import Form, Paper

PAPERS: tuple[Paper, ...] = (
    payment_reminder.PAPER,
    demand_letter.PAPER,
    warning_letter.PAPER,
    lawyer_letter.PAPER,
    payment_order.PAPER,
    pre_suit_preservation.PAPER,
    suit_preservation.PAPER,
    repayment_agreement.PAPER,
    exhibit_list.PAPER,
    interest_schedule.PAPER,
)
"""In the order of a folder."""

FORMS: tuple[Form, ...] = (*PAPERS, volume_cover.FORM, verification_report.FORM)


def paper_named(name: str) -> Paper:
    """Return the paper with this id or title.

    Raises InputError for any other name.
    """
    for paper in PAPERS:
        if name in (paper.id, paper.title):
            return paper
    raise InputError(
        "没有这种文书",
        found=name[:40],
        expected="、".join(paper.title for paper in PAPERS),
        next_step="用文书名称或英文代号，见 legaldocs build --help",
    )
