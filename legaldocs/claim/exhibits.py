"""Which originals prove what, in the order a court reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.core.origin import Origin


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One exhibit (证据): one or more originals that prove one fact.

    ``number`` counts from one through the whole list; ``group`` is the part of the claim it belongs
    to, such as 合同订立; ``form`` the kind of evidence (书证 or 电子数据); ``files`` are paths
    relative to the case folder.
    """

    number: int
    group: str
    title: str
    form: str
    source: str
    proves: str
    dated_on: dt.date | None
    files: tuple[str, ...]
    origin: Origin | None

    @property
    def label(self) -> str:
        """The exhibit as papers cite it, such as 证据3."""
        return f"证据{self.number}"
