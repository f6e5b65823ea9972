"""案件受理确认函: the agency tells the creditor that it takes the matter on, for it to sign."""

from __future__ import annotations

from pathlib import Path

from legaldocs.papers.kind import Family, Form
from legaldocs.portfolio.agency.papers.names import EngagementNames

FORM = Form(
    id="agency_acceptance",
    title="案件受理确认函",
    family=Family.BOOK,
    names=EngagementNames,
    folder=Path(__file__).parent,
)
