"""证据目录: the catalogue of the court volume, and its first pages."""

from __future__ import annotations

from legaldocs.core.findings import EXHIBITS
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.lists import ListNames

FORM = Paper(
    id="exhibit_list",
    number="09",
    title="证据目录",
    family=Family.EVIDENCE,
    goes_to=Audience.COURT,
    states=frozenset({EXHIBITS}),
    in_volume=True,
    names=ListNames,
)
