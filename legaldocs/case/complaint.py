"""What a complaint needs beside the facts of the debt: the court, and a wish only a person has.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legaldocs.case.vocabulary import MediationWish  # noqa: TC001 - the reader resolves it
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint that is to be filed (起诉事项).

    ``court_link`` ties the court to the dispute where no address and no clause does, such as the
    place of performance; without a ``mediation_wish`` its boxes stay open for the plaintiff.
    """

    origin: Origin
    court: Annotated[str, "受诉法院"] = ""
    court_link: Annotated[str, "受诉法院与争议的联系"] = ""
    mediation_wish: Annotated[MediationWish | None, "是否考虑先行调解"] = None
