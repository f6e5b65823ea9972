"""应收账款管理授权书: what the agency shows to the debtor."""

from __future__ import annotations

from pathlib import Path

from legaldocs.papers.kind import Family, Form
from legaldocs.portfolio.agency.papers.names import EngagementNames

FORM = Form(
    id="agency_authority",
    title="应收账款管理授权书",
    family=Family.BOOK,
    names=EngagementNames,
    folder=Path(__file__).parent,
)
