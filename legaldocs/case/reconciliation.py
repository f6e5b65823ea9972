"""What a balance confirmation needs beside the account, as a case file states it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """How the debtor is asked to confirm what of the price is unpaid (对账).

    Movements are listed from ``from_on``, all of them where it is left out. ``silence_clause`` is
    the clause by which no answer counts as consent; without one silence says nothing (民法典140).
    ``confirmed_by`` is who deals with it at the debtor's, and ``authority`` why that person may.
    """

    origin: Origin
    from_on: Annotated[dt.date | None, "对账起始日"] = None
    reply_within_days: Annotated[int, "回复天数"] = 15
    silence_clause: Annotated[str, "逾期不回复视为确认的条款"] = ""
    confirmed_by: Annotated[str, "对账经办人"] = ""
    authority: Annotated[str, "经办人的授权"] = ""
